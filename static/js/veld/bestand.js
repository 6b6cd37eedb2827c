// @ts-check
// The emergency copy: everything that was not received yet, in one file; and the way back from such a file.
import { leesBytes } from "./beelden.js";
import { inTransactie } from "./db.js";
import { draad } from "./journaal.js";
import { sha256 } from "./keys.js";
import { legNeer, lokaalNa } from "./projectie.js";
import { boek, vasteGegevens } from "./store.js";
import { toestelId } from "./toestel.js";
import { gebruikerVan, meld, metWerk, organisatieVan, wie, wieIs } from "./wie.js";

const SOORT = "schouw-noodkopie";

/** @param {ArrayBuffer} data */
function base64(data) {
  const bytes = new Uint8Array(data);
  let tekst = "";
  for (let i = 0; i < bytes.length; i += 0x8000) tekst += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(tekst);
}

/** @param {string} tekst */
const vanBase64 = (tekst) => Uint8Array.from(atob(tekst), (teken) => teken.charCodeAt(0)).buffer;

/** Fixes what is in the file and in which order. @param {string[]} mutaties @param {{sha256: string, rij?: any}[]} fotos */
const zegel = async (mutaties, fotos) => {
  const beelden = fotos.map(({ sha256: hash, rij }) => (rij ? hash + JSON.stringify(rij) : hash));
  return sha256(JSON.stringify([...(await Promise.all(mutaties.map(sha256))), ...beelden]));
};

/** What every phone may know of a photo: without how sending stood on this one. @param {any} foto */
const zonderStand = ({ stand, bon, begonnen, ...rij }) => rij;

/** @typedef {import("./bewaren.js").Opdracht} Opdracht */

/**
 * What the phone refused to keep, as `boek` would have kept it: in a transaction that writes nothing. Each entry has an
 * id of its own, never that of one that was kept.
 * @param {Opdracht[]} opdrachten
 */
async function alsof(opdrachten) {
  const los = new Map();
  const tx = {
    uit: (/** @type {string} */ store) => ({
      get: async (/** @type {any} */ sleutel) =>
        los.get(`${store} ${sleutel}`) ?? metWerk((db) => db.get(store, sleutel)).catch(() => undefined),
      index: () => ({ getAll: async () => [] }),
    }),
    zet: (/** @type {string} */ store, /** @type {any} */ waarde, sleutel = waarde.id) =>
      void los.set(`${store} ${sleutel}`, waarde),
    wis: () => {},
  };
  const regels = [];
  const fotos = [];
  for (const { controle, soort, sleutel, inhoud, beeld } of opdrachten) {
    // Finishing is done again where the file is read: only there one knows of what.
    if (soort === "afronden") continue;
    const erbij = beeld && {
      foto: sleutel,
      sha256: await sha256(beeld.data),
      type: beeld.type,
      grootte: beeld.data.byteLength,
    };
    regels.push(await boek(tx, await vasteGegevens(controle, soort, sleutel, { ...inhoud, ...erbij })));
    if (beeld) fotos.push({ foto: await tx.uit("fotos").get(sleutel), data: beeld.data });
  }
  return { regels, fotos };
}

/**
 * The journal. What goes into a file is sealed first, where there is room to: the file may come in before the phone
 * does, and an entry never changes under its id.
 * @param {import("idb").IDBPDatabase<any>} db @param {(rij: any) => boolean} binnen
 */
function verzegeld(db, binnen) {
  const werk = async (/** @type {import("./db.js").Tx} */ tx) => {
    const regels = await tx.uit("journaal").index("volgnummer").getAll();
    for (const regel of regels)
      if (regel.stand === "wacht" && !regel.gestuurd && binnen(regel)) tx.zet("journaal", { ...regel, gestuurd: true });
    return regels;
  };
  return inTransactie(db, ["journaal"], werk).catch(() => db.getAllFromIndex("journaal", "volgnummer"));
}

/**
 * The parts of the file: entries that are not received, and photos that are not sent, of one controle or of all; and
 * what could not be kept at all.
 * @param {string} [controle] @param {Opdracht[]} [opdrachten]
 * @returns {Promise<string[]>}
 */
export async function maakBestand(controle, opdrachten = []) {
  const binnen = (/** @type {any} */ rij) => !controle || rij.controle === controle;
  const nieuw = await alsof(opdrachten);
  const lees = (/** @type {(db: import("idb").IDBPDatabase<any>) => Promise<any[]>} */ werk) =>
    metWerk(werk).catch((fout) => {
      if (!nieuw.regels.length) throw fout;
      return []; // what is on the screen is saved, also when nothing can be read
    });
  const bewaard = await lees((db) => verzegeld(db, binnen));
  const regels = [...bewaard.filter((regel) => regel.stand !== "verwerkt" && binnen(regel)), ...nieuw.regels].map(
    draad,
  );
  const fotos = nieuw.fotos;
  for (const foto of await lees((db) => db.getAll("fotos"))) {
    if (foto.stand === "verzonden" || !binnen(foto)) continue;
    const bytes = await leesBytes(foto.id).catch(() => undefined);
    if (bytes) fotos.push({ foto, data: bytes.data });
  }
  const inhoud = fotos.map(({ foto }) => ({ sha256: foto.sha256, rij: zonderStand(foto) }));
  const beelden = fotos.map(({ foto: { id, sha256: hash, type, grootte }, data }, i) =>
    JSON.stringify({ id, sha256: hash, type, grootte, rij: inhoud[i].rij, base64: base64(data) }),
  );
  const maker = await wie();
  const kop = {
    soort: SOORT,
    versie: 2,
    gemaakt_at: new Date().toISOString(),
    gebruiker: gebruikerVan(maker),
    organisatie: organisatieVan(maker),
    toestel: await toestelId(),
  };
  const hash = await zegel(regels, inhoud);
  const begin = JSON.stringify({ ...kop, sha256: hash }).slice(0, -1);
  return [begin, ',"mutaties":[', regels.join(","), '],"fotos":[', beelden.join(","), "]}"];
}

