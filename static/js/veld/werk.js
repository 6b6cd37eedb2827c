// @ts-check
/**
 * The open controle as values: what was entered, what shows, what is open, what is missing. Pure: no DOM, no storage.
 *
 * @typedef {import("../rules/voorwaarden.js").Plan} Plan
 * @typedef {Record<string, any>} Antwoord
 * @typedef {ReturnType<typeof maakWerk>} Werk
 */
import { ontbreekt, vraagtCautie } from "../rules/lhso.js";
import { fotoMinimum, isVerplicht, ontbrekend, vraagtBevinding } from "../rules/volledigheid.js";
import { antwoordOp, maakStand, ouderPad, sleutel, vraagVan, vragenIn, zichtbaar } from "../rules/voorwaarden.js";

export { sleutel };

/** A key in its two parts. @param {string} key @returns {[string, string]} */
export function deel(key) {
  const plek = key.indexOf("@");
  return [key.slice(0, plek), key.slice(plek + 1)];
}

/** A code as people know it: without the block in front. @param {string} code */
export const kaal = (code) => code.slice(code.lastIndexOf(":") + 1);

/**
 * @param {Plan} plan
 * @param {{controle: any, antwoorden: any[], herhalingen: any[], bezoek: any[], bevindingen: any[], fotos: any[],
 *   handtekeningen: any[]}} gelezen  as the store gives it
 * @param {{lhso?: any, feestdagen?: string[], gebruiker?: any, protocollen?: any[]}} pakket
 * @param {string} vandaag  YYYY-MM-DD
 */
export function maakWerk(plan, gelezen, pakket, vandaag) {
  const { controle } = gelezen;
  const werk = {
    plan,
    id: controle.id,
    controle,
    matrix: pakket.lhso ?? null,
    feestdagen: pakket.feestdagen ?? [],
    gebruiker: pakket.gebruiker ?? null,
    protocollen: pakket.protocollen ?? [],
    vandaag,
    /** @type {Map<string, Antwoord>} */
    antwoorden: new Map(gelezen.antwoorden.map((rij) => [sleutel(rij.code, rij.pad), rij.antwoord])),
    /** Keys whose stored answer is marked as hidden. @type {Set<string>} */
    verborgen: new Set(gelezen.antwoorden.filter((rij) => rij.verborgen).map((rij) => sleutel(rij.code, rij.pad))),
    herhalingen: gelezen.herhalingen,
    /** @type {Record<string, string | null>} */
    bezoek: Object.fromEntries(gelezen.bezoek.map((rij) => [rij.veld, rij.waarde])),
    /** @type {Map<string, any>} */
    bevindingen: new Map(gelezen.bevindingen.map((rij) => [sleutel(rij.code, rij.pad), rij])),
    /** @type {Map<string, any>} */
    fotos: new Map(gelezen.fotos.map((rij) => [rij.id, rij])),
    /** @type {Record<string, any>} */
    handtekeningen: Object.fromEntries(gelezen.handtekeningen.map((rij) => [rij.rol, rij])),
    stand: maakStand(plan),
    /** @type {{vragen: Set<string>, onderdelen: Set<string>}} */
    zicht: { vragen: new Set(), onderdelen: new Set() },
  };
  return herbereken(werk);
}

/** Looks again at what shows; to be called after every change. @template {Record<string, any>} W @param {W} werk @returns {W} */
export function herbereken(werk) {
  const { controle, plan } = werk;
  const selectie = controle.selectie?.length ? controle.selectie : null;
  /** @type {any} */ (werk).stand = maakStand(plan, {
    antwoorden: werk.antwoorden,
    herhalingen: paden(werk),
    feiten: {
      ...controle.feiten,
      "controle.datum": controle.feiten?.["controle.datum"] ?? werk.vandaag,
      "controle.bestraffing_overwogen": overweegtStraf(werk),
    },
    fasen: controle.fasen ?? [],
    niveau: controle.niveau ?? "4",
    selectie: selectie?.map((/** @type {string} */ key) => (key.includes("@") ? key : `${key}@`)),
    fotos: fotosPerPunt(werk),
    bezoek: werk.bezoek,
  });
  /** @type {any} */ (werk).zicht = zichtbaar(plan, werk.stand);
  return werk;
}

/** The state on this phone, which runs ahead of the server's. @param {any} controle */
export const statusVan = (controle) => controle.lokaal?.status ?? controle.status ?? "gepland";

/** Whether the controle can only be read. @param {Werk} werk */
export const isDicht = (werk) => ["afgerond", "gerapporteerd"].includes(statusVan(werk.controle));

