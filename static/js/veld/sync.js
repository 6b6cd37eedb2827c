// @ts-check
// When to talk with the office: at start, when the network or the page comes back, after saving, on a timer that waits
// longer after each failure, and at the button. One tab of a user does the talking.
import { toon } from "./melding.js";
import { vraag } from "./net.js";
import { vraagBlijven } from "./opslag.js";
import { groet, ronde } from "./ronde.js";
import { teken } from "./stand.js";
import { leesMeta, schrijfMeta, verzendstand } from "./store.js";
import { huidigeGebruiker, zetGebruiker } from "./toestel.js";
import { wisBeelden } from "./voorraad.js";
import { gebruik, luister, meld, organisatieVan, wie, wieIs } from "./wie.js";
import { registreer } from "./worker.js";

const RUST = 120_000;
const EERSTE = 5_000;
/** How soon we look again whether a person has solved what is held. */
const OPLOSSEN = 60_000;
const LANGST = { zichtbaar: 45_000, verborgen: 300_000 };
const NA_BEWAREN = 1_500;
const BEZET = 3_000;
const BEVROREN = 90_000;
const SLAG = 10_000;

/** How the last contact went. @type {{bereik: string, sessie: boolean, contact_at?: string, bezig: boolean, zin?: string, fouten: number}} */
export const toestand = { bereik: "onbekend", sessie: true, bezig: false, fouten: 0 };

/** @type {ReturnType<typeof setTimeout> | undefined} */
let wekker;
let wektOm = 0;

/** Starts a field page: its user, the worker, the line with the state of sending, and the schedule. */
export async function start() {
  registreer();
  const gebruiker = await bepaalGebruiker().catch(() => void toon("geen-opslag"));
  if (!gebruiker) return;
  gebruik(gebruiker);
  luister((bericht) => bericht.elders && bericht.toestand && Object.assign(toestand, bericht.toestand));
  teken(toestand);
  vraagBlijven();
  luister(
    (bericht) =>
      bericht.soort === "bewaard" &&
      !bericht.elders &&
      plan(Math.max(NA_BEWAREN, rustNa(toestand.fouten ? 10_000 : 0))),
  );
  window.addEventListener("online", () => opnieuw());
  window.addEventListener("offline", () => zet({ bereik: "geen-bereik" }));
  document.addEventListener("visibilitychange", () => document.hidden || opnieuw());
  window.addEventListener("pageshow", (gebeurtenis) => gebeurtenis.persisted && opnieuw());
  plan(0, true);
}

/** Talks with the office now: sends what waits and asks for the day list. Resolves when the round is over. */
export async function nu() {
  toestand.fouten = 1; // who asks hears at the first failure why
  clearTimeout(wekker);
  return beurt(true);
}

function opnieuw() {
  toestand.fouten = 0;
  plan(0);
}

/** The greeting that told who is logged in: the first turn goes on from it. @type {Awaited<ReturnType<typeof groet>> | undefined} */
let begroet;

/** The user whose work this page shows: the last one on this phone, else who is logged in. */
async function bepaalGebruiker() {
  const laatste = await huidigeGebruiker();
  if (laatste) return laatste.id;
  const hallo = await groet(vraag);
  const id = hallo.uitslag === "goed" ? wieIs(hallo.data) : null;
  if (id) {
    await zetGebruiker({ id, naam: "", email: "" });
    begroet = hallo;
    return id;
  }
  if (hallo.uitslag === "goed") location.replace(`/inloggen?verder=${encodeURIComponent(location.pathname)}`);
  else document.body.dataset.niemand = "";
  return null;
}

let laatstePoging = 0;
const rustNa = (/** @type {number} */ minstens) => Math.max(0, laatstePoging + minstens - Date.now());

/** Wakes after `ms`, or earlier when that was planned. */
function plan(/** @type {number} */ ms, volledig = false) {
  const om = Date.now() + ms;
  if (wektOm > Date.now() && wektOm <= om && !volledig) return;
  clearTimeout(wekker);
  wektOm = om;
  wekker = setTimeout(() => beurt(volledig), ms);
}

/** The pause after `n` failures in a row: doubling from 5 s, with jitter. */
export function pauze(/** @type {number} */ n, /** @type {boolean} */ verborgen, toeval = Math.random()) {
  const grens = verborgen ? LANGST.verborgen : LANGST.zichtbaar;
  return Math.min(EERSTE * 2 ** (n - 1), grens) * (0.75 + toeval / 2);
}

