// @ts-check
/**
 * From a judgement to a cell, and from a cell to what may follow. Twin of `app/lhso/rules/`, same vectors.
 *
 * @typedef {{label: string, categorie: string, besluit: boolean, handhavingsmiddel: boolean}} Interventie
 * @typedef {{zone: string, herstel: string[], ingrijpend: string[], bestraffend: string[], strafrecht: string[], overleg: string}} Cel
 * @typedef {{cellen: Record<string, Cel>, interventies: Record<string, Interventie>,
 *   verschuiving: {kolommen: number, rijen: number}, recidive: {jaren: number}}} Matrix
 * @typedef {{code: string, label: string, categorie: string, lichtste: boolean}} Voorstel
 * @typedef {{sleutel: string, overtreder: string, geconstateerd_op: string, interventies: string[],
 *   opgeheven_op: string | null, nummer: string}} Eerdere
 * @typedef {Record<string, any>} Bevinding
 */

export { vraagtCautie } from "./cautie.js";

export const GEDRAG = ["A", "B", "C", "D"];
export const GEVOLGEN = [1, 2, 3, 4];
const MET_TERMIJN = ["AAN", "WAA", "LOD", "LOB"];

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

/** @param {Matrix} matrix @param {string[]} codes */
function labels(matrix, codes) {
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
    return { recidive: false, omdat: "Geen eerdere overtreding van dit voorschrift gevonden.", verwijzing: "" };
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
  return middel || (eerder.interventies.length > 0 && Boolean(eerder.opgeheven_op));
}

/**
 * What a judged finding still misses, as [field, sentence] in the order of the screen.
 * @param {Bevinding} bevinding @param {Matrix | null} matrix @param {boolean} lhso False: no LHSO for this spoor.
 * @returns {[string, string][]}
 */
export function ontbreekt(bevinding, matrix, lhso = true) {
  const mist = [
    ...als(!tekst(bevinding, "constatering"), "constatering", "Schrijf op wat je zag."),
    ...als(bevinding.is_overtreding == null, "is_overtreding", "Kies of dit een overtreding is."),
  ];
  if (bevinding.is_overtreding === false) {
    const leeg = !tekst(bevinding, "reden_geen_overtreding");
    return [...mist, ...als(leeg, "reden_geen_overtreding", "Leg uit waarom dit geen overtreding is.")];
  }
  if (!bevinding.is_overtreding || !lhso || !matrix) return mist;
  return [...mist, ...oordeel(bevinding), ...verschuiving(bevinding, matrix), ...daad(bevinding, matrix)];
}

/** @param {boolean} mist @param {string} veld @param {string} zin @returns {[string, string][]} */
function als(mist, veld, zin) {
  return mist ? [[veld, zin]] : [];
}

/** @param {Bevinding} bevinding @param {string} veld */
function tekst(bevinding, veld) {
  return String(bevinding[veld] ?? "").trim();
}

/** @param {Bevinding} b */
function oordeel(b) {
  const omstandig = b.omstandigheden?.length || b.geen_omstandigheden;
  const aspecten = b.aspecten?.length || b.geen_aspecten;
  return [
    ...als(!tekst(b, "voorschrift"), "voorschrift", "Kies het voorschrift dat is overtreden."),
    ...als(!b.gevolg, "gevolg", "Kies de gevolgen: 1, 2, 3 of 4."),
    ...als(!tekst(b, "gevolg_motivering"), "gevolg_motivering", "Leg uit waarom dit gevolg."),
    ...als(!tekst(b, "gedrag"), "gedrag", "Kies het gedrag: A, B, C of D."),
    ...als(!tekst(b, "gedrag_motivering"), "gedrag_motivering", "Noem feiten bij dit gedrag."),
    ...als(!tekst(b, "recidive"), "recidive", "Kies of het recidive is."),
    ...als(!omstandig, "omstandigheden", "Kies omstandigheden, of kies dat er geen zijn."),
    ...als(!aspecten, "aspecten", "Kies verzwarende aspecten, of kies dat er geen zijn."),
  ];
}

/** @param {Bevinding} b @param {Matrix} matrix */
function verschuiving(b, matrix) {
  const [berekend, definitief] = [tekst(b, "cel_berekend"), tekst(b, "cel_definitief")];
  if (!berekend || !definitief || berekend === definitief) return [];
  const ver = !binnenVerschuiving(matrix, berekend, definitief);
  return [
    ...als(!tekst(b, "cel_reden"), "cel_reden", "Leg uit waarom de cel verschuift."),
    ...als(ver, "cel_definitief", "De cel verschuift verder dan je organisatie toestaat."),
  ];
}

/** @param {Bevinding} b @param {Matrix} matrix */
function daad(b, matrix) {
  if (b.handhaven === false)
    return als(!tekst(b, "reden_geen_handhaving"), "reden_geen_handhaving", "Leg uit waarom je niet handhaaft.");
  const gekozen = b.interventies ?? [];
  const reden = gekozen.length ? vraagtMotivering(matrix, tekst(b, "cel_definitief"), gekozen) : "";
  const vraagt = overleg(matrix, tekst(b, "cel_definitief"), b.aspecten?.length ?? 0)[0] !== "nee";
  const termijn = gekozen.some((/** @type {string} */ code) => MET_TERMIJN.includes(code)) && !b.direct_hersteld;
  return [
    ...als(!gekozen.length, "interventies", "Kies wat er gebeurt."),
    ...als(Boolean(reden) && !tekst(b, "interventie_motivering"), "interventie_motivering", reden),
    ...als(vraagt && !tekst(b, "overleg"), "overleg", "Kies of overleg met OM en politie nodig is."),
    ...als(termijn && !b.termijn?.uiterlijk, "termijn", "Kies uiterlijk wanneer het hersteld is."),
    ...als(!tekst(b, "legalisatie"), "legalisatie", "Kies of legalisatie in zicht is."),
  ];
}
