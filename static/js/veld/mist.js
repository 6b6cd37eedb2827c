// @ts-check
// What the open controle still lacks, what is open, and how far each part is. Pure: no DOM, no storage.
import { vraagtCautie } from "../rules/cautie.js";
import { ontbreekt } from "../rules/lhso.js";
import { fotoMinimum, isVerplicht, ontbrekend, vraagtBevinding } from "../rules/volledigheid.js";
import { antwoordOp, ouderPad, vraagVan, vragenIn } from "../rules/voorwaarden.js";
import { deel, onderdeelVan, sleutel } from "./werk.js";

/** @typedef {import("./werk.js").Werk} Werk */

/** The controlepunt of a question. @param {Werk} werk @param {string} code */
export function puntVan(werk, code) {
  const vraag = vraagVan(werk.plan, code);
  return vraag?.bij ? vraagVan(werk.plan, vraag.bij) : vraag;
}

/** Whether a finding here is judged by LHSO. @param {Werk} werk @param {string} code */
export function metLhso(werk, code) {
  const punt = puntVan(werk, code);
  return punt?.aard !== "advies" && !["privaat", "signaal"].includes(punt?.spoor ?? "publiek");
}

/** Keys of the visible questions that ask a finding. @param {Werk} werk */
export function bevindingSleutels(werk) {
  return [...werk.zicht.vragen].filter((key) => {
    const [code, pad] = deel(key);
    const vraag = vraagVan(werk.plan, code);
    return vraag !== undefined && vraagtBevinding(werk.stand, vraag, pad);
  });
}

const CAUTIE = "Geef eerst de cautie, of vul in dat je niemand hebt gesproken.";
const GESPREK = "Vul in met wie je gesproken hebt.";
export const NIEMAND = "Niemand gesproken";

/** Whether this finding chooses a punishment while nobody was told that he need not answer. @param {Record<string, any>} werk @param {any} bevinding */
function cautieMist({ matrix, bezoek }, bevinding) {
  if (!matrix || bezoek.cautie || bezoek.gesproken_met === NIEMAND || bevinding.is_overtreding === false) return false;
  return vraagtCautie(matrix, bevinding.interventies ?? []);
}

/** What a finding still lacks, as [field, sentence]. @param {Werk} werk @param {string} key @returns {[string, string][]} */
export function bevindingMist(werk, key) {
  const bevinding = werk.bevindingen.get(key);
  if (!bevinding) return [["constatering", "Schrijf op wat je zag."]];
  const [code] = deel(key);
  const hersteld = werk.antwoorden.get(key)?.direct_hersteld === true;
  const mist = ontbreekt({ ...bevinding, direct_hersteld: hersteld }, werk.matrix, metLhso(werk, code));
  return cautieMist(werk, bevinding) ? [...mist, ["cautie", CAUTIE]] : mist;
}

/** The question of the visit that asks this typed field, when it shows. @param {Werk} werk @param {string} veld */
export const bezoekVraag = ({ plan, zicht }, veld) =>
  plan.vragen.find((vraag) => vraag.bezoekveld === veld && zicht.vragen.has(sleutel(vraag.code)));

/** Everything that is missing before afronden; with whom you spoke may be nobody, but it is said. @param {Werk} werk */
export function allesWatMist(werk) {
  /** @type {Map<string, string[]>} */
  const bevindingen = new Map();
  for (const key of bevindingSleutels(werk)) {
    if (werk.bevindingen.has(key))
      bevindingen.set(
        key,
        bevindingMist(werk, key).map(([, zin]) => zin.charAt(0).toLowerCase() + zin.slice(1).replace(/\.$/, "")),
      );
  }
  const gesprek = werk.bezoek.gesproken_met ? undefined : bezoekVraag(werk, "gesproken_met");
  const mist = ontbrekend(werk.plan, werk.stand, bevindingen);
  return gesprek ? [{ code: gesprek.code, pad: "", soort: "bezoek", zin: GESPREK }, ...mist] : mist;
}

/**
 * One walk over what shows, in page order: what is open, counts per oordeel, and progress per onderdeel and per repeat.
 * Open is every place where something is missing (`allesWatMist`): a repeat that is short and a finding that is not
 * complete too.
 * @param {Werk} werk
 */
