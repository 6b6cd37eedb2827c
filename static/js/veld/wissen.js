// @ts-check
// Takes an answer back.
import { spoel } from "./bewaren.js";
import { kloon, zoek } from "./dom.js";
import { vulVraag, zetAntwoord } from "./form.js";
import { sleutel } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

/** Wipes an answer; for five seconds it can be turned back. @param {Blad} blad @param {any} punt */
export function wis(blad, punt) {
  const key = sleutel(punt.dataset.vraag, punt.dataset.pad);
  spoel(punt.id);
  const oud = blad.werk.antwoorden.get(key);
  zetAntwoord(blad, key, { waarde: null, gewist: true });
  vulVraag(blad, key);
  const melding = kloon("sj-gewist");
  zoek(".wissen", punt).replaceWith(melding);
  zoek("button", melding).focus();
  const weg = setTimeout(() => melding.remove(), 5000);
  zoek("button", melding).addEventListener("click", () => {
    clearTimeout(weg);
    melding.remove();
    zetAntwoord(blad, key, oud);
    vulVraag(blad, key);
    punt.focus();
  });
}
