// @ts-check
// One round with the office: are we really online and who are we, send, read receipts, fetch the day list.

import { inTransactie } from "./db.js";
import { stuurFotos } from "./fotozender.js";
import { draad } from "./journaal.js";
import { sha256 } from "./keys.js";
import { isStop } from "./net.js";
import { haalConcept, haalDagpakket, haalVoorraad, laatGaan } from "./pakket.js";
import { leesControles, leesDagpakket, leesMeta, noteer, schrijfMeta } from "./store.js";
import { token as leesToken, toestelId, vergeetToken, zetGebruiker, zetToken } from "./toestel.js";
import { gebruikerVan, meld, metWerk, wieIs } from "./wie.js";
import { boekBonnen, stuurJournaal } from "./zender.js";

/** @typedef {typeof import("./net.js").vraag} Vraag */
/** @typedef {import("./net.js").Antwoord} Antwoord */
/** @typedef {import("./net.js").Uitslag | "andere-gebruiker"} Bereik */
/** @typedef {{bereik: Bereik, sessie: boolean, wacht?: number, zin?: string}} Uitkomst */

const PAKKET_OUD = 5 * 60_000;
const DAG = 86_400_000;
const AF = ["afgerond", "gerapporteerd"];

/** Our endpoint's greeting, with the offset of this phone's clock measured. @param {Vraag} vraag */
export async function groet(vraag) {
  const voor = Date.now();
  const antwoord = await vraag("/sync/hallo", { tijd: 15_000 });
  const na = Date.now();
  if (antwoord.uitslag === "goed" && antwoord.data?.schouw !== "hallo")
    return { ...antwoord, uitslag: /** @type {const} */ ("poort") };
  const afwijking = antwoord.data?.tijd ? Math.round(Date.parse(antwoord.data.tijd) - (voor + na) / 2) : null;
  return { ...antwoord, afwijking };
}

/**
 * @param {Vraag} vraag
 * @param {string} gebruiker
 * @param {{volledig?: boolean, gestopt?: () => boolean, hallo?: Awaited<ReturnType<typeof groet>>}} opties
 *   volledig: ask for the day list too, however fresh; hallo: the greeting, when it was just heard
 * @returns {Promise<Uitkomst>}
 */
export async function ronde(vraag, gebruiker, { volledig = false, gestopt = () => false, hallo: gehoord } = {}) {
  const hallo = gehoord ?? (await groet(vraag));
  if (hallo.uitslag !== "goed") return uitkomst(hallo, true);
  if (hallo.afwijking !== null) await schrijfMeta("afwijking", hallo.afwijking);
  const wie = wieIs(hallo.data);
  if (wie && wie !== gebruiker) return lever(vraag, gebruiker, wie, gestopt);
  const token = await bewijs(vraag, gebruiker, Boolean(wie));
  if (!wie && !token) return { bereik: "inloggen", sessie: false };
  const hoe = { sessie: Boolean(wie), volledig, gestopt };
  await merkTijdperk(hallo.data.tijdperk);
  let stop = await stuurEnHaal(vraag, gebruiker, token, hoe);
  // The server does not know the token (any more) while the session is good: the phone makes itself known again.
  if (wie && token && stop?.uitslag === "inloggen") {
    stop = await stuurEnHaal(vraag, gebruiker, await bewijs(vraag, gebruiker, true), hoe);
  }
  return stop ? uitkomst(stop, Boolean(wie)) : { bereik: "goed", sessie: Boolean(wie) };
}

/** Only time helps: the office cannot be reached now. */
const STRAKS = new Set(["geen-bereik", "poort", "druk"]);

/**
 * Another one is logged in here, or the same for another organisatie. What waits of this user goes first, in their own
 * name: by their token, without the session. The same person waits until that is possible; of another the page shows
 * nothing, so it goes on at once.
 * @param {Vraag} vraag @param {string} gebruiker @param {string} wie @param {() => boolean} gestopt
 * @returns {Promise<Uitkomst>}
 */
