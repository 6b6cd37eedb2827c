// @ts-check
// The day list from the office, laid into this phone beside the work already on it.
import { inTransactie } from "./db.js";
import { legNeer, lokaalNa } from "./projectie.js";
import { leesControles, leesDagpakket } from "./store.js";
import { bewaarBeelden, bewaarFormulier, bindFormulier, formulierVan, ruimOp } from "./voorraad.js";
import { meld, metWerk } from "./wie.js";

/** @typedef {typeof import("./net.js").vraag} Vraag */
/** @typedef {import("./net.js").Antwoord} Antwoord */

const DAG = 86_400_000;

/**
 * Asks for the day list and keeps it; nothing changes on the phone when it is the same as last time.
 * @param {Vraag} vraag
 * @param {string} [token]
 * @returns {Promise<Antwoord>}
 */
export async function haalDagpakket(vraag, token) {
  const etag = await metWerk((db) => db.get("meta", "etag"));
  const antwoord = await vraag("/sync/dagpakket", {
    token,
    koppen: etag ? { "If-None-Match": etag } : {},
    tijd: 60_000,
  });
  if (antwoord.uitslag !== "goed") return antwoord;
  if (antwoord.status !== 304) {
    if (!Array.isArray(antwoord.data?.controles)) return { ...antwoord, uitslag: "storing" };
    await legPakket(antwoord.data, antwoord.koppen.get("ETag"));
  }
  await metWerk((db) => db.put("meta", new Date().toISOString(), "pakket_at"));
  return antwoord;
}

/**
 * Lays a day list over the store. What this phone knows of a controle stays; versions never go back.
 * @param {any} pakket
 * @param {string | null} etag
 */
export async function legPakket({ controles, vervallen = [], ...rest }, etag) {
  const reden = new Map(vervallen.map((/** @type {any} */ weg) => [weg.id, weg.reden]));
  const inPakket = new Set(controles.map((/** @type {any} */ controle) => controle.id));
  await metWerk((db) =>
    inTransactie(db, ["dagpakket", "controles", "meta"], async (tx) => {
      const oude = await tx.uit("controles").getAll();
      const oud = new Map(oude.map((/** @type {any} */ rij) => [rij.id, rij]));
      tx.zet("dagpakket", rest, "nu");
      tx.zet("meta", etag, "etag");
      for (const controle of controles) tx.zet("controles", samen(oud.get(controle.id), controle));
      for (const rij of oude) {
        if (!inPakket.has(rij.id))
          tx.zet("controles", { ...rij, buiten_pakket: true, vervallen: reden.get(rij.id) ?? null });
      }
    }),
  );
}

/** @param {any} oud @param {any} nieuw */
const samen = (oud, nieuw) => ({ ...nieuw, versie: Math.max(nieuw.versie, oud?.versie ?? 0), lokaal: oud?.lokaal });

/** Ids of controles with entries made on this phone. @returns {Promise<Set<string>>} */
const begonnen = () =>
  metWerk(async (db) => {
    const ids = new Set();
    const index = db.transaction("journaal").store.index("controle");
    for (let plek = await index.openKeyCursor(null, "nextunique"); plek; plek = await plek.continue())
      ids.add(plek.key);
    return ids;
  });

/** The photos of last time of these controles. @param {any[]} controles @returns {string[]} */
export const oudeFotos = (controles) =>
  controles.flatMap(({ vorige }) => (vorige?.open ?? []).flatMap((/** @type {any} */ punt) => punt.fotos ?? []));

/** Every form this phone should have: of its controles and of what may be started on the spot. @returns {Promise<string[]>} */
export async function nodigeFormulieren() {
  const [controles, pakket] = await Promise.all([leesControles(), leesDagpakket()]);
  const van = controles.map(({ protocol }) => protocol?.formulier);
  const los = (pakket?.protocollen ?? []).map((/** @type {any} */ protocol) => protocol.formulier);
  return [...new Set([...van, ...los])].filter(Boolean);
}

/** Fetches what the day list needs for work without a network, the own controles first; then lets go of the rest. */
export async function haalVoorraad() {
  const controles = await leesControles();
  const metWerkErop = await begonnen();
  for (const { id, protocol } of controles) {
    if (!protocol?.formulier || !(await bewaarFormulier(protocol.formulier))) continue;
    await bindFormulier(id, protocol.formulier, metWerkErop.has(id));
    meld({ soort: "stand" });
  }
  const formulieren = await nodigeFormulieren();
  for (const url of formulieren) if (await bewaarFormulier(url)) meld({ soort: "stand" });
  const fotos = oudeFotos(controles);
  await bewaarBeelden(fotos, () => meld({ soort: "stand" }));
  const gebonden = await Promise.all(controles.map(({ id }) => formulierVan(id)));
  await ruimOp({
    controles: controles.map(({ id }) => id),
    formulieren: [...formulieren, ...gebonden.filter((url) => url !== undefined)],
    fotos,
  });
}

/**
 * Goes on with a draft that was begun on another device: lays the entries the server applied over our rows. Ours and
 * theirs merge per answer; the later one wins, in the order of the journal.
 * @param {Vraag} vraag
 * @param {string} controle
 * @param {string} [token]
 */
