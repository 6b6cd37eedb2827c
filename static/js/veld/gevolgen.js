// @ts-check
// What follows on the screen from an answer: what is asked extra, what the norm says, the finding, how far you are.

import { lang } from "../rules/dagen.js";
import { normVoorstel, oordeelVoorstel, openActies, redenOngeldig } from "../rules/normen.js";
import { vraagtBevinding } from "../rules/volledigheid.js";
import { vraagVan } from "../rules/voorwaarden.js";
import { alsGetal } from "../rules/waarden.js";
import { icoon, kloon, tekst, toonAls, vulMerk, zoek } from "./dom.js";
import { vraagBij } from "./form.js";
import { bevindingMist, fotoMist, metLhso } from "./mist.js";
import { eigen, zet } from "./velden.js";
import { toonVoortgang } from "./voortgang.js";
import { deel, herhalingTitel, kaal, onderdeelVan, sleutel } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

/**
 * Shows what follows: of one answer (and of the places that came in sight by it), or of everything on the page.
 * @param {Blad} blad @param {string} [key] @param {string[]} [anders]
 */
export function toonGevolgen(blad, key, anders = []) {
  const bij = key ? new Set([...anders, ...gezin(blad, key), ...gevoelig(blad)]) : blad.vragen.keys();
  for (const plek of bij) bijVraag(blad, plek);
  toonVoortgang(blad);
}

/** A question with its punt and all that hangs under it. @param {Blad} blad @param {string} key */
function gezin(blad, key) {
  const [code, pad] = deel(key);
  const punt = vraagVan(blad.werk.plan, code)?.bij ?? code;
  return blad.werk.plan.vragen
    .filter((v) => v.code === punt || v.bij === punt)
    .map((v) => sleutel(v.code, pad))
    .concat(key);
}

/** Visible questions whose norm, acts or finding may look at other answers. @param {Blad} blad */
function gevoelig(blad) {
  blad.werk.plan.gevoelig ??= new Set(
    blad.werk.plan.vragen.filter((v) => v.normen || v.acties || v.afwijking_als).map((v) => v.code),
  );
  return [...blad.werk.zicht.vragen].filter((key) => blad.werk.plan.gevoelig.has(deel(key)[0]));
}

/** @param {Blad} blad @param {string} key */
function bijVraag(blad, key) {
  const vak = blad.vragen.get(key);
  if (!vak || vak.hidden) return;
  const [code, pad] = deel(key);
  const vraag = vraagBij(blad, vak);
  const antwoord = blad.werk.antwoorden.get(key) ?? {};
  if (!vak.dataset.bezoek) vraagDoor(blad, vak, vraag, antwoord, key);
  toonNorm(blad, vak, vraag, antwoord, pad);
  if (vraag.type === "locatie") tekst(zoek("[data-plaats]", vak), plaatszin(antwoord.waarde ?? {}));
  toonFotoEis(blad, vak, key);
  toonGevolg(blad, vak, vraag, code, pad);
}

/** Where it is on the map; empty when that is not known. @param {any} plek */
const plaatszin = ({ lat, lon, nauwkeurigheid }) =>
  lat === undefined ? "" : `${lat.toFixed(5)}, ${lon.toFixed(5)}, op ${nauwkeurigheid} meter nauwkeurig`;

/** Reden, nader onderzoek and direct hersteld open under the answer, never above the thumb. @param {Blad} blad @param {any} vak @param {any} vraag @param {any} antwoord @param {string} key */
function vraagDoor(blad, vak, vraag, antwoord, key) {
  const { waarde } = antwoord;
  const oordeel = (vraag.type ?? "oordeel") === "oordeel";
  const redenBij = blad.werk.plan.reden_bij ?? ["niet_gecontroleerd"];
  const reden = oordeel ? redenBij.includes(waarde) : Boolean(antwoord.reden) || "redenOpen" in vak.dataset;
  const hersteld = onder(vak, "hersteld", key, oordeel && waarde === "voldoet_niet");
  if (hersteld) zoek("input", hersteld).checked = antwoord.direct_hersteld === true;
  const redenBlok = onder(vak, "reden", key, reden);
  if (redenBlok) vulReden(redenBlok, antwoord);
  const nader = onder(vak, "nader", key, oordeel && waarde === "nader_onderzoek");
  if (!nader) return;
  zet(zoek("[data-rol=nader-wat]", nader), antwoord.nader?.wat ?? "");
  zet(zoek("[data-rol=nader-uiterlijk]", nader), antwoord.nader?.uiterlijk ?? "");
}

/** Blocks that were open before, with what was typed in them. @type {WeakMap<any, Record<string, any>>} */
const gesloten = new WeakMap();