async function lever(vraag, gebruiker, wie, gestopt) {
  const token = await leesToken(gebruiker);
  /** @type {Vraag} */
  const zonderSessie = (pad, opties) => vraag(pad, { ...opties, credentials: "omit" });
  const hoe = { sessie: false, volledig: false, gestopt };
  const stop = token ? await stuurEnHaal(zonderSessie, gebruiker, token, hoe) : null;
  const wacht = stop && STRAKS.has(stop.uitslag) && gebruikerVan(wie) === gebruikerVan(gebruiker);
  return wacht ? uitkomst(stop, true) : { bereik: "andere-gebruiker", sessie: true };
}

/**
 * Another epoch than last time: a backup was put back at the office. All we sent is laid beside its list again.
 * @param {string | undefined} tijdperk
 */
async function merkTijdperk(tijdperk) {
  const eerder = await leesMeta("tijdperk");
  if (!tijdperk || tijdperk === eerder) return;
  if (eerder) {
    for (const { id } of await leesControles()) await noteer(id, { bonnen_at: undefined });
    await schrijfMeta("teruggezet", true); // until somebody has read why there is more to send
  }
  await schrijfMeta("tijdperk", tijdperk);
}

/** @param {Antwoord} antwoord @param {boolean} sessie @returns {Uitkomst} */
const uitkomst = (antwoord, sessie) => ({
  bereik: antwoord.uitslag,
  sessie: sessie && antwoord.uitslag !== "inloggen",
  wacht: antwoord.wacht,
  zin: antwoord.data?.zin,
});

/** The upload token of this phone for this user: asked for once, while the session is good. */
async function bewijs(/** @type {Vraag} */ vraag, /** @type {string} */ gebruiker, /** @type {boolean} */ sessie) {
  const eerder = await leesToken(gebruiker);
  if (eerder || !sessie) return eerder;
  const body = JSON.stringify({ id: await toestelId(), naam: toestelNaam() });
  const antwoord = await vraag("/sync/toestel", {
    method: "POST",
    body,
    koppen: { "Content-Type": "application/json" },
  });
  const token = antwoord.uitslag === "goed" ? antwoord.data?.token : undefined;
  if (token) await zetToken(gebruiker, token);
  return token;
}

/** Something a beheerder recognises in a list of phones. */
function toestelNaam() {
  const agent = globalThis.navigator?.userAgent ?? "";
  const soort = /iPhone|iPad|Android|Windows|Mac OS|Linux/.exec(agent)?.[0] ?? "toestel";
  const kijker = /Edg|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? "";
  return `${soort.replace("Mac OS", "Mac")} ${kijker.replace("Edg", "Edge")}`.trim();
}

/** @returns {Promise<Antwoord | null>} the answer that stopped it */
async function stuurEnHaal(
  /** @type {Vraag} */ vraag,
  /** @type {string} */ gebruiker,
  /** @type {string | undefined} */ token,
  /** @type {{sessie: boolean, volledig: boolean, gestopt: () => boolean}} */ { sessie, volledig, gestopt },
) {
  const hoe = { toestel: await toestelId(), token, gestopt };
  const stop =
    (await stuurJournaal(vraag, hoe)) ?? (await stuurFotos(vraag, hoe)) ?? (await vraagBonnen(vraag, token, volledig));
  if (stop?.uitslag === "inloggen" && token) await vergeetToken(gebruiker);
  // Reading asks for a session; delivering goes on without one.
  if (stop || !sessie || gestopt()) return stop;
  const oud = Date.now() - Date.parse((await leesMeta("pakket_at")) ?? "1970-01-01");
  return volledig || oud > PAKKET_OUD ? haal(vraag, gebruiker, token) : null;
}

/** @param {Vraag} vraag @param {string} wie @param {string | undefined} token @returns {Promise<Antwoord | null>} */
async function haal(vraag, wie, token) {
  const antwoord = await haalDagpakket(vraag, token);
  if (antwoord.uitslag !== "goed")
    return antwoord.uitslag === "weigering" ? { ...antwoord, uitslag: "storing" } : antwoord;
  const pakket = await leesDagpakket();
  if (pakket?.gebruiker) await zetGebruiker({ ...pakket.gebruiker, id: wie, organisatie: pakket.organisatie?.naam });
  meld({ soort: "dagpakket" });
  await laatGaan(pakket?.instellingen?.bewaardagen_telefoon ?? 14, Date.now());
  const stop = await haalConcepten(vraag, token);
  await haalVoorraad();
  return stop ?? vraagBonnen(vraag, token, false);
}