/** Repeats that are there, per onderdeel, in the order they were made. @param {Record<string, any>} werk */
export function paden(werk) {
  /** @type {Record<string, string[]>} */
  const per = {};
  const rijen = werk.herhalingen.filter((/** @type {any} */ rij) => !rij.weg);
  for (const rij of rijen.sort((/** @type {any} */ a, /** @type {any} */ b) => a.volgorde - b.volgorde)) {
    if (!per[rij.onderdeel]) per[rij.onderdeel] = [];
    per[rij.onderdeel].push(rij.pad);
  }
  return per;
}

/** @param {Record<string, any>} werk @returns {Map<string, number>} */
function fotosPerPunt(werk) {
  const aantal = new Map();
  for (const foto of werk.fotos.values()) {
    if (foto.verborgen || foto.origineel) continue;
    const key = sleutel(foto.code, foto.pad);
    aantal.set(key, (aantal.get(key) ?? 0) + 1);
  }
  return aantal;
}

/**
 * The photos of a place in the order they were taken; `beeld` is the edited copy when there is one.
 * @param {Werk} werk @param {string} key @returns {{foto: any, beeld: any}[]}
 */
export function fotosBij(werk, key) {
  const alle = [...werk.fotos.values()];
  return alle
    .filter((foto) => !foto.origineel && !foto.verborgen && sleutel(foto.code, foto.pad) === key)
    .sort((a, b) => String(a.genomen_at).localeCompare(String(b.genomen_at)) || a.id.localeCompare(b.id))
    .map((foto) => ({ foto, beeld: bewerkt(alle, foto.id) ?? foto }));
}

/** @param {any[]} alle @param {string} id */
function bewerkt(alle, id) {
  return alle.filter((foto) => foto.origineel === id && !foto.verborgen).at(-1);
}

/** True once a boete, strafbeschikking or PV is chosen at a finding that still stands. @param {Record<string, any>} werk */
export function overweegtStraf(werk) {
  if (!werk.matrix) return false;
  return [...werk.bevindingen.values()].some((b) => vraagtCautie(werk.matrix, b.interventies ?? []));
}

/** Whether the cautie must come before a further statement. @param {Werk} werk */
export const cautieNodig = (werk) => overweegtStraf(werk) && !werk.bezoek.cautie;

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

/**
 * Keys of visible repeats with a minimum of which none was ever made; one that was taken away stays away.
 * @param {Werk} werk
 */
export function zonderHerhaling({ plan, stand, zicht, herhalingen }) {
  if (stand.selectie) return [];
  return [...zicht.onderdelen].filter((key) => {
    const [code, pad] = deel(key);
    if (!onderdeelVan(plan, code).herhaling?.minimum || stand.padSets.get(code)?.has(pad)) return false;
    return !herhalingen.some((rij) => rij.onderdeel === code && ouderPad(rij.pad) === pad);
  });
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

/** @type {WeakMap<Plan, Map<string, any>>} */
const onderdelen = new WeakMap();

/** Onderdeel of the plan by code. @param {Plan} plan @param {string} code */
export function onderdeelVan(plan, code) {
  let kaart = onderdelen.get(plan);
  if (!kaart) {
    kaart = new Map(plan.onderdelen.map((onderdeel) => [onderdeel.code, onderdeel]));
    onderdelen.set(plan, kaart);
  }
  return kaart.get(code);
}

/** Whether a photo is missing at a visible question. @param {Werk} werk @param {string} key */
export function fotoMist(werk, key) {
  const [code, pad] = deel(key);
  const vraag = vraagVan(werk.plan, code);
  return vraag !== undefined && fotoMinimum(werk.plan, werk.stand, vraag, pad) > (werk.stand.fotos.get(key) ?? 0);
}

/** `fase 7 afbouw`; several are named by their codes. @param {{code: string, titel: string}[]} fasen */
export function fasenzin(fasen) {
  const [eerste] = fasen;
  if (fasen.length > 1) return `fasen ${fasen.map(({ code }) => code).join(", ")}`;
  return eerste ? `fase ${eerste.code} ${eerste.titel.toLowerCase()}` : "";
}

/** What the repeat is called: `Woning 2, nummer 21b`. @param {Werk} werk @param {string} onderdeel @param {string} pad */
export function herhalingTitel(werk, onderdeel, pad) {
  const { herhaling } = onderdeelVan(werk.plan, onderdeel);
  const broers = (werk.stand.paden.get(onderdeel) ?? []).filter((plek) => ouderPad(plek) === ouderPad(pad));
  const rij = werk.herhalingen.find((/** @type {any} */ r) => r.onderdeel === onderdeel && r.pad === pad);
  const per = herhaling.per.charAt(0).toUpperCase() + herhaling.per.slice(1);
  const antwoord = herhaling.titel_vraag && werk.antwoorden.get(sleutel(herhaling.titel_vraag, pad))?.waarde;
  const eigen = (antwoord || rij?.naam || "").toString().trim();
  return `${per} ${Math.max(broers.indexOf(pad), 0) + 1}${eigen ? `, ${eigen}` : ""}`;
}
