// A phone in memory for the tests of the field client.
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { gebruikersDb, metDb, sluit, TOESTEL_DB } from "../../static/js/veld/db.js";
import { gebruik } from "../../static/js/veld/wie.js";

/** Who works here, as `wieIs` says it. */
export const TESS = "0190a000-0000-7000-8000-000000000001.0190a000-0000-7000-8000-0000000000a1";
export const CONTROLE = "0190a000-0000-7000-8000-0000000000c1";
gebruik(TESS);

/** An empty phone with one controle from a dagpakket on it. */
export async function legeTelefoon() {
  await sluit(gebruikersDb(TESS));
  await sluit(TOESTEL_DB);
  globalThis.indexedDB = new IDBFactory();
  await zetControle({
    id: CONTROLE,
    versie: 3,
    schrijver_epoch: 1,
    status: "gepland",
    protocol: { hash: "a".repeat(64) },
  });
}

/** @param {any} rij */
export const zetControle = (rij) => metDb(gebruikersDb(TESS), (db) => db.put("controles", rij));

/** All rows of a store. @param {string} store @returns {Promise<any[]>} */
export const alles = (store) => metDb(gebruikersDb(TESS), (db) => db.getAll(store));

/** The journal in order. @returns {Promise<any[]>} */
export const journaal = async () => (await alles("journaal")).sort((a, b) => a.volgnummer - b.volgnummer);

/** @param {string} code @param {any} waarde */
export const antwoord = (code, waarde) =>
  /** @type {const} */ ([CONTROLE, "antwoord", `${code}@`, { code, pad: "", antwoord: { waarde } }]);
