// @ts-check
/**
 * Whether it happened before. Twin of `recidive` in `app/lhso/rules/beoordeling.py`, same vectors.
 *
 * @typedef {{sleutel: string, overtreder: string, geconstateerd_op: string, interventies: string[],
 *   opgeheven_op: string | null, nummer: string}} Eerdere
 */
import { labels } from "./lhso.js";

/** @typedef {import("./lhso.js").Matrix} Matrix */

/**
 * Suggests recidive; never a judgement.
 * @param {Matrix} matrix @param {Eerdere[]} historie @param {{sleutel: string, overtreder: string, op: string}} nu
 * @returns {{recidive: boolean, omdat: string, verwijzing: string}}
 */
export function recidive(matrix, historie, { sleutel, overtreder, op }) {
  const zelfde = historie
    .filter((eerder) => eerder.sleutel === sleutel && zelfdePersoon(eerder.overtreder, overtreder))
    .filter((eerder) => binnenJaren(eerder.geconstateerd_op, op, matrix.recidive.jaren))
    .filter((eerder) => telt(matrix, eerder));
  if (!zelfde.length)
    return { recidive: false, omdat: "Geen eerdere overtreding van dit voorschrift die meetelt.", verwijzing: "" };
  const laatste = zelfde.reduce((a, b) => (b.geconstateerd_op > a.geconstateerd_op ? b : a));
  const ingegrepen = labels(matrix, laatste.interventies).toLowerCase();
  const [jaar, maand, dag] = laatste.geconstateerd_op.split("-").map(Number);
  return {
    recidive: true,
    omdat: `Op ${dag}-${maand}-${jaar} hetzelfde voorschrift (${ingegrepen}). Dat is minder dan ${matrix.recidive.jaren} jaar geleden.`,
    verwijzing: laatste.nummer,
  };
}

/** @param {string} een @param {string} ander */
function zelfdePersoon(een, ander) {
  return !een || !ander || een.toLowerCase() === ander.toLowerCase();
}

/** @param {string} eerder @param {string} op @param {number} jaren */
function binnenJaren(eerder, op, jaren) {
  const [jaar, maand, dag] = eerder.split("-").map(Number);
  const rest = maand === 2 && dag === 29 ? "03-01" : eerder.slice(5);
  return eerder <= op && op < `${jaar + jaren}-${rest}`;
}

/** @param {Matrix} matrix @param {Eerdere} eerder */
function telt(matrix, eerder) {
  const middel = eerder.interventies.some((code) => matrix.interventies[code]?.handhavingsmiddel);
  return middel || (eerder.interventies.includes("WAA") && Boolean(eerder.opgeheven_op));
}
