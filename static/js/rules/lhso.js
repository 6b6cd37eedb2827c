// @ts-check
/**
 * From a judgement to a cell, and from a cell to what may follow. Twin of `app/lhso/rules/`, same vectors.
 *
 * @typedef {{label: string, categorie: string, besluit: boolean, handhavingsmiddel: boolean}} Interventie
 * @typedef {{zone: string, herstel: string[], ingrijpend: string[], bestraffend: string[], strafrecht: string[], overleg: string}} Cel
 * @typedef {{cellen: Record<string, Cel>, interventies: Record<string, Interventie>,
 *   verschuiving: {kolommen: number, rijen: number}, recidive: {jaren: number}}} Matrix
 * @typedef {{code: string, label: string, categorie: string, lichtste: boolean}} Voorstel
 * @typedef {Record<string, any>} Bevinding
 */

export { vraagtCautie } from "./cautie.js";

export const GEDRAG = ["A", "B", "C", "D"];
export const GEVOLGEN = [1, 2, 3, 4];
const MET_TERMIJN = ["AAN", "WAA", "LOD", "LOB"];
const ZONDER_OVERTREDER = ["INF", "AAN"];

/** `B3`; empty while one of both is not chosen. @param {number | null | undefined} gevolg @param {string} gedrag */
export function cel(gevolg, gedrag) {
  return gevolg && GEVOLGEN.includes(gevolg) && GEDRAG.includes(gedrag) ? `${gedrag}${gevolg}` : "";
}

/**
 * The cell after circumstances; both kinds together leave it to the person.
 * @param {Matrix} matrix @param {string} berekend @param {string[]} soorten
 */
export function voorgesteldeCel(matrix, berekend, soorten) {
  const soort = new Set(soorten);
  if (!berekend || soort.size !== 1) return berekend;
  const stap = matrix.verschuiving.kolommen * (soort.has("verzwarend") ? 1 : -1);
  const kolom = Math.min(Math.max(GEDRAG.indexOf(berekend[0]) + stap, 0), GEDRAG.length - 1);
  return `${GEDRAG[kolom]}${berekend[1]}`;
}

/** True when the final cell is no further away than allowed. @param {Matrix} matrix @param {string} berekend @param {string} definitief */
export function binnenVerschuiving(matrix, berekend, definitief) {
  const kolommen = Math.abs(GEDRAG.indexOf(berekend[0]) - GEDRAG.indexOf(definitief[0]));
  const rijen = Math.abs(Number(berekend[1]) - Number(definitief[1]));
  return kolommen <= matrix.verschuiving.kolommen && rijen <= matrix.verschuiving.rijen;
}

/** The interventions of a cell from light to heavy. @param {Matrix} matrix @param {string} naam @returns {Voorstel[]} */
export function voorstellen(matrix, naam) {
  const inhoud = matrix.cellen[naam];
  if (!inhoud) return [];
  const codes = new Set([...inhoud.herstel, ...inhoud.ingrijpend, ...inhoud.bestraffend, ...inhoud.strafrecht]);
  return [...codes].map((code) => {
    const { label, categorie } = matrix.interventies[code];
    return { code, label, categorie, lichtste: code === inhoud.herstel[0] };
  });
}

/** Why a motivering is required; empty when not. @param {Matrix} matrix @param {string} naam @param {string[]} gekozen */
export function vraagtMotivering(matrix, naam, gekozen) {
  const mogelijk = voorstellen(matrix, naam);
  const vind = (/** @type {string} */ code) => mogelijk.find((voorstel) => voorstel.code === code);
  const buiten = gekozen.filter((code) => !vind(code));
  if (buiten.length) return `${labels(matrix, buiten)} staat niet in cel ${naam}. Leg uit waarom je afwijkt.`;
  if (gekozen.some((code) => !vind(code)?.lichtste)) {
    const lichtste = mogelijk.find((voorstel) => voorstel.lichtste)?.label.toLowerCase();
    return `Zwaarder dan ${lichtste}, de lichtste van cel ${naam}. Leg uit waarom.`;
  }
  return "";
}

/** The interventions by name. @param {Matrix} matrix @param {string[]} codes */
export function labels(matrix, codes) {
  return codes.map((code) => matrix.interventies[code]?.label ?? code).join(", ");
}

/**
 * Whether to consult OM and politie: nee, overwegen or ja, with the reason.
 * @param {Matrix} matrix @param {string} naam @param {number} aspecten @returns {[string, string]}
 */
export function overleg(matrix, naam, aspecten) {
  const inhoud = matrix.cellen[naam];
  if (!inhoud) return ["nee", ""];
  if (inhoud.overleg === "ja") return ["ja", `Cel ${naam} vraagt overleg met OM en politie.`];
  if (aspecten)
    return ["overwegen", "Er zijn verzwarende aspecten: hoe meer, hoe eerder strafrecht naast bestuursrecht."];
  if (inhoud.overleg === "overwegen") return ["overwegen", `Cel ${naam}: weeg of overleg met OM en politie nodig is.`];
  return ["nee", `Cel ${naam} vraagt geen overleg.`];
}

/**
 * What a judged finding still misses, as [field, sentence] in the order of the screen.
 * @param {Bevinding} bevinding @param {Matrix | null} matrix @param {boolean} lhso False: no LHSO for this spoor.
 * @returns {[string, string][]}
 */
