// @ts-check
// Finishes a controle: names every entry and photo that will be sent, so that the office knows when all has arrived.
import { inTransactie } from "./db.js";
import { boek, vasteGegevens } from "./store.js";
import { meld, metWerk } from "./wie.js";

/** Set aside is never sent: what waits for it would wait for ever. @param {any} rij */
const gaat = ({ stand }) => stand !== "terzijde";

/**
 * Finishes a controle: the manifest (every entry and photo hash of it, without what was set aside) is taken in the
 * same transaction.
 * @param {string} controle
 * @param {{eind_at?: string, toch?: string[], getoond?: Record<string, string>}} inhoud  `getoond`: what each role would sign now
 */
export async function rondAf(controle, inhoud = {}) {
  const vast = await vasteGegevens(controle, "afronden", "", { eind_at: new Date().toISOString(), ...inhoud });
  const werk = async (/** @type {import("./db.js").Tx} */ tx) => {
    const [regels, beelden] = await Promise.all(
      ["journaal", "fotos"].map((naam) => tx.uit(naam).index("controle").getAll(controle)),
    );
    const mutaties = regels.filter(gaat).map((/** @type {any} */ { id }) => id);
    const fotos = [...new Set(beelden.filter(gaat).map((/** @type {any} */ { sha256 }) => sha256))];
    return boek(tx, { ...vast, inhoud: { ...vast.inhoud, manifest: { mutaties, fotos } } });
  };
  const stores = ["journaal", "meta", "controles", "fotos"];
  const regel = await metWerk((db) => inTransactie(db, stores, werk, { strikt: true }));
  meld({ soort: "bewaard", controle, mutatie: "afronden", sleutel: "" });
  return { id: regel.id };
}
