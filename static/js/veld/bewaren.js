// @ts-check
// Keeps what is entered, says so only once it is kept, and says it loudly when it is not.

import { kloon, vast, zoek } from "./dom.js";
import { schrijf } from "./store.js";

/**
 * @typedef {object} Opdracht  what is to be kept; `beeld` is a photo that exists nowhere else yet
 * @property {string} controle
 * @property {string} soort
 * @property {string} sleutel
 * @property {any} inhoud
 * @property {{type: string, data: ArrayBuffer}} [beeld]
 */

/** Writes that failed, by place: the last one of each, and how to do it again. @type {Map<string, {opdracht: Opdracht, doe: () => Promise<any>}>} */
const mislukt = new Map();
/** The last write of each place that is under way: only that one says whether the place is kept. @type {Map<string, () => Promise<any>>} */
const onderweg = new Map();
let bezig = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let traag;

/**
 * Keeps one entry. Resolves to true when the transaction is complete; a failure is shown and kept for a retry.
 * @param {string} controle @param {string} soort @param {string} sleutel @param {any} inhoud
 * @param {{strikt?: boolean}} [opties]
 */
export async function bewaar(controle, soort, sleutel, inhoud, { strikt = false } = {}) {
  return probeer({ controle, soort, sleutel, inhoud }, () => schrijf(controle, soort, sleutel, inhoud, { strikt }));
}

/**
 * Runs a write and shows how it goes.
 * @param {Opdracht} opdracht @param {() => Promise<any>} doe @returns {Promise<boolean>}
 */
export async function probeer(opdracht, doe) {
  const plek = `${opdracht.controle} ${opdracht.soort} ${opdracht.sleutel}`;
  bezig += 1;
  meldDruk();
  traag ??= setTimeout(() => toon(), 300);
  onderweg.set(plek, doe);
  const laatste = () => onderweg.get(plek) === doe && onderweg.delete(plek);
  try {
    await doe();
    if (laatste()) mislukt.delete(plek);
    return true;
  } catch (/** @type {any} */ fout) {
    if (laatste()) {
      mislukt.set(plek, { opdracht, doe });
      meldFout(fout);
    }
    return false;
  } finally {
    bezig -= 1;
    if (!bezig) {
      clearTimeout(traag);
      traag = undefined;
    }
    toon();
  }
}

/** True while something typed or chosen is on its way into storage. */
export const isOnderweg = () => bezig + toetsen.size > 0;

/** True while something on screen could not be stored. */
export const ietsNietBewaard = () => mislukt.size > 0;

function toon() {
  const vak = vast("#bewaard");
  const woord = mislukt.size ? "Niet bewaard" : bezig ? "Bewaren" : "Bewaard";
  const tekst = zoek("span", vak);
  if (tekst.textContent !== woord) tekst.textContent = woord;
  vak.classList.toggle("bewaard--fout", mislukt.size > 0);
  meldDruk();
  if (!mislukt.size) zoek("#opslagfout").replaceChildren();
}

/** While something waits or is being written, *Bewaard* is not yet about that; a reader hears the word once it is. */
function meldDruk() {
  const druk = String(isOnderweg());
  const vak = vast("#bewaard");
  if (vak.getAttribute("aria-busy") !== druk) vak.setAttribute("aria-busy", druk);
}

/** @param {any} fout */
function meldFout(fout) {
  navigator.vibrate?.([200, 100, 200]);
  const vak = zoek("#opslagfout");
  if (!vak.firstElementChild) vak.append(kloon("sj-opslagfout"));
  const vol = fout?.code === "vol";
  zoek("[data-fouttitel]", vak).textContent = vol ? "De telefoon is vol: niet bewaard" : "Niet bewaard";
  zoek("[data-fouttekst]", vak).textContent = vol
    ? "Wat je net invulde staat nog op het scherm. Bewaar het als bestand, maak ruimte en probeer opnieuw."
    : "De telefoon weigert te schrijven. Wat je net invulde staat nog op het scherm. Sluit dit scherm niet.";
}

/** Tries everything that failed again, in the order it was entered; what was entered anew meanwhile speaks for itself. */
export async function bewaarOpnieuw() {
  for (const [plek, { opdracht, doe }] of [...mislukt]) {
    if (onderweg.has(plek) || mislukt.get(plek)?.doe !== doe) continue;
    if (!(await probeer(opdracht, doe))) return;
  }
}

/** What stands on the screen and is not in storage. @returns {Opdracht[]} */
export const nietBewaard = () => [...mislukt.values()].map(({ opdracht }) => opdracht);

/** @type {Map<string, {wacht: ReturnType<typeof setTimeout>, doe: () => void, eerst: number}>} */
const toetsen = new Map();

/**
 * Does it 250 ms after the first keystroke that waits at `plek`, or at the next flush. Later keystrokes do not put it
 * off: who types on without a pause is kept too.
 * @param {string} plek @param {() => void} doe
 */
export function straks(plek, doe) {
  const eerder = toetsen.get(plek);
  if (eerder) clearTimeout(eerder.wacht);
  const eerst = eerder?.eerst ?? Date.now();
  const nu = () => {
    toetsen.delete(plek);
    doe();
    meldDruk();
  };
  toetsen.set(plek, { wacht: setTimeout(nu, Math.max(0, eerst + 250 - Date.now())), doe: nu, eerst });
  meldDruk();
}

/** Keeps all keystrokes that wait. @param {string} [plek] only this place */
export function spoel(plek) {
  for (const [naam, { wacht, doe }] of [...toetsen]) {
    if (plek !== undefined && plek !== naam) continue;
    clearTimeout(wacht);
    doe();
  }
}

/** Flushes when the page goes out of sight: the phone may close it without another word. */
export function spoelBijWeggaan() {
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && spoel());
  addEventListener("pagehide", () => spoel());
}
