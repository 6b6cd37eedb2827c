// @ts-check
// Opens the controle of this address on the form of this page, and keeps both together.
import { ietsNietBewaard, spoelBijWeggaan, straks } from "./bewaren.js";
import { toonCautie } from "./bezoek.js";
import { rest } from "./delen.js";
import { alle, beeld, kleurAdresbalk, tekst, toonAls, vandaag, zetKlok, zoek } from "./dom.js";
import { luisterNaarInvoer, neemOp, raak, vulBlad } from "./form.js";
import { bewaarVerse, hernoem, naTitelvraag } from "./herhalen.js";
import { naar, opScherm, scherm, volgAdres } from "./schermen.js";
import { springNaar } from "./spring.js";
import { gebruik, leesControle, leesDagpakket, leesMeta, luister, noteer, schrijfMeta } from "./store.js";
import { huidigeGebruiker } from "./toestel.js";
import { toonVooraf } from "./vooraf.js";
import { deel, fasenzin, isDicht, maakWerk, statusVan } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

const json = (/** @type {string} */ id) => JSON.parse(zoek(`#${id}`).textContent);
const UUID = /^\/veld\/controles\/([0-9a-f-]{36})$/;

/** Resolves once the browser has read the page to its end, and looked there for fields to fill in. */
const uitgelezen = new Promise((klaar) =>
  addEventListener("DOMContentLoaded", () => setTimeout(klaar), { once: true }),
);

/** Starts the page: first what is on this phone, then, once one can work, the talk with the office. */
export async function maakStart() {
  const id = UUID.exec(location.pathname)?.[1];
  if (!id) await open(voorbeeld(), true);
  else {
    scherm("laden", () => ({ titel: "Controle", onder: "", terug: "/veld", terugnaam: "Terug naar vandaag" }));
    const gebruiker = await huidigeGebruiker().catch(() => undefined);
    if (gebruiker) gebruik(gebruiker.id);
    else await begin();
    await laad(id);
  }
  await begin();
}

/** @type {Promise<any> | undefined} */
let begonnen;

/** Starts sending, once. */
function begin() {
  begonnen ??= rest.laad().then(({ startZenden }) => startZenden());
  return begonnen;
}

/** Opens the controle from this phone; when it is not there yet, after the next contact. @param {string} id */
async function laad(id) {
  const gelezen = await leesControle(id);
  if (gelezen.controle) return open(gelezen, false);
  zegLaden("Deze controle wordt opgehaald. Dat kan alleen met bereik.");
  await begin();
  await (await rest.laad()).zendNu();
  const opnieuw = await leesControle(id);
  if (opnieuw.controle) {
    toonAls(zoek("[data-scherm=laden]"), false);
    return open(opnieuw, false);
  }
  zegLaden(
    "Deze controle staat niet op je telefoon en niet bij jou op kantoor. Vraag je planner, of open hem bij Vandaag.",
  );
}

/** Why there is no form to work in. @param {string} zin */
function zegLaden(zin) {
  toonAls(zoek("#formulier"), false);
  toonAls(zoek("[data-scherm=laden]"), true);
  tekst(zoek("[data-laadtekst]"), zin);
}

/** A form without a controle: what an author sees. */
export function voorbeeld() {
  const leeg = { antwoorden: [], herhalingen: [], bezoek: [], bevindingen: [], fotos: [], handtekeningen: [] };
  return { ...leeg, controle: { id: "", status: "bezig", fasen: [], niveau: "4" } };
}

