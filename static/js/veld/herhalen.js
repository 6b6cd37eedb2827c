// @ts-check
// Repeats: another woning, bouwlaag, tent. The page holds one template per repeating onderdeel.
import { ouderPad, vraagVan } from "../rules/voorwaarden.js";
import { kloon, tekst, toonAls, vulMerk, zoek } from "./dom.js";
import { leg, neemOp } from "./form.js";
import { nieuweSleutel } from "./store.js";
import { deel, herbereken, herhalingTitel, isDicht, onderdeelVan, sleutel, zonderHerhaling } from "./werk.js";
import { werkBij } from "./zicht.js";

/** @typedef {import("./form.js").Blad} Blad */

/** Puts a repeat on the page when it is not there yet. @param {Blad} blad @param {string} onderdeel @param {string} pad @returns {any} */
export function vulHerhaling(blad, onderdeel, pad) {
  const bestaand = document.getElementById(sleutel(onderdeel, pad));
  if (bestaand) return bestaand;
  const sectie = blad.onderdelen.get(sleutel(onderdeel, ouderPad(pad)));
  if (!sectie) return null;
  const sjabloon = /** @type {HTMLTemplateElement} */ (zoek(":scope > [data-sjabloon]", sectie));
  const nieuw = /** @type {any} */ (document.importNode(sjabloon.content, true).firstElementChild);
  vulMerk(nieuw, "__PAD__", pad);
  zoek(":scope > [data-herhalingen]", sectie).append(nieuw);
  neemOp(blad, nieuw);
  blad.herhalingen.add(nieuw);
  const rij = rijVan(blad, onderdeel, pad);
  const naam = nieuw.querySelector("[data-rol=naam]");
  if (naam && rij?.naam) naam.value = rij.naam;
  return nieuw;
}

/** @param {Blad} blad @param {string} onderdeel @param {string} pad */
const rijVan = (blad, onderdeel, pad) =>
  blad.werk.herhalingen.find((rij) => rij.onderdeel === onderdeel && rij.pad === pad);

/**
 * Opens the minimum number of repeats where none was ever made, so that nobody has to ask for the first. They are kept
 * with the first thing that is entered: looking at a controle does not begin it.
 * @param {Blad} blad @returns {boolean} whether any was opened
 */
export function openMinimum(blad) {
  const { werk } = blad;
  const kort = isDicht(werk) ? [] : zonderHerhaling(werk);
  if (!kort.length) return false;
  for (const key of kort) {
    const [code, pad] = deel(key);
    const { minimum } = onderdeelVan(werk.plan, code).herhaling;
    for (let nummer = 0; nummer < minimum; nummer += 1) nieuweRij(blad, code, pad).vers = true;
  }
  herbereken(werk);
  for (const rij of werk.herhalingen) if (rij.vers) vulHerhaling(blad, rij.onderdeel, rij.pad);
  openMinimum(blad);
  return true;
}

/** Keeps the repeats that opened of themselves. @param {Blad} blad */
export function bewaarVerse(blad) {
  for (const rij of blad.werk.herhalingen.filter((/** @type {any} */ r) => r.vers)) {
    rij.vers = false;
    bewaarHerhaling(blad, rij.onderdeel, rij.pad);
  }
}

/** @param {Blad} blad @param {string} onderdeel @param {string} rond the pad around it */
function nieuweRij({ werk }, onderdeel, rond) {
  const pad = `${rond ? `${rond}/` : ""}${nieuweSleutel()}`;
  const volgorde = Math.max(0, ...werk.herhalingen.map((/** @type {any} */ rij) => rij.volgorde)) + 1;
  /** @type {Record<string, any>} */
  const rij = { onderdeel, pad, titel: "", naam: "", weg: false, volgorde };
  werk.herhalingen.push(rij);
  return rij;
}

/** Adds one and puts the focus in it. @param {Blad} blad @param {any} knop */
export function voegToe(blad, knop) {
  const { onderdeel, pad: rond } = knop.closest("[data-onderdeel]").dataset;
  const { pad } = nieuweRij(blad, onderdeel, rond);
  herbereken(blad.werk);
  const vak = vulHerhaling(blad, onderdeel, pad);
  bewaarHerhaling(blad, onderdeel, pad);
  werkBij(blad);
  (vak.querySelector("[data-rol=naam]") ?? zoek("summary", vak)).focus();
}

/** @param {Blad} blad @param {string} onderdeel @param {string} pad */
function bewaarHerhaling(blad, onderdeel, pad) {
  const rij = rijVan(blad, onderdeel, pad);
  if (!rij) return;
  rij.titel = herhalingTitel(blad.werk, onderdeel, pad);
  const { titel, naam = "", weg, volgorde } = rij;
  leg(blad, "herhaling", sleutel(onderdeel, pad), { onderdeel, pad, titel, naam, weg, volgorde });
}

/** The name field of a repeat was changed. @param {Blad} blad @param {any} veld */
export function hernoem(blad, veld) {
  const { herhaling, pad } = veld.closest("[data-herhaling]").dataset;
  const rij = rijVan(blad, herhaling, pad);
  if (!rij || rij.naam === veld.value.trim()) return;
  rij.naam = veld.value.trim();
  bewaarHerhaling(blad, herhaling, pad);
  werkBij(blad);
}

/** An answer that names its repeat was given. @param {Blad} blad @param {string} code @param {string} pad */
export function naTitelvraag(blad, code, pad) {
  const vraag = vraagVan(blad.werk.plan, code);
  const onderdeel = vraag && onderdeelVan(blad.werk.plan, vraag.onderdeel);
  if (onderdeel?.herhaling?.titel_vraag === code) bewaarHerhaling(blad, onderdeel.code, pad);
}

/** Takes a repeat away; what was entered stays in the journal and it can be put back. @param {Blad} blad @param {any} knop */
export function haalWeg(blad, knop) {
  const vak = knop.closest("[data-herhaling]");
  const { herhaling: onderdeel, pad } = vak.dataset;
  const rij = rijVan(blad, onderdeel, pad);
  if (!rij) return;
  const titel = herhalingTitel(blad.werk, onderdeel, pad);
  zetWeg(blad, rij, vak, true);
  const melding = kloon("sj-teruggezet");
  tekst(zoek("span", melding), `${titel} is weggehaald.`);
  vak.before(melding);
  const terug = zoek("button", melding);
  terug.focus();
  const wacht = setTimeout(() => melding.remove(), 10_000);
  terug.addEventListener("click", () => {
    clearTimeout(wacht);
    melding.remove();
    zetWeg(blad, rij, vak, false);
    zoek("summary", vak).focus();
  });
}

/** @param {Blad} blad @param {any} rij @param {any} vak @param {boolean} weg */
function zetWeg(blad, rij, vak, weg) {
  rij.weg = weg;
  herbereken(blad.werk);
  leg(blad, "herhaling", sleutel(rij.onderdeel, rij.pad), {
    onderdeel: rij.onderdeel,
    pad: rij.pad,
    titel: rij.titel,
    naam: rij.naam ?? "",
    weg,
    volgorde: rij.volgorde,
  });
  toonAls(vak, !weg);
  werkBij(blad);
}
