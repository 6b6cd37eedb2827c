// @ts-check
/**
 * What a value says by itself: is it possible, does it meet the norm, which gevolg and which acts follow (twin of
 * app/protocols/rules/normen.py). Everything here is a proposal; the toezichthouder decides.
 */
import { schrijfGetal } from "./getallen.js";
import { antwoordOp, evalueer, sleutel, vraagVan, vragenIn, zichtbaar } from "./voorwaarden.js";
import {
  aandeelVan,
  alsGetal,
  datumDelen,
  heeftWaarde,
  isDecimaal,
  isObject,
  leeftijdInMaanden,
  oordeelVan,
} from "./waarden.js";

/** @typedef {import("./voorwaarden.js").Plan} Plan */
/** @typedef {import("./voorwaarden.js").Stand} Stand */
/** @typedef {import("./waarden.js").Vraag} Vraag */
/** @typedef {import("./waarden.js").Antwoord} Antwoord */
/** @typedef {{oordeel: string|null, zin: string}} Voorstel  oordeel null: nothing can be proposed, zin may say why */

const OORDELEN = ["voldoet", "voldoet_niet", "nvt", "nader_onderzoek", "niet_gecontroleerd"];
const WOORDEN = {
  "<=": "meer dan",
  "<": "niet minder dan",
  ">=": "minder dan",
  ">": "niet meer dan",
  "=": "niet gelijk aan",
};
const VOLDOET_WOORDEN = { "<=": "hoogstens", "<": "minder dan", ">=": "minstens", ">": "meer dan", "=": "gelijk aan" };
/** @type {Voorstel} */
const GEEN = { oordeel: null, zin: "" };

/**
 * Holds the answer to one visible question against its norms. One norm that is not met makes it voldoet_niet; voldoet
 * asks that all norms that may apply are known and met.
 * @param {Plan} plan @param {Stand} stand @param {string} code @param {string} [pad] @returns {Voorstel}
 */
export function normVoorstel(plan, stand, code, pad = "") {
  const vraag = vraagVan(plan, code);
  if (!vraag?.normen?.length || !zichtbaar(plan, stand).vragen.has(sleutel(code, pad))) return GEEN;
  const antwoord = antwoordOp(stand, vraag, pad);
  const getal = gemeten(stand, vraag, antwoord);
  if (getal === null || redenOngeldig(vraag, antwoord)) return GEEN;
  /** @type {Voorstel[]} */
  const uitkomsten = vraag.normen
    .map((/** @type {any} */ norm) => beoordeel(stand, vraag, norm, getal, pad))
    .filter((/** @type {Voorstel|null} */ uitkomst) => uitkomst);
  for (const oordeel of ["voldoet_niet", null, "voldoet"]) {
    const gevonden = uitkomsten.find((uitkomst) => uitkomst.oordeel === oordeel);
    if (gevonden) return gevonden;
  }
  return GEEN;
}

/**
 * The proposal for a controlepunt: from its own norms and those of its visible vervolgvragen.
 * @param {Plan} plan @param {Stand} stand @param {string} code @param {string} [pad] @returns {Voorstel}
 */
export function oordeelVoorstel(plan, stand, code, pad = "") {
  const punt = vraagVan(plan, code);
  const eigen = punt ? vragenIn(plan, punt.onderdeel).filter((vraag) => vraag.code === code || vraag.bij === code) : [];
  const voorstellen = eigen.map((vraag) => normVoorstel(plan, stand, vraag.code, pad));
  const fout = voorstellen.find((voorstel) => voorstel.oordeel === "voldoet_niet");
  return fout ?? voorstellen.find((voorstel) => voorstel.oordeel === "voldoet") ?? GEEN;
}

/**
 * The gevolg of a punt, raised by the rules that hold; the highest wins. null is free choice.
 * @param {Plan} plan @param {Stand} stand @param {string} code @param {string} [pad]
 * @returns {{gevolg: number|null, omdat: string}}
 */
export function gevolgVoorstel(plan, stand, code, pad = "") {
  const vraag = vraagVan(plan, code);
  let voorstel = { gevolg: vraag?.gevolg ?? null, omdat: "" };
  for (const regel of vraag?.gevolg_regels ?? []) {
    const hoger = voorstel.gevolg === null || regel.naar > voorstel.gevolg;
    if (hoger && evalueer(regel.als, stand, pad)) voorstel = { gevolg: regel.naar, omdat: regel.omdat };
  }
  return voorstel;
}

