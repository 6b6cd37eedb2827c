// @ts-check
/**
 * What an answer or a fact is worth in a comparison (twin of app/protocols/rules/vergelijken.py and stand.py).
 *
 * An answer is known by a list of comparable values: usually one, of a meerkeuze each choice, of a document its stand
 * and its oordeel. An empty list is *missing*. What a phone stored long ago may be anything: a value of another shape
 * counts as missing and never throws.
 */

/** @typedef {{wat?: string, uiterlijk?: string}} Nader */
/**
 * @typedef {object} Antwoord
 * @property {any} [waarde]
 * @property {string} [reden]
 * @property {string} [toelichting]
 * @property {boolean} [direct_hersteld]
 * @property {Nader} [nader]
 * @property {boolean} [gewist]  the answer was wiped: there is none
 */
/** @typedef {{code: string, type?: string, [sleutel: string]: any}} Vraag  question of the plan */

const SPATIE = /^[ \t\r\n]*$/;
const DECIMAAL = /^-?[0-9]{1,15}(\.[0-9]{1,15})?$/;
const DATUM = /^([0-9]{4})-([0-9]{2})-([0-9]{2})/;
/** @type {Record<string, string>} */
const OORDEEL_VAN_DOCUMENT = { gezien: "voldoet", niet_getoond: "voldoet_niet", verlopen: "voldoet_niet" };

/** Whether a text is a decimal string of the wire: at most 15 digits, a dot as decimal sign. @param {string} tekst */
export function isDecimaal(tekst) {
  return DECIMAAL.test(tekst) && tekst.replace(/[^0-9]/g, "").length <= 15;
}

/** A number or a decimal string as a number; null for anything else. @param {any} waarde @returns {number|null} */
export function alsGetal(waarde) {
  if (typeof waarde === "number") return waarde;
  return typeof waarde === "string" && isDecimaal(waarde) ? Number(waarde) : null;
}

/** @param {any} waarde @returns {waarde is Record<string, any>} */
export function isObject(waarde) {
  return typeof waarde === "object" && waarde !== null && !Array.isArray(waarde);
}

/**
 * Whether a question is answered: its value is there and not empty; a foto question has a photo.
 * @param {Vraag} vraag @param {Antwoord|undefined} antwoord @param {number} [fotos]
 */
export function heeftWaarde(vraag, antwoord, fotos = 0) {
  if (vraag.type === "foto") return fotos > 0;
  const waarde = antwoord?.waarde ?? null;
  if (vraag.type === "document") return isObject(waarde) && typeof waarde.stand === "string" && waarde.stand !== "";
  if (vraag.type === "steekproef")
    return isObject(waarde) && Number.isInteger(waarde.n) && Number.isInteger(waarde.van);
  if (typeof waarde === "string") return !SPATIE.test(waarde);
  if (Array.isArray(waarde)) return waarde.length > 0;
  if (isObject(waarde)) return Object.keys(waarde).length > 0;
  return waarde !== null;
}

/**
 * The oordeel an answer amounts to; of a document gezien = voldoet, otherwise voldoet_niet; null for other types.
 * @param {Vraag} vraag @param {Antwoord|undefined} antwoord @returns {string|null}
 */
export function oordeelVan(vraag, antwoord) {
  const waarde = antwoord?.waarde ?? null;
  if ((vraag.type ?? "oordeel") === "oordeel") return typeof waarde === "string" && waarde ? waarde : null;
  if (vraag.type === "document" && isObject(waarde)) return OORDEEL_VAN_DOCUMENT[waarde.stand] ?? null;
  return null;
}

/**
 * The comparable values of an answer, or of a part (`deel`) of it.
 * @param {Vraag} vraag @param {Antwoord|undefined} antwoord @param {number} [fotos] @param {string} [deel]
 * @returns {any[]}
 */
export function antwoordWaarden(vraag, antwoord, fotos = 0, deel) {
  if (deel === "direct_hersteld")
    return oordeelVan(vraag, antwoord) === "voldoet_niet" ? [antwoord?.direct_hersteld === true] : [];
  if (!heeftWaarde(vraag, antwoord, fotos)) return [];
  if (vraag.type === "foto") return deel ? [] : [fotos];
  const waarde = antwoord?.waarde;
  if (isObject(waarde)) return deelWaarden(vraag, antwoord, waarde, deel);
  if (deel) return [];
  return Array.isArray(waarde) ? waarde : [waarde];
}

/**
 * @param {Vraag} vraag @param {Antwoord|undefined} antwoord @param {Record<string, any>} waarde @param {string} [deel]
 * @returns {any[]}
 */
