// @ts-check
// Whose work this page writes, and how the tabs of one phone tell each other what changed.
import { gebruikersDb, metDb } from "./db.js";

/** @type {(wie: string) => void} */
let zet = () => {};
/** @type {Promise<string>} */
const belofte = new Promise((klaar) => {
  zet = klaar;
});
const kanaal = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("schouw");

/** @typedef {{soort: "bewaard" | "verzonden" | "dagpakket" | "stand", controle?: string, [meer: string]: any}} Bericht */
/** @type {Set<(bericht: Bericht) => void>} */
const luisteraars = new Set();

/**
 * Who works here: a user for an organisatie, `<user>.<organisatie>`. Each has a database, an upload token and a queue of
 * their own, so that work for two organisations never mixes; null when nobody is logged in.
 * @param {{gebruiker?: string | null, organisatie?: string | null}} hallo
 */
export const wieIs = ({ gebruiker, organisatie }) => [gebruiker, organisatie].filter(Boolean).join(".") || null;
/** @param {string} wie */
export const gebruikerVan = (wie) => wie.split(".")[0];
/** @param {string} wie */
export const organisatieVan = (wie) => wie.split(".")[1];

/** Fixes who works on this page, once; storage waits until then. @param {string} gebruiker */
export const gebruik = (gebruiker) => zet(gebruiker);
/** Who works on this page, as `wieIs` says it. @returns {Promise<string>} */
export const wie = () => belofte;

/**
 * Work on the database of the user of this page.
 * @template T
 * @param {(db: import("idb").IDBPDatabase<any>) => Promise<T>} werk
 * @returns {Promise<T>}
 */
export const metWerk = async (werk) => metDb(gebruikersDb(await belofte), werk);

/** Tells this page and the other tabs of the same user; `elders` when it was not made here. @param {Bericht} bericht */
export async function meld(bericht) {
  const gebruiker = await belofte;
  for (const fn of luisteraars) fn({ elders: false, ...bericht });
  kanaal?.postMessage({ ...bericht, gebruiker });
}

/**
 * Calls `fn` at every change, made here or in another tab or on another device (`elders`: true). Returns a function that stops it.
 * @param {(bericht: Bericht) => void} fn
 */
export function luister(fn) {
  luisteraars.add(fn);
  return () => luisteraars.delete(fn);
}

kanaal?.addEventListener("message", async ({ data }) => {
  if (data.gebruiker !== (await belofte)) return;
  for (const fn of luisteraars) fn({ ...data, elders: true });
});
// A test runner may end while the channel is open.
/** @type {any} */ (kanaal)?.unref?.();
