// @ts-check
// Binds the form that the server drew to the controle on this phone: one listener per kind of event, at the root.
import { vraagVan } from "../rules/voorwaarden.js";
import { bewaar, spoel, straks } from "./bewaren.js";
import { alle, beeld, kloon, vast, zoek } from "./dom.js";
import { bewaarVerse, vulHerhaling } from "./herhalen.js";
import { leesPlaats } from "./plaats.js";
import { eigen, leesWaarde, vulWaarde, zet } from "./velden.js";
import { deel, herbereken, isDicht, onderdeelVan, sleutel, statusVan } from "./werk.js";
import { werkBij } from "./zicht.js";

/** @typedef {import("./werk.js").Werk} Werk */
/**
 * @typedef {object} Blad  the page and the controle on it
 * @property {Werk} werk
 * @property {HTMLFormElement} form
 * @property {Map<string, any>} vragen  field sets by key
 * @property {Map<string, any>} onderdelen  sections and repeats by key
 * @property {boolean} proef  a preview: nothing is kept
 * @property {Record<string, any>} teksten
 * @property {Set<any>} herhalingen  the repeats on the page
 * @property {Map<string, any>} tellers  where each section says how far it is
 * @property {(naam?: string) => void} naWijziging
 * @property {any} [overzicht]
 * @property {string} vanWaar  where the photo on the screen was opened from
 * @property {string} titel  the address
 * @property {string} protocol
 * @property {() => void} maakDicht
 * @property {() => void} maakOpen
 * @property {string[]} [toch]
 * @property {() => void} [hertekenBevinding]  set while a finding was opened
 * @property {(key?: string, anders?: string[]) => void} [toonGevolgen]  set once the rest of the form was read
 */

/** Notes the questions and onderdelen in a part of the page. @param {Blad} blad @param {ParentNode} boom */
export function neemOp(blad, boom) {
  for (const vak of alle("[data-vraag]", boom)) blad.vragen.set(sleutel(vak.dataset.vraag, vak.dataset.pad), vak);
  for (const vak of alle("[data-onderdeel]", boom))
    blad.onderdelen.set(sleutel(vak.dataset.onderdeel, vak.dataset.pad), vak);
}

/** The question of the plan at an element; the steekproef of a repeat has none of its own. @param {Blad} blad @param {any} vak */
export function vraagBij(blad, vak) {
  const { vraag: code, type } = vak.dataset;
  return vraagVan(blad.werk.plan, code) ?? { code, type, onderdeel: code };
}

/** Puts everything that is known on the screen. @param {Blad} blad */
export function vulBlad(blad) {
  for (const rij of [...blad.werk.herhalingen].sort((a, b) => a.pad.length - b.pad.length || a.volgorde - b.volgorde)) {
    if (!rij.weg) vulHerhaling(blad, rij.onderdeel, rij.pad);
  }
  for (const [code, plekken] of blad.werk.stand.paden) {
    if (onderdeelVan(blad.werk.plan, code)?.herhaling) for (const pad of plekken) vulHerhaling(blad, code, pad);
  }
  for (const key of blad.werk.antwoorden.keys()) vulVraag(blad, key);
  for (const vak of alle("[data-bezoek]", blad.form)) vulBezoek(blad, vak.dataset.bezoek);
  werkBij(blad);
}

/** Puts one answer on the screen. @param {Blad} blad @param {string} key */
export function vulVraag(blad, key) {
  const vak = blad.vragen.get(key);
  if (!vak) return;
  const antwoord = blad.werk.antwoorden.get(key) ?? {};
  if (!antwoord.gewist) vak.dataset.verlaten = "";
  vulWaarde(vak, vraagBij(blad, vak), antwoord.gewist ? null : antwoord.waarde);
  const toelichting = eigen(vak).find((veld) => veld.dataset.rol === "toelichting");
  zet(toelichting, antwoord.toelichting ?? "");
}

/** Puts one typed field of the visit on the screen. @param {Blad} blad @param {string} veld */
export function vulBezoek(blad, veld) {
  const waarde = blad.werk.bezoek[veld] ?? null;
  for (const vak of alle(`[data-bezoek="${veld}"]`, blad.form)) vulWaarde(vak, vraagBij(blad, vak), waarde);
}