function deelWaarden(vraag, antwoord, waarde, deel) {
  if (vraag.type === "document" && !deel) return [waarde.stand, oordeelVan(vraag, antwoord)];
  if (vraag.type === "document" && deel === "datum") return waarde.datum ? [waarde.datum] : [];
  if (vraag.type === "steekproef" && (deel === "n" || deel === "van")) return [waarde[deel]];
  if (vraag.type === "steekproef" && (!deel || deel === "aandeel")) {
    const aandeel = aandeelVan(waarde);
    return aandeel === null ? [] : [aandeel];
  }
  return deel ? [] : [null];
}

/** The comparable values of a fact; an empty list is a known nothing. @param {any} feit @returns {any[]} */
export function feitWaarden(feit) {
  if (feit === null || feit === undefined || feit === "") return [];
  if (Array.isArray(feit)) return feit.length ? feit : [null];
  return [feit];
}

/** Which share of a steekproef was looked at (0 to 1); null when there was nothing. @param {any} waarde */
export function aandeelVan(waarde) {
  if (!isObject(waarde)) return null;
  const bekeken = alsGetal(waarde.n);
  const totaal = alsGetal(waarde.van);
  return bekeken !== null && totaal ? bekeken / totaal : null;
}

/**
 * Age of one date on another, in months and 31sts of a month; null when either is no date.
 * @param {any} dag @param {any} peildag @returns {number|null}
 */
export function leeftijdInMaanden(dag, peildag) {
  const van = datumDelen(dag);
  const tot = datumDelen(peildag);
  if (!van || !tot) return null;
  return (tot[0] - van[0]) * 12 + (tot[1] - van[1]) + (tot[2] - van[2]) / 31;
}

/** Year, month and day of YYYY-MM-DD…; null for another shape. @param {any} dag @returns {number[]|null} */
export function datumDelen(dag) {
  const delen = typeof dag === "string" ? DATUM.exec(dag) : null;
  return delen ? [Number(delen[1]), Number(delen[2]), Number(delen[3])] : null;
}

/**
 * Holds the operator of a condition against values; null (onbekend) when they are missing or no number.
 * @param {Record<string, any>} voorwaarde @param {any[]} waarden
 * @param {Record<string, any>} feiten  give the day ages of dates are counted to, and bounds that are facts
 * @returns {boolean|null}
 */
export function vergelijk(voorwaarde, waarden, feiten) {
  if (heeft(voorwaarde.beantwoord)) return waarden.length > 0 === voorwaarde.beantwoord;
  if (!waarden.length) return null;
  if (heeft(voorwaarde.is)) return komtVoor(waarden, voorwaarde.is);
  if (heeft(voorwaarde.is_niet)) return !komtVoor(waarden, voorwaarde.is_niet);
  if (heeft(voorwaarde.in)) return voorwaarde.in.some((/** @type {any} */ gezocht) => komtVoor(waarden, gezocht));
  if (heeft(voorwaarde.bevat)) return komtVoor(waarden, voorwaarde.bevat) || bevat(waarden, voorwaarde.bevat);
  const getal = alsGetal(waarden[0]) ?? leeftijdInMaanden(waarden[0], feiten["controle.datum"]);
  return vergelijkGetal(voorwaarde, getal, feiten);
}

/** Whether one of the values is the wanted one. @param {any[]} waarden @param {any} gezocht */
export function komtVoor(waarden, gezocht) {
  return waarden.some((waarde) => gelijk(waarde, gezocht));
}

/** @type {[string, (getal: number, tot: number) => boolean][]} */
const VERGELIJKINGEN = [
  ["groter", (getal, tot) => getal > tot],
  ["kleiner", (getal, tot) => getal < tot],
  ["minstens", (getal, tot) => getal >= tot],
  ["hoogstens", (getal, tot) => getal <= tot],
];

/** @param {Record<string, any>} voorwaarde @param {number|null} getal @param {Record<string, any>} feiten @returns {boolean|null} */
function vergelijkGetal(voorwaarde, getal, feiten) {
  for (const [naam, klopt] of VERGELIJKINGEN) {
    const grens = voorwaarde[naam];
    if (!heeft(grens)) continue;
    const tot = typeof grens === "string" ? alsGetal(feiten[grens]) : grens;
    return getal === null || tot === null ? null : klopt(getal, tot);
  }
  return null;
}

/** @param {any} waarde @param {any} gezocht */
function gelijk(waarde, gezocht) {
  if (typeof waarde === "boolean" || typeof gezocht === "boolean") return waarde === gezocht;
  if (typeof waarde === "string" && typeof gezocht === "string") return waarde === gezocht;
  const links = alsGetal(waarde);
  return links !== null && links === alsGetal(gezocht);
}

/** @param {any[]} waarden @param {any} gezocht */
function bevat(waarden, gezocht) {
  if (typeof gezocht !== "string") return false;
  return waarden.some((waarde) => typeof waarde === "string" && waarde.toLowerCase().includes(gezocht.toLowerCase()));
}

/** @param {any} waarde */
function heeft(waarde) {
  return waarde !== undefined && waarde !== null;
}
