// @ts-check
// Finds and clones what Jinja drew. No HTML is ever made from text here.

/** The first match; throws when the page lacks it. @param {string} keuze @param {ParentNode} [in_] @returns {any} */
export function zoek(keuze, in_ = document) {
  const gevonden = in_.querySelector(keuze);
  if (!gevonden) throw new Error(`de pagina mist ${keuze}`);
  return gevonden;
}

/** @type {Map<string, any>} */
const vasteDelen = new Map();

/** As `zoek`, for a part that is drawn once and stays: looked for once, since a form can be very long. @param {string} keuze @returns {any} */
export function vast(keuze) {
  if (!vasteDelen.has(keuze)) vasteDelen.set(keuze, zoek(keuze));
  return vasteDelen.get(keuze);
}

/** @param {string} keuze @param {ParentNode} [in_] @returns {any[]} */
export const alle = (keuze, in_ = document) => [...in_.querySelectorAll(keuze)];

/** A copy of the one element of a template. @param {string} id @returns {any} */
export function kloon(id) {
  const sjabloon = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return document.importNode(sjabloon.content, true).firstElementChild;
}

/**
 * Puts `waarde` where the attributes say `merk`, in an element and all in it. Templates inside it are left alone.
 * @param {Element} boom @param {string} merk @param {string} waarde
 */
export function vulMerk(boom, merk, waarde) {
  for (const element of [boom, ...boom.querySelectorAll("*")]) {
    for (const attribuut of element.attributes) {
      if (attribuut.value.includes(merk)) attribuut.value = attribuut.value.replaceAll(merk, waarde);
    }
  }
}

/** Writes text only when it changes. @param {Element | null | undefined} element @param {string} tekst */
export function tekst(element, tekst) {
  if (element && element.textContent !== tekst) element.textContent = tekst;
}

/** Shows or hides. @param {any} element @param {boolean} toon */
export function toonAls(element, toon) {
  if (element && element.hidden === toon) element.hidden = !toon;
}

/** Resolves after the next frame; where none is drawn (a page in the background), a moment later. */
export const beeld = () =>
  new Promise((klaar) => {
    requestAnimationFrame(() => setTimeout(klaar));
    setTimeout(klaar, 200);
  });

/** Gives an icon another picture. @param {Element} element @param {string} naam */
export const icoon = (element, naam) => {
  zoek("[data-icoon]", element).dataset.icoon = naam;
};

/** `1 foto`, `2 foto's`. @param {number} aantal @param {string} een @param {string} meer */
export const meervoud = (aantal, een, meer) => `${aantal} ${aantal === 1 ? een : meer}`;

/** `10:38` on the clock of this phone. @param {string | Date} moment */
export const tijd = (moment) => new Date(moment).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });

let afwijking = 0;
/** What our clock says more than this phone's, in ms, as it was last measured. @param {number | null} [ms] */
export function zetKlok(ms) {
  afwijking = ms ?? 0;
}

/** A moment on the clock of this phone, set right; now when none is given. @param {string | number} [moment] */
export const recht = (moment = Date.now()) => new Date(new Date(moment).getTime() + afwijking);

/** The day of a moment; of now on a clock set right when none is given. @param {Date} [moment] */
export function vandaag(moment = recht()) {
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** The bar of the browser (and of the installed app) takes the colour of the head: the house colour that holds here. */
export function kleurAdresbalk() {
  const kleur = getComputedStyle(document.documentElement).getPropertyValue("--schouw-brand-strong").trim();
  if (kleur) document.querySelector("meta[name=theme-color]")?.setAttribute("content", kleur);
}
