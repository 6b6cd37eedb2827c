// @ts-check
// Beside each question and onderdeel with a condition: whether it is in sight now, and why.
import { evalueer } from "../rules/voorwaarden.js";
import { icoon, kloon, tekst, toonAls, zoek } from "../veld/dom.js";
import { kaal } from "../veld/werk.js";

/** @typedef {import("../veld/form.js").Blad} Blad */
/** @typedef {{zin: string, als: any, toon?: boolean}} Deel  one condition something hangs on */

/** What each code hangs on. @type {Record<string, Deel[]>} */
let voorwaarden = {};

/** Reads what the server wrote beside the form: all of it, or what changed for `codes`. @param {ParentNode} pagina @param {string[]} [codes] */
export function leesVoorwaarden(pagina, codes) {
  const gelezen = JSON.parse(zoek("#voorwaarden", pagina).textContent);
  const oud = codes ? { ...voorwaarden } : {};
  for (const code of codes ?? []) delete oud[code];
  voorwaarden = { ...oud, ...gelezen };
}

/** Brings every line of explanation in line with the answers. @param {Blad} blad */
export function tekenOmdat(blad) {
  for (const [key, vak] of blad.onderdelen) teken(blad, key, vak);
  for (const [key, vak] of blad.vragen) teken(blad, key, vak);
}

/** @param {Blad} blad @param {string} key @param {any} vak */
function teken(blad, key, vak) {
  const plek = key.indexOf("@");
  const delen = voorwaarden[key.slice(0, plek)];
  if (!delen) return vergeetOmdat(vak);
  const { zicht, stand } = blad.werk;
  const toon = zicht.vragen.has(key) || zicht.onderdelen.has(key);
  const waar = delen.map((d) => evalueer(d.als, stand, key.slice(plek + 1)));
  const regel = regels.get(vak) ?? nieuweRegel(vak);
  const merk = `${toon}${waar}`;
  if (regel.dataset.merk === merk && regel.delen === delen) return;
  regel.dataset.merk = merk;
  regel.delen = delen;
  schrijf(regel, kaal(key.slice(0, plek)), toon, delen, waar);
}

/** @param {any} regel @param {string} naam @param {boolean} toon @param {Deel[]} delen @param {(boolean | null)[]} waar */
function schrijf(regel, naam, toon, delen, waar) {
  const gezien = delen.map((d, nummer) => ({ ...d, waar: waar[nummer] }));
  toonAls(regel, !(toon && delen.every(isVorm)));
  regel.classList.toggle("omdat--weg", !toon);
  icoon(regel, toon ? "oog" : "oogdicht");
  tekst(zoek("span", regel), `${naam} ${toon ? waaromWel(gezien) : waaromNiet(gezien)}`);
}

/** Whether it is about the fase or the niveau of the controle, not about an answer. @param {Deel} deel_ */
const isVorm = ({ als }) => Boolean(als.fase || als.niveau_vanaf);

/** The line of explanation of each question. @type {WeakMap<any, any>} */
const regels = new WeakMap();

/** @param {any} vak */
function nieuweRegel(vak) {
  const regel = kloon("sj-omdat");
  vak.before(regel);
  regels.set(vak, regel);
  return regel;
}

/** Takes the line of explanation of a question away. @param {any} vak */
export function vergeetOmdat(vak) {
  regels.get(vak)?.remove();
  regels.delete(vak);
}

/** @param {(Deel & {waar: boolean | null})[]} delen */
function waaromWel(delen) {
  const onbekend = delen.filter((d) => d.waar === null);
  const waar = delen.filter((d) => d.waar && !isVorm(d));
  if (onbekend.length) return `in beeld, nog onbekend: ${samen(onbekend)}`;
  return `in beeld omdat geldt: ${samen(waar.length ? waar : delen)}`;
}

/** @param {(Deel & {waar: boolean | null})[]} delen */
function waaromNiet(delen) {
  const onwaar = delen.filter((d) => d.waar === false);
  const onbekend = delen.filter((d) => d.waar === null && !d.toon);
  if (onwaar.length) return `weg omdat niet geldt: ${samen(onwaar)}`;
  return onbekend.length ? `weg, nog onbekend: ${samen(onbekend)}` : "weg omdat er niets in te vullen is";
}

/** @param {Deel[]} delen */
const samen = (delen) => delen.map((d) => d.zin).join(" en ");
