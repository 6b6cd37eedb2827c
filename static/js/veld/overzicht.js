// @ts-check
// Nog open: every punt without an answer, a search through all of them, and how far each onderdeel is.

import { icoon, kloon, meervoud, tekst, zoek } from "./dom.js";
import { puntregel } from "./gevolgen.js";
import { sleutel } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

const scherm = () => zoek("[data-scherm=overzicht]");

/** Opens the overview. @param {Blad} blad @returns {import("./schermen.js").Kop} */
export function openOverzicht(blad) {
  tekenLijst(blad);
  tekenOnderdelen(blad);
  return { titel: "Overzicht", onder: blad.titel };
}

/** Draws the list for the words in the search field. @param {Blad} blad */
export function tekenLijst(blad) {
  const woorden = zoek("#zoek").value.toLowerCase().split(/\s+/).filter(Boolean);
  const alles = zoek("#filter-alles").checked;
  const keys = alles ? allePunten(blad) : (blad.overzicht?.open ?? []);
  const open = new Set(blad.overzicht?.open);
  const rijen = keys
    .map((/** @type {string} */ key) => ({ key, ...puntregel(blad, key) }))
    .filter((/** @type {any} */ rij) => past(rij, woorden));
  const soort = alles ? "Alle punten" : "Nog open";
  tekst(zoek("[data-lijsttitel]"), woorden.length ? `Gevonden bij ${soort.toLowerCase()}` : soort);
  tekst(zoek("[data-lijstteller]"), meervoud(rijen.length, "punt", "punten"));
  zoek("[data-lijst]").replaceChildren(...rijen.map((/** @type {any} */ rij) => halte(rij, open.has(rij.key))));
}

/** @param {Blad} blad */
function allePunten(blad) {
  return blad.overzicht?.volgorde ?? [];
}

/** @param {{code: string, vraag: string, plaats: string}} rij @param {string[]} woorden */
function past({ code, vraag, plaats }, woorden) {
  const waarin = `${code} ${vraag} ${plaats}`.toLowerCase();
  return woorden.every((woord) => waarin.includes(woord));
}

/** @param {{key: string, code: string, vraag: string, plaats: string}} rij @param {boolean} open */
function halte({ key, code, vraag, plaats }, open) {
  const li = kloon("sj-halte");
  tekst(zoek(".halte__tijd", li), code);
  const link = zoek("a", li);
  link.href = `#${encodeURIComponent(key)}`;
  tekst(link, vraag);
  tekst(zoek(".halte__soort", li), open ? plaats : `${plaats}${plaats ? ", " : ""}klaar`);
  if (!open) li.classList.add("halte--af");
  return li;
}

/** @param {Blad} blad */
function tekenOnderdelen(blad) {
  const rijen = blad.werk.plan.onderdelen.filter((onderdeel) => !onderdeel.ouder);
  const zichtbaar = rijen.filter((onderdeel) => blad.werk.zicht.onderdelen.has(sleutel(onderdeel.code)));
  zoek("[data-onderdelen]", scherm()).replaceChildren(...zichtbaar.map((onderdeel) => deelHalte(blad, onderdeel)));
}

/** @param {Blad} blad @param {any} onderdeel */
function deelHalte(blad, onderdeel) {
  const key = sleutel(onderdeel.code);
  const tel = blad.overzicht?.per.get(key) ?? { af: 0, totaal: 0, fout: 0 };
  const li = kloon("sj-deelhalte");
  tekst(zoek(".halte__tijd", li), tel.totaal ? `${tel.af} van ${tel.totaal}` : "");
  const link = zoek("a", li);
  link.href = `#${encodeURIComponent(key)}`;
  tekst(link, blad.onderdelen.get(key)?.querySelector(".tussenkop span")?.textContent ?? "");
  const staat = zoek(".staat", li);
  const open = tel.totaal - tel.af;
  const [klas, beeld, woord] = open
    ? ["", "potlood", `${open} open`]
    : tel.fout
      ? ["staat--fout", "kruis", `${tel.fout} voldoet niet`]
      : tel.totaal
        ? ["staat--ok", "vink", "Klaar"]
        : ["", "nvt", "Geen punten"];
  if (klas) staat.classList.add(klas);
  icoon(staat, beeld);
  tekst(zoek("span", staat), woord);
  return li;
}

/** The next open punt after where you are, from the top again after the last. @param {Blad} blad @param {any} punt */
export function volgendeOpen(blad, punt) {
  const open = blad.overzicht?.open ?? [];
  const volgorde = blad.overzicht?.volgorde ?? [];
  const hier = punt ? volgorde.indexOf(sleutel(punt.dataset.vraag, punt.dataset.pad)) : -1;
  return open.find((/** @type {string} */ key) => volgorde.indexOf(key) > hier) ?? open[0];
}
