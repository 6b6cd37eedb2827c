// @ts-check
// A controle that is born on this phone, without a network.
import { inTransactie } from "./db.js";
import { boek, vasteGegevens } from "./store.js";
import { meld, metWerk } from "./wie.js";

/**
 * Starts a controle that was born on this phone: its row and its first entry.
 * @param {Record<string, any>} rij  as a controle of the dagpakket, with `id`
 * @param {Record<string, any>} inhoud  content of the kind `aanmaken`
 */
export async function maakControle(rij, inhoud) {
  const vast = await vasteGegevens(rij.id, "aanmaken", "", inhoud);
  const werk = async (/** @type {import("./db.js").Tx} */ tx) => {
    tx.zet("controles", { ...rij, van_hier: true, lokaal: { status: "gepland" } });
    await boek(tx, vast);
  };
  await metWerk((db) => inTransactie(db, ["journaal", "meta", "controles"], werk, { strikt: true }));
  meld({ soort: "bewaard", controle: rij.id, mutatie: "aanmaken", sleutel: "" });
}
