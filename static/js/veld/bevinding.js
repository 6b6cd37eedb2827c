// @ts-check
// The finding at one failed point: facts first, then the judgement by LHSO, then what happens. All of it offline.
import { cel, voorgesteldeCel } from "../rules/lhso.js";
import { gekozenDag, hersteltermijn } from "../rules/termijnen.js";
import { tekenBeeld, vulKeuzes } from "./bevindingbeeld.js";
import { spoel, straks } from "./bewaren.js";
import { alle, kloon, toonAls, zoek } from "./dom.js";
import { leg } from "./form.js";
import { puntregel } from "./gevolgen.js";
import { bevindingMist, metLhso, puntVan } from "./mist.js";
import { tekenFotos } from "./photos.js";
import { nieuweSleutel } from "./store.js";
import { zet } from "./velden.js";
import { deel, herbereken, isDicht, kaal } from "./werk.js";
import { werkBij } from "./zicht.js";

/** @typedef {import("./form.js").Blad} Blad */
/** @typedef {{blad: Blad, key: string, code: string, pad: string, vak: any, b: any, lhso: boolean, gemist: Set<string>}} Open */

/** The finding on the screen. @type {Open | null} */
let open = null;

const JA_NEE = ["is_overtreding", "herstelbaar", "gebruik", "handhaven", "hercontrole"];
const KEUZE = ["soort_overtreding", "gedrag", "recidive", "overleg", "legalisatie"];
const TEKST = [
  "constatering",
  "waar",
  "reden_geen_overtreding",
  "overtreder",
  "overtreder_rol",
  "gevolg_motivering",
  "gedrag_motivering",
  "recidive_motivering",
  "cel_reden",
  "interventie_motivering",
  "reden_geen_handhaving",
  "overleg_toelichting",
  "herstel",
];
const ZONDER_LHSO = /** @type {Record<string, string>} */ ({
  privaat: "Privaatrechtelijke afspraak: geen oordeel volgens de LHSO.",
  signaal: "Alleen een signaal: geen oordeel volgens de LHSO.",
  advies: "Advies: geen voorschrift overtreden.",
});

/** Opens the finding at `key`. @param {Blad} blad @param {string} key @returns {import("./schermen.js").Kop} */
export function openBevinding(blad, key) {
  const [code, pad] = deel(key);
  const vak = kloon("sj-bevinding");
  blad.hertekenBevinding = teken;
  const scherm = zoek("[data-scherm=bevinding]");
  open = {
    blad,
    key,
    code,
    pad,
    vak,
    b: beginStand(blad, key, code, pad),
    lhso: metLhso(blad.werk, code),
    gemist: new Set(),
  };
  vak.dataset.sleutel = key;
  zoek("[data-fotos]", vak).setAttribute("aria-label", `Foto's bij ${kaal(code)}`);
  vulKeuzes(open);
  vulVelden(open);
  for (const sectie of alle("[data-lhso]", vak)) toonAls(sectie, open.lhso && sectie.dataset.als === undefined);
  scherm.replaceChildren(vak);
  teken();
  tekenFotos(blad, key);
  vak.addEventListener("input", (/** @type {any} */ event) => wijzig(event.target, true));
  vak.addEventListener("change", (/** @type {any} */ event) => wijzig(event.target, false));
  if (isDicht(blad.werk)) for (const sectie of alle("input, textarea, select, button", vak)) sectie.disabled = true;
  const { plaats } = puntregel(blad, key);
  return {
    titel: `Bevinding bij ${kaal(code)}`,
    onder: [blad.titel, plaats].filter(Boolean).join(", "),
    terug: `#${encodeURIComponent(key)}`,
    terugnaam: `Terug naar punt ${kaal(code)}`,
  };
}

/** Leaves the screen: what was typed is kept first. */
export function sluitBevinding() {
  spoel("bevinding");
  open = null;
  zoek("[data-scherm=bevinding]").replaceChildren();
}