/** Where what an answer asks extra is put. @param {any} vak @returns {any} */
const eigenVak = (vak) =>
  vak.querySelector(":scope > .punt__vak > [data-onder]") ?? vak.querySelector(":scope > [data-onder]");

/** Opens a block under an answer, once. @param {any} punt @param {string} naam @param {string} key */
function blok(punt, naam, key) {
  const plek = eigenVak(punt);
  const nieuw = kloon(`sj-${naam}`);
  vulMerk(nieuw, "__K__", key);
  nieuw.dataset.blok = naam;
  plek.append(nieuw);
  return nieuw;
}

/** @param {any} vak @param {string} naam @param {string} key @param {boolean} toon @returns {any} the block when it shows */
function onder(vak, naam, key, toon) {
  const plek = eigenVak(vak);
  const bestaand = plek?.querySelector(`:scope > [data-blok="${naam}"]`);
  if (bestaand && toon) return bestaand;
  const eerder = gesloten.get(vak) ?? {};
  if (bestaand) gesloten.set(vak, { ...eerder, [naam]: bestaand });
  bestaand?.remove();
  if (!toon) return undefined;
  if (!eerder[naam]) return blok(vak, naam, key);
  plek.append(eerder[naam]);
  return eerder[naam];
}

/** @type {Record<string, string>} */
const REDENVRAAG = {
  niet_gecontroleerd: "Waarom niet gecontroleerd?",
  nvt: "Waarom is dit niet van toepassing?",
};

/** @param {any} blokje @param {any} antwoord */
function vulReden(blokje, antwoord) {
  zet(zoek("input", blokje), antwoord.reden ?? "");
  tekst(zoek("[data-redenvraag]", blokje), REDENVRAAG[antwoord.waarde] ?? "Waarom kun je dit niet invullen?");
  toonAls(zoek("[data-chips]", blokje), antwoord.waarde === "niet_gecontroleerd");
}

/** @param {Blad} blad @param {any} vak @param {any} vraag @param {any} antwoord @param {string} pad */
function toonNorm(blad, vak, vraag, antwoord, pad) {
  const plek =
    eigen(vak).length && [...vak.querySelectorAll("[data-norm]")].find((p) => p.closest("[data-vraag]") === vak);
  if (!plek) return;
  const fout = "verlaten" in vak.dataset || antwoord.waarde === null ? redenOngeldig(vraag, antwoord) : null;
  const voorstel = fout ? { oordeel: null, zin: "" } : normVoorstel(blad.werk.plan, blad.werk.stand, vraag.code, pad);
  const stempel = JSON.stringify([fout, voorstel, antwoord.waarde]);
  if (plek.dataset.stempel === stempel) return;
  plek.dataset.stempel = stempel;
  plek.replaceChildren();
  for (const veld of eigen(vak))
    if (veld.dataset.rol === "waarde") veld.setAttribute("aria-invalid", String(Boolean(fout)));
  if (fout) return void plek.append(metTekst(kloon("sj-fout"), fout));
  if (!voorstel.zin) return;
  plek.append(...normbeeld(vraag, antwoord, blad), normregel(blad, vraag, voorstel, pad));
}

/** @param {Blad} blad @param {any} vraag @param {{oordeel: string | null, zin: string}} voorstel @param {string} pad */
function normregel(blad, vraag, voorstel, pad) {
  const regel = kloon("sj-norm");
  const goed = voorstel.oordeel === "voldoet";
  if (voorstel.oordeel === null) regel.classList.add("norm--let");
  else if (!goed) regel.classList.add("norm--fout");
  icoon(regel, goed ? "vink" : voorstel.oordeel === null ? "info" : "letop");
  const punt = vraag.bij && vraagVan(blad.werk.plan, vraag.bij);
  const open =
    punt && (punt.type ?? "oordeel") === "oordeel" && !blad.werk.antwoorden.get(sleutel(punt.code, pad))?.waarde;
  const hint = open && oordeelVoorstel(blad.werk.plan, blad.werk.stand, punt.code, pad).oordeel === "voldoet_niet";
  return metTekst(regel, `${voorstel.zin}${hint ? " Dat wijst op 'voldoet niet'. Jij kiest." : ""}`);
}

/** The value beside its norm as a small picture; only for a norm with one fixed bound. @param {any} vraag @param {any} antwoord @param {Blad} blad */
function normbeeld(vraag, antwoord, blad) {
  const norm = vraag.normen?.length === 1 ? vraag.normen[0] : null;
  const grens = alsGetal(norm?.waarde ?? blad.werk.stand.feiten[norm?.waarde_uit]);
  const waarde = alsGetal(antwoord.waarde);
  if (vraag.type !== "getal" || grens === null || waarde === null || grens <= 0 || waarde < 0) return [];
  const beeld = kloon("sj-normbeeld");
  const schaal = 292 / Math.max(grens * 1.5, waarde * 1.1);
  const x = 4 + grens * schaal;
  const boven = norm.operator.startsWith(">");
  const goed = zoek("[data-goed]", beeld);
  goed.setAttribute("x", boven ? x : 0);
  goed.setAttribute("width", boven ? 300 - x : x);
  zoek("[data-grens]", beeld).setAttribute("d", `M${x.toFixed(1)} 3v20`);
  const stip = zoek("[data-punt]", beeld);
  stip.setAttribute("cx", (4 + waarde * schaal).toFixed(1));
  return [beeld];
}

