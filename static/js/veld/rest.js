// @ts-check
// The rest of the form: what is not needed for the first tap. It is read as soon as one can work.
import { toonGevolgen } from "./gevolgen.js";
import { ordenGronden } from "./gronden.js";
import { luisterNaarKnoppen } from "./knoppen.js";
import { tekenAlleFotos } from "./photos.js";
import { vouwKlaar } from "./voortgang.js";
import { toonVorige } from "./vorige.js";

export { openOverzicht } from "./overzicht.js";
export { tekenAlleFotos };

/** Shows what follows from the answers on this phone, and lets every button work. @param {import("./form.js").Blad} blad */
export function begin(blad) {
  ordenGronden(blad.werk, blad.form);
  toonVorige(blad);
  blad.toonGevolgen = (key, anders) => toonGevolgen(blad, key, anders);
  blad.toonGevolgen();
  vouwKlaar(blad);
  tekenAlleFotos(blad);
  luisterNaarKnoppen(blad);
}
