// @ts-check
// Reads and writes the work of this user on this phone. Writing is one transaction: the row a screen reads and the
// journal entry that will be sent. No network, no worker and no htmx in between.
import { inTransactie } from "./db.js";
import { volgendeStempel } from "./hlc.js";
import { magSamenvoegen, orde, sluit } from "./journaal.js";
import { nieuweSleutel } from "./keys.js";
import { legNeer, lokaalNa, storesVan } from "./projectie.js";
import { toestelId } from "./toestel.js";
import { gebruikerVan, meld, metWerk, wie } from "./wie.js";

export { nieuweSleutel, sha256 } from "./keys.js";
export { gebruik, luister, wie } from "./wie.js";

/** @typedef {import("./journaal.js").Regel} Regel */
/** @typedef {import("./db.js").Tx} Tx */

/** The user's clock: stamp, sequence number and offset of the last entry. @param {Tx} tx */
async function tik(tx, /** @type {string} */ toestel, /** @type {number} */ nu) {
  const klok = (await tx.uit("meta").get("klok")) ?? { hlc: undefined, volgnummer: 0 };
  const afwijking = (await tx.uit("meta").get("afwijking")) ?? null;
  const hlc = volgendeStempel(klok.hlc, nu + (afwijking ?? 0), toestel);
  const volgnummer = klok.volgnummer + 1;
  tx.zet("meta", { hlc, volgnummer }, "klok");
  return { hlc, volgnummer, klok_afwijking_ms: afwijking };
}

/** The unsent entry of the same place, when there is one that may be replaced. @param {Tx} tx */
async function ongestuurd(tx, /** @type {any} */ vast) {
  const regels = await tx.uit("journaal").index("sleutel").getAll([vast.controle, vast.soort, vast.sleutel]);
  return regels.find((/** @type {Regel} */ regel) => magSamenvoegen(regel, vast));
}

/** The newest write of each place that this page completed. @type {Map<string, string>} */
const nieuwste = new Map();
const plek = (/** @type {any} */ { controle, soort, sleutel }) => `${controle} ${soort} ${sleutel}`;

/** Seals what waits of a controle, except `eigen`. @param {Tx} tx */
async function verzegel(tx, /** @type {string} */ controle, /** @type {string | undefined} */ eigen) {
  for (const regel of await tx.uit("journaal").index("controle_stand").getAll([controle, "wacht"]))
    if (!regel.gestuurd && regel.id !== eigen) tx.zet("journaal", { ...regel, gestuurd: true });
}

/**
 * Makes the entry and lays it down, inside `tx`. Repeatable: the same `vast.id` gives the same entry once.
 * @param {Tx} tx
 * @param {{id: string, controle: string, soort: string, sleutel: string, inhoud: any, gebruiker: string,
 *   toestel: string, nu: Date}} vast
 * @param {Record<string, any>} [extra]
 * @returns {Promise<Regel>}
 */
export async function boek(tx, { toestel, nu, ...vast }, extra) {
  const controle = (await tx.uit("controles").get(vast.controle)) ?? {};
  const eerdere = await ongestuurd(tx, vast);
  // The connection died under this write and a later one overtook it: that one is the last word.
  if (eerdere && (nieuwste.get(plek(vast)) ?? "") > vast.id) return eerdere;
  if (sluit(vast.soort)) await verzegel(tx, vast.controle, eerdere?.id);
  const stempel = await tik(tx, toestel, nu.getTime());
  /** @type {Regel} */
  const regel = {
    ...vast,
    id: eerdere?.id ?? vast.id,
    basis: controle.versie ?? 0,
    protocol_hash: controle.protocol?.hash ?? vast.inhoud.protocol_hash ?? "",
    schrijver_epoch: controle.schrijver_epoch ?? 1,
    toestel_tijd: nu.toISOString(),
    ...stempel,
    volgnummer: eerdere?.volgnummer ?? stempel.volgnummer,
    stand: "wacht",
    gestuurd: false,
    bon: null,
    bewaard_at: nu.toISOString(),
  };
  tx.zet("journaal", regel);
  await legNeer(tx, regel, orde(regel), extra);
  const lokaal = lokaalNa(regel);
  if (lokaal && controle.id) tx.zet("controles", { ...controle, lokaal: { ...controle.lokaal, ...lokaal } });
  return regel;
}

/** What `boek` needs that does not depend on the transaction. */
export async function vasteGegevens(
  /** @type {string} */ controle,
  /** @type {string} */ soort,
  sleutel = "",
  inhoud = {},
) {
  const [gebruiker, toestel] = await Promise.all([wie().then(gebruikerVan), toestelId()]);
  // JSON is what goes over the wire: what JSON cannot carry must not be shown as kept.
  const schoon = JSON.parse(JSON.stringify(inhoud));
  return { id: nieuweSleutel(), controle, soort, sleutel, inhoud: schoon, gebruiker, toestel, nu: new Date() };
}

