// @ts-check
// What shows and hides on the page by what was answered.
import { toonAls } from "./dom.js";
import { schrijfAntwoord } from "./form.js";
import { openMinimum } from "./herhalen.js";
import { isDicht } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

/** Brings the page in line with the controle; with a key only what can have changed by that answer. @param {Blad} blad @param {string} [key] */
export function werkBij(blad, key) {
  const erbij = openMinimum(blad);
  const anders = toonZicht(blad);
  blad.toonGevolgen?.(erbij ? undefined : key, anders);
}

/** Shows and hides; an answer that goes out of sight is kept, and marked. @param {Blad} blad @returns {string[]} */
function toonZicht(blad) {
  const { zicht, antwoorden, verborgen } = blad.werk;
  const anders = [];
  for (const [key, vak] of blad.vragen) {
    const toon = zicht.vragen.has(key) || (vak.dataset.type === "steekproef" && zicht.onderdelen.has(key));
    if (vak.hidden === toon) {
      toonAls(vak, toon);
      if (toon) anders.push(key);
    }
    const merk = !toon;
    if (antwoorden.has(key) && verborgen.has(key) !== merk && !isDicht(blad.werk)) schrijfAntwoord(blad, key);
  }
  for (const [key, vak] of blad.onderdelen) toonAls(vak, zicht.onderdelen.has(key));
  return anders;
}