/** @param {any} element @param {string} zin */
function metTekst(element, zin) {
  zoek("span", element).textContent = zin;
  return element;
}

/** @param {Blad} blad @param {any} vak @param {string} key */
function toonFotoEis(blad, vak, key) {
  const tegel = [...vak.querySelectorAll(".foto-erbij")].find((p) => p.closest("[data-vraag]") === vak);
  if (!tegel) return;
  const moet = fotoMist(blad.werk, key);
  tegel.classList.toggle("foto-erbij--moet", moet);
  tekst(zoek("span", tegel), moet ? "Foto nodig" : "Foto");
}

/** The way to the finding, and the acts that the answer calls for. @param {Blad} blad @param {any} vak @param {any} vraag @param {string} code @param {string} pad */
function toonGevolg(blad, vak, vraag, code, pad) {
  const plek = vak.querySelector(":scope > .punt__vak > [data-gevolg]") ?? vak.querySelector(":scope > [data-onder]");
  if (!plek || vak.dataset.type) return;
  const acties = openActies(blad.werk.plan, blad.werk.stand, code, pad).map(({ tekst: zin }) =>
    metTekst(kloon("sj-actie"), zin),
  );
  for (const oud of plek.querySelectorAll(":scope > .verwijs, :scope > .vooraf--let")) oud.remove();
  plek.append(...acties);
  if (vraagtBevinding(blad.werk.stand, vraag, pad)) plek.append(verwijzing(blad, sleutel(code, pad)));
}

/** A link to the finding that says how far it is. @param {Blad} blad @param {string} key */
export function verwijzing(blad, key) {
  const { werk } = blad;
  const link = kloon("sj-verwijs");
  const bevinding = werk.bevindingen.get(key);
  const mist = bevindingMist(werk, key);
  link.href = `#bevinding/${encodeURIComponent(key)}`;
  link.dataset.bevinding = key;
  const woord = !bevinding ? "vastleggen" : mist.length ? "afmaken" : "klaar";
  tekst(zoek(".verwijs__titel", link), `Bevinding ${woord}`);
  tekst(zoek("[data-sub]", link), mist.length ? mist[0][1] : uitkomst(werk, key));
  return link;
}

/** `A3, waarschuwen. Herstel uiterlijk 28 december 2026`. @param {import("./werk.js").Werk} werk @param {string} key */
export function uitkomst(werk, key) {
  const b = werk.bevindingen.get(key) ?? {};
  if (werk.antwoorden.get(key)?.direct_hersteld) return "Op aanwijzing direct hersteld";
  if (!metLhso(werk, deel(key)[0])) return "Vastgelegd, zonder LHSO";
  if (b.is_overtreding === false) return "Geen overtreding";
  const daad = (b.interventies ?? []).map(
    (/** @type {string} */ code) => werk.matrix?.interventies[code]?.label.toLowerCase() ?? code,
  );
  const termijn = b.termijn?.uiterlijk ? ` Herstel uiterlijk ${lang(b.termijn.uiterlijk)}.` : "";
  return `${[b.cel_definitief, ...daad].filter(Boolean).join(", ")}.${termijn}`;
}

/** The number of the punt in words for a list. @param {Blad} blad @param {string} key */
export function puntregel(blad, key) {
  const [code, pad] = deel(key);
  const vak = blad.vragen.get(key);
  const plaats = pad ? titelVan(blad, vak) : (onderdeelKop(blad, code) ?? "");
  return {
    code: kaal(code),
    vraag: vak?.querySelector(".punt__vraag, .veld__label")?.textContent ?? "",
    plaats,
  };
}

/** @param {Blad} blad @param {any} vak */
function titelVan(blad, vak) {
  const herhaling = vak?.closest("[data-herhaling]");
  return herhaling ? herhalingTitel(blad.werk, herhaling.dataset.herhaling, herhaling.dataset.pad) : "";
}

/** @param {Blad} blad @param {string} code */
function onderdeelKop(blad, code) {
  const onderdeel = vraagVan(blad.werk.plan, code)?.onderdeel ?? onderdeelVan(blad.werk.plan, code)?.code;
  const vak = onderdeel && blad.onderdelen.get(sleutel(onderdeel));
  return vak?.querySelector(".tussenkop span")?.textContent;
}