/** Hands the file to the user. @param {string} [controle] @param {Opdracht[]} [opdrachten] */
export async function bewaarAlsBestand(controle, opdrachten) {
  const url = URL.createObjectURL(new Blob(await maakBestand(controle, opdrachten), { type: "application/json" }));
  const anker = document.createElement("a");
  anker.href = url;
  anker.download = `schouw-noodkopie-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.json`;
  anker.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Why a file cannot be read back, in a sentence for the user. */
export class BestandFout extends Error {}

/**
 * Reads an emergency copy back. What is here already is left alone, so reading twice changes nothing.
 * @param {string} tekst
 * @returns {Promise<{mutaties: number, fotos: number}>} how many of each were new here
 */
export async function leesBestand(tekst) {
  const bestand = await ontleed(tekst);
  const nieuw = await metWerk((db) =>
    inTransactie(
      db,
      [
        "journaal",
        "controles",
        "antwoorden",
        "herhalingen",
        "bezoek",
        "bevindingen",
        "fotos",
        "handtekeningen",
        "fotobytes",
      ],
      (tx) => legBestand(tx, bestand),
      { strikt: true },
    ),
  );
  meld({ soort: "bewaard", mutatie: "bestand" });
  return nieuw;
}

/** @param {string} tekst */
async function ontleed(tekst) {
  /** @type {any} */
  let bestand;
  try {
    bestand = JSON.parse(tekst);
  } catch {
    throw new BestandFout("Dit is geen noodkopie van Schouw, of het bestand is niet heel.");
  }
  if (bestand?.soort !== SOORT || !Array.isArray(bestand.mutaties) || !Array.isArray(bestand.fotos)) {
    throw new BestandFout("Dit is geen noodkopie van Schouw.");
  }
  if (wieIs(bestand) !== (await wie())) {
    throw new BestandFout(
      "Deze noodkopie is van een ander, of voor een andere organisatie. Alleen de maker kan hem inlezen, op een telefoon waar die daarvoor is ingelogd.",
    );
  }
  const fotos = bestand.fotos.map((/** @type {any} */ foto) => ({ ...foto, data: vanBase64(foto.base64) }));
  for (const foto of fotos)
    if ((await sha256(foto.data)) !== foto.sha256)
      throw new BestandFout("Een foto in het bestand is beschadigd. Er is niets ingelezen.");
  const hash = await zegel(bestand.mutaties.map(draad), fotos);
  if (hash !== bestand.sha256)
    throw new BestandFout("Het bestand is veranderd nadat het gemaakt is. Er is niets ingelezen.");
  return { mutaties: bestand.mutaties, fotos };
}

/** @param {import("./db.js").Tx} tx @param {{mutaties: any[], fotos: any[]}} bestand */
async function legBestand(tx, { mutaties, fotos }) {
  const aantal = { mutaties: 0, fotos: 0 };
  for (const regel of mutaties) {
    if (await tx.uit("journaal").get(regel.id)) continue;
    aantal.mutaties++;
    tx.zet("journaal", { ...regel, stand: "wacht", gestuurd: true, bon: null, bewaard_at: regel.toestel_tijd });
    await legNeer(tx, regel, [regel.basis, regel.hlc, regel.id], regel.soort === "foto" ? { stand: "wacht" } : {});
    await legControle(tx, regel);
  }
  for (const { id, sha256: hash, type, grootte, rij, data } of fotos) {
    if (await tx.uit("fotobytes").get(id)) continue;
    aantal.fotos++;
    tx.zet("fotobytes", { id, type, grootte, sha256: hash, data });
    await legFoto(tx, id, rij);
  }
  return aantal;
}

/**
 * The bytes wait to be sent, also when the entry of the photo was received long ago. The office may have them by now:
 * `begonnen` makes the sender ask.
 */
async function legFoto(
  /** @type {import("./db.js").Tx} */ tx,
  /** @type {string} */ id,
  /** @type {any} */ uitBestand,
) {
  const rij = (await tx.uit("fotos").get(id)) ?? uitBestand;
  if (!rij) return;
  tx.zet("fotos", { ...rij, stand: "wacht", bon: null, begonnen: true });
  await legControle(tx, { soort: "foto", controle: rij.controle, inhoud: {} });
}

/** A controle this phone does not know (born on the lost phone) gets a row, so that it can be seen. */
async function legControle(/** @type {import("./db.js").Tx} */ tx, /** @type {any} */ regel) {
  const rij = (await tx.uit("controles").get(regel.controle)) ?? {
    id: regel.controle,
    versie: 0,
    van_hier: true,
    buiten_pakket: true,
  };
  tx.zet("controles", { ...rij, lokaal: { ...rij.lokaal, ...lokaalNa(regel) } });
}
