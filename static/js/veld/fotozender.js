// @ts-check
// Sends photos by their hash: whole when small, else in parts from where the server says it is. Three at a time.

import { leesBytes } from "./beelden.js";
import { inTransactie } from "./db.js";
import { sha256 } from "./keys.js";
import { isStop } from "./net.js";
import { meld, metWerk } from "./wie.js";

/** @typedef {typeof import("./net.js").vraag} Vraag */
/** @typedef {import("./net.js").Antwoord} Antwoord */
/** @typedef {{token?: string, gestopt: () => boolean}} Hoe */

export const DEEL = 256 * 1024;
const TEGELIJK = 3;
const HERVATTEN = 5;
/** Seconds a whole photo may take, and the most bytes that go whole. */
const GEDULD = 2;
const MEEST = 4 * 1024 * 1024;

/** Photos that wait, and those the phone could not read last time. @returns {Promise<any[]>} */
const wachtende = () =>
  metWerk(async (db) => {
    const vast = await db.getAllFromIndex("fotos", "stand", "vastgehouden");
    const wacht = await db.getAllFromIndex("fotos", "stand", "wacht");
    return [...wacht, ...vast.filter(({ bon }) => bon?.code === "foto-onleesbaar")];
  });

/**
 * Sends every photo that waits.
 * @param {Vraag} vraag
 * @param {Hoe} hoe
 * @returns {Promise<Antwoord | null>} the answer that stopped it; null when it came to the end
 */
export async function stuurFotos(vraag, hoe) {
  const rij = await wachtende();
  rij.sort((a, b) => (a.id < b.id ? -1 : 1));
  /** @type {Antwoord | null} */
  let stop = null;
  const werker = async () => {
    for (let foto = rij.shift(); foto && !stop && !hoe.gestopt(); foto = rij.shift()) {
      stop = (await stuurFoto(vraag, foto, hoe)) ?? stop;
    }
  };
  await Promise.all(Array.from({ length: TEGELIJK }, werker));
  return stop;
}

/** @param {Vraag} vraag @param {any} foto @param {Hoe} hoe @returns {Promise<Antwoord | null>} */
async function stuurFoto(vraag, foto, hoe) {
  const bytes = await veiligeBytes(foto);
  if (typeof bytes === "string") {
    await zetFoto(foto, "vastgehouden", { code: bytes, zin: ZINNEN[bytes] });
    return null;
  }
  const antwoord = await stuurBytes(vraag, foto, bytes, hoe);
  if (isStop(antwoord.uitslag)) return antwoord;
  if (
    antwoord.uitslag === "goed" &&
    antwoord.data?.sha256 === foto.sha256 &&
    antwoord.data.grootte === bytes.byteLength
  ) {
    await zetFoto(foto, "verzonden", antwoord.data);
  } else if (OPNIEUW.has(antwoord.data?.code)) {
    return { ...antwoord, uitslag: "storing" };
  } else if (antwoord.uitslag === "weigering") {
    const { code = "foto-geweigerd", zin = ZINNEN["foto-geweigerd"] } = antwoord.data ?? {};
    await zetFoto(foto, "vastgehouden", { code, zin });
  }
  return null;
}

/** Bytes per second of the last photo: on a good line a photo goes whole, which saves questions. */
export const lijn = { snelheid: 0 };
/** Photos that broke off before: the server may have a part. @type {Set<string>} */
const afgebroken = new Set();

/** @param {Vraag} vraag @param {any} foto @param {ArrayBuffer} bytes @param {Hoe} hoe */
async function stuurBytes(vraag, foto, bytes, hoe) {
  const begin = Date.now();
  const past = bytes.byteLength <= Math.min(lijn.snelheid * GEDULD, MEEST) && !afgebroken.has(foto.id);
  const heel = bytes.byteLength <= DEEL || (past && !foto.begonnen);
  const antwoord = await (heel ? stuur : inDelen)(vraag, foto, bytes, hoe);
  if (isStop(antwoord.uitslag)) {
    lijn.snelheid = 0;
    afgebroken.add(foto.id);
  } else lijn.snelheid = bytes.byteLength / Math.max(0.02, (Date.now() - begin) / 1000);
  return antwoord;
}

/** Refusals of what went over the line, not of the photo: it goes again after a pause. */
const OPNIEUW = new Set(["foto-beschadigd", "foto-leeg", "foto-lengte-onjuist", "foto-deel-onjuist"]);

/** @type {Record<string, string>} */
const ZINNEN = {
  "foto-ontbreekt":
    "De bytes van deze foto staan niet meer op de telefoon. Maak de foto opnieuw en meld dit aan je beheerder.",
  "foto-onleesbaar":
    "De telefoon kan deze foto nu niet lezen. Hij is niet weg: Schouw probeert het vanzelf weer. Helpt dat niet, start je telefoon dan opnieuw.",
  "foto-beschadigd":
    "De telefoon geeft andere bytes terug dan er bewaard zijn. Bewaar als bestand en maak de foto opnieuw.",
  "foto-geweigerd":
    "Kantoor kon deze foto niet aannemen. Hij staat nog op je telefoon. Kies Opnieuw of bewaar als bestand.",
};