export async function haalConcept(vraag, controle, token) {
  const antwoord = await vraag(`/sync/concept?controle=${controle}`, { token });
  if (antwoord.uitslag !== "goed" || !Array.isArray(antwoord.data?.mutaties)) return antwoord;
  await neemOver(controle, antwoord.data.mutaties, antwoord.data.versie ?? 0);
  return antwoord;
}

const STORES = [
  "controles",
  "antwoorden",
  "herhalingen",
  "bezoek",
  "bevindingen",
  "fotos",
  "handtekeningen",
  "journaal",
];

/**
 * @param {string} controle
 * @param {any[]} mutaties  entries as they were sent, in the order of the server
 * @param {number} versie
 * @returns {Promise<number>} how many of them were not made here
 */
export async function neemOver(controle, mutaties, versie) {
  let vreemd = 0;
  /** @type {{code: string, hier: any, daar: any}[]} */
  const overschreven = [];
  await metWerk((db) =>
    inTransactie(db, STORES, async (tx) => {
      const eigen = new Set(await tx.uit("journaal").index("controle").getAllKeys(controle));
      const rij = await tx.uit("controles").get(controle);
      let lokaal = rij?.lokaal;
      for (const regel of mutaties.filter(({ id }) => !eigen.has(id))) {
        vreemd++;
        const ons = await onsAntwoord(tx, regel, eigen);
        const gewonnen = await legNeer(tx, regel, [regel.basis, regel.hlc, regel.id], await fotoStand(tx, regel));
        const daar = regel.inhoud.antwoord?.waarde;
        if (ons && gewonnen && ons.waarde !== daar)
          overschreven.push({ code: regel.inhoud.code, hier: ons.waarde, daar });
        lokaal = { ...lokaal, ...lokaalNa(regel), elders: true };
      }
      if (rij) tx.zet("controles", { ...rij, lokaal, versie: Math.max(rij.versie ?? 0, versie) });
    }),
  );
  if (vreemd) meld({ soort: "bewaard", controle, mutatie: "concept", elders: true, vreemd, overschreven });
  return vreemd;
}

/**
 * How a photo of an entry made elsewhere stands here: as it stood, or on the other device until the server's list or a
 * receipt says that the bytes were received.
 */
async function fotoStand(/** @type {import("./db.js").Tx} */ tx, /** @type {any} */ { soort, inhoud }) {
  if (soort !== "foto") return {};
  const { stand = "elders", bon = null, begonnen = false } = (await tx.uit("fotos").get(inhoud.foto)) ?? {};
  return { stand, bon, begonnen };
}

/** The answer made on this phone that an entry of elsewhere may replace; undefined when there is none. */
async function onsAntwoord(
  /** @type {import("./db.js").Tx} */ tx,
  /** @type {any} */ { soort, controle, inhoud },
  /** @type {Set<string>} */ eigen,
) {
  if (soort !== "antwoord") return undefined;
  const rij = await tx.uit("antwoorden").get([controle, inhoud.code, inhoud.pad ?? ""]);
  return rij?.orde && eigen.has(rij.orde[2]) ? rij.antwoord : undefined;
}

/**
 * Takes received work off the phone when it may go: received long ago, nothing waiting or held, and not in the day
 * list any more. Looked at and taken off in one go: a correction begun meanwhile is never taken along.
 * @param {number} dagen  days that received work stays
 * @param {number} nu  ms since the epoch
 */
export async function laatGaan(dagen, nu) {
  const vandaag = new Date(nu).toLocaleDateString("sv");
  for (const { id } of await leesControles()) {
    await metWerk((db) =>
      inTransactie(db, [...STORES, "fotobytes"], async (tx) => {
        const rij = await tx.uit("controles").get(id);
        // A cancelled visit stays to be seen until its day is over.
        if (!rij?.buiten_pakket || (rij.vervallen && rij.dag >= vandaag)) return;
        if (await magWeg(tx, id, nu - dagen * DAG)) await wisControle(tx, id);
      }),
    );
  }
}

/** @param {import("./db.js").Tx} tx @param {string} id @param {number} grens */
async function magWeg(tx, id, grens) {
  const regels = await tx.uit("journaal").index("controle").getAll(id);
  const fotos = await tx.uit("fotos").index("controle").getAll(id);
  const oud = (/** @type {any} */ { bon }) => bon?.ontvangen_at && Date.parse(bon.ontvangen_at) < grens;
  return (
    regels.every((/** @type {any} */ regel) => regel.stand === "verwerkt" && oud(regel)) &&
    fotos.every(
      (/** @type {any} */ foto) => foto.stand === "elders" || (foto.stand === "verzonden" && (!foto.bon || oud(foto))),
    )
  );
}

/** @param {import("./db.js").Tx} tx @param {string} id */
async function wisControle(tx, id) {
  const reeks = IDBKeyRange.bound([id], [id, []]);
  for (const store of ["antwoorden", "herhalingen", "bezoek", "bevindingen", "handtekeningen"]) tx.wis(store, reeks);
  for (const sleutel of await tx.uit("journaal").index("controle").getAllKeys(id)) tx.wis("journaal", sleutel);
  for (const sleutel of await tx.uit("fotos").index("controle").getAllKeys(id)) {
    tx.wis("fotos", sleutel);
    tx.wis("fotobytes", sleutel);
  }
  tx.wis("controles", id);
}