export function overzie(werk) {
  const nogOpen = watOpenIs(werk);
  /** @type {Record<string, number>} */
  const oordelen = {};
  /** @type {Map<string, {af: number, totaal: number, fout: number}>} */
  const per = new Map();
  const volgorde = paginavolgorde(werk);
  const open = volgorde.filter((key) => nogOpen.has(key));
  let totaal = 0;
  for (const key of volgorde) {
    const [code, pad] = deel(key);
    const vraag = vraagVan(werk.plan, code);
    const af = !nogOpen.has(key);
    const fout = vraag !== undefined && vraagtBevinding(werk.stand, vraag, pad);
    const telt = !vraag || !af || teltMee(werk, vraag, pad);
    if (telt) totaal += 1;
    if (vraag && !vraag.bezoekveld) telOordeel(oordelen, vraag, antwoordOp(werk.stand, vraag, pad)?.waarde, fout);
    for (const plek of omgeving(werk, vraag ? vraag.onderdeel : code, pad)) {
      const tel = per.get(plek) ?? { af: 0, totaal: 0, fout: 0 };
      per.set(plek, tel);
      tel.totaal += telt ? 1 : 0;
      tel.af += telt && af ? 1 : 0;
      tel.fout += fout ? 1 : 0;
    }
  }
  return { open, oordelen, per, totaal, volgorde, alleenBevinding: nogOpen };
}

/**
 * Where something is missing, and whether that is only the finding; a vervolgvraag is open at its punt.
 * @param {Werk} werk @returns {Map<string, boolean>}
 */
function watOpenIs(werk) {
  const open = new Map();
  for (const { code, pad, soort } of allesWatMist(werk)) {
    const key = sleutel(vraagVan(werk.plan, code)?.bij ?? code, pad);
    open.set(key, soort === "bevinding" && open.get(key) !== false);
  }
  return open;
}

/** Visible punten and the heads of repeats that ask something themselves, as they stand on the page. @param {Werk} werk */
function paginavolgorde(werk) {
  const { zicht, stand, plan } = werk;
  /** @type {string[]} */
  const volgorde = [];
  for (const key of zicht.onderdelen) {
    const [code, pad] = deel(key);
    const { herhaling } = onderdeelVan(plan, code);
    if (herhaling && !stand.padSets.get(code)?.has(pad)) {
      if (!stand.selectie && (herhaling.steekproef || telt(stand, code, pad) < (herhaling.minimum ?? 0)))
        volgorde.push(key);
      continue;
    }
    for (const vraag of vragenIn(plan, code))
      if (!vraag.bij && zicht.vragen.has(sleutel(vraag.code, pad))) volgorde.push(sleutel(vraag.code, pad));
  }
  return volgorde;
}

/** Whether a photo is missing at a visible question. @param {Werk} werk @param {string} key */
export function fotoMist(werk, key) {
  const [code, pad] = deel(key);
  const vraag = vraagVan(werk.plan, code);
  return vraag !== undefined && fotoMinimum(werk.plan, werk.stand, vraag, pad) > (werk.stand.fotos.get(key) ?? 0);
}

/** Repeats of an onderdeel in one place. @param {any} stand @param {string} code @param {string} pad */
const telt = (stand, code, pad) =>
  (stand.paden.get(code) ?? []).filter((/** @type {string} */ plek) => ouderPad(plek) === pad).length;

/** What may be left empty is no progress. @param {Werk} werk @param {any} vraag @param {string} pad */
const teltMee = (werk, vraag, pad) =>
  !vraag.bezoekveld || vraag.bezoekveld === "gesproken_met" || isVerplicht(werk.plan, werk.stand, vraag, pad);

/** @param {Record<string, number>} oordelen @param {any} vraag @param {any} waarde @param {boolean} fout */
function telOordeel(oordelen, vraag, waarde, fout) {
  const oordeel =
    (vraag.type ?? "oordeel") === "oordeel" && typeof waarde === "string" ? waarde : fout && "voldoet_niet";
  if (oordeel) oordelen[oordeel] = (oordelen[oordeel] ?? 0) + 1;
}

/** The onderdelen and repeats around a place, from the inside out. @param {Werk} werk @param {string} code @param {string} pad */
function omgeving(werk, code, pad) {
  /** @type {Set<string>} */
  const plekken = new Set();
  let onderdeel = onderdeelVan(werk.plan, code);
  let hier = pad;
  while (onderdeel) {
    plekken.add(sleutel(onderdeel.code, hier));
    if (onderdeel.herhaling && werk.stand.padSets.get(onderdeel.code)?.has(hier)) {
      hier = ouderPad(hier);
      plekken.add(sleutel(onderdeel.code, hier));
    }
    onderdeel = onderdeel.ouder ? onderdeelVan(werk.plan, onderdeel.ouder) : undefined;
  }
  return plekken;
}
