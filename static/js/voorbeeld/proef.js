// @ts-check
// Between what is clicked in the preview and a proef as it stands in a protocol.
import { ouderPad } from "../rules/stand.js";
import { vraagVan } from "../rules/voorwaarden.js";
import { alle } from "../veld/dom.js";
import { vraagBij, vulBlad } from "../veld/form.js";
import { tekenFotos } from "../veld/photos.js";
import { vulWaarde, zet } from "../veld/velden.js";
import { deel, herbereken, onderdeelVan, sleutel } from "../veld/werk.js";
import { voegFotoToe } from "./standin.js";

/** @typedef {import("../veld/form.js").Blad} Blad */
/** @typedef {{feiten: Record<string, any>, fase: string[], niveau: string}} Alsof  what the controle would be */

/** What was entered, in the shape of a proef without expectations. @param {Blad} blad */
export function maakProef({ werk }) {
  const labels = labelsVan(werk);
  const pad = (/** @type {string} */ echt) => labels.get(echt) ?? "";
  const { feiten = {}, fasen: fase = [], niveau = "4" } = werk.controle;
  /** @type {Record<string, string[]>} */
  const herhalingen = {};
  for (const rij of werk.herhalingen.filter((/** @type {any} */ r) => !r.weg)) {
    herhalingen[rij.onderdeel] ??= [];
    herhalingen[rij.onderdeel].push(pad(rij.pad));
  }
  const antwoorden = stappen(werk).map(({ key, ...stap }) => {
    const [vraag, plek] = deel(key);
    return plek ? { vraag, pad: pad(plek), ...stap } : { vraag, ...stap };
  });
  return { feiten: { ...feiten, ...peildag(werk, antwoorden) }, fase, niveau, antwoorden, herhalingen };
}

/** Ages are counted to a day: the proef must say which. @param {any} werk @param {{vraag: string}[]} antwoorden */
function peildag(werk, antwoorden) {
  const metDatum = ["datum", "tijdstip", "document"];
  const telt = antwoorden.some(({ vraag }) => metDatum.includes(vraagVan(werk.plan, vraag)?.type ?? ""));
  return telt ? { "controle.datum": werk.stand.feiten["controle.datum"] } : {};
}

/** @param {any} werk @returns {{key: string, waarde: any, reden?: string, direct_hersteld?: boolean, fotos?: number}[]} */
function stappen(werk) {
  const keys = new Set([...werk.antwoorden.keys(), ...werk.stand.fotos.keys()]);
  const gewoon = [...keys].filter((key) => vraagVan(werk.plan, deel(key)[0])).map((key) => stap(werk, key));
  const bezoek = werk.plan.vragen
    .filter((/** @type {any} */ vraag) => vraag.bezoekveld && werk.bezoek[vraag.bezoekveld])
    .map((/** @type {any} */ vraag) => ({ key: sleutel(vraag.code), waarde: werk.bezoek[vraag.bezoekveld] }));
  return [...bezoek, ...gewoon.filter(({ waarde, reden, fotos }) => waarde !== "" || reden || fotos)];
}

/** @param {any} werk @param {string} key */
function stap(werk, key) {
  const { waarde, reden, direct_hersteld, gewist } = werk.antwoorden.get(key) ?? {};
  const fotos = werk.stand.fotos.get(key) ?? 0;
  if (vraagVan(werk.plan, deel(key)[0])?.type === "foto") return { key, waarde: fotos || "" };
  return {
    key,
    waarde: (gewist ? "" : waarde) ?? "",
    ...(reden ? { reden } : {}),
    ...(direct_hersteld ? { direct_hersteld } : {}),
    ...(fotos ? { fotos } : {}),
  };
}

/** Each repeat by its number among its brothers: `1/2` is the second inside the first. @param {any} werk @returns {Map<string, string>} */
function labelsVan(werk) {
  const labels = new Map([["", ""]]);
  for (const [code, plekken] of werk.stand.paden) {
    if (!onderdeelVan(werk.plan, code)?.herhaling) continue;
    /** @type {Map<string, number>} */
    const teller = new Map();
    for (const plek of plekken) {
      const rond = ouderPad(plek);
      teller.set(rond, (teller.get(rond) ?? 0) + 1);
      labels.set(plek, [labels.get(rond), teller.get(rond)].filter(Boolean).join("/"));
    }
  }
  return labels;
}

/** Another kind of controle, with the same answers. @param {Blad} blad @param {Partial<Alsof>} alsof */
export function doeAlsof(blad, { feiten, fase, niveau }) {
  const { controle } = blad.werk;
  Object.assign(controle, { feiten: feiten ?? {}, fasen: fase ?? [], niveau: niveau ?? "4" });
  herbereken(blad.werk);
  vulBlad(blad);
}