/** The bytes as they were kept, or the code of what is wrong with them. @param {any} foto */
async function veiligeBytes(foto) {
  // A read that fails says nothing about the bytes: only a row that is not there is a photo that is gone.
  const rij = await leesBytes(foto.id).catch(() => null);
  if (!rij) return rij === null ? "foto-onleesbaar" : "foto-ontbreekt";
  return (await sha256(rij.data)) === foto.sha256 ? /** @type {ArrayBuffer} */ (rij.data) : "foto-beschadigd";
}

const pad = (/** @type {any} */ foto) => `/sync/fotos/${foto.sha256}`;

/**
 * @param {Vraag} vraag @param {any} foto @param {ArrayBuffer} body @param {Hoe} hoe
 * @param {Record<string, string>} [deel]  which part it is; without it the whole
 */
const stuur = (vraag, foto, body, { token }, deel) =>
  vraag(pad(foto), { method: "PUT", body, token, koppen: { "Content-Type": foto.type, ...deel }, tijd: 120_000 });

/**
 * In parts: a first try from the start, a later one from where the server is; after a clash of offsets it is asked again.
 * @param {Vraag} vraag @param {any} foto @param {ArrayBuffer} bytes @param {Hoe} hoe
 * @returns {Promise<Antwoord>}
 */
async function inDelen(vraag, foto, bytes, hoe) {
  const eerder = afgebroken.has(foto.id) || foto.begonnen;
  if (!eerder) await noteerBegin(foto);
  /** @type {Antwoord} */
  let antwoord = eerder ? await stand(vraag, foto, bytes, hoe) : await vanaf(vraag, foto, bytes, 0, hoe);
  for (let keer = 0; keer < HERVATTEN && BOTSING.has(antwoord.status); keer++) {
    antwoord = await stand(vraag, foto, bytes, hoe);
  }
  return BOTSING.has(antwoord.status) ? { ...antwoord, uitslag: "storing" } : antwoord;
}

const BOTSING = new Set([409, 416]);

/** Asks where the server is and goes on from there. @returns {Promise<Antwoord>} */
async function stand(
  /** @type {Vraag} */ vraag,
  /** @type {any} */ foto,
  /** @type {ArrayBuffer} */ bytes,
  /** @type {Hoe} */ hoe,
) {
  const antwoord = await vraag(pad(foto), { method: "HEAD", token: hoe.token });
  if (isStop(antwoord.uitslag)) return antwoord;
  const af = Number(antwoord.koppen.get("Upload-Offset") ?? 0);
  if (antwoord.status === 200 && af === bytes.byteLength) {
    return { ...antwoord, data: { sha256: foto.sha256, grootte: af } };
  }
  return vanaf(vraag, foto, bytes, af < bytes.byteLength ? af : 0, hoe);
}

/** From here on the server may have a part of this photo. @param {any} foto */
const noteerBegin = (foto) =>
  metWerk((db) =>
    inTransactie(db, ["fotos"], async (tx) => {
      const rij = await tx.uit("fotos").get(foto.id);
      if (rij) tx.zet("fotos", { ...rij, begonnen: true });
    }),
  );

/** @param {Vraag} vraag @param {any} foto @param {ArrayBuffer} bytes @param {number} begin @param {Hoe} hoe */
async function vanaf(vraag, foto, bytes, begin, hoe) {
  const totaal = bytes.byteLength;
  for (let plek = begin; ; ) {
    const eind = Math.min(plek + DEEL, totaal);
    const deel = { "Content-Range": `bytes ${plek}-${eind - 1}/${totaal}` };
    const antwoord = await stuur(vraag, foto, bytes.slice(plek, eind), hoe, deel);
    if (antwoord.status !== 202) return antwoord;
    const verder = Number(antwoord.data?.offset);
    if (!(verder > plek) || verder >= totaal) return { ...antwoord, uitslag: /** @type {const} */ ("storing") };
    meld({ soort: "stand", controle: foto.controle, foto: foto.id, af: verder, totaal });
    plek = verder;
  }
}

/** @param {any} foto @param {string} stand @param {any} bon */
async function zetFoto(foto, stand, bon) {
  await metWerk((db) =>
    inTransactie(db, ["fotos"], async (tx) => {
      const rij = await tx.uit("fotos").get(foto.id);
      if (rij) tx.zet("fotos", { ...rij, stand, bon: { ...bon, ontvangen_at: new Date().toISOString() } });
    }),
  );
  meld({ soort: stand === "verzonden" ? "verzonden" : "stand", controle: foto.controle });
}

/** Tries a photo again, or sets it aside. @param {string} id @param {"wacht" | "terzijde"} stand */
export async function zetFotoStand(id, stand) {
  const foto = await metWerk((db) => db.get("fotos", id));
  if (foto && foto.stand !== "verzonden") await zetFoto(foto, stand, foto.bon ?? {});
}
