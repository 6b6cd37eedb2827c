// @ts-check
// Vandaag: what now? My controles by day and order, from the phone's own store.
import { alle, kloon, recht, tekst, toonAls, vandaag, zetKlok, zoek } from "../dom.js";
import { gedaan, groepen, lopende, UITKOMSTEN } from "../lijst.js";
import { toon } from "../melding.js";
import { isZonderBereik } from "../stand.js";
import { leesControles, leesDagpakket, leesMeta, luister, schrijfMeta, verzendstand, wie } from "../store.js";
import { eenKeer } from "../straks.js";
import { toestand, nu as verzendNu } from "../sync.js";
import { langeDag } from "../tijd.js";
import { huidigeGebruiker, vergeetGebruiker, wachtendVanAnderen } from "../toestel.js";
import { bindBlad, openBlad } from "./bezoek.js";
import { adres, maakKaart } from "./kaart.js";
import { tekenVertrek } from "./vertrek.js";
import { vervang } from "./vervang.js";

/** @type {{lat: number, lon: number} | null} */
let hier = null;
let gevraagd = false;

/** Starts the screen. */
export async function start() {
  tekst(zoek("[data-datum]"), langeDag(recht()));
  bindBlad(naBezoek);
  const straks = eenKeer(teken, 60);
  luister((bericht) => {
    straks();
    if (bericht.soort === "dagpakket") setTimeout(tekenVoet, 200);
  });
  document.addEventListener("visibilitychange", () => document.hidden || straks());
  zoek("[data-uitloggen]").addEventListener("submit", uitloggen);
  await wie();
  await teken();
  await tekenVoet();
  zoekPlek(false);
}

async function teken() {
  const [rijen, pakket, klok] = await Promise.all([leesControles(), leesDagpakket(), leesMeta("afwijking")]);
  zetKlok(klok);
  tekst(zoek("[data-datum]"), [langeDag(recht()), pakket?.organisatie?.kort].filter(Boolean).join(" · "));
  const controles = await Promise.all(rijen.map(async (rij) => ({ rij, stand: await verzendstand(rij.id) })));
  const delen = groepen(controles, vandaag());
  const protocollen = pakket?.protocollen ?? [];
  const nu = lopende([...delen.route, ...delen.eerder]);
  const kaarten = (/** @type {any[]} */ lijst, metDag = false) =>
    lijst.map((een) => maakKaart(een, { protocollen, nu, hier, metDag, opMeer: openBlad }));
  const zetFocus = focusplek();
  const getekend = vervang(zoek("[data-lijst]"), [
    ...groep("Vraagt je aandacht", "", kaarten(delen.aandacht, true)),
    ...groep("Nog af te maken", String(delen.eerder.length), kaarten(delen.eerder, true)),
    ...groep("Route van vandaag", gedaan(delen.route), kaarten(delen.route)),
    ...(delen.route.length ? [] : [leeg(Boolean(pakket), delen.later.length)]),
    ...groep("Niet gedaan", String(delen.blijven.length), kaarten(delen.blijven, true)),
    ...groep("Later", String(delen.later.length), kaarten(delen.later, true)),
    ...afstandknop(delen.route),
  ]);
  if (getekend) zetFocus();
  rolNaarLopende();
  await tekenVertrek(zoek("[data-vertrek]"), toestand);
}

let aangeraakt = false;
for (const soort of ["pointerdown", "wheel", "keydown"])
  globalThis.addEventListener?.(soort, () => (aangeraakt = true), { once: true, passive: true });

/** The controle to go on with shows whole, also when cards grow; a hand on the list has the last word. */
function rolNaarLopende() {
  if (!aangeraakt) document.querySelector(".halte--nu")?.scrollIntoView({ block: "nearest" });
}

/** Keeps the focus where it was while cards are redrawn. */
function focusplek() {
  const kaart = document.activeElement?.closest?.("[data-controle]");
  const soort = document.activeElement?.tagName.toLowerCase();
  return () => {
    const controle = kaart?.getAttribute("data-controle");
    if (controle) /** @type {any} */ (document.querySelector(`[data-controle="${controle}"] ${soort}`))?.focus();
  };
}

