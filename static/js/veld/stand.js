// @ts-check
// Draws how sending stands: the line below the head, the number in the menu, and the banners that follow from it.
import { toon, zet } from "./melding.js";
import { ongeveer, ruimte } from "./opslag.js";
import { leesMeta, schrijfMeta, verzendstand } from "./store.js";
import { eenKeer } from "./straks.js";
import { huidigeGebruiker, token as leesToken, noteerWachtend } from "./toestel.js";
import { luister, wie } from "./wie.js";
import { nieuweVersie } from "./worker.js";

/** @typedef {{bereik: string, sessie: boolean, bezig: boolean, fouten: number, zin?: string}} Toestand */

export const isZonderBereik = (/** @type {string} */ bereik) => bereik === "geen-bereik" || bereik === "poort";

/**
 * The line's words: `3 te verzenden`, `Alles verzonden`, with `geen bereik` when there is none.
 * @param {{mutaties: number, fotos: number, vastgehouden: number, elders?: number}} stand
 * @param {string} bereik
 */
export function woorden({ mutaties, fotos, vastgehouden, elders = 0 }, bereik) {
  const aantal = mutaties + fotos;
  const vast = vastgehouden ? `, ${vastgehouden} vastgehouden` : "";
  const ver = elders ? `, ${elders === 1 ? "1 foto" : `${elders} foto's`} op een ander toestel` : "";
  const zonder = isZonderBereik(bereik) ? ", geen bereik" : "";
  return { kern: aantal ? `${aantal} te verzenden` : "Alles verzonden", rest: vast + ver + zonder };
}

/**
 * Draws now and at every change. After a tap only the line is drawn, and not in the frame of the tap.
 * @param {Toestand} toestand
 */
export function teken(toestand) {
  const regel = eenKeer(() => tekenStand(toestand), 20);
  const banieren = eenKeer(() => tekenBanieren(toestand), 150);
  luister((bericht) => {
    regel();
    if (bericht.overschreven?.length) toonOverschreven(bericht.overschreven);
    if (bericht.soort !== "bewaard") banieren();
  });
  tekenStand(toestand);
  tekenBanieren(toestand);
}

/** @type {Record<string, string>} */
const OORDELEN = {
  voldoet: "Voldoet",
  voldoet_niet: "Voldoet niet",
  nvt: "N.v.t.",
  nader_onderzoek: "Nader onderzoek",
  niet_gecontroleerd: "Niet gecontroleerd",
};

/** Says which answers of this phone were changed on another device. @param {{code: string, hier: any, daar: any}[]} lijst */
function toonOverschreven(lijst) {
  const woord = (/** @type {any} */ waarde) => OORDELEN[waarde] ?? "iets anders";
  const [{ code, hier, daar }] = lijst;
  const rest = lijst.length > 1 ? ` En nog ${lijst.length - 1} andere.` : "";
  toon("gewijzigd", {
    velden: { wat: `${code} staat daar op '${woord(daar)}', hier stond '${woord(hier)}'.${rest}` },
    acties: { later: (banier) => banier.remove() },
  });
}

/** @param {Toestand} toestand */
async function tekenStand(toestand) {
  const stand = await verzendstand();
  tekenRegel(stand, toestand.bereik);
  const aantal = stand.mutaties + stand.fotos;
  for (const tel of document.querySelectorAll("[data-wachtend]")) {
    tel.toggleAttribute("hidden", !aantal);
    const getal = tel.querySelector("[data-aantal]");
    if (getal) getal.textContent = String(aantal);
  }
  if (aantal === genoteerd) return;
  genoteerd = aantal;
  noteerWachtend(await wie(), aantal).catch(() => {
    genoteerd = -1; // no room now: noted at the next drawing
  });
}

/** What the phone last noted for the next user. */
let genoteerd = -1;

/** @param {Awaited<ReturnType<typeof verzendstand>>} stand @param {string} bereik */
function tekenRegel(stand, bereik) {
  const regel = document.getElementById("verzendstand");
  if (!regel) return;
  const { kern, rest } = woorden(stand, bereik);
  const lijn = regel.closest("[data-netstand]");
  if (lijn) lijn.setAttribute("data-netstand", isZonderBereik(bereik) ? "geen" : "wel");
  if (regel.textContent === kern + rest) return;
  const sterk = document.createElement("strong");
  sterk.textContent = kern;
  regel.replaceChildren(sterk, rest);
}

/** Why to log in: a phone with proof of its own delivers without; only the day list waits. @param {boolean} bewijs */
export const inlogwoorden = (bewijs) =>
  bewijs
    ? {
        titel: "Log in voor je nieuwe lijst",
        zin: "Werk gerust door. Wat je invult wordt gewoon verzonden. Je lijst wordt bijgewerkt zodra je bent ingelogd",
      }
    : {
        titel: "Log in om te verzenden",
        zin: "Werk gerust door. Wat je invult blijft op je telefoon en gaat mee zodra je bent ingelogd",
      };

const vandaag = () => new Date().toLocaleDateString("sv");

/** @param {Toestand} toestand */
async function tekenBanieren({ bereik, sessie, fouten, zin }) {
  const later = (await leesMeta("later-inloggen")) === vandaag();
  zet("inloggen", !sessie && !later, {
    velden: { ...inlogwoorden(Boolean(await leesToken(await wie()))), als: await alsWie() },
    acties: {
      later: (banier) => {
        schrijfMeta("later-inloggen", vandaag());
        banier.remove();
      },
    },
  });
  for (const anker of document.querySelectorAll("[data-inloggen]")) {
    anker.setAttribute("href", `/inloggen?verder=${encodeURIComponent(location.pathname)}`);
  }
  zet("poort", bereik === "poort", { acties: { opnieuw: () => window.dispatchEvent(new Event("online")) } });
  zet("storing", (bereik === "storing" || bereik === "druk") && fouten > 1);
  zet("geen-recht", bereik === "geen-recht", { velden: zin ? { zin } : {} });
  zet("nieuw", nieuweVersie);
  zet("teruggezet", Boolean(await leesMeta("teruggezet")), {
    acties: { later: (banier) => schrijfMeta("teruggezet", false).then(() => banier.remove()) },
  });
  const plek = await ruimteNu();
  zet("krap", Boolean(plek?.krap), { velden: { aantal: ongeveer(plek?.fotos ?? 0) } });
}

/** Room, asked at most twice a minute: asking is slow on a phone. */
async function ruimteNu() {
  if (Date.now() > gemeten.tot) gemeten = { tot: Date.now() + 30_000, plek: ruimte() };
  return gemeten.plek;
}

/** @type {{tot: number, plek: ReturnType<typeof ruimte>}} */
let gemeten = { tot: 0, plek: Promise.resolve(null) };

async function alsWie() {
  const gebruiker = await huidigeGebruiker();
  return gebruiker?.naam ? ` als ${gebruiker.naam}` : "";
}
