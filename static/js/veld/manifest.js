// @ts-check
// Finishes a controle: names every entry and photo that belongs to it, so that the office knows when all has arrived.
import { inTransactie } from "./db.js";
import { boek, vasteGegevens } from "./store.js";
import { meld, metWerk } from "./wie.js";

/**
 * Finishes a controle: the manifest (every entry and photo hash of it) is taken in the same transaction.
 * @param {string} controle
 * @param {{eind_at?: string, toch?: string[]}} inhoud
 */
export async function rondAf(controle, inhoud = {}) {
  const vast = await vasteGegevens(controle, "afronden", "", { eind_at: new Date().toISOString(), ...inhoud });
  const werk = async (/** @type {import("./db.js").Tx} */ tx) => {
    const mutaties = await tx.uit("journaal").index("controle").getAllKeys(controle);
    const fotos = await tx.uit("fotos").index("controle").getAll(controle);
    const hashes = [...new Set(fotos.map((/** @type {any} */ foto) => foto.sha256))];
    return boek(tx, { ...vast, inhoud: { ...vast.inhoud, manifest: { mutaties, fotos: hashes } } });
  };
  const stores = ["journaal", "meta", "controles", "fotos"];
  const regel = await metWerk((db) => inTransactie(db, stores, werk, { strikt: true }));
  meld({ soort: "bewaard", controle, mutatie: "afronden", sleutel: "" });
  return { id: regel.id };
}
