// @ts-check
// What this phone knows of itself, whoever uses it: its id, its upload tokens, the user in use, how much waits per user.
import { metDb, TOESTEL_DB } from "./db.js";
import { nieuweSleutel } from "./keys.js";
import { gebruikerVan } from "./wie.js";

/** @typedef {{id: string, naam: string, email: string, organisatie?: string}} Gebruiker  id: as `wieIs` says it */

/** @param {string} sleutel @returns {Promise<any>} */
const lees = (sleutel) => metDb(TOESTEL_DB, (db) => db.get("meta", sleutel));
/** @param {string} sleutel @param {any} waarde */
const schrijf = (sleutel, waarde) => metDb(TOESTEL_DB, (db) => db.put("meta", waarde, sleutel));

/** @type {Promise<string> | undefined} */
let eigenId;

/** The UUID of this phone, made once. @returns {Promise<string>} */
export function toestelId() {
  eigenId ??= metDb(TOESTEL_DB, async (db) => {
    const tx = db.transaction("meta", "readwrite");
    const bekend = await tx.store.get("toestel");
    const id = bekend ?? nieuweSleutel();
    if (!bekend) await tx.store.put(id, "toestel"); // a full phone can still say who it is
    await tx.done;
    return id;
  });
  eigenId.catch(() => {
    eigenId = undefined;
  });
  return eigenId;
}

/** The user whose work this phone shows; undefined when nobody is in. @returns {Promise<Gebruiker | undefined>} */
export const huidigeGebruiker = () => lees("gebruiker");
/** @param {Gebruiker} gebruiker */
export const zetGebruiker = (gebruiker) => schrijf("gebruiker", gebruiker);
/** After logging out: nobody's work is shown until somebody logs in. Nothing is erased. */
export const vergeetGebruiker = () => metDb(TOESTEL_DB, (db) => db.delete("meta", "gebruiker"));

/** The upload token of a user on this phone. @param {string} gebruiker @returns {Promise<string | undefined>} */
export const token = (gebruiker) => lees(`token ${gebruiker}`);
/** @param {string} gebruiker @param {string} waarde */
export const zetToken = (gebruiker, waarde) => schrijf(`token ${gebruiker}`, waarde);
/** @param {string} gebruiker */
export const vergeetToken = (gebruiker) => metDb(TOESTEL_DB, (db) => db.delete("meta", `token ${gebruiker}`));

/** Keeps how much of a user waits, so that the next user can be told the number and nothing else. */
export const noteerWachtend = (/** @type {string} */ gebruiker, /** @type {number} */ aantal) =>
  schrijf(`wacht ${gebruiker}`, aantal);

/**
 * How many entries and photos wait on this phone of others, and of this user for another organisatie (`elders`).
 * @param {string} wie
 */
export const wachtendVanAnderen = (wie) =>
  metDb(TOESTEL_DB, async (db) => {
    const som = { anderen: 0, elders: 0 };
    for (const sleutel of await db.getAllKeys("meta", IDBKeyRange.bound("wacht ", "wacht ~"))) {
      const eigen = gebruikerVan(String(sleutel).slice(6)) === gebruikerVan(wie);
      if (sleutel !== `wacht ${wie}`) som[eigen ? "elders" : "anderen"] += await db.get("meta", sleutel);
    }
    return som;
  });