/** @param {Awaited<ReturnType<typeof leesControle>>} gelezen @param {boolean} proef @returns {Promise<Blad | void>} */
export async function open(gelezen, proef) {
  const form = zoek("#formulier");
  const pakket = (proef ? undefined : await leesDagpakket()) ?? {};
  if (!proef) zetKlok(await leesMeta("afwijking"));
  const werk = maakWerk(json("plan"), gelezen, pakket, vandaag());
  /** @type {Blad} */
  const blad = {
    werk,
    form,
    proef,
    vragen: new Map(),
    onderdelen: new Map(),
    herhalingen: new Set(),
    vanWaar: "",
    tellers: new Map(),
    teksten: json("teksten"),
    titel: proef ? form.dataset.titel : titelVan(werk.controle),
    protocol: form.dataset.titel,
    naWijziging: (key) => naWijziging(blad, key),
    maakDicht: () => zetSlot(blad, true),
    maakOpen: () => zetSlot(blad, false),
  };
  if (!proef && werk.controle.protocol?.hash && werk.controle.protocol.hash !== form.dataset.hash)
    return anderFormulier(werk);
  for (const [naam, waarde] of Object.entries(werk.gezag?.huisstijl ?? {}))
    document.documentElement.style.setProperty(naam, waarde);
  kleurAdresbalk();
  neemOp(blad, form);
  vulBlad(blad);
  toonVooraf(blad, json("fasen"));
  toonCautie(blad);
  if (isDicht(werk)) zetSlot(blad, true);
  luisterNaar(blad);
  maakSchermen(blad, await laatstePlek(werk, proef));
  document.title = `${blad.titel} · Schouw`;
  await uitgelezen;
  form.inert = false;
  form.dataset.klaar = "";
  volgAdres();
  await beeld();
  await alles(blad);
  return blad;
}

/** @type {Promise<typeof import("./rest.js")> | undefined} */
let heel;
let luistert = false;

/** The form with all that belongs to it. @param {Blad} blad */
function alles(blad) {
  heel ??= rest.laad().then((deel_) => {
    deel_.begin(blad);
    luistert = true;
    if (isDicht(blad.werk)) zetSlot(blad, true);
    return deel_;
  });
  return heel;
}

/** What was pressed or chosen before the buttons listen is done as soon as they do. @param {Blad} blad */
function onthoudVroeg(blad) {
  const vroeg = (/** @type {any} */ { type, target }) => {
    const weer = type === "click" ? target.closest("[data-doe]") : target.type === "file" && target;
    if (weer && !luistert) alles(blad).then(() => weer.dispatchEvent(new Event(type, { bubbles: true })));
  };
  document.addEventListener("click", vroeg);
  document.addEventListener("change", vroeg);
}

/** @param {any} controle */
const titelVan = (controle) => controle.object?.adres || controle.nummer || "Nieuwe controle";

/** The page is of another version than the controle: never fill in the wrong form. @param {any} werk */
function anderFormulier(werk) {
  zegLaden(
    `Dit formulier is van een andere versie dan deze controle (versie ${werk.controle.protocol.versie}). Zoek bereik en open de controle opnieuw.`,
  );
}

/** The place that was answered last on this phone. @param {any} werk @param {boolean} proef @returns {Promise<string>} */
async function laatstePlek(werk, proef) {
  if (proef || isDicht(werk)) return "";
  return (await leesMeta(plekVan(werk)).catch(() => "")) ?? "";
}

/** `Bouwen, fase 7 afbouw`. @param {Blad} blad */
function protocolEnFase({ protocol, werk }) {
  const fasen = json("fasen").filter((/** @type {any} */ fase) => werk.controle.fasen?.includes(fase.code));
  return [protocol, fasenzin(fasen)].filter(Boolean).join(", ");
}

/** @param {Blad} blad @param {string} eerder where one was */
function maakSchermen(blad, eerder) {
  let vorige = blad.vragen.has(eerder) ? eerder : "";
  // Whoever touches the form before it rolls there decides where to be: nothing moves under a thumb.
  const raakt = () => {
    if (opScherm() === "formulier") vorige = "";
  };
  for (const soort of ["pointerdown", "keydown", "wheel"]) addEventListener(soort, raakt, { passive: true });
  const spring = (/** @type {string} */ plek) => {
    springNaar(blad, plek || vorige);
    vorige = "";
  };
  const onder = () => (isDicht(blad.werk) ? "Alleen lezen" : protocolEnFase(blad));
  scherm("formulier", (plek) => ({
    titel: blad.titel,
    onder: onder(),
    terug: "/veld",
    terugnaam: "Terug naar vandaag",
    balk: isDicht(blad.werk) ? "afgerond" : "formulier",
    focus: plek || vorige ? () => alles(blad).then(() => spring(plek)) : undefined,
  }));
  scherm("overzicht", async () => (await alles(blad)).openOverzicht(blad));
  scherm(
    "bevinding",
    async (key) => (await rest.laad()).openBevinding(blad, key),
    () => rest.nu?.sluitBevinding(),
  );
  scherm(
    "foto",
    async (id) => (await rest.laad()).openFoto(blad, id, blad.vanWaar),
    () => rest.nu?.verlaatFoto(blad),
  );
  scherm("afronden", async () => (await rest.laad()).openAfronden(blad));
  scherm("samenvatting", async () => (await rest.laad()).openSamenvatting(blad));
  scherm("teruggeven", async () => (await rest.laad()).openTeruggeven(blad));
  scherm("afgerond", async () => (await rest.laad()).openAfgerond(blad));
  if (isDicht(blad.werk) && !location.hash) naar("afgerond", true);
}

