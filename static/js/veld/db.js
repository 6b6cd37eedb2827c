// @ts-check
// Opens and migrates the databases of this phone: one per user, and one of the phone itself. The only importer of idb.
import { openDB } from "idb";

/** Numbered steps; a database runs those it has not had. @type {((db: import("idb").IDBPDatabase<any>) => void)[]} */
const GEBRUIKER = [
  (db) => {
    db.createObjectStore("dagpakket");
    db.createObjectStore("controles", { keyPath: "id" });
    db.createObjectStore("antwoorden", { keyPath: ["controle", "code", "pad"] });
    db.createObjectStore("herhalingen", { keyPath: ["controle", "onderdeel", "pad"] });
    db.createObjectStore("bezoek", { keyPath: ["controle", "veld"] });
    db.createObjectStore("bevindingen", { keyPath: ["controle", "code", "pad"] });
    const fotos = db.createObjectStore("fotos", { keyPath: "id" });
    fotos.createIndex("controle", "controle");
    fotos.createIndex("stand", "stand");
    fotos.createIndex("controle_stand", ["controle", "stand"]);
    db.createObjectStore("fotobytes", { keyPath: "id" });
    db.createObjectStore("handtekeningen", { keyPath: ["controle", "rol"] });
    const journaal = db.createObjectStore("journaal", { keyPath: "id" });
    journaal.createIndex("controle", "controle");
    journaal.createIndex("stand", "stand");
    journaal.createIndex("controle_stand", ["controle", "stand"]);
    journaal.createIndex("volgnummer", "volgnummer");
    journaal.createIndex("sleutel", ["controle", "soort", "sleutel"]);
    db.createObjectStore("meta");
  },
];

/** @type {typeof GEBRUIKER} */
const TOESTEL = [
  (db) => {
    db.createObjectStore("meta");
  },
];

/** @type {Map<string, Promise<import("idb").IDBPDatabase<any>>>} */
const verbindingen = new Map();

/** The name of a user's own database: one for each organisatie. @param {string} gebruiker */
export const gebruikersDb = (gebruiker) => `schouw-${gebruiker}`;
export const TOESTEL_DB = "schouw-toestel";

/** @param {string} naam */
function open(naam) {
  const stappen = naam === TOESTEL_DB ? TOESTEL : GEBRUIKER;
  const vergeet = () => verbindingen.delete(naam);
  const belofte = openDB(naam, stappen.length, {
    upgrade(db, oud) {
      for (const stap of stappen.slice(oud)) stap(db);
    },
    blocking(_huidig, _geblokkeerd, gebeurtenis) {
      vergeet();
      /** @type {IDBDatabase} */ (gebeurtenis.target).close();
    },
    terminated: vergeet,
  });
  verbindingen.set(naam, belofte);
  belofte.catch(vergeet);
  return belofte;
}

/** The open connection to `naam`, opened when there is none. @param {string} naam */
export const verbinding = (naam) => verbindingen.get(naam) ?? open(naam);

/** Errors of a connection that died under us (WebKit does this in the background): opening again helps. */
const DOOD = new Set([
  "InvalidStateError",
  "UnknownError",
  "TransactionInactiveError",
  "NotFoundError",
  "TimeoutError",
]);

/** @param {any} fout */
const isVol = (fout) => fout?.name === "QuotaExceededError" || /quota|disk is full/i.test(fout?.message ?? "");

/** What the caller may count on: `.code` is `vol` (no room) or `niet-bewaard`. */
export class OpslagFout extends Error {
  /** @param {any} oorzaak */
  constructor(oorzaak) {
    super(`niet bewaard: ${oorzaak?.name ?? ""} ${oorzaak?.message ?? oorzaak}`, { cause: oorzaak });
    this.name = "OpslagFout";
    this.code = isVol(oorzaak) ? "vol" : "niet-bewaard";
  }
}

/**
 * Runs `werk` on the database `naam`. A dead connection is opened again and the same work repeated (so `werk` must be
 * repeatable: it uses keys made beforehand). Rejects with an OpslagFout only.
 * @template T
 * @param {string} naam
 * @param {(db: import("idb").IDBPDatabase<any>) => Promise<T>} werk
 * @param {number} pogingen
 * @returns {Promise<T>}
 */
export async function metDb(naam, werk, pogingen = 4) {
  /** @type {any} */
  let fout;
  for (let poging = 0; poging < pogingen; poging++) {
    try {
      return await werk(await verbinding(naam));
    } catch (/** @type {any} */ oorzaak) {
      fout = oorzaak;
      if (isVol(oorzaak) || !(DOOD.has(oorzaak?.name) || oorzaak?.name === "AbortError")) break;
      await sluit(naam);
      if (poging) await new Promise((klaar) => setTimeout(klaar, 40 * poging * poging));
    }
  }
  throw new OpslagFout(fout);
}

/**
 * @typedef {object} Tx  an open transaction for writing
 * @property {(store: string) => any} uit  the store, to read from
 * @property {(store: string, waarde: any, sleutel?: IDBValidKey) => void} zet
 * @property {(store: string, sleutel: IDBValidKey | IDBKeyRange) => void} wis
 */

/**
 * All of `werk` or nothing of it; done only when the transaction is complete. Rejects with the real reason (no room,
 * connection gone), not with the AbortError that each single request also gets.
 * @template T
 * @param {import("idb").IDBPDatabase<any>} db
 * @param {string[]} stores
 * @param {(tx: Tx) => Promise<T>} werk
 * @param {{strikt?: boolean}} opties  strikt: flushed to disk before it is called done
 * @returns {Promise<T>}
 */
export async function inTransactie(db, stores, werk, { strikt = false } = {}) {
  const tx = db.transaction(stores, "readwrite", { durability: strikt ? "strict" : "relaxed" });
  const stil = () => {};
  const einde = tx.done.then(stil, (reden) => reden);
  try {
    const uitkomst = await werk({
      uit: (store) => tx.objectStore(store),
      zet: (store, waarde, sleutel) => void tx.objectStore(store).put(waarde, sleutel).catch(stil),
      wis: (store, sleutel) => void tx.objectStore(store).delete(sleutel).catch(stil),
    });
    await tx.done;
    return uitkomst;
  } catch (fout) {
    try {
      tx.abort();
    } catch {
      // It had ended already.
    }
    const reden = await einde;
    throw reden && reden.name !== "AbortError" ? reden : fout;
  }
}

/** Closes the connection to `naam`; the next use opens it again. @param {string} naam */
export async function sluit(naam) {
  const belofte = verbindingen.get(naam);
  verbindingen.delete(naam);
  try {
    (await belofte)?.close();
  } catch {
    // It never opened: nothing to close.
  }
}
