// @ts-check
// Opens the controle of this address on the form of this page, and keeps both together.
import { bewaarAlsBestand, bewaarOpnieuw, ietsNietBewaard, spoel, spoelBijWeggaan, straks } from "./bewaren.js";
import { cautieGegeven, toonCautie } from "./bezoek.js";
import { alle, tekst, toonAls, vandaag, zoek } from "./dom.js";
import { hier, luisterNaarInvoer, neemOp, raak, vulBlad, wis, zetAntwoord, zetNu } from "./form.js";
import { werkBij } from "./gevolgen.js";
import { ordenGronden } from "./gronden.js";
import { bewaarVerse, haalWeg, hernoem, naTitelvraag, voegToe, vouwKlaar } from "./herhalen.js";
import { openOverzicht, springNaar, tekenLijst, volgendeOpen } from "./overzicht.js";
import { neemFotos, tekenAlleFotos, voorCamera, zetFotoTerug } from "./photos.js";
import { vraagPlaats } from "./plaats.js";
import { ga, naar, opScherm, scherm, volgAdres } from "./schermen.js";
import { leesControle, leesDagpakket, leesMeta, luister, noteer, schrijfMeta } from "./store.js";
import * as sync from "./sync.js";
import { toonVooraf, toonVorige } from "./vooraf.js";
import { deel, fasenzin, isDicht, maakWerk, sleutel, statusVan } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

const json = (/** @type {string} */ id) => JSON.parse(zoek(`#${id}`).textContent);
const UUID = /^\/veld\/controles\/([0-9a-f-]{36})$/;

/** Parts that are read when they are first needed; the page has fetched them before. */
const deelBevinding = lui(() => import("./bevinding.js"));
const deelAfronden = lui(() => import("./afronden.js"));
const deelFoto = lui(() => import("./foto-bewerken.js"));

/**
 * Reads a part once.
 * @template T
 * @param {() => Promise<T>} haal
 */
function lui(haal) {
  /** @type {{laad: () => Promise<T>, nu: T | undefined}} */
  const deel_ = {
    nu: undefined,
    laad: async () => {
      deel_.nu ??= await haal();
      return deel_.nu;
    },
  };
  return deel_;
}

/** Starts the page. */
export async function maakStart() {
  const id = UUID.exec(location.pathname)?.[1];
  const klaar = sync.start();
  if (!id) return open(voorbeeld(), true);
  scherm("laden", () => ({
    titel: "Controle",
    onder: "",
    terug: "/veld",
    terugnaam: "Terug naar vandaag",
  }));
  await laad(id, klaar);
}

/** Opens the controle from this phone; when it is not there yet, after the next contact. @param {string} id @param {Promise<any>} klaar */
async function laad(id, klaar) {
  const gelezen = await leesControle(id);
  if (gelezen.controle) return open(gelezen, false);
  toonAls(zoek("#formulier"), false);
  toonAls(zoek("[data-scherm=laden]"), true);
  tekst(zoek("[data-laadtekst]"), "Deze controle wordt opgehaald. Dat kan alleen met bereik.");
  await klaar;
  await sync.nu();
  const opnieuw = await leesControle(id);
  if (opnieuw.controle) {
    toonAls(zoek("[data-scherm=laden]"), false);
    return open(opnieuw, false);
  }
  tekst(
    zoek("[data-laadtekst]"),
    "Deze controle staat niet op je telefoon en niet bij jou op kantoor. Vraag je planner, of open hem bij Vandaag.",
  );
}

/** A form without a controle: what an author sees. */
function voorbeeld() {
  const leeg = {
    antwoorden: [],
    herhalingen: [],
    bezoek: [],
    bevindingen: [],
    fotos: [],
    handtekeningen: [],
  };
  return {
    ...leeg,
    controle: { id: "", status: "bezig", fasen: [], niveau: "4" },
  };
}

