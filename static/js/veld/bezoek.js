// @ts-check
// The visit: who was there, what was said, and the cautie before anything more is said.

import { alle, kloon } from "./dom.js";
import { zetBezoek } from "./form.js";
import { cautieNodig, isDicht } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

const NA_CAUTIE = ["verklaring", "reactie"];

let gevraagd = false;

/** Once a punitive sanction is considered no further statement is taken before the cautie. @param {Blad} blad */
export function toonCautie(blad) {
  const nodig = cautieNodig(blad.werk) && !isDicht(blad.werk);
  if (nodig === gevraagd) return;
  gevraagd = nodig;
  for (const naam of NA_CAUTIE) {
    for (const vak of alle(`[data-bezoek="${naam}"] .punt__vak`)) poort(vak, nodig);
  }
}

/** @param {any} vak @param {boolean} dicht */
function poort(vak, dicht) {
  for (const veld of alle("textarea", vak)) veld.readOnly = dicht;
  const bestaand = vak.querySelector(":scope > [data-cautie]");
  if (!dicht) bestaand?.remove();
  else if (!bestaand) vak.prepend(kloon("sj-cautie"));
}

/** The cautie was given now. @param {Blad} blad */
export function cautieGegeven(blad) {
  zetBezoek(blad, "cautie", new Date().toISOString());
  toonCautie(blad);
  blad.hertekenBevinding?.();
}