/** @type {Promise<void> | null} */
let lopend = null;

/** A turn of this tab; turns never overlap. @param {boolean} volledig */
async function beurt(volledig) {
  while (lopend) {
    await lopend;
    if (!volledig) return;
  }
  wektOm = 0;
  laatstePoging = Date.now();
  lopend = metSlot(volledig).finally(() => {
    lopend = null;
  });
  await lopend;
}

/** @param {boolean} volledig */
async function metSlot(volledig) {
  const naam = `schouw-verzenden-${await wie()}`;
  if (!navigator.locks) return doe(volledig, () => false);
  let gestopt = false;
  const steal = await isBevroren(naam);
  const opties = steal ? { steal: true } : { ifAvailable: true };
  try {
    await navigator.locks.request(naam, opties, (slot) =>
      slot ? doe(volledig, () => gestopt) : plan(BEZET, volledig),
    );
  } catch {
    gestopt = true; // Another tab took over: it found us frozen.
    plan(RUST);
  }
}

/** Whether the tab that holds the lock has been silent too long (frozen by the system). @param {string} naam */
async function isBevroren(naam) {
  const { held = [] } = await navigator.locks.query();
  if (!held.some((slot) => slot.name === naam)) return false;
  const klop = await leesMeta("hartslag");
  return Date.now() - (klop ?? 0) > BEVROREN;
}

/** @param {boolean} volledig @param {() => boolean} gestopt */
async function doe(volledig, gestopt) {
  zet({ bezig: true });
  const organisatie = organisatieVan(await wie());
  let geklopt = 0;
  /** @type {typeof vraag} */
  const kloppend = async (pad, opties = {}) => {
    if (Date.now() - geklopt > SLAG) {
      geklopt = Date.now();
      await schrijfMeta("hartslag", geklopt);
    }
    const koppen = organisatie ? { ...opties.koppen, "Schouw-Organisatie": organisatie } : opties.koppen;
    const antwoord = await vraag(pad, { ...opties, koppen });
    const eigen = pad !== "/sync/hallo" || antwoord.data?.schouw === "hallo";
    if (antwoord.uitslag === "goed" && eigen && toestand.bereik !== "verbonden") zet({ bereik: "verbonden" });
    return antwoord;
  };
  try {
    const hallo = begroet;
    begroet = undefined;
    const uitkomst = await ronde(kloppend, await wie(), { volledig, gestopt, hallo });
    if (uitkomst.bereik === "andere-gebruiker") return wissel();
    const contact = ["geen-bereik", "poort"].includes(uitkomst.bereik) ? {} : { contact_at: new Date().toISOString() };
    zet({
      zin: undefined,
      ...uitkomst,
      bezig: false,
      bereik: uitkomst.bereik === "goed" ? "verbonden" : uitkomst.bereik,
      ...contact,
    });
    await planNa(uitkomst);
  } catch (fout) {
    zet({ bezig: false, bereik: "storing", zin: String(fout) });
    await planNa({ bereik: "storing" });
  }
}

/** @param {{bereik: string, wacht?: number}} uitkomst */
async function planNa({ bereik, wacht }) {
  if (bereik === "goed") {
    toestand.fouten = 0;
    const { mutaties, fotos, vastgehouden } = await verzendstand();
    if (mutaties + fotos) return plan(EERSTE);
    return plan(vastgehouden ? OPLOSSEN : RUST);
  }
  toestand.fouten += 1;
  return plan(wacht ? wacht * 1000 : pauze(toestand.fouten, document.hidden));
}

/** Somebody else logged in on this phone, or the same for another organisatie. An open controle is left alone; a list changes to the new user. */
async function wissel() {
  zet({ bezig: false, bereik: "andere-gebruiker" });
  if (!document.body.dataset.scherm) return;
  const hallo = await groet(vraag);
  const id = hallo.uitslag === "goed" ? wieIs(hallo.data) : null;
  if (!id) return;
  await zetGebruiker({ id, naam: "", email: "" });
  await wisBeelden();
  location.reload();
}

/** @param {Partial<typeof toestand>} wat */
function zet(wat) {
  Object.assign(toestand, wat);
  if (wat.contact_at) schrijfMeta("contact_at", wat.contact_at).catch(() => {});
  meld({ soort: "stand", toestand: { ...toestand } });
}
