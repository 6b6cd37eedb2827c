// @ts-check
// What the betrokkene reads and signs, in words, and the hash that says later what it was. Pure.
import { sha256 } from "./keys.js";

/** @typedef {{punt: string, zag: string, doen: string}} Regel */

const GEZIEN = ["voldoet", "voldoet_niet", "nader_onderzoek"];

/** @param {number} n @param {string} een @param {string} meer */
const telwoord = (n, een, meer) => (n === 1 ? een : meer.replace("#", String(n)));

/**
 * How much was looked at: only what really was; what was not, is said apart.
 * @param {Record<string, number>} oordelen  counts per oordeel
 * @param {number} bevindingen  places where something is not in order
 */
export function inleiding(oordelen, bevindingen) {
  const { niet_gecontroleerd: niet = 0, nvt = 0 } = oordelen;
  const gezien = GEZIEN.reduce((som, oordeel) => som + (oordelen[oordeel] ?? 0), 0);
  const zinnen = [
    `Wij hebben ${telwoord(gezien, "1 punt", "# punten")} bekeken.`,
    bevindingen ? `Bij ${bevindingen} is iets niet in orde.` : "Er is niets gevonden dat niet in orde is.",
  ];
  if (niet) zinnen.push(telwoord(niet, "1 punt is niet gecontroleerd.", "# punten zijn niet gecontroleerd."));
  if (nvt) zinnen.push(telwoord(nvt, "1 punt is hier niet van toepassing.", "# punten zijn hier niet van toepassing."));
  return zinnen.join(" ");
}

/** What only this phone knows of a row, and its key. */
const VAN_HIER = new Set(["controle", "op", "orde", "code", "pad"]);

/** A value in one order, without what says nothing. @param {any} waarde @returns {any} */
const vast = (waarde) =>
  Array.isArray(waarde) || !waarde || typeof waarde !== "object"
    ? waarde
    : Object.keys(waarde)
        .sort()
        .filter((naam) => !VAN_HIER.has(naam) && String(waarde[naam] ?? ""))
        .map((naam) => [naam, vast(waarde[naam])]);

/**
 * The hash of everything the toezichthouder signs: what was entered, and which photos stand with it. The same on every
 * phone that has it.
 * @param {Pick<import("./werk.js").Werk, "antwoorden" | "bevindingen" | "bezoek" | "herhalingen" | "fotos">} werk
 */
export function hashVanAlles({ antwoorden, bevindingen, bezoek, herhalingen, fotos }) {
  const rijen = [
    ...[...antwoorden].filter(([, antwoord]) => !antwoord.gewist),
    ...bevindingen,
    ...Object.entries(bezoek),
    ...herhalingen.map(({ onderdeel, pad, titel, weg }) => [`${onderdeel}@${pad}`, titel, Boolean(weg)]),
    ...[...fotos.values()].filter(({ verborgen }) => !verborgen).map(({ id, onderschrift }) => [id, onderschrift]),
  ];
  return sha256(JSON.stringify(rijen.map((rij) => JSON.stringify(rij.map(vast))).sort()));
}

/** Whether what was signed is not what would be shown now. @param {any} handtekening @param {string} nu  hash; empty when not known */
export const isVerouderd = (handtekening, nu) =>
  Boolean(nu && handtekening?.lijnen?.length && handtekening.getoond && handtekening.getoond !== nu);

/** The hash of what was on the screen. @param {string} intro @param {Regel[]} regels @param {string} reactie */
export const hashVan = (intro, regels, reactie) =>
  sha256(JSON.stringify([intro, ...regels.map(({ punt, zag, doen }) => [punt, zag, doen]), reactie]));