/** Goes on with the finding as it is kept now: it was changed elsewhere. */
export function vernieuwBevinding() {
  const b = open?.blad.werk.bevindingen.get(open.key);
  if (!open || !b) return;
  open.b = structuredClone(b);
  delete zoek("[data-keuzes=interventie]", open.vak).dataset.voorcel;
  vulVelden(open);
  teken();
}

/** @param {Blad} blad @param {string} key @param {string} code @param {string} pad */
function beginStand(blad, key, code, pad) {
  const bestaand = blad.werk.bevindingen.get(key);
  if (bestaand) return structuredClone(bestaand);
  const nieuw = { bevinding: nieuweSleutel(), overtreding: nieuweSleutel(), beoordeling: nieuweSleutel(), code, pad };
  if (metLhso(blad.werk, code)) return nieuw;
  const punt = puntVan(blad.werk, code);
  const waarom = ZONDER_LHSO[punt?.aard === "advies" ? "advies" : punt?.spoor];
  return { ...nieuw, is_overtreding: false, reden_geen_overtreding: waarom };
}

/** Puts the finding into its fields, but for the one that has the cursor. @param {Open} o */
function vulVelden({ vak, b }) {
  for (const veld of alle("[data-b]", vak)) {
    const waarde = schermwaarde(b, veld.dataset.b);
    if (veld.type === "radio") veld.checked = veld.value === String(waarde);
    else if (veld.type === "checkbox") veld.checked = waarde === true;
    else zet(veld, waarde ?? "");
  }
  for (const keus of alle("[data-omst], [data-aspect]", vak)) {
    const { omst } = keus.dataset;
    const gekozen = (omst ? b.omstandigheden : b.aspecten) ?? [];
    keus.checked = gekozen.some((/** @type {any} */ w) => w.code === keus.value && (!omst || w.soort === omst));
  }
  for (const groep of alle("[data-groep]", vak)) groep.open ||= groep.querySelector("input:checked") !== null;
  const keuzes = [...zoek("#b-voorschrift", vak).options].map((optie) => optie.value);
  if (b.voorschrift) zoek("#b-voorschrift", vak).value = keuzes.includes(b.voorschrift) ? b.voorschrift : "anders";
}

/** @param {any} b @param {string} veld */
function schermwaarde(b, veld) {
  if (JA_NEE.includes(veld)) return b[veld] === true ? "ja" : b[veld] === false ? "nee" : "";
  if (veld === "uiterlijk") return b.termijn?.uiterlijk;
  if (veld === "termijn_keuze") return b.termijn?.keuze;
  if (veld === "aspect_onderbouwing") return b.aspecten?.[0]?.onderbouwing;
  return b[veld];
}

/** @param {any} veld @param {boolean} tikt */
function wijzig(veld, tikt) {
  if (!open || isDicht(open.blad.werk) || veld.type === "file") return;
  const meteen = veld.type === "radio" || veld.type === "checkbox" || veld.tagName === "SELECT";
  const o = open;
  if (tikt && !meteen) return straks("bevinding", () => neemOver(o, veld));
  if (tikt) return;
  spoel("bevinding");
  neemOver(o, veld);
}

/** Reads the screen, follows what hangs together, keeps it and draws again. @param {Open} o @param {any} veld */
function neemOver(o, veld) {
  const { b, vak, blad } = o;
  const oud = JSON.stringify(b);
  for (const naam of TEKST) b[naam] = zoek(`[data-b="${naam}"]`, vak).value;
  for (const naam of JA_NEE) b[naam] = { ja: true, nee: false }[gekozen(vak, naam)] ?? null;
  for (const naam of KEUZE) b[naam] = gekozen(vak, naam);
  if (!o.lhso)
    Object.assign(b, {
      is_overtreding: false,
      reden_geen_overtreding: beginStand(blad, "", o.code, o.pad).reden_geen_overtreding,
    });
  leesVoorschrift(b, vak);
  leesWeging(b, vak, veld);
  leesCel(o, veld);
  leesInterventies(b, vak, veld);
  leesTermijn(o, veld);
  b.matrix_versie = blad.werk.matrix?.versie ?? "";
  b.direct_hersteld = blad.werk.antwoorden.get(o.key)?.direct_hersteld === true;
  if (JSON.stringify(b) === oud) return teken();
  houd(o);
}