/** Fills in a proef on an empty form. @param {Blad} blad @param {any} proef */
export function laadProef(blad, proef) {
  maakLeeg(blad);
  const plaats = plaatser(blad);
  for (const [onderdeel, paden] of Object.entries(proef.herhalingen ?? {}))
    for (const pad of paden) plaats(onderdeel, pad);
  for (const stap of proef.antwoorden ?? []) neemStap(blad, plaats, stap);
  doeAlsof(blad, proef);
  for (const key of blad.werk.stand.fotos.keys()) tekenFotos(blad, key);
}

/** @param {Blad} blad @param {(onderdeel: string, pad: string) => string} plaats @param {any} stap */
function neemStap({ werk }, plaats, { vraag: code, pad = "", waarde, reden, direct_hersteld, fotos = 0 }) {
  const vraag = vraagVan(werk.plan, code);
  if (!vraag) return;
  if (vraag.bezoekveld) {
    werk.bezoek[vraag.bezoekveld] = waarde;
    return;
  }
  const key = sleutel(code, plaats(vraag.onderdeel, pad));
  const aantal = vraag.type === "foto" ? Number(waarde) : fotos;
  for (let nummer = 0; nummer < aantal; nummer += 1) voegFotoToe(werk, key);
  if (vraag.type === "foto") return;
  werk.antwoorden.set(key, {
    waarde: opDeLijn(vraag, waarde),
    ...(reden ? { reden } : {}),
    ...(direct_hersteld ? { direct_hersteld } : {}),
  });
}

/** The value as the field keeps it. @param {any} vraag @param {any} waarde */
function opDeLijn(vraag, waarde) {
  if (vraag.type === "getal" && typeof waarde === "number") return String(waarde);
  if (vraag.type === "document" && typeof waarde === "string") return waarde && { stand: waarde };
  if (vraag.type === "meerkeuze" && typeof waarde === "string") return waarde && [waarde];
  return waarde === "" ? null : waarde;
}

/** Makes the repeats a proef speaks of: labels of different onderdelen never meet. @param {Blad} blad */
function plaatser({ werk }) {
  const kaart = new Map(werk.plan.onderdelen.map((onderdeel) => [onderdeel.code, onderdeel]));
  /** @type {Set<string>} */
  const gemaakt = new Set();
  return (/** @type {string} */ code, /** @type {string} */ pad) => {
    const keten = ketenVan(kaart, code);
    let vol = "";
    for (const [diepte, label] of (pad ? pad.split("/") : []).entries()) {
      const onderdeel = keten[diepte];
      vol = `${vol ? `${vol}/` : ""}${onderdeel}=${label}`;
      if (gemaakt.has(vol)) continue;
      gemaakt.add(vol);
      werk.herhalingen.push({ onderdeel, pad: vol, titel: "", naam: "", weg: false, volgorde: gemaakt.size });
    }
    return vol;
  };
}

/** The repeats around an onderdeel, from the outside in, itself included. @param {Map<string, any>} kaart @param {string} code @returns {string[]} */
function ketenVan(kaart, code) {
  const onderdeel = kaart.get(code);
  if (!onderdeel) return [];
  const rond = onderdeel.ouder ? ketenVan(kaart, onderdeel.ouder) : [];
  return onderdeel.herhaling ? [...rond, code] : rond;
}

/** An empty form. @param {Blad} blad */
export function maakLeeg(blad) {
  const { werk } = blad;
  const oud = [...werk.stand.fotos.keys()];
  for (const lijst of [werk.antwoorden, werk.bevindingen, werk.fotos, werk.verborgen]) lijst.clear();
  werk.herhalingen.length = 0;
  for (const veld of Object.keys(werk.bezoek)) delete werk.bezoek[veld];
  haalHerhalingenWeg(blad);
  herbereken(werk);
  for (const key of oud) tekenFotos(blad, key);
  for (const [, vak] of blad.vragen) maakVakLeeg(blad, vak);
}

/** @param {Blad} blad @param {any} vak */
function maakVakLeeg(blad, vak) {
  vulWaarde(vak, vraagBij(blad, vak), null);
  const toelichting = vak.querySelector("[data-rol=toelichting]");
  if (toelichting) zet(toelichting, "");
  delete vak.dataset.verlaten;
}

/** Takes every repeat off the page. @param {Blad} blad */
function haalHerhalingenWeg(blad) {
  for (const vak of alle("[data-herhaling]", blad.form)) vak.remove();
  blad.herhalingen.clear();
  for (const lijst of [blad.vragen, blad.onderdelen])
    for (const key of [...lijst.keys()]) if (deel(key)[1]) lijst.delete(key);
}
