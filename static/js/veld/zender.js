// @ts-check
// Sends the journal in order and reads the receipts. Knows no screen and no schedule.
import { inTransactie } from "./db.js";
import { draad, maakPakketten } from "./journaal.js";
import { sha256 } from "./keys.js";
import { isStop } from "./net.js";
import { meld, metWerk } from "./wie.js";

/** @typedef {import("./journaal.js").Regel} Regel */
/** @typedef {typeof import("./net.js").vraag} Vraag */
/** @typedef {{regel: Regel, tekst: string}} Brief */

/** What waits, in order. @returns {Promise<Regel[]>} */
async function wachtende() {
  const regels = await metWerk((db) => db.getAllFromIndex("journaal", "stand", "wacht"));
  return regels.sort((a, b) => a.volgnummer - b.volgnummer);
}

/**
 * Seals entries before they go: from here on nothing may be joined into them. Returns them as they are now.
 * @param {string[]} ids
 * @returns {Promise<Brief[]>}
 */
const verzegel = (ids) =>
  metWerk((db) =>
    inTransactie(db, ["journaal"], async (tx) => {
      const regels = await Promise.all(ids.map((id) => tx.uit("journaal").get(id)));
      for (const regel of regels) if (!regel.gestuurd) tx.zet("journaal", { ...regel, gestuurd: true });
      return regels.map((regel) => ({ regel, tekst: draad(regel) }));
    }),
  );

/**
 * How a row stands after its receipt. What was received stays received at its first moment, however often it is asked.
 * @param {Regel} regel @param {any} bon @param {string} hash @param {string} nu
 */
export function naBon(regel, bon, hash, nu) {
  const gelijk = bon.sha256 === hash;
  if (bon.uitkomst === "vastgehouden") return { ...regel, stand: "vastgehouden", bon: { ...bon, ontvangen_at: nu } };
  if (gelijk && (bon.uitkomst === "verwerkt" || bon.uitkomst === "al-bekend")) {
    return regel.stand === "verwerkt" ? regel : { ...regel, stand: "verwerkt", bon: { ...bon, ontvangen_at: nu } };
  }
  const zin = "Kantoor bevestigt iets anders dan op deze telefoon staat. Het staat hier nog. Kies Opnieuw.";
  return { ...regel, stand: "vastgehouden", bon: { ...bon, code: "bon-verschilt", zin, ontvangen_at: nu } };
}

/**
 * Writes receipts to their rows; a row without a receipt keeps waiting.
 * @param {{id: string, hash: string}[]} brieven
 * @param {any[]} bonnen
 */
export async function boekBonnen(brieven, bonnen) {
  const bonVan = new Map(bonnen.map((bon) => [bon.id, bon]));
  const nu = new Date().toISOString();
  return metWerk((db) =>
    inTransactie(db, ["journaal", "controles"], async (tx) => {
      /** @type {Map<string, number>} */
      const versies = new Map();
      for (const { id, hash } of brieven) {
        const bon = bonVan.get(id);
        const regel = bon && (await tx.uit("journaal").get(id));
        if (!regel) continue;
        tx.zet("journaal", naBon(regel, bon, hash, nu));
        versies.set(regel.controle, Math.max(bon.versie ?? 0, versies.get(regel.controle) ?? 0));
      }
      for (const [controle, versie] of versies) {
        const rij = await tx.uit("controles").get(controle);
        if (rij && versie > (rij.versie ?? 0)) tx.zet("controles", { ...rij, versie });
      }
      return [...versies.keys()];
    }),
  );
}

/**
 * Sends everything that waits, in order, in batches; stops at the first answer that only time can mend.
 * @param {Vraag} vraag
 * @param {{toestel: string, token?: string, gestopt: () => boolean}} hoe
 * @returns {Promise<import("./net.js").Antwoord | null>} the answer that stopped it; null when all was sent
 */
export async function stuurJournaal(vraag, hoe) {
  /** @type {Set<string>} */
  const gehad = new Set();
  for (;;) {
    const over = (await wachtende()).filter(({ id }) => !gehad.has(id));
    if (!over.length) return null;
    const brieven = await verzegel(over.slice(0, 1000).map(({ id }) => id));
    for (const pakket of /** @type {Brief[][]} */ (maakPakketten(brieven))) {
      if (hoe.gestopt()) return null;
      for (const { regel } of pakket) gehad.add(regel.id);
      const stop = await stuurPakket(vraag, pakket, hoe);
      if (stop) return stop;
    }
  }
}

/** @param {Vraag} vraag @param {Brief[]} pakket @param {{toestel: string, token?: string}} hoe */
async function stuurPakket(vraag, pakket, { toestel, token }) {
  const body = `{"toestel":"${toestel}","mutaties":[${pakket.map(({ tekst }) => tekst).join(",")}]}`;
  const koppen = { "Content-Type": "application/json" };
  const antwoord = await vraag("/sync/mutaties", { method: "POST", body, koppen, token, tijd: 90_000 });
  if (antwoord.status === 413) return teGroot(vraag, pakket, { toestel, token });
  if (isStop(antwoord.uitslag)) return antwoord;
  const bonnen = antwoord.data?.bonnen;
  if (antwoord.uitslag !== "goed" || !Array.isArray(bonnen))
    return { ...antwoord, uitslag: /** @type {const} */ ("storing") };
  const hashes = await Promise.all(
    pakket.map(async ({ regel, tekst }) => ({ id: regel.id, hash: await sha256(tekst) })),
  );
  for (const controle of await boekBonnen(hashes, bonnen)) meld({ soort: "verzonden", controle });
  return null;
}

/**
 * Too big for the server, or for a proxy before it: in halves. One entry that is too big alone waits for a person here,
 * so that the others go.
 * @param {Vraag} vraag @param {Brief[]} pakket @param {{toestel: string, token?: string}} hoe @returns {Promise<any>}
 */
async function teGroot(vraag, pakket, hoe) {
  const half = Math.ceil(pakket.length / 2);
  if (pakket.length > 1)
    return (await stuurPakket(vraag, pakket.slice(0, half), hoe)) ?? stuurPakket(vraag, pakket.slice(half), hoe);
  const [{ regel }] = pakket;
  const zin = "Deze invoer is te groot om te verzenden. Hij staat op deze telefoon. Bewaar als bestand.";
  await boekBonnen([{ id: regel.id, hash: "" }], [{ id: regel.id, uitkomst: "vastgehouden", code: "te-groot", zin }]);
  meld({ soort: "stand", controle: regel.controle });
  return null;
}

/**
 * Puts one entry in another state: `wacht` (again), `terzijde` (set aside, nothing is erased).
 * @param {string} id
 * @param {"wacht" | "terzijde"} stand
 */
export async function zetStand(id, stand) {
  const controle = await metWerk((db) =>
    inTransactie(db, ["journaal"], async (tx) => {
      const regel = await tx.uit("journaal").get(id);
      if (!regel || regel.stand === "verwerkt") return regel?.controle;
      tx.zet("journaal", { ...regel, stand });
      return regel.controle;
    }),
  );
  meld({ soort: "stand", controle });
}