/** Keeps the finding. @param {Open} o */
function houd(o) {
  const { blad, key, b } = o;
  blad.werk.bevindingen.set(key, structuredClone(b));
  b.gereed = Boolean(b.gereed) && !bevindingMist(blad.werk, key).length;
  const { controle, op, orde, ...inhoud } = b;
  blad.werk.bevindingen.set(key, structuredClone(b));
  herbereken(blad.werk);
  const klaar = leg(blad, "bevinding", key, inhoud);
  werkBij(blad, key);
  if (open === o) teken();
  return klaar;
}

/** @param {any} vak @param {string} naam @returns {string} */
const gekozen = (vak, naam) => vak.querySelector(`[data-b="${naam}"]:checked`)?.value ?? "";

/** @param {any} b @param {any} vak */
function leesVoorschrift(b, vak) {
  const keuze = zoek("#b-voorschrift", vak).value;
  b.voorschrift = keuze === "anders" ? zoek("#b-voorschrift-anders", vak).value : keuze;
}

/** @param {any} b @param {any} vak @param {any} veld */
function leesWeging(b, vak, veld) {
  b.gevolg = Number(gekozen(vak, "gevolg")) || null;
  const geen = zoek("#b-geen", vak);
  const geenAspecten = zoek("#b-geenasp", vak);
  if (veld === geen && geen.checked) for (const keus of alle("[data-omst]", vak)) keus.checked = false;
  if (veld.dataset?.omst && veld.checked) geen.checked = false;
  if (veld === geenAspecten && geenAspecten.checked)
    for (const keus of alle("[data-aspect]", vak)) keus.checked = false;
  if (veld.dataset?.aspect && veld.checked) geenAspecten.checked = false;
  b.omstandigheden = alle("[data-omst]:checked", vak).map((keus) => ({
    soort: keus.dataset.omst,
    code: keus.value,
    toelichting: "",
  }));
  b.geen_omstandigheden = geen.checked;
  const onderbouwing = zoek("[data-b=aspect_onderbouwing]", vak).value;
  b.aspecten = alle("[data-aspect]:checked", vak).map((keus) => ({ code: keus.value, onderbouwing }));
  b.geen_aspecten = geenAspecten.checked;
}

const SCHUIFT = ["gevolg", "gedrag", "recidive", "geen_omstandigheden"];

/** The cell follows the judgement until a person puts it elsewhere. @param {Open} o @param {any} veld */
function leesCel({ b, vak, blad }, veld) {
  const { matrix } = blad.werk;
  if (!matrix) return;
  b.cel_berekend = cel(b.gevolg, b.gedrag);
  const soorten = b.omstandigheden.map((/** @type {any} */ o) => o.soort);
  if (b.recidive === "ja") soorten.push("verzwarend");
  const geraakt = SCHUIFT.includes(veld.dataset?.b) || veld.dataset?.omst;
  const keuze = zoek("#b-cel", vak).value;
  if (veld.dataset?.b === "cel_definitief" && keuze) b.cel_definitief = keuze;
  else if (geraakt || !b.cel_definitief) b.cel_definitief = voorgesteldeCel(matrix, b.cel_berekend, soorten);
}

/** @param {any} b @param {any} vak @param {any} veld */
function leesInterventies(b, vak, veld) {
  if (!alle("[data-interventie], [data-straf]", vak).length) return;
  const hoofd = vak.querySelector("[data-interventie]:checked")?.value ?? "";
  const buiten = zoek("[data-b=buiten]", vak).value;
  const straf = alle("[data-straf]:checked", vak).map((keus) => keus.value);
  const eerste = hoofd === "anders" ? buiten : hoofd;
  if (veld.dataset?.interventie !== undefined || veld.dataset?.straf !== undefined || veld.dataset?.b === "buiten") {
    b.interventies = [...new Set([eerste, ...straf].filter(Boolean))];
  }
}

const WEKEN = /** @type {Record<string, number>} */ ({ "1w": 1, "2w": 2, "4w": 4 });

