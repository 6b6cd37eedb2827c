// @ts-check
// How far you are: counters, the progress line, and the name and state of each repeat.
import { icoon, meervoud, tekst, toonAls, vast, zoek } from "./dom.js";
import { overzie } from "./mist.js";
import { herhalingTitel, sleutel } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

/** Counters, the progress line and the names of repeats. @param {Blad} blad */
export function toonVoortgang(blad) {
  const { werk } = blad;
  const overzicht = overzie(werk);
  blad.overzicht = overzicht;
  for (const [key, vak] of blad.onderdelen) {
    const tel = overzicht.per.get(key);
    if (!vak.hidden) tekst(blad.tellers.get(key), tel?.totaal ? `${tel.af} van ${tel.totaal}` : "");
  }
  for (const vak of blad.herhalingen) toonHerhaling(blad, vak, overzicht);
  const af = overzicht.totaal - overzicht.open.length;
  tekst(vast("[data-gedaan]"), `${af} van ${overzicht.totaal} klaar`);
  const { voldoet_niet: fout } = overzicht.oordelen;
  tekst(vast("[data-fout]"), fout ? `${fout} voldoet niet` : "");
  tekst(vast("[data-open]"), String(overzicht.open.length));
  tekst(vast("[data-volgende]"), overzicht.open.length ? "Volgende open" : "Naar afronden");
  icoon(vast("[data-doe=volgende]"), overzicht.open.length ? "omlaag" : "verder");
  tekenBalk(blad, af);
}

/** Whether nothing is missing in an onderdeel or repeat. @param {{af: number, totaal: number}} tel */
const isKlaar = ({ af, totaal }) => totaal > 0 && af === totaal;

/** @param {Blad} blad @param {any} vak @param {ReturnType<typeof overzie>} overzicht */
function toonHerhaling(blad, vak, overzicht) {
  const { herhaling: code, pad } = vak.dataset;
  const titel = herhalingTitel(blad.werk, code, pad);
  const tel = overzicht.per.get(sleutel(code, pad)) ?? { af: 0, totaal: 0, fout: 0 };
  toonAls(vak, blad.werk.zicht.onderdelen.has(sleutel(code, pad)));
  tekst(zoek("[data-naam]", vak), titel);
  const stand = zoek("[data-stand]", vak);
  const fout = isKlaar(tel) && tel.fout;
  tekst(stand, fout ? `${fout} voldoet niet` : `${tel.af} van ${tel.totaal}`);
  stand.className = `staat${fout ? " staat--fout" : isKlaar(tel) ? " staat--ok" : ""}`;
  if (vak.dataset.titel === titel) return;
  vak.dataset.titel = titel;
  for (const plek of vak.querySelectorAll("[data-titel]:not([data-herhaling])")) {
    if (plek.closest("[data-herhaling]") === vak) plek.textContent = ` · ${titel}`;
  }
}

const SVG = "http://www.w3.org/2000/svg";

/** One piece per onderdeel, as wide as it has punten. @param {Blad} blad @param {number} af */
function tekenBalk(blad, af) {
  const balk = vast(".voortgang__balk");
  const { per, totaal } = /** @type {any} */ (blad.overzicht);
  const delen = blad.werk.plan.onderdelen
    .filter((onderdeel) => !onderdeel.ouder)
    .map((onderdeel) => per.get(sleutel(onderdeel.code)))
    .filter((tel) => tel?.totaal);
  const stempel = JSON.stringify(delen);
  if (balk.dataset.stempel === stempel) return;
  balk.dataset.stempel = stempel;
  balk.setAttribute("aria-label", `${af} van ${meervoud(totaal, "punt", "punten")} klaar`);
  const som = delen.reduce((n, tel) => n + tel.totaal, 0);
  const gat = delen.length > 30 ? 1 : 4;
  const breedte = (358 - gat * (delen.length - 1)) / Math.max(som, 1);
  let x = 0;
  const stukken = delen.flatMap((tel) => {
    const begin = x;
    x += tel.totaal * breedte + gat;
    return [strook(begin, tel.totaal * breedte, "vul-leeg"), strook(begin, tel.af * breedte, "vul-merk")];
  });
  balk.replaceChildren(...stukken);
}

/** @param {number} x @param {number} breedte @param {string} klas */
function strook(x, breedte, klas) {
  const stuk = document.createElementNS(SVG, "rect");
  for (const [naam, waarde] of Object.entries({
    x,
    width: Math.max(breedte, 0),
    height: 8,
    rx: 3,
    class: klas,
  })) {
    stuk.setAttribute(naam, typeof waarde === "number" ? waarde.toFixed(2) : waarde);
  }
  return stuk;
}

/** Folds all repeats that are complete, so that a long list stays short. @param {Blad} blad */
export function vouwKlaar(blad) {
  for (const vak of blad.herhalingen) {
    const tel = blad.overzicht?.per.get(sleutel(vak.dataset.herhaling, vak.dataset.pad));
    if (tel && isKlaar(tel)) vak.open = false;
  }
}
