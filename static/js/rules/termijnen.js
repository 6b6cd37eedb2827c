// @ts-check
/**
 * Working days and the hersteltermijn. Twin of `app/termijnen/rules/`, same vectors. Days are `YYYY-MM-DD` strings;
 * arithmetic is done in UTC, so no clock change can move a day.
 *
 * @typedef {{uiterlijk: string, stappen: string[], hercontrole: string}} Termijnsom
 */
import { kort, lang } from "./dagen.js";

/** @param {string} dag @param {number} dagen */
export function plus(dag, dagen) {
  return new Date(Date.parse(`${dag}T00:00:00Z`) + dagen * 86_400_000).toISOString().slice(0, 10);
}

/** Easter Sunday. @param {number} jaar */
export function pasen(jaar) {
  const [a, b, c] = [jaar % 19, Math.floor(jaar / 100), jaar % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const rest = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * rest) / 451);
  const n = h + rest - 7 * m + 114;
  return `${jaar}-${twee(Math.floor(n / 31))}-${twee((n % 31) + 1)}`;
}

/** @param {number} n */
const twee = (n) => String(n).padStart(2, "0");

/** The days of article 3 Algemene termijnenwet. @param {number} jaar @returns {Record<string, string>} */
export function feestdagen(jaar) {
  const paasdag = pasen(jaar);
  const koningsdag = `${jaar}-04-27`;
  return {
    [`${jaar}-01-01`]: "Nieuwjaarsdag",
    [plus(paasdag, -2)]: "Goede Vrijdag",
    [plus(paasdag, 1)]: "Tweede Paasdag",
    [weekdag(koningsdag) === 0 ? plus(koningsdag, -1) : koningsdag]: "Koningsdag",
    [`${jaar}-05-05`]: "Bevrijdingsdag",
    [plus(paasdag, 39)]: "Hemelvaartsdag",
    [plus(paasdag, 50)]: "Tweede Pinksterdag",
    [`${jaar}-12-25`]: "Eerste Kerstdag",
    [`${jaar}-12-26`]: "Tweede Kerstdag",
  };
}

/** 0 = Sunday. @param {string} dag */
function weekdag(dag) {
  return new Date(`${dag}T00:00:00Z`).getUTCDay();
}

/** Why a day is no working day; empty for a working day. @param {string} dag @param {string[]} extra */
export function waaromVrij(dag, extra = []) {
  const naam = feestdagen(Number(dag.slice(0, 4)))[dag];
  if (naam) return naam;
  if (extra.includes(dag)) return "gelijkgestelde dag";
  return { 0: "zondag", 6: "zaterdag" }[weekdag(dag)] ?? "";
}

/** @param {string} dag @param {string[]} extra */
export function werkdagVanaf(dag, extra = []) {
  let werkdag = dag;
  while (waaromVrij(werkdag, extra)) werkdag = plus(werkdag, 1);
  return werkdag;
}

/** @param {string} dag @param {number} aantal @param {string[]} extra */
export function werkdagenNa(dag, aantal, extra = []) {
  let werkdag = dag;
  for (let i = 0; i < aantal; i++) werkdag = werkdagVanaf(plus(werkdag, 1), extra);
  return werkdag;
}

/**
 * The day so many weeks and days after it was told, on a working day, with its sum.
 * @param {string} gestart @param {{weken?: number, dagen?: number, extra?: string[]}} duur @returns {Termijnsom}
 */
export function hersteltermijn(gestart, { weken = 0, dagen = 0, extra = [] }) {
  const eind = plus(gestart, weken * 7 + dagen);
  const uiterlijk = werkdagVanaf(eind, extra);
  const stappen = [
    `De termijn begint op ${kort(plus(gestart, 1))}.`,
    `${duurZin(weken, dagen)} eindigt op ${lang(eind)}.`,
  ];
  if (uiterlijk !== eind) {
    stappen.push(
      `Dat is geen werkdag (${waaromVrij(eind, extra)}).`,
      `De eerste werkdag daarna is ${lang(uiterlijk)}.`,
      "De Algemene termijnenwet geldt niet voor een termijn in een brief. Schouw kiest een werkdag.",
    );
  }
  return { uiterlijk, stappen, hercontrole: hercontroledag(uiterlijk, extra) };
}

/** A day the toezichthouder chose. @param {string} gestart @param {string} dag @param {string[]} extra @returns {Termijnsom} */
export function gekozenDag(gestart, dag, extra = []) {
  const aantal = Math.round((Date.parse(dag) - Date.parse(gestart)) / 86_400_000);
  const ver = aantal ? `, ${duurZin(0, aantal)} na de controle` : ", de dag zelf";
  const stappen = [`Je koos ${lang(dag)}${aantal < 0 ? ". Die dag is al voorbij" : ver}.`];
  const vrij = waaromVrij(dag, extra);
  if (vrij) stappen.push(`Let op: dat is geen werkdag (${vrij}).`);
  return { uiterlijk: dag, stappen, hercontrole: hercontroledag(dag, extra) };
}

/** The first working day after the term. @param {string} uiterlijk @param {string[]} extra */
export function hercontroledag(uiterlijk, extra = []) {
  return werkdagVanaf(plus(uiterlijk, 1), extra);
}

/** @param {number} weken @param {number} dagen */
function duurZin(weken, dagen) {
  const delen = [];
  if (weken) delen.push(weken === 1 ? "1 week" : `${weken} weken`);
  if (dagen) delen.push(dagen === 1 ? "1 dag" : `${dagen} dagen`);
  return delen.join(" en ") || "0 dagen";
}