export function ontbreekt(bevinding, matrix, lhso = true) {
  const mist = [
    ...leeg(bevinding, "constatering", "Schrijf op wat je zag."),
    ...als(bevinding.is_overtreding == null, "is_overtreding", "Kies of dit een overtreding is."),
  ];
  if (bevinding.is_overtreding === false)
    return [...mist, ...leeg(bevinding, "reden_geen_overtreding", "Leg uit waarom dit geen overtreding is.")];
  if (!bevinding.is_overtreding || !lhso || !matrix) return mist;
  return [...mist, ...oordeel(bevinding), ...verschuiving(bevinding, matrix), ...daad(bevinding, matrix)];
}

/** @param {boolean} mist @param {string} veld @param {string} zin @returns {[string, string][]} */
function als(mist, veld, zin) {
  return mist ? [[veld, zin]] : [];
}

/** @param {Bevinding} b @param {string} veld @param {string} zin */
const leeg = (b, veld, zin) => als(!tekst(b, veld), veld, zin);

/** @param {Bevinding} bevinding @param {string} veld */
function tekst(bevinding, veld) {
  return String(bevinding[veld] ?? "").trim();
}

/** @param {Bevinding} b */
function oordeel(b) {
  const naamloos =
    b.handhaven === false ||
    (b.interventies ?? []).every((/** @type {string} */ code) => ZONDER_OVERTREDER.includes(code));
  return [
    ...leeg(b, "voorschrift", "Kies het voorschrift dat is overtreden."),
    ...als(!naamloos && !tekst(b, "overtreder"), "overtreder", "Vul in wie de overtreder is."),
    ...leeg(b, "soort_overtreding", "Kies de soort overtreding."),
    ...als(b.herstelbaar == null, "herstelbaar", "Kies of het te herstellen is."),
    ...als(b.gebruik == null, "gebruik", "Kies of het gaat om gebruik dat kan stoppen."),
    ...als(!b.gevolg, "gevolg", "Kies de gevolgen: 1, 2, 3 of 4."),
    ...leeg(b, "gevolg_motivering", "Leg uit waarom dit gevolg."),
    ...leeg(b, "gedrag", "Kies het gedrag: A, B, C of D."),
    ...leeg(b, "gedrag_motivering", "Noem feiten bij dit gedrag."),
    ...leeg(b, "recidive", "Kies of het recidive is."),
    ...gewogen(b, "omstandigheden", "toelichting"),
    ...gewogen(b, "aspecten", "onderbouwing"),
  ];
}

/** Something was ticked, each with its own facts, or there is nothing. @param {Bevinding} b @param {string} veld @param {string} waarom */
function gewogen(b, veld, waarom) {
  const gekozen = b[veld] ?? [];
  if (!gekozen.length) return als(!b[`geen_${veld}`], veld, `Kies ${veld}, of kies dat er geen zijn.`);
  return als(!gekozen.every((/** @type {any} */ keus) => tekst(keus, waarom)), veld, `Noem feiten bij alle ${veld}.`);
}

/** @param {Bevinding} b @param {Matrix} matrix */
function verschuiving(b, matrix) {
  const [berekend, definitief] = [tekst(b, "cel_berekend"), tekst(b, "cel_definitief")];
  if (!berekend || !definitief || berekend === definitief) return [];
  const ver = !binnenVerschuiving(matrix, berekend, definitief);
  return [
    ...leeg(b, "cel_reden", "Leg uit waarom de cel verschuift."),
    ...als(ver, "cel_definitief", "De cel verschuift verder dan je organisatie toestaat."),
  ];
}

/** @param {Bevinding} b @param {Matrix} matrix */
function daad(b, matrix) {
  if (b.handhaven === false) return leeg(b, "reden_geen_handhaving", "Leg uit waarom je niet handhaaft.");
  const gekozen = b.interventies ?? [];
  const reden = gekozen.length ? vraagtMotivering(matrix, tekst(b, "cel_definitief"), gekozen) : "";
  const vraagt = overleg(matrix, tekst(b, "cel_definitief"), b.aspecten?.length ?? 0)[0] !== "nee";
  const metWie = b.overleg === "nodig" && !tekst(b, "overleg_toelichting");
  return [
    ...als(!gekozen.length, "interventies", "Kies wat er gebeurt."),
    ...als(Boolean(reden) && !tekst(b, "interventie_motivering"), "interventie_motivering", reden),
    ...als(vraagt && !tekst(b, "overleg"), "overleg", "Kies of overleg met OM en politie nodig is."),
    ...als(metWie, "overleg_toelichting", "Schrijf op met wie je overlegt, wanneer en wat eruit komt."),
    ...dagen(b, gekozen),
    ...leeg(b, "legalisatie", "Kies of legalisatie in zicht is."),
  ];
}

/** The term and the hercontrole; what was put right on the spot asks neither. @param {Bevinding} b @param {string[]} gekozen */
function dagen(b, gekozen) {
  const { direct_hersteld: hersteld, hercontrole } = b;
  const { uiterlijk, vanaf } = b.termijn ?? {};
  const op = hercontrole && b.hercontrole_op;
  const geenDag = !uiterlijk && !hersteld && gekozen.some((code) => MET_TERMIJN.includes(code));
  return [
    ...als(geenDag, "termijn", "Kies uiterlijk wanneer het hersteld is."),
    ...als(uiterlijk < vanaf, "termijn", "Kies een dag die nog niet voorbij is."),
    ...als(hercontrole == null && !hersteld, "hercontrole", "Kies of er een hercontrole komt."),
    ...als(hercontrole && (!op || op < vanaf), "hercontrole_op", "Kies voor de hercontrole een dag die nog komt."),
  ];
}
