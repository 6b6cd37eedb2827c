// @ts-check
// The visit: who was there, what was said, and the cautie before anything more is said.

import { spoel, straks } from "./bewaren.js";
import { alle, kloon, zoek } from "./dom.js";
import { vulBezoek, zetBezoek } from "./form.js";
import { cautieNodig, isDicht } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

const NA_CAUTIE = ["verklaring", "reactie"];

/** Listens to the loose fields of the visit (those on the screen Afronden). @param {Blad} blad */
export function luisterNaarBezoek(blad) {
  for (const veld of alle("[data-bezoekveld]")) {
    const naam = veld.dataset.bezoekveld;
    const neem = () => zetBezoek(blad, naam, waarde(veld));
    veld.addEventListener("input", () => (isDicht(blad.werk) ? undefined : straks(`bezoek-${naam}`, neem)));
    veld.addEventListener("change", () => {
      if (isDicht(blad.werk)) return;
      spoel(`bezoek-${naam}`);
      neem();
    });
  }
}

/** @param {any} veld */
function waarde(veld) {
  if (veld.tagName === "FIELDSET") return veld.querySelector("input:checked")?.value ?? null;
  return veld.value.trim() ? veld.value : null;
}

/** Puts all typed fields on the screen. @param {Blad} blad */
export function vulAlleBezoek(blad) {
  for (const veld of alle("[data-bezoekveld]")) vulBezoek(blad, veld.dataset.bezoekveld);
}

/** Niemand gesproken. @param {Blad} blad */
export function niemandGesproken(blad) {
  zetBezoek(blad, "gesproken_met", "Niemand gesproken");
  zoek("#gesproken").value = "Niemand gesproken";
}

let gevraagd = false;

/** Once a punitive sanction is considered no further statement is taken before the cautie. @param {Blad} blad */
export function toonCautie(blad) {
  const nodig = cautieNodig(blad.werk) && !isDicht(blad.werk);
  if (nodig === gevraagd) return;
  gevraagd = nodig;
  for (const naam of NA_CAUTIE) {
    for (const vak of alle(`[data-bezoek="${naam}"] .punt__vak, [data-bezoekveld="${naam}"]`)) poort(vak, nodig);
  }
}

/** @param {any} vak @param {boolean} dicht */
function poort(vak, dicht) {
  const velden = vak.matches("textarea, input") ? [vak] : alle("textarea, input", vak);
  for (const veld of velden) veld.readOnly = dicht;
  const plek = vak.matches(".punt__vak") ? vak : vak.closest("section").querySelector("[data-cautieplek]");
  const bestaand = plek.querySelector(":scope > [data-cautie]");
  if (!dicht) bestaand?.remove();
  else if (!bestaand) plek.prepend(kloon("sj-cautie"));
}

/** The cautie was given now. @param {Blad} blad */
export function cautieGegeven(blad) {
  zetBezoek(blad, "cautie", new Date().toISOString());
  toonCautie(blad);
  blad.hertekenBevinding?.();
}
