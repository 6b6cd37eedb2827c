// @ts-check
// Photos on this phone: bytes as ArrayBuffer with type, size and hash (never a Blob), beside a small row of facts.
import { inTransactie, OpslagFout } from "./db.js";
import { nieuweSleutel, sha256 } from "./keys.js";
import { boek, schrijf, vasteGegevens } from "./store.js";
import { meld, metWerk } from "./wie.js";

/**
 * Keeps a photo: bytes, facts and journal entry in one strict transaction, then reads the bytes back and compares.
 * Tried again with the same `id`, it is the same photo.
 * @param {string} controle
 * @param {{code?: string, pad?: string, bron?: string, origineel?: string | null, bewerkingen?: any[],
 *   genomen_at?: string | null, tijd_bron?: string, plaats_bron?: string, lat?: number | null, lon?: number | null, nauwkeurigheid?: number | null,
 *   breedte?: number, hoogte?: number, onderschrift?: string}} feiten
 * @param {string} type  MIME type
 * @param {ArrayBuffer} data
 * @returns {Promise<any>} the row of the photo
 */
export async function bewaarFoto(controle, feiten, type, data, id = nieuweSleutel()) {
  if (!data.byteLength) throw new OpslagFout(new Error("de foto is leeg"));
  const hash = await sha256(data);
  const inhoud = { ...feiten, foto: id, sha256: hash, type, grootte: data.byteLength };
  const vast = await vasteGegevens(controle, "foto", id, inhoud);
  const werk = async (/** @type {import("./db.js").Tx} */ tx) => {
    tx.zet("fotobytes", { id, type, grootte: data.byteLength, sha256: hash, data });
    if (!(await tx.uit("fotos").get(id))) await boek(tx, vast, { stand: "wacht" });
  };
  const stores = ["journaal", "meta", "controles", "fotos", "fotobytes"];
  await metWerk((db) => inTransactie(db, stores, werk, { strikt: true }));
  await controleer(id, hash);
  meld({ soort: "bewaard", controle, mutatie: "foto", sleutel: id });
  return metWerk((db) => db.get("fotos", id));
}

/** @param {string} id @param {string} hash */
async function controleer(id, hash) {
  const terug = await leesBytes(id);
  if (terug && (await sha256(terug.data)) === hash) return;
  throw new OpslagFout(new Error("wat de telefoon teruggaf is niet wat er geschreven werd"));
}

/** The bytes of a photo; undefined when they are not on this phone. @param {string} id */
export const leesBytes = (id) => metWerk((db) => db.get("fotobytes", id));

/**
 * An address to show a photo by; the caller revokes it. Made on another phone: the small picture of the server.
 * @param {string} id
 */
export async function fotoUrl(id) {
  const rij = await leesBytes(id);
  return rij ? URL.createObjectURL(new Blob([rij.data], { type: rij.type })) : `/sync/fotos/${id}/klein`;
}

/**
 * Changes the caption or hides a photo (bytes stay until the lawful end).
 * @param {string} id
 * @param {{onderschrift?: string, verborgen?: boolean}} wat
 */
export async function wijzigFoto(id, wat) {
  const rij = await metWerk((db) => db.get("fotos", id));
  return schrijf(rij.controle, "foto_wijzigen", id, { foto: id, ...wat });
}
