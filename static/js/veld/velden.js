// @ts-check
// Between the fields of one question and the value of its answer.
import { leesGetal, schrijfGetal } from "../rules/getallen.js";
import { isDecimaal } from "../rules/waarden.js";
import { alle } from "./dom.js";

/** The fields of this question itself, not those of a question inside it. @param {Element} vak @returns {any[]} */
export const eigen = (vak) =>
  alle("input, textarea, select", vak).filter((veld) => veld.closest("[data-vraag]") === vak);

/** @param {any[]} velden @param {string} rol */
const met = (velden, rol) => velden.find((veld) => veld.dataset.rol === rol);

/** The value as it stands on the screen; `oud` is what was not typed there. @param {Element} vak @param {any} vraag @param {any} [oud] */
export function leesWaarde(vak, vraag, oud) {
  const velden = eigen(vak);
  switch (vraag.type ?? "oordeel") {
    case "meerkeuze":
      return leeg(gekozen(velden, "checkbox").map((veld) => veld.value));
    case "oordeel":
    case "keuze":
      return gekozen(velden, "radio")[0]?.value ?? null;
    case "document":
      return leesDocument(velden);
    case "foto":
      return oud;
    case "locatie":
      return leesPlek(oud ?? {}, met(velden, "omschrijving").value.trim());
    case "steekproef":
      return leesSteekproef(velden);
    case "getal":
      return leesTekst(met(velden, "waarde"), (tekst) => leesGetal(tekst, vraag.decimalen) ?? tekst);
    case "tijdstip":
      return leesTekst(met(velden, "waarde"), (tekst) => new Date(tekst).toISOString());
    default:
      return leesTekst(met(velden, "waarde"), (tekst) => tekst);
  }
}

/** @param {any[]} velden @param {string} type */
const gekozen = (velden, type) => velden.filter((veld) => veld.type === type && veld.checked && !veld.dataset.rol);

/** @param {any[]} lijst */
const leeg = (lijst) => (lijst.length ? lijst : null);

/** @param {any} veld @param {(tekst: string) => string} maak */
function leesTekst(veld, maak) {
  const tekst = veld?.value ?? "";
  return tekst.trim() ? maak(veld.tagName === "TEXTAREA" ? tekst : tekst.trim()) : null;
}

/** @param {any[]} velden */
function leesDocument(velden) {
  const stand = gekozen(velden, "radio")[0]?.value;
  const datum = met(velden, "datum")?.value;
  return stand || datum ? { ...(stand ? { stand } : {}), ...(datum ? { datum } : {}) } : null;
}

/** A place on the map, in words, or both. @param {any} oud @param {string} omschrijving */
function leesPlek({ omschrijving: _, ...kaart }, omschrijving) {
  const plek = omschrijving ? { ...kaart, omschrijving } : kaart;
  return Object.keys(plek).length ? plek : null;
}

/** @param {any[]} velden */
function leesSteekproef(velden) {
  const [n, van] = ["n", "van"].map((rol) => met(velden, rol).value.trim());
  if (!n && !van) return null;
  const getal = (/** @type {string} */ tekst) => (/^\d{1,9}$/.test(tekst) ? Number(tekst) : tekst || null);
  return { n: getal(n), van: getal(van) };
}

/** Puts an answer on the screen. @param {Element} vak @param {any} vraag @param {any} waarde */
export function vulWaarde(vak, vraag, waarde) {
  const velden = eigen(vak);
  for (const veld of velden) {
    if (veld.dataset.rol || (veld.type !== "radio" && veld.type !== "checkbox")) continue;
    const keuze = vraag.type === "document" ? waarde?.stand : waarde;
    veld.checked = Array.isArray(keuze) ? keuze.includes(veld.value) : keuze === veld.value;
  }
  zet(met(velden, "waarde"), opScherm(vraag, waarde));
  for (const rol of ["datum", "n", "van", "omschrijving"]) zet(met(velden, rol), waarde?.[rol] ?? "");
}

/** Writes a field, but never under the hands of who types in it. @param {any} veld @param {string | number} waarde */
export function zet(veld, waarde) {
  if (veld && veld !== document.activeElement && veld.value !== String(waarde)) veld.value = String(waarde);
}

/** @param {any} vraag @param {any} waarde */
function opScherm(vraag, waarde) {
  if (waarde === null || waarde === undefined || typeof waarde === "object") return "";
  if (vraag.type === "getal") return isDecimaal(waarde) ? schrijfGetal(waarde) : waarde;
  return vraag.type === "tijdstip" ? lokaal(waarde) : waarde;
}

/** A moment as a datetime-local field wants it. @param {string} moment */
export function lokaal(moment) {
  const tijd = new Date(moment);
  if (Number.isNaN(tijd.getTime())) return "";
  return new Date(tijd.getTime() - tijd.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