/** Drafts that moved on elsewhere since we last looked, and what was finished elsewhere: to read it here. @returns {Promise<Antwoord | null>} */
async function haalConcepten(/** @type {Vraag} */ vraag, /** @type {string | undefined} */ token) {
  for (const rij of await leesControles()) {
    const { status, concept_versie = 0 } = rij.lokaal ?? {};
    const elders = AF.includes(rij.status) && (!status || concept_versie);
    if ((rij.status !== "bezig" && !elders) || rij.buiten_pakket || concept_versie >= rij.versie) continue;
    const antwoord = await haalConcept(vraag, rij.id, token);
    if (isStop(antwoord.uitslag)) return antwoord;
    if (antwoord.uitslag === "goed") await noteer(rij.id, { concept_versie: rij.versie });
  }
  return null;
}

/**
 * Asks what the server has: of controles with something held (a person may have solved it), and once a day of the rest,
 * so that a server put back from a backup is made whole by this phone.
 * @param {Vraag} vraag @param {string | undefined} token @param {boolean} nu
 * @returns {Promise<Antwoord | null>}
 */
async function vraagBonnen(vraag, token, nu) {
  const vast = new Set(
    (await metWerk((db) => db.getAllFromIndex("journaal", "stand", "vastgehouden"))).map((r) => r.controle),
  );
  const elders = new Set(
    (await metWerk((db) => db.getAllFromIndex("fotos", "stand", "elders"))).map((f) => f.controle),
  );
  for (const { id, lokaal } of await leesControles()) {
    const gezien = Date.parse(lokaal?.bonnen_at ?? "1970-01-01");
    const oud = Date.now() - gezien > (vast.has(id) || elders.has(id) ? (nu ? 0 : 60_000) : DAG);
    if (!oud || (!elders.has(id) && !(await metWerk((db) => db.countFromIndex("journaal", "controle", id))))) continue;
    const antwoord = await vraag(`/sync/bonnen?controle=${id}`, { token });
    if (isStop(antwoord.uitslag)) return antwoord;
    if (antwoord.uitslag === "goed" && Array.isArray(antwoord.data?.mutaties)) await leesBonnen(id, antwoord.data, nu);
    await noteer(id, { bonnen_at: new Date().toISOString() });
  }
  return null;
}

/**
 * How a photo stands after the server's list: received without our doing, or to be sent again by who has the bytes.
 * @param {any} foto @param {boolean} daar
 */
function standNa({ stand, bon }, daar) {
  if (stand === "elders" && daar) return "verzonden";
  if (stand !== "verzonden" || daar) return stand;
  return bon ? "wacht" : "elders";
}

/**
 * Lays the server's list beside ours: held entries that were solved become *verwerkt*; what we hold as received and
 * the server does not have goes again.
 * @param {string} controle
 * @param {{mutaties: any[], fotos: string[]}} lijst
 * @param {boolean} [vraagWeer]  held entries the list does not know (unreadable ones) are offered again, to hear their fate
 */
export async function leesBonnen(controle, { mutaties, fotos }, vraagWeer = false) {
  const regels = await metWerk((db) => db.getAllFromIndex("journaal", "controle", controle));
  const gestuurd = regels.filter(({ stand, gestuurd }) => gestuurd && stand !== "terzijde");
  const brieven = await Promise.all(
    gestuurd.map(async (regel) => ({ id: regel.id, hash: await sha256(draad(regel)) })),
  );
  await boekBonnen(brieven, mutaties);
  const daar = new Set(mutaties.map(({ id }) => id));
  const beelden = new Set(fotos);
  await metWerk((db) =>
    inTransactie(db, ["journaal", "fotos"], async (tx) => {
      for (const regel of await tx.uit("journaal").index("controle").getAll(controle)) {
        const weg = regel.stand === "verwerkt" && !daar.has(regel.id);
        const onzeker = vraagWeer && regel.stand === "vastgehouden" && !daar.has(regel.id);
        if (weg || onzeker) tx.zet("journaal", { ...regel, stand: "wacht" });
      }
      for (const foto of await tx.uit("fotos").index("controle").getAll(controle)) {
        const stand = standNa(foto, beelden.has(foto.sha256));
        if (stand !== foto.stand) tx.zet("fotos", { ...foto, stand });
      }
    }),
  );
  meld({ soort: "verzonden", controle });
}
