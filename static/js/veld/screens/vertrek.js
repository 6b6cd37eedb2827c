// @ts-check
// The board Klaar voor vertrek: green when everything is on the phone, brown with what is missing.
import { icoon, kloon, meervoud, tekst, tijd, toonAls, zoek } from "../dom.js";
import { ongeveer } from "../opslag.js";
import { isZonderBereik } from "../stand.js";
import { vertrekstand } from "../vertrek.js";

/** @typedef {Awaited<ReturnType<typeof vertrekstand>>} Vertrek */

/** @param {Element} plek @param {{bereik: string}} toestand */
export async function tekenVertrek(plek, { bereik }) {
  const stand = await vertrekstand();
  const open = plek.querySelector("details")?.open ?? false;
  const bord = kloon(stand.klaar ? "t-vertrek-klaar" : "t-vertrek-nog");
  if (stand.klaar) bord.open = open;
  else vulRaad(bord, stand, bereik);
  zoek("ul", bord).replaceChildren(...regels(stand).map(maakRegel));
  // Redrawn only when it differs, so that an open board does not flicker under a thumb.
  if (plek.firstElementChild?.outerHTML !== bord.outerHTML) plek.replaceChildren(bord);
}

/** @param {Element} bord @param {Vertrek} stand @param {string} bereik */
function vulRaad(bord, stand, bereik) {
  const zonder = isZonderBereik(bereik);
  const raad = zonder ? "Zoek bereik om de rest op te halen" : "Blijf nog even in bereik";
  tekst(zoek("[data-raad]", bord), stand.ruimte?.krap && !stand.pakket_at ? "Maak eerst ruimte op je telefoon" : raad);
  tekst(zoek("[data-toch]", bord), toch(stand));
}

/** What happens when you leave now. @param {Vertrek} stand */
function toch({ app, controles, protocollen, fotos }) {
  if (!app) return "Ga je toch nu weg? Zonder bereik opent Schouw dan nog niet.";
  if (controles.hier < controles.nodig) return "Ga je toch nu weg? Niet alle controles openen dan.";
  if (protocollen.hier < protocollen.nodig)
    return "Ga je toch nu weg? Je controles werken. Niet elk protocol voor een nieuwe controle staat klaar.";
  if (fotos.hier < fotos.nodig) return "Ga je toch nu weg? De controles werken. Alleen oude foto's ontbreken.";
  return "";
}

/** @typedef {{tekst: string, goed: boolean, deel?: number, beeld?: string}} Regel */

/** @param {Vertrek} stand @returns {Regel[]} */
function regels({ app, controles, protocollen, fotos, ruimte, pakket_at }) {
  return [
    app ? null : { tekst: "Schouw zelf staat nog niet op deze telefoon", goed: false },
    pakket_at ? telling(controles, "controle", "controles") : null,
    pakket_at ? telling(protocollen, "protocol", "protocollen") : null,
    fotos.nodig ? telling(fotos, "foto van de vorige keer", "foto's van de vorige keer") : null,
    ruimte && { tekst: `Ruimte voor ongeveer ${ongeveer(ruimte.fotos)} foto's`, goed: !ruimte.krap },
    ruimte && !ruimte.blijvend && /iPhone|iPad/.test(navigator.userAgent)
      ? { tekst: "Zet Schouw op je beginscherm: dan wist de telefoon niets", goed: false }
      : null,
    {
      tekst: pakket_at ? `Bijgewerkt om ${tijd(pakket_at)}` : "Je lijst is nog niet opgehaald",
      goed: Boolean(pakket_at),
      beeld: pakket_at ? "klok" : undefined,
    },
  ].filter((regel) => regel !== null);
}

/** @param {{hier: number, nodig: number}} deel @param {string} een @param {string} meer @returns {Regel} */
function telling({ hier, nodig }, een, meer) {
  const goed = hier >= nodig;
  const woorden = goed ? meervoud(nodig, een, meer) : `${hier} van ${meervoud(nodig, een, meer)}`;
  return { tekst: woorden, goed, deel: goed ? undefined : hier / nodig };
}

/** @param {Regel} regel */
function maakRegel({ tekst: woorden, goed, deel, beeld }) {
  const regel = kloon("t-vertrek-regel");
  regel.classList.toggle("nog", !goed);
  icoon(regel, beeld ?? (goed ? "vink" : "nieuw"));
  tekst(zoek("[data-tekst]", regel), woorden);
  const balk = zoek(".halte__balk", regel);
  if (deel === undefined) balk.remove();
  else zoek(".vul-let", balk).setAttribute("width", String(Math.round(deel * 100)));
  toonAls(regel, true);
  return regel;
}