/** @param {string} titel @param {string} teller @param {Element[]} kaarten */
function groep(titel, teller, kaarten) {
  if (!kaarten.length) return [];
  const vak = kloon("t-groep");
  tekst(zoek("[data-titel]", vak), titel);
  tekst(zoek("[data-teller]", vak), teller);
  zoek("ol", vak).replaceChildren(...kaarten);
  return [vak];
}

/** @param {boolean} bekend @param {number} later */
function leeg(bekend, later) {
  const vak = kloon("t-leeg");
  const [titel, zin] = bekend
    ? [
        "Vandaag staat er niets op je lijst",
        later ? "Hieronder staat wat er later komt." : "Je kunt zelf een controle beginnen met Nieuwe controle.",
      ]
    : [
        "Je lijst is er nog niet",
        isZonderBereik(toestand.bereik)
          ? "Zoek bereik: dan haalt Schouw je controles op."
          : "Schouw haalt je controles op.",
      ];
  tekst(zoek("[data-titel]", vak), titel);
  tekst(zoek("[data-tekst]", vak), zin);
  return vak;
}

/** Distances only after a tap: nobody is asked for their place unasked. @param {{rij: any}[]} route */
function afstandknop(route) {
  if (hier || gevraagd || !navigator.geolocation || !route.some(({ rij }) => rij.object?.lat)) return [];
  const knop = kloon("t-afstand");
  zoek("button", knop).addEventListener("click", () => zoekPlek(true));
  return [knop];
}

/** @param {boolean} vragen */
async function zoekPlek(vragen) {
  const mag = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
  if (!vragen && mag?.state !== "granted") return;
  gevraagd = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      hier = { lat: coords.latitude, lon: coords.longitude };
      teken();
    },
    () => teken(),
    { maximumAge: 300_000, timeout: 20_000 },
  );
}

/** @param {any} rij @param {string} uitkomst */
function naBezoek(rij, uitkomst) {
  tekst(zoek("[data-omroep]"), `${adres(rij)}: ${UITKOMSTEN[uitkomst]}. Bewaard.`);
  zoek("#inhoud").focus();
  verzendNu();
}

async function tekenVoet() {
  const gebruiker = await huidigeGebruiker();
  for (const plek of alle("[data-wie]")) {
    plek.hidden = !gebruiker;
    tekst(zoek("[data-naam]", plek), gebruiker?.naam || gebruiker?.email || "jij");
  }
  const { anderen, elders } = await wachtendVanAnderen(gebruiker?.id ?? "");
  if (anderen) toon("anderen", { velden: { aantal: anderen } });
  if (elders) toon("elders", { velden: { aantal: elders } });
  const pakket = await leesDagpakket();
  tekst(zoek("[data-organisatie]"), pakket?.organisatie ? ` voor ${pakket.organisatie.naam}` : "");
  toonAls(zoek("[data-wissel]"), Boolean(pakket?.andere_organisaties?.length));
  await stelInstallerenVoor();
}

/** @type {any} */
let aanbod;
globalThis.addEventListener?.("beforeinstallprompt", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  aanbod = gebeurtenis;
  stelInstallerenVoor();
});

/** A hint to install below the list, once a month at most; iPhones have no prompt of their own and lose data without it. */
async function stelInstallerenVoor() {
  const ios = /iPhone|iPad/.test(navigator.userAgent);
  const los = matchMedia("(display-mode: standalone)").matches || /** @type {any} */ (navigator).standalone;
  const later = (await leesMeta("later-installeren")) ?? 0;
  if (los || Date.now() < later || !(ios || aanbod)) return;
  const uitstel = (/** @type {Element} */ banier) => {
    schrijfMeta("later-installeren", Date.now() + 30 * 86_400_000);
    banier.remove();
  };
  const installeer = (/** @type {Element} */ banier) => {
    aanbod.prompt();
    banier.remove();
  };
  toon(ios ? "installeren-ios" : "installeren", {
    acties: { later: uitstel, installeer },
    plek: document.querySelector("[data-installeren]"),
  });
}

/** Logging out hides the work of this user; nothing is erased. @param {SubmitEvent} gebeurtenis */
async function uitloggen(gebeurtenis) {
  const vorm = /** @type {HTMLFormElement} */ (gebeurtenis.target);
  if (vorm.dataset.klaar !== undefined) return;
  gebeurtenis.preventDefault();
  await vergeetGebruiker();
  vorm.dataset.klaar = "";
  vorm.requestSubmit();
}