/** Where the place is kept that was answered last. @param {any} werk */
const plekVan = (werk) => `plek ${werk.id}`;

/** @param {Blad} blad @param {string} [key] */
function naWijziging(blad, key = "") {
  const [code, pad] = deel(key);
  if (pad && code) naTitelvraag(blad, code, pad);
  if (statusVan(blad.werk.controle) === "bezig") bewaarVerse(blad);
  if (!blad.proef && blad.vragen.has(key)) schrijfMeta(plekVan(blad.werk), key).catch(() => undefined);
  toonCautie(blad);
  if (opScherm() === "afronden") rest.nu?.tekenMist(blad);
  onthoudVoortgang(blad);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let voortgang;

/** Vandaag shows how far each controle is. @param {Blad} blad */
function onthoudVoortgang(blad) {
  if (blad.proef || !blad.overzicht) return;
  clearTimeout(voortgang);
  voortgang = setTimeout(() => {
    const { open: nog, totaal } = blad.overzicht;
    // Only for the list: on a full phone the count is made again at the next opening.
    noteer(blad.werk.id, { punten: { af: totaal - nog.length, totaal } }).catch(() => {});
  }, 1000);
}

/** Read-only after afronden. @param {Blad} blad @param {boolean} dicht */
function zetSlot(blad, dicht) {
  document.body.classList.toggle("alleen-lezen", dicht);
  for (const veld of alle("input, textarea, select", blad.form)) veld.disabled = dicht;
  for (const knop of alle("[data-doe^=herhaling], [data-doe=nu], [data-doe=plaats], [data-doe=kan-niet]", blad.form))
    toonAls(knop, !dicht);
  for (const vak of alle(".keus, .optie, .schakel, .opties", blad.form))
    vak.classList.toggle("is-leeg", dicht && !vak.querySelector(":checked"));
  toonVooraf(blad, json("fasen"));
}

/** @param {Blad} blad */
function luisterNaar(blad) {
  luisterNaarInvoer(blad);
  spoelBijWeggaan();
  onthoudVroeg(blad);
  document.addEventListener("input", (event) => typt(blad, event.target));
  addEventListener("beforeunload", (event) => ietsNietBewaard() && event.preventDefault());
  volgPunt(blad);
  luister((bericht) => hoor(blad, bericht));
}

/** The blue line follows the thumb: the punt nearest to the middle after rolling. @param {Blad} blad */
function volgPunt(blad) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wacht;
  addEventListener(
    "scroll",
    () => {
      clearTimeout(wacht);
      wacht = setTimeout(() => {
        if (opScherm() !== "formulier" || blad.form.contains(document.activeElement)) return;
        raak(blad, document.elementFromPoint(innerWidth / 2, innerHeight * 0.45));
      }, 150);
    },
    { passive: true },
  );
}

/** Another tab, another device or the office changed something. @param {Blad} blad @param {any} bericht */
async function hoor(blad, bericht) {
  if (opScherm() === "afgerond" && ["verzonden", "stand"].includes(bericht.soort)) rest.nu?.tekenZending(blad);
  const raakt = bericht.elders && bericht.controle === blad.werk.id && ["bewaard", "stand"].includes(bericht.soort);
  if (raakt && !blad.proef) (await alles(blad)).leesOpnieuw(blad);
}

/** Names are kept while they are typed. @param {Blad} blad @param {any} veld */
function typt(blad, veld) {
  if (veld.dataset.rol !== "naam") return;
  if (veld.closest("[data-herhaling]")) straks(`naam ${veld.id}`, () => hernoem(blad, veld));
  else if (veld.id === "svnaam") straks("svnaam", () => rest.nu?.bewaarNaam(blad));
}