/** The term with its sum; a chosen day is a day, a chosen length is counted by our working-day rule. @param {Open} o @param {any} veld */
function leesTermijn({ b, vak, blad }, veld) {
  const { vandaag: nu, feestdagen: extra } = blad.werk;
  const dag = zoek("[data-b=uiterlijk]", vak).value;
  const keuze = gekozen(vak, "termijn_keuze");
  if (veld.dataset?.b === "termijn_keuze" && WEKEN[keuze])
    zetTermijn(b, vak, keuze, hersteltermijn(nu, { weken: WEKEN[keuze], extra }));
  else if (veld.dataset?.b === "termijn_keuze") {
    if (dag) zetTermijn(b, vak, "datum", gekozenDag(nu, dag, extra));
    zoek("[data-b=uiterlijk]", vak).focus();
  } else if (veld.dataset?.b === "uiterlijk") {
    if (dag) zetTermijn(b, vak, "datum", gekozenDag(nu, dag, extra));
    else b.termijn = null;
  }
  const op = zoek("[data-b=hercontrole_op]", vak);
  if (veld.dataset?.b === "hercontrole" && b.hercontrole && !op.value && b.termijn)
    op.value = b.termijn.hercontrole ?? "";
  b.hercontrole_op = b.hercontrole && op.value ? op.value : null;
}

/** @param {any} b @param {any} vak @param {string} keuze @param {import("../rules/termijnen.js").Termijnsom} som */
function zetTermijn(b, vak, keuze, som) {
  const schoof = b.termijn && b.hercontrole_op === b.termijn.hercontrole;
  b.termijn = {
    uiterlijk: som.uiterlijk,
    keuze,
    som: som.stappen.join(" "),
    stappen: som.stappen,
    hercontrole: som.hercontrole,
  };
  zoek("[data-b=uiterlijk]", vak).value = som.uiterlijk;
  for (const keus of alle("[data-b=termijn_keuze]", vak)) keus.checked = keus.value === keuze;
  if (b.hercontrole && (schoof || !b.hercontrole_op)) zoek("[data-b=hercontrole_op]", vak).value = som.hercontrole;
}

function teken() {
  if (open)
    tekenBeeld(open, bevindingMist({ ...open.blad.werk, bevindingen: new Map([[open.key, open.b]]) }, open.key));
}

/** *Bevinding klaar*: says what is missing, or goes back to the point. */
export async function bevindingKlaar() {
  if (!open) return;
  const o = open;
  spoel("bevinding");
  neemOver(o, zoek("[data-b=constatering]", o.vak));
  const mist = bevindingMist({ ...o.blad.werk, bevindingen: new Map([[o.key, o.b]]) }, o.key);
  o.gemist = new Set(mist.map(([veld]) => veld));
  teken();
  if (mist.length) return void zoek("[data-mist]", o.vak).focus();
  o.b.gereed = true;
  await houd(o);
  location.hash = `#${encodeURIComponent(o.key)}`;
}

/** Adds a standard sentence and puts the cursor on the first gap in it. @param {any} knop */
export function voegZinToe(knop) {
  if (!open) return;
  const veld = zoek(`[data-b="${knop.dataset.voor}"]`, open.vak);
  const begin = veld.value.trim() ? `${veld.value.trimEnd()}\n` : "";
  veld.value = `${begin}${knop.textContent}`;
  neemOver(open, veld);
  veld.focus();
  const gat = veld.value.indexOf("…", begin.length);
  if (gat >= 0) veld.setSelectionRange(gat, gat + 1);
}

/** Goes to a field of the finding. @param {string} naam */
export function naarVeld(naam) {
  if (!open) return;
  const plek = open.vak.querySelector(`[data-bij="${naam}"]`) ?? open.vak;
  for (let vouw = plek.closest("details"); vouw; vouw = vouw.parentElement.closest("details")) vouw.open = true;
  const doel = plek.querySelector("input, textarea, select, button");
  plek.scrollIntoView({ block: "center" });
  doel?.focus({ preventScroll: true });
}
