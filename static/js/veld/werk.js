// @ts-check
/**
 * The open controle as values: what was entered, what shows, what is open, what is missing. Pure: no DOM, no storage.
 *
 * @typedef {import("../rules/voorwaarden.js").Plan} Plan
 * @typedef {Record<string, any>} Antwoord
 * @typedef {ReturnType<typeof maakWerk>} Werk
 */
import { vraagtCautie } from "../rules/cautie.js";
import { maakStand, ouderPad, sleutel, zichtbaar } from "../rules/voorwaarden.js";

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
 * @param {{lhso?: any, feestdagen?: string[], gebruiker?: any, protocollen?: any[], gezagen?: Record<string, any>}} pakket
 * @param {string} vandaag  YYYY-MM-DD
 */
export function maakWerk(plan, gelezen, pakket, vandaag) {
  const { controle } = gelezen;
  // The bevoegd gezag when that is another organisatie: then its matrix and its house style hold.
  const gezag = pakket.gezagen?.[controle.gezag] ?? null;
  const werk = {
    plan,
    id: controle.id,
    controle,
    matrix: (gezag ?? pakket).lhso ?? null,
    gezag,
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
