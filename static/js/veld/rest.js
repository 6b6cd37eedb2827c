// @ts-check
// The rest of the form: what follows from answers, buttons and photos, the screens one goes to from the form, and the
// talk with the office. Nothing of it is needed for the first tap; it is read as soon as one can work.
import { alle } from "./dom.js";
import { toonGevolgen } from "./gevolgen.js";
import { ordenGronden } from "./gronden.js";
import { luisterNaarKnoppen } from "./knoppen.js";
import { tekenAlleFotos } from "./photos.js";
import { vouwKlaar } from "./voortgang.js";
import { toonVorige } from "./vorige.js";

export { openAfgerond, tekenZending } from "./afgerond.js";
export { openAfronden, tekenMist } from "./afronden.js";
export { openBevinding, sluitBevinding } from "./bevinding.js";
export { leesOpnieuw } from "./elders.js";
export { openFoto, verlaatFoto } from "./foto-bewerken.js";
export { bewaarNaam, openSamenvatting, openTeruggeven } from "./ondertekenen.js";
export { openOverzicht } from "./overzicht.js";
export { nu as zendNu, start as startZenden } from "./sync.js";

/** Shows what follows from the answers on this phone, and lets every button work. @param {import("./form.js").Blad} blad */
export function begin(blad) {
  ordenGronden(blad.werk, blad.form);
  toonVorige(blad);
  blad.toonGevolgen = (key, anders) => toonGevolgen(blad, key, anders);
  blad.toonGevolgen();
  vouwKlaar(blad);
  tekenAlleFotos(blad);
  luisterNaarKnoppen(blad);
  legUit(blad.form);
}

const TE_VEEL = 200;

/**
 * Lays out what is off the screen, one punt at a time, while nobody waits for it. At the first tap on a text field a
 * browser looks for all fields it could fill in, unless there are too many, and lays out whatever it finds in one go.
 * @param {HTMLElement} form
 */
function legUit(form) {
  if (alle("textarea, .invoer", form).length > TE_VEEL) return;
  const punten = alle(".punt", form);
  const leg = () => {
    punten.shift()?.lastElementChild.getBoundingClientRect();
    if (punten.length) requestIdleCallback(leg);
  };
  globalThis.requestIdleCallback?.(leg);
}
