// @ts-check
// The finding at one failed point: facts first, then the judgement by LHSO, then what happens. All of it offline.
import { tekenBeeld, vulKeuzes } from "./bevindingbeeld.js";
import { feitenVan, JA_NEE, leesScherm } from "./bevindinglezen.js";
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
    const weegt = gekozen.find((/** @type {any} */ w) => w.code === keus.value && (!omst || w.soort === omst));
    keus.checked = weegt !== undefined;
    if (weegt) zet(feitenVan(keus), weegt.toelichting ?? weegt.onderbouwing ?? "");
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
  const { b, blad } = o;
  const oud = JSON.stringify(b);
  leesScherm(o, veld);
  if (!o.lhso)
    Object.assign(b, {
      is_overtreding: false,
      reden_geen_overtreding: beginStand(blad, "", o.code, o.pad).reden_geen_overtreding,
    });
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

/** Goes to a field of the finding; of a group whose facts are missing, to the first that has none. @param {string} naam */
export function naarVeld(naam) {
  if (!open) return;
  const plek = open.vak.querySelector(`[data-bij="${naam}"]`) ?? open.vak;
  const leeg = plek.querySelector("[data-feiten]:not([hidden]) :placeholder-shown");
  const doel = leeg ?? plek.querySelector("input, textarea, select, button") ?? plek;
  for (let vouw = doel.closest("details"); vouw; vouw = vouw.parentElement.closest("details")) vouw.open = true;
  doel.scrollIntoView({ block: "center" });
  doel.focus({ preventScroll: true });
}
