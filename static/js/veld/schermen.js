// @ts-check
// The screens of one controle in one document: which one shows follows from the address behind the #.
import { alle, tekst, toonAls, zoek } from "./dom.js";

/** @typedef {{titel?: string, onder?: string, terug?: string, terugnaam?: string, balk?: string, focus?: any}} Kop */
/** @typedef {(rest: string) => Kop | void | Promise<Kop | void>} Open */

/** @type {Record<string, {open: Open, dicht?: () => void}>} */
const schermen = {};
/** Where each screen was rolled to. @type {Record<string, number>} */
const gerold = {};
let huidig = "formulier";

/** Names a screen and what opening (and leaving) it does. @param {string} naam @param {Open} open @param {() => void} [dicht] */
export function scherm(naam, open, dicht) {
  schermen[naam] = { open, dicht };
}

/** Starts following the address. */
export function volgAdres() {
  addEventListener("hashchange", ga);
  ga();
}

/** Goes to a screen; with `vervang` the way back skips the present one. @param {string} adres @param {boolean} [vervang] */
export function naar(adres, vervang = false) {
  const nieuw = `#${adres}`;
  if (location.hash === nieuw) return ga();
  if (!vervang) {
    location.hash = nieuw;
    return;
  }
  history.replaceState(history.state, "", nieuw);
  ga();
}

/** The screen that shows. */
export const opScherm = () => huidig;

/** Screens the phone stays on while another person holds it, and the one that shows instead of any other. */
/** @type {{binnen: string[], anders: string} | null} */
let slot = null;

/** Keeps to these screens, whichever way one goes, until `geefTerug`. @param {string[]} binnen @param {string} anders */
export function houBij(binnen, anders) {
  sluitUitweg(true);
  slot = { binnen, anders };
}

/** The phone is back with the toezichthouder. */
export function geefTerug() {
  slot = null;
  sluitUitweg(false);
}

/** While another holds the phone the line on top leads nowhere: the queue is not theirs to see. @param {boolean} dicht */
function sluitUitweg(dicht) {
  for (const lijn of alle("[data-netstand]")) lijn.inert = dicht;
}

let beurt = 0;

/** Opens the screen of the present address again, for example after a change from elsewhere. */
export async function ga() {
  beurt += 1;
  const mijn = beurt;
  const [naam, rest] = ontleed(location.hash.slice(1));
  if (slot && !slot.binnen.includes(naam)) return void naar(slot.anders, true);
  const vorige = huidig;
  gerold[vorige] = scrollY;
  if (vorige !== naam) schermen[vorige]?.dicht?.();
  huidig = naam;
  for (const vak of alle("[data-scherm]", zoek("#inhoud"))) toonAls(vak, vak.dataset.scherm === naam);
  const kop = await schermen[naam].open(rest);
  if (!kop || mijn !== beurt) return;
  toonKop(naam, kop);
  const doel = kop.focus ?? null;
  if (vorige !== naam) scrollTo({ top: doel || naam !== "formulier" ? 0 : (gerold[naam] ?? 0), behavior: "instant" });
  if (doel) doel();
  else if (vorige !== naam) zoek("#titel").focus({ preventScroll: true });
}

/** @param {string} hash @returns {[string, string]} */
function ontleed(hash) {
  const streep = hash.indexOf("/");
  const naam = streep < 0 ? hash : hash.slice(0, streep);
  if (naam in schermen) return [naam, streep < 0 ? "" : decodeURIComponent(hash.slice(streep + 1))];
  return ["formulier", decodeURIComponent(hash)];
}

/** @param {string} naam @param {Kop} kop */
function toonKop(
  naam,
  { titel = "", onder = "", terug = "#formulier", terugnaam = "Terug naar het formulier", balk = naam },
) {
  tekst(zoek("#titel"), titel);
  tekst(zoek("#ondertitel"), onder);
  const link = zoek("#terug");
  link.setAttribute("href", terug);
  link.setAttribute("aria-label", terugnaam);
  toonAls(link, terug !== "");
  toonAls(zoek("#voortgang"), naam === "formulier");
  for (const vak of alle("[data-balk]")) toonAls(vak, vak.dataset.balk === balk);
}
