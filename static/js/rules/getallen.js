// @ts-check
/** Numbers as people type and read them (twin of app/protocols/rules/getallen.py). */
import { isDecimaal } from "./waarden.js";

const SPATIES = /[ \t\r\n\u00a0\u2009\u202f]/g;
const GEGROEPEERD = /^-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?$/;
const KOMMA = /^-?[0-9]+,[0-9]+$/;

/**
 * What a person typed, as a decimal string with a dot ("1.234,5" becomes "1234.5"), or null when it is no number.
 * A comma is always the decimal sign. One dot is too: "0.875" is never 875. Only where the question takes whole
 * numbers, "1.250" groups thousands. Several dots always group.
 * @param {string} tekst @param {number|null} [decimalen] @returns {string|null}
 */
export function leesGetal(tekst, decimalen = null) {
  let schoon = tekst.replace(SPATIES, "").replaceAll("−", "-").replace(/^\+/, "");
  const groepen = schoon.includes(",") || schoon.split(".").length > 2 || (decimalen === 0 && !/^-?0/.test(schoon));
  if (groepen && GEGROEPEERD.test(schoon)) schoon = schoon.replaceAll(".", "").replace(",", ".");
  else if (KOMMA.test(schoon)) schoon = schoon.replace(",", ".");
  return isDecimaal(schoon) ? schoon : null;
}

/** A number as Dutch people write it: decimal comma, a dot per thousand from 10.000 on. @param {string|number} waarde */
export function schrijfGetal(waarde) {
  const tekst = String(waarde);
  const teken = tekst.startsWith("-") ? "-" : "";
  let [heel, rest] = tekst.slice(teken.length).split(".");
  if (heel.length > 4) heel = heel.replace(/^0+(?=[0-9])/, "").replace(/\B(?=([0-9]{3})+$)/g, ".");
  return rest ? `${teken}${heel},${rest}` : `${teken}${heel}`;
}