/** Starts listening. @param {Blad} blad */
export function luisterNaarInvoer(blad) {
  const { form } = blad;
  addEventListener("click", () => volgNu(blad), true);
  form.addEventListener("click", (event) => weesVoorzichtig(event), true);
  form.addEventListener("change", (event) => wijzig(blad, event.target, false));
  form.addEventListener("input", (event) => wijzig(blad, event.target, true));
  form.addEventListener("focusin", (event) => raak(blad, event.target));
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** @type {{groep: string, veld: any, om: number}} */
let laatsteTik = { groep: "", veld: null, om: 0 };

/** A wet finger: a second tap within 250 ms on another choice of the same question does nothing. Keys are never held back. @param {any} event */
function weesVoorzichtig(event) {
  const veld = event.target;
  if (veld.type !== "radio" || !event.pointerType) return;
  const dubbel = veld.name === laatsteTik.groep && veld !== laatsteTik.veld && event.timeStamp - laatsteTik.om < 250;
  if (dubbel) return event.preventDefault();
  laatsteTik = { groep: veld.name, veld, om: event.timeStamp };
}

/** @param {Blad} blad @param {any} veld @param {boolean} tikt */
function wijzig(blad, veld, tikt) {
  if (veld.type === "file" || veld.dataset.rol === "naam" || isDicht(blad.werk)) return;
  const vak = veld.closest("[data-vraag]");
  if (!vak) return;
  const meteen = veld.type === "radio" || veld.type === "checkbox";
  if (tikt) return meteen ? undefined : straks(vak.id, () => neemOver(blad, vak));
  spoel(vak.id);
  neemOver(blad, vak, !meteen);
}

/** Takes over what stands on the screen at one question, when it differs. @param {Blad} blad @param {any} vak */
export function neemOver(blad, vak, verlaten = false) {
  const vraag = vraagBij(blad, vak);
  if (vak.dataset.bezoek) return zetBezoek(blad, vak.dataset.bezoek, leesWaarde(vak, vraag));
  const key = sleutel(vak.dataset.vraag, vak.dataset.pad);
  const oud = blad.werk.antwoorden.get(key) ?? {};
  const nieuw = leesAntwoord(blad, vak, vraag, oud);
  if (verlaten) vak.dataset.verlaten = "";
  if (JSON.stringify(oud) !== JSON.stringify(nieuw)) {
    houd(blad, key, nieuw);
    beeld().then(() => volgNu(blad)); // a finger waits for the answer itself, not for what follows from it
  } else if (verlaten) werkBij(blad, key);
}

/** @param {Blad} blad @param {any} vak @param {any} vraag @param {any} oud */
function leesAntwoord(blad, vak, vraag, oud) {
  const velden = eigen(vak);
  const rol = (/** @type {string} */ naam) => velden.find((veld) => veld.dataset.rol === naam);
  /** @type {Record<string, any>} */
  const nieuw = { waarde: leesWaarde(vak, vraag, oud.waarde ?? null) };
  const toelichting = rol("toelichting")?.value ?? "";
  if (toelichting.trim()) nieuw.toelichting = toelichting;
  const reden = rol("reden") ? rol("reden").value.trim() : oud.reden;
  if (reden && redenHoortBij(blad, vraag, nieuw.waarde)) nieuw.reden = reden;
  if (rol("hersteld")?.checked && nieuw.waarde === "voldoet_niet") nieuw.direct_hersteld = true;
  if (rol("nader-wat") && nieuw.waarde === "nader_onderzoek") {
    const [wat, uiterlijk] = [rol("nader-wat").value.trim(), rol("nader-uiterlijk").value];
    if (wat || uiterlijk) nieuw.nader = { wat, uiterlijk };
  }
  return nieuw;
}

/** @param {Blad} blad @param {any} vraag @param {any} waarde */
function redenHoortBij(blad, vraag, waarde) {
  const redenBij = blad.werk.plan.reden_bij ?? ["niet_gecontroleerd"];
  return (vraag.type ?? "oordeel") !== "oordeel" || redenBij.includes(waarde);
}

/** Keeps an answer and shows what follows from it. @param {Blad} blad @param {string} key @param {any} antwoord */
export function zetAntwoord(blad, key, antwoord) {
  const klaar = houd(blad, key, antwoord);
  volgNu(blad);
  return klaar;
}

/** Places whose answer is kept while the page does not show yet what follows from it. @type {Set<string>} */
const teVolgen = new Set();

/** @param {Blad} blad @param {string} key @param {any} antwoord */
function houd(blad, key, antwoord) {
  blad.werk.antwoorden.set(key, antwoord);
  teVolgen.add(key);
  return schrijfAntwoord(blad, key);
}

/** Shows what follows from the answers that were kept. @param {Blad} blad */
function volgNu(blad) {
  if (teVolgen.size) herbereken(blad.werk);
  for (const key of teVolgen) {
    teVolgen.delete(key);
    werkBij(blad, key);
    blad.naWijziging(key);
  }
}

/** @param {Blad} blad @param {string} key */
export function schrijfAntwoord(blad, key) {
  const [code, pad] = deel(key);
  const verborgen = Boolean(vraagVan(blad.werk.plan, code)) && !blad.werk.zicht.vragen.has(key);
  if (verborgen) blad.werk.verborgen.add(key);
  else blad.werk.verborgen.delete(key);
  return leg(blad, "antwoord", key, { code, pad, antwoord: blad.werk.antwoorden.get(key), verborgen });
}

/** Keeps an entry of this controle; the first one starts it. @param {Blad} blad @param {string} soort @param {string} key @param {any} inhoud */
export function leg(blad, soort, key, inhoud, opties = {}) {
  if (blad.proef) return Promise.resolve(true);
  begin(blad);
  bewaarVerse(blad);
  return bewaar(blad.werk.id, soort, key, inhoud, opties);
}

/** The visit begins at the first thing that is entered, not when the page is opened. @param {Blad} blad */
export function begin(blad) {
  const { controle } = blad.werk;
  if (statusVan(controle) !== "gepland" && statusVan(controle) !== "vervallen") return;
  const begin_at = new Date().toISOString();
  controle.lokaal = { ...controle.lokaal, status: "bezig", begin_at };
  bewaar(blad.werk.id, "starten", "", { begin_at, ...leesPlaats() });
}

/** Keeps a typed field of the visit. @param {Blad} blad @param {string} veld @param {string | null} waarde */
export function zetBezoek(blad, veld, waarde) {
  if ((blad.werk.bezoek[veld] ?? null) === waarde) return;
  blad.werk.bezoek[veld] = waarde;
  herbereken(blad.werk);
  leg(blad, "bezoek", veld, { veld, waarde });
  vulBezoek(blad, veld);
  werkBij(blad);
  blad.naWijziging(veld);
}

/** @type {any} */
let nu = null;

/** The blue line: where you are. @param {Blad} blad @param {any} doel */
export function raak(blad, doel) {
  const punt = doel?.closest?.(".punt");
  if (doel?.dataset?.rol === "toelichting" && punt) opentWissen(blad, punt);
  if (!punt || punt === nu) return;
  nu?.classList.remove("punt--nu");
  nu = punt;
  nu.classList.add("punt--nu");
  const camera = vast("[data-rol=camera]");
  camera.setAttribute("aria-label", `Foto maken bij ${zoek("legend", punt).textContent.trim().split(/\s/)[0]}`);
}

/** The punt with the blue line. @returns {any} */
export const hier = () => nu;

/** @param {Blad} blad @param {any} punt */
function opentWissen(blad, punt) {
  const key = sleutel(punt.dataset.vraag, punt.dataset.pad);
  const heeft = blad.werk.antwoorden.has(key) && !blad.werk.antwoorden.get(key)?.gewist;
  if (!heeft || punt.querySelector(".wissen") || isDicht(blad.werk)) return;
  zoek(".punt__bij", punt).after(kloon("sj-wissen"));
}