/** @param {Awaited<ReturnType<typeof leesControle>>} gelezen @param {boolean} proef */
async function open(gelezen, proef) {
  const form = zoek("#formulier");
  const pakket = (proef ? undefined : await leesDagpakket()) ?? {};
  const werk = maakWerk(json("plan"), gelezen, pakket, vandaag());
  /** @type {Blad} */
  const blad = {
    werk,
    form,
    proef,
    vragen: new Map(),
    onderdelen: new Map(),
    herhalingen: new Set(),
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
  ordenGronden(werk, form);
  neemOp(blad, form);
  vulBlad(blad);
  toonVooraf(blad, json("fasen"));
  toonVorige(blad);
  tekenAlleFotos(blad);
  toonCautie(blad);
  vouwKlaar(blad);
  if (isDicht(werk)) zetSlot(blad, true);
  luisterNaar(blad);
  maakSchermen(blad, await laatstePlek(werk, proef));
  document.title = `${blad.titel} · Schouw`;
  form.inert = false;
  form.dataset.klaar = "";
  volgAdres();
}

/** @param {any} controle */
const titelVan = (controle) => controle.object?.adres || controle.nummer || "Nieuwe controle";

/** The page is of another version than the controle: never fill in the wrong form. @param {any} werk */
function anderFormulier(werk) {
  toonAls(zoek("#formulier"), false);
  toonAls(zoek("[data-scherm=laden]"), true);
  tekst(
    zoek("[data-laadtekst]"),
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

/** @param {Blad} blad @param {string} plek where one was */
function maakSchermen(blad, plek) {
  let begin = blad.vragen.has(plek) ? plek : "";
  const onder = () => (isDicht(blad.werk) ? "Alleen lezen" : protocolEnFase(blad));
  scherm("formulier", (rest) => {
    const doel = rest || begin;
    begin = "";
    return {
      titel: blad.titel,
      onder: onder(),
      terug: "/veld",
      terugnaam: "Terug naar vandaag",
      balk: isDicht(blad.werk) ? "afgerond" : "formulier",
      focus: doel ? () => springNaar(blad, doel) : undefined,
    };
  });
  scherm("overzicht", () => openOverzicht(blad));
  scherm(
    "bevinding",
    async (key) => openBevinding(blad, key),
    () => deelBevinding.nu?.sluitBevinding(),
  );
  scherm(
    "foto",
    async (id) => openFoto(blad, id),
    () => deelFoto.nu?.verlaatFoto(blad),
  );
  scherm("afronden", async () => (await deelAfronden.laad()).openAfronden(blad));
  scherm("samenvatting", async () => (await deelAfronden.laad()).openSamenvatting(blad));
  scherm("teruggeven", async () => (await deelAfronden.laad()).openTeruggeven(blad));
  scherm("afgerond", async () => (await deelAfronden.laad()).openAfgerond(blad));
  if (isDicht(blad.werk) && !location.hash) naar("afgerond", true);
}

/** @param {Blad} blad @param {string} key */
async function openBevinding(blad, key) {
  const deel_ = await deelBevinding.laad();
  blad.hertekenBevinding = deel_.hertekenBevinding;
  return deel_.openBevinding(blad, key);
}

/** @param {Blad} blad @param {string} id */
async function openFoto(blad, id) {
  const eerste = !deelFoto.nu;
  const deel_ = await deelFoto.laad();
  if (eerste) deel_.luisterNaarDoek(blad);
  return deel_.openFoto(blad, id, vanWaar);
}

/** Where the photo on the screen was opened from. */
let vanWaar = "";

/** Where the place is kept that was answered last. @param {any} werk */
const plekVan = (werk) => `plek ${werk.id}`;

/** @param {Blad} blad @param {string} [key] */
function naWijziging(blad, key = "") {
  const [code, pad] = deel(key);
  if (pad && code) naTitelvraag(blad, code, pad);
  if (statusVan(blad.werk.controle) === "bezig") bewaarVerse(blad);
  if (!blad.proef && blad.vragen.has(key)) schrijfMeta(plekVan(blad.werk), key).catch(() => undefined);
  toonCautie(blad);
  if (opScherm() === "afronden") deelAfronden.nu?.tekenMist(blad);
  onthoudVoortgang(blad);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let voortgang;

/** Vandaag shows how far each controle is. @param {Blad} blad */
function onthoudVoortgang(blad) {
  if (blad.proef) return;
  clearTimeout(voortgang);
  voortgang = setTimeout(() => {
    const { open: nog, totaal } = blad.overzicht;
    noteer(blad.werk.id, { punten: { af: totaal - nog.length, totaal } });
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
  document.addEventListener("click", (event) => klik(blad, event));
  document.addEventListener("input", (event) => typt(blad, event.target));
  document.addEventListener("change", (event) => verander(blad, event.target));
  zoek("#zoek").addEventListener("input", () => tekenLijst(blad));
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

/** Another tab or the office changed something. @param {Blad} blad @param {any} bericht */
async function hoor(blad, bericht) {
  if (opScherm() === "afgerond" && ["verzonden", "stand"].includes(bericht.soort)) deelAfronden.nu?.tekenZending(blad);
  const raakt = bericht.elders && bericht.controle === blad.werk.id && ["bewaard", "stand"].includes(bericht.soort);
  if (!raakt || blad.proef) return;
  const gelezen = await leesControle(blad.werk.id);
  const { plan, matrix, ...bekend } = blad.werk;
  const nieuw = maakWerk(plan, gelezen, { ...bekend, lhso: matrix }, bekend.vandaag);
  Object.assign(blad.werk, nieuw);
  vulBlad(blad);
  tekenAlleFotos(blad);
  zetSlot(blad, isDicht(blad.werk));
  if (opScherm() !== "bevinding" && opScherm() !== "foto") ga();
}

/** What each button does, by its data-doe. @type {Record<string, (blad: Blad, knop: any) => any>} */
const DOE = {
  volgende: (blad) => volgende(blad),
  wissen: (blad, knop) => wis(blad, knop.closest(".punt")),
  chip: (blad, knop) => kiesChip(blad, knop),
  zin: (_blad, knop) => deelBevinding.nu?.voegZinToe(knop),
  nu: (blad, knop) => zetNu(blad, knop.closest("[data-vraag]")),
  plaats: (blad, knop) => bepaalPlaats(blad, knop),
  "kan-niet": (blad, knop) => kanNiet(blad, knop),
  "herhaling-erbij": voegToe,
  "herhaling-weg": haalWeg,
  "foto-terug": (blad, knop) => zetFotoTerug(blad, knop.dataset.foto),
  "foto-ongedaan": () => deelFoto.nu?.maakOngedaan(),
  "foto-weg": (blad) => deelFoto.nu?.fotoWeg(blad),
  "foto-klaar": (blad) => deelFoto.nu?.fotoKlaar(blad),
  "bevinding-klaar": () => deelBevinding.nu?.bevindingKlaar(),
  "naar-matrix": () => zoek("#stap-matrix").scrollIntoView({ block: "start" }),
  cautie: (blad) => cautieGegeven(blad),
  deels: (blad) => deelAfronden.nu?.openDeels(blad),
  "deels-toepassen": (blad) => deelAfronden.nu?.pasDeelsToe(blad),
  afronden: (blad) => deelAfronden.nu?.rondControleAf(blad),
  "laat-tekenen": () => naar("samenvatting"),
  "niet-tekenen": () => naar("teruggeven", true),
  teruggegeven: () => deelAfronden.nu?.weerVanMij(),
  getekend: (blad) => deelAfronden.nu?.betrokkeneKlaar(blad),
  "opnieuw-tekenen": (blad, knop) => deelAfronden.nu?.opnieuwTekenen(blad, knop),
  aanvullen: (blad) => deelAfronden.nu?.vulAan(blad),
  "bewaar-opnieuw": () => bewaarOpnieuw(),
  "bewaar-bestand": (blad) => bewaarAlsBestand(blad.werk),
};

/** @param {Blad} blad @param {any} event */
function klik(blad, event) {
  const link = event.target.closest("a[data-naarveld], a[data-naarid], a[data-foto], a[data-doe=naar-matrix]");
  if (link?.dataset.foto) vanWaar = opScherm() === "bevinding" ? location.hash : "";
  else if (link) {
    event.preventDefault();
    if (link.dataset.naarveld) return deelBevinding.nu?.naarVeld(link.dataset.naarveld);
    if (link.dataset.naarid) return naarId(link.dataset.naarid);
  }
  if (event.target.matches("input[type=file]")) voorCamera();
  const knop = event.target.closest("[data-doe]");
  if (knop) DOE[knop.dataset.doe]?.(blad, knop);
}

/** @param {string} id */
function naarId(id) {
  const doel = document.getElementById(id);
  doel?.scrollIntoView({ block: "center" });
  if (doel?.matches("input, textarea")) doel.focus({ preventScroll: true });
}

/** @param {Blad} blad @param {any} veld */
function verander(blad, veld) {
  const { rol } = veld.dataset;
  if (veld.type === "file") return kiesFotos(blad, veld);
  if (rol === "filter") return tekenLijst(blad);
  if (rol === "naam" && veld.closest("[data-herhaling]")) return hernoem(blad, veld);
  if (rol === "tekentniet") return deelAfronden.nu?.tekentNiet(blad, veld.value);
}

/** Names are kept while they are typed. @param {Blad} blad @param {any} veld */
function typt(blad, veld) {
  if (veld.dataset.rol !== "naam") return;
  if (veld.closest("[data-herhaling]")) straks(`naam ${veld.id}`, () => hernoem(blad, veld));
  else if (veld.id === "svnaam") straks("svnaam", () => deelAfronden.nu?.bewaarNaam(blad));
}

/** @param {Blad} blad @param {any} veld */
async function kiesFotos(blad, veld) {
  const key = fotoPlek(blad, veld);
  const klaar = key && veld.files.length ? neemFotos(blad, key, [...veld.files]) : undefined;
  veld.value = "";
  await klaar;
}

/** @param {Blad} blad @param {any} veld */
function fotoPlek(blad, veld) {
  if (veld.dataset.rol === "nogeen") return deelFoto.nu?.fotoSleutel(blad) ?? "";
  const vak =
    veld.dataset.rol === "camera"
      ? (hier() ?? zoek(".punt:not([hidden])", blad.form))
      : veld.closest("[data-sleutel], [data-vraag]");
  return vak?.dataset.sleutel ?? (vak ? sleutel(vak.dataset.vraag, vak.dataset.pad) : "");
}

/** @param {Blad} blad */
function volgende(blad) {
  const key = volgendeOpen(blad, hier());
  if (!key) return naar("afronden");
  springNaar(blad, key);
  raak(blad, blad.vragen.get(key));
}

/** @param {Blad} blad @param {any} knop */
function kiesChip(blad, knop) {
  const veld = /** @type {any} */ (document.getElementById(knop.dataset.voor));
  veld.value = knop.textContent;
  veld.dispatchEvent(new Event("change", { bubbles: true }));
  if (!blad.form.contains(veld)) veld.focus();
}

/** A question that is no oordeel and cannot be answered gets a reason instead. @param {Blad} blad @param {any} knop */
function kanNiet(blad, knop) {
  const punt = knop.closest(".punt");
  punt.dataset.redenOpen = "";
  werkBij(blad, sleutel(punt.dataset.vraag, punt.dataset.pad));
  punt.querySelector("[data-rol=reden]")?.focus();
}

/** @param {Blad} blad @param {any} knop */
async function bepaalPlaats(blad, knop) {
  const vak = knop.closest("[data-vraag]");
  const regel = zoek("[data-plaats]", vak);
  tekst(regel, "Plaats zoeken");
  try {
    const plek = await vraagPlaats();
    const key = sleutel(vak.dataset.vraag, vak.dataset.pad);
    zetAntwoord(blad, key, {
      ...blad.werk.antwoorden.get(key),
      gewist: undefined,
      waarde: plek,
    });
    tekst(regel, plaatszin(plek));
  } catch {
    tekst(regel, "De telefoon geeft geen plaats. Zet locatie aan, of schrijf de plek bij Opmerking.");
  }
}

/** @param {{lat: number, lon: number, nauwkeurigheid?: number}} plek */
const plaatszin = ({ lat, lon, nauwkeurigheid }) =>
  `${lat.toFixed(5)}, ${lon.toFixed(5)}, op ${nauwkeurigheid} meter nauwkeurig`;
