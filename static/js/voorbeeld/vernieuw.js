// @ts-check
// The draft was changed: only what differs is drawn anew, by the server; what was clicked stays.
import { alle, tekst, vulMerk, zoek } from "../veld/dom.js";
import { neemOp, vulBlad, vulVraag } from "../veld/form.js";
import { tekenAlleFotos, tekenFotos } from "../veld/photos.js";
import { deel, herbereken, sleutel } from "../veld/werk.js";
import { werkBij } from "../veld/zicht.js";
import { leesVoorwaarden, vergeetOmdat } from "./omdat.js";

/** @typedef {import("../veld/form.js").Blad} Blad */

/** The wording of a question as it is typed, before it is kept. @param {Blad} blad @param {string} code @param {string} waarde */
export function zetVraag(blad, code, waarde) {
  for (const [key, vak] of blad.vragen)
    if (key.startsWith(`${code}@`)) tekst(vak.querySelector(".punt__vraag, .veld__label"), waarde);
}

/** One thing at a time, the last word last. @type {Promise<void>} */
let rij = Promise.resolve();

/** Draws what stands at a plek anew. @param {Blad} blad @param {string} [plek] */
export function vernieuw(blad, plek = "") {
  rij = rij.then(() => haal(blad, plek)).catch(() => undefined);
  return rij;
}

/** @param {Blad} blad @param {string} plek */
async function haal(blad, plek) {
  const code = plek.startsWith("punt:") ? plek.slice(5) : "";
  if (code && blad.vragen.size && [...blad.vragen.keys()].some((key) => deel(key)[0] === code)) {
    const antwoord = await fetch(`${location.pathname}/punten/${encodeURIComponent(code)}`);
    if (antwoord.ok) return vervang(blad, ontleed(await antwoord.text()));
  }
  const heel = await fetch(location.pathname);
  if (heel.ok) vervangAlles(blad, ontleed(await heel.text()));
}

/** @param {string} html */
const ontleed = (html) => new DOMParser().parseFromString(html, "text/html");

const json = (/** @type {string} */ id, /** @type {Document} */ pagina) =>
  JSON.parse(zoek(`#${id}`, pagina).textContent);

/** One punt, in each repeat where it stands. @param {Blad} blad @param {Document} nieuw */
function vervang(blad, nieuw) {
  const vak = zoek("#punt > *", nieuw);
  const { vraag: code } = vak.dataset;
  for (const oud of plekken(blad, code)) {
    const kopie = /** @type {any} */ (document.importNode(vak, true));
    if (oud.dataset.pad !== "__PAD__") vulMerk(kopie, "__PAD__", oud.dataset.pad);
    for (const deel_ of [oud, ...alle("[data-vraag]", oud)]) vergeetOmdat(deel_);
    oud.replaceWith(kopie);
    if (oud.dataset.pad !== "__PAD__") onthoud(blad, oud, kopie);
  }
  const { vragen, volgorde } = json("plan", nieuw);
  const { plan } = blad.werk;
  const blijft = plan.vragen.filter((v) => v.code !== code && v.bij !== code);
  const plek = plan.vragen.findIndex((v) => v.code === code);
  const verder = [...blijft.slice(0, plek), ...vragen, ...blijft.slice(plek)];
  blad.werk.plan = { ...plan, vragen: verder, volgorde: volgorde ?? undefined, gevoelig: undefined };
  const oude = plan.vragen.filter((v) => v.code === code || v.bij === code).map((v) => v.code);
  leesVoorwaarden(nieuw, oude);
  blad.teksten = { ...blad.teksten, ...json("teksten", nieuw) };
  const codes = new Set([...oude, ...vragen.map((/** @type {any} */ v) => v.code)]);
  vulOpnieuw(
    blad,
    [...blad.vragen.keys()].filter((key) => codes.has(deel(key)[0])),
  );
}

/** Puts the answers to some questions on the page again. @param {Blad} blad @param {string[]} keys */
function vulOpnieuw(blad, keys) {
  herbereken(blad.werk);
  for (const key of keys) {
    vulVraag(blad, key);
    tekenFotos(blad, key);
    werkBij(blad, key);
  }
}

/** Where a punt stands: on the page, and in the template of its repeat. @param {Blad} blad @param {string} code @returns {any[]} */
function plekken(blad, code) {
  const keuze = `[data-vraag="${CSS.escape(code)}"].punt`;
  const sjablonen = /** @type {any[]} */ ([]);
  const wacht = [...alle("[data-sjabloon]", blad.form)];
  for (const sjabloon of wacht) {
    sjablonen.push(...alle(keuze, sjabloon.content));
    wacht.push(...alle("[data-sjabloon]", sjabloon.content));
  }
  return [...alle(keuze, blad.form), ...sjablonen];
}

/** @param {Blad} blad @param {any} oud @param {any} nieuw */
function onthoud({ vragen }, oud, nieuw) {
  /** @type {(boom: any) => [string, any][]} */
  const keys = (boom) =>
    [boom, ...alle("[data-vraag]", boom)].map((vak) => [sleutel(vak.dataset.vraag, vak.dataset.pad), vak]);
  const blijft = new Map(keys(nieuw));
  for (const [key] of keys(oud)) if (!blijft.has(key)) vragen.delete(key);
  for (const [key, vak] of blijft) vragen.set(key, vak);
}

/** The whole form: something moved, came or went. @param {Blad} blad @param {Document} nieuw */
function vervangAlles(blad, nieuw) {
  const form = zoek("#formulier", nieuw);
  blad.vragen.clear();
  blad.onderdelen.clear();
  blad.herhalingen.clear();
  blad.tellers.clear();
  blad.form.replaceChildren(...[...form.childNodes].map((deel_) => document.importNode(deel_, true)));
  neemOp(blad, blad.form);
  tekst(zoek("#titel"), zoek("#titel", nieuw).textContent);
  blad.werk.plan = json("plan", nieuw);
  blad.teksten = json("teksten", nieuw);
  leesVoorwaarden(nieuw);
  herbereken(blad.werk);
  vulBlad(blad);
  tekenAlleFotos(blad);
}