/**
 * The acts a visible punt calls for now.
 * @param {Plan} plan @param {Stand} stand @param {string} code @param {string} [pad]
 * @returns {{soort: string, tekst: string, naar?: string}[]}
 */
export function openActies(plan, stand, code, pad = "") {
  const vraag = vraagVan(plan, code);
  if (!vraag?.acties || !zichtbaar(plan, stand).vragen.has(sleutel(code, pad))) return [];
  return vraag.acties.filter((/** @type {any} */ actie) => evalueer(actie.als, stand, pad));
}

/**
 * Why an answer cannot be right, as a sentence; null when it can be, or when there is none.
 * @param {Vraag} vraag @param {Antwoord|undefined} antwoord @returns {string|null}
 */
export function redenOngeldig(vraag, antwoord) {
  const waarde = antwoord?.waarde ?? null;
  if (waarde === null || waarde === "" || vraag.type === "foto" || isLeeg(waarde)) return null;
  switch (vraag.type ?? "oordeel") {
    case "getal":
      return ongeldigGetal(vraag, waarde);
    case "steekproef":
      return ongeldigeSteekproef(waarde);
    case "datum":
    case "tijdstip":
      return isDatum(waarde) ? null : "Vul een bestaande datum in.";
    case "document":
      return ongeldigDocument(vraag, antwoord);
    case "keuze":
    case "meerkeuze":
    case "oordeel":
      return ongeldigeKeuze(vraag, waarde);
    case "tekst":
    case "adres":
      return ongeldigeTekst(vraag, waarde);
    default:
      return null;
  }
}

/** Whether a text begins with a day that exists. @param {any} waarde */
export function isDatum(waarde) {
  const delen = datumDelen(waarde);
  if (!delen || delen[0] < 1) return false;
  const [jaar, maand, dag] = delen;
  const schrikkel = (jaar % 4 === 0 && jaar % 100 !== 0) || jaar % 400 === 0;
  const dagen = [31, schrikkel ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][maand - 1] ?? 0;
  return dag >= 1 && dag <= dagen;
}

/**
 * One norm: null when it does not apply, a Voorstel without oordeel when that cannot be known.
 * @param {Stand} stand @param {Vraag} vraag @param {any} norm @param {number} getal @param {string} pad @returns {Voorstel|null}
 */
function beoordeel(stand, vraag, norm, getal, pad) {
  const vanToepassing = norm.als ? evalueer(norm.als, stand, pad) : true;
  if (vanToepassing === false) return null;
  const grens = norm.waarde ?? stand.feiten[norm.waarde_uit] ?? null;
  const grensGetal = alsGetal(grens);
  if (vanToepassing === null || grensGetal === null) {
    const ontbreekt = grensGetal === null ? `: “${norm.label ?? norm.waarde_uit}” is niet bekend` : "";
    return { oordeel: null, zin: `Of de norm gehaald wordt is niet te zeggen${ontbreekt}.` };
  }
  const voldoet = haalt(getal, norm.operator, grensGetal);
  return { oordeel: voldoet ? "voldoet" : "voldoet_niet", zin: normZin(stand, vraag, norm, grens, pad, voldoet) };
}

/** @param {number} getal @param {string} operator @param {number} grens */
function haalt(getal, operator, grens) {
  if (operator === "<=") return getal <= grens;
  if (operator === ">=") return getal >= grens;
  if (operator === "<") return getal < grens;
  return operator === ">" ? getal > grens : getal === grens;
}

/** @param {Stand} stand @param {Vraag} vraag @param {any} norm @param {any} grens @param {string} pad @param {boolean} voldoet */
function normZin(stand, vraag, norm, grens, pad, voldoet) {
  const woord = /** @type {Record<string, string>} */ (voldoet ? VOLDOET_WOORDEN : WOORDEN)[norm.operator];
  if (vraag.type === "datum" || vraag.type === "tijdstip")
    return `De datum is ${woord} ${schrijfGetal(grens)} maanden geleden.`;
  if (vraag.type === "steekproef") return `Het bekeken deel is ${woord} de norm van ${schrijfGetal(grens)}.`;
  const eenheid = vraag.eenheid ? ` ${vraag.eenheid}` : "";
  const waarde = antwoordOp(stand, vraag, pad)?.waarde;
  return `${schrijfGetal(waarde)}${eenheid} is ${woord} de norm van ${schrijfGetal(grens)}${eenheid}.`;
}