/**
 * Keeps one entry: the screen's row and the journal, in one transaction; resolves when the transaction is complete.
 * Rejects with an Error whose `.code` is `vol` or `niet-bewaard`.
 * @param {string} controle
 * @param {string} soort  a kind of `controles.rules.inhoud`
 * @param {string} sleutel
 * @param {Record<string, any>} inhoud
 * @param {{strikt?: boolean}} opties
 * @returns {Promise<{id: string}>}
 */
export async function schrijf(controle, soort, sleutel, inhoud, { strikt = false } = {}) {
  const vast = await vasteGegevens(controle, soort, sleutel, inhoud);
  const stores = ["journaal", "meta", "controles", ...storesVan(soort)];
  const regel = await metWerk((db) => inTransactie(db, stores, (tx) => boek(tx, vast), { strikt }));
  nieuwste.set(plek(vast), vast.id);
  meld({ soort: "bewaard", controle, mutatie: soort, sleutel });
  return { id: regel.id };
}

/**
 * Notes something about a controle that only this phone needs (progress: `{punten: {af, totaal}}`). No entry is made.
 * @param {string} controle
 * @param {Record<string, any>} wat
 */
export async function noteer(controle, wat) {
  const werk = async (/** @type {Tx} */ tx) => {
    const rij = await tx.uit("controles").get(controle);
    if (rij) tx.zet("controles", { ...rij, lokaal: { ...rij.lokaal, ...wat } });
  };
  await metWerk((db) => inTransactie(db, ["controles"], werk));
}

/** All rows whose key begins with `controle`. */
const vanaf = (/** @type {string} */ controle) => IDBKeyRange.bound([controle], [controle, []]);

/**
 * Everything small of one controle; no bytes of photos.
 * @param {string} id
 * @returns {Promise<{controle: any, antwoorden: any[], herhalingen: any[], bezoek: any[], bevindingen: any[],
 *   fotos: any[], handtekeningen: any[]}>}
 */
export function leesControle(id) {
  const stores = ["controles", "antwoorden", "herhalingen", "bezoek", "bevindingen", "fotos", "handtekeningen"];
  return metWerk(async (db) => {
    const tx = db.transaction(stores);
    const reeks = vanaf(id);
    const [controle, antwoorden, herhalingen, bezoek, bevindingen, fotos, handtekeningen] = await Promise.all(
      stores.map((naam) => {
        const store = tx.objectStore(naam);
        if (naam === "controles") return store.get(id);
        return naam === "fotos" ? store.index("controle").getAll(id) : store.getAll(reeks);
      }),
    );
    return { controle, antwoorden, herhalingen, bezoek, bevindingen, fotos, handtekeningen };
  });
}

/** The last dagpakket without its controles (they have their own store); undefined before the first contact. */
export const leesDagpakket = () => metWerk((db) => db.get("dagpakket", "nu"));
/** All controles on this phone. @returns {Promise<any[]>} */
export const leesControles = () => metWerk((db) => db.getAll("controles"));
/** A small value of this user. @param {string} sleutel */
export const leesMeta = (sleutel) => metWerk((db) => db.get("meta", sleutel));
/** @param {string} sleutel @param {any} waarde */
export const schrijfMeta = (sleutel, waarde) => metWerk((db) => db.put("meta", waarde, sleutel));

/**
 * What still has to go: of one controle, or of this user.
 * @param {string} [controle]
 * @returns {Promise<{mutaties: number, fotos: number, vastgehouden: number, elders: number}>}  elders: photos whose
 *   bytes are on another device
 */
export function verzendstand(controle) {
  const [index, sleutel] = controle
    ? ["controle_stand", (/** @type {string} */ stand) => [controle, stand]]
    : ["stand", (/** @type {string} */ stand) => stand];
  return metWerk(async (db) => {
    const tx = db.transaction(["journaal", "fotos"]);
    const journaal = tx.objectStore("journaal").index(index);
    const beelden = tx.objectStore("fotos").index(index);
    const [mutaties, vast, fotos, kwijt, elders] = await Promise.all([
      journaal.count(sleutel("wacht")),
      journaal.count(sleutel("vastgehouden")),
      beelden.count(sleutel("wacht")),
      beelden.count(sleutel("vastgehouden")),
      beelden.count(sleutel("elders")),
    ]);
    return { mutaties, fotos, vastgehouden: vast + kwijt, elders };
  });
}