/** The number norms are held against. @param {Stand} stand @param {Vraag} vraag @param {Antwoord|undefined} antwoord @returns {number|null} */
function gemeten(stand, vraag, antwoord) {
  if (!heeftWaarde(vraag, antwoord)) return null;
  const waarde = antwoord?.waarde;
  if (vraag.type === "steekproef") return aandeelVan(waarde);
  if (vraag.type === "datum" || vraag.type === "tijdstip")
    return leeftijdInMaanden(waarde, stand.feiten["controle.datum"]);
  return vraag.type === "getal" ? alsGetal(waarde) : null;
}

/** @param {any} waarde */
function isLeeg(waarde) {
  if (Array.isArray(waarde)) return waarde.length === 0;
  return isObject(waarde) && Object.keys(waarde).length === 0;
}

/** A comma that was forgotten is offered. @param {any} vraag @param {any} waarde @returns {string|null} */
function ongeldigGetal(vraag, waarde) {
  if (typeof waarde !== "string" || !isDecimaal(waarde)) return "Vul een getal in, bijvoorbeeld 0,12.";
  const getal = Number(waarde);
  const eenheid = vraag.eenheid ? ` ${vraag.eenheid}` : "";
  if ((waarde.split(".")[1] ?? "").length > Number(vraag.decimalen)) {
    if (vraag.decimalen === 0) return "Gebruik een heel getal.";
    return `Gebruik hoogstens ${vraag.decimalen} cijfer${vraag.decimalen === 1 ? "" : "s"} achter de komma.`;
  }
  if (getal < Number(vraag.minimum)) return `Vul minstens ${schrijfGetal(vraag.minimum)}${eenheid} in.`;
  if (getal > Number(vraag.maximum)) {
    const bedoeld = `${waarde.slice(0, -1)}.${waarde.slice(-1)}`;
    return ongeldigGetal(vraag, bedoeld)
      ? `Vul hoogstens ${schrijfGetal(vraag.maximum)}${eenheid} in.`
      : `${schrijfGetal(waarde)} is te hoog. Bedoel je ${schrijfGetal(bedoeld)}?`;
  }
  return null;
}

/** @param {any} waarde @returns {string|null} */
function ongeldigeSteekproef(waarde) {
  const bekeken = isObject(waarde) ? alsGetal(waarde.n) : null;
  const totaal = isObject(waarde) ? alsGetal(waarde.van) : null;
  if (bekeken === null || totaal === null) return "Vul in hoeveel van hoeveel je hebt bekeken.";
  return bekeken < 0 || bekeken > totaal ? "Je kunt niet meer bekeken hebben dan er zijn." : null;
}

/** @param {Vraag} vraag @param {Antwoord|undefined} antwoord @returns {string|null} */
function ongeldigDocument(vraag, antwoord) {
  if (oordeelVan(vraag, antwoord) === null) return "Kies of het document is gezien, niet getoond of verlopen.";
  const datum = antwoord?.waarde.datum;
  return datum && !isDatum(datum) ? "Vul een bestaande datum in." : null;
}

/** @param {Vraag} vraag @param {any} waarde @returns {string|null} */
function ongeldigeKeuze(vraag, waarde) {
  const opties = (vraag.type ?? "oordeel") === "oordeel" ? OORDELEN : (vraag.opties ?? []);
  const gekozen = vraag.type === "meerkeuze" && Array.isArray(waarde) ? waarde : [waarde];
  return gekozen.every((keuze) => opties.includes(keuze)) ? null : "Kies uit de lijst.";
}

/** @param {Vraag} vraag @param {any} waarde @returns {string|null} */
function ongeldigeTekst(vraag, waarde) {
  if (typeof waarde !== "string") return "Vul tekst in.";
  const lengte = [...waarde.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "")].length;
  return lengte > 0 && lengte < Number(vraag.minimum_lengte)
    ? `Schrijf minstens ${vraag.minimum_lengte} tekens.`
    : null;
}
