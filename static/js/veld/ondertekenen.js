// @ts-check
// The signatures: that of the toezichthouder, and that of the betrokkene, who first reads what was seen.
import { lang } from "../rules/dagen.js";
import { spoel } from "./bewaren.js";
import { alle, kloon, meervoud, tekst, tijd, toonAls, zoek } from "./dom.js";
import { leg } from "./form.js";
import { puntregel } from "./gevolgen.js";
import { tekenvak } from "./handtekening.js";
import { bevindingSleutels, NIEMAND, overzie } from "./mist.js";
import { hashVan, hashVanAlles, inleiding, isVerouderd } from "./samenvatting.js";
import { geefTerug, houBij, naar } from "./schermen.js";
import { deel, fotosBij, isDicht } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

/** The open signature fields, by role. @type {Record<string, ReturnType<typeof tekenvak>>} */
const vakken = {};
/** The hash of what each would sign now, by role. @type {Record<string, string>} */
let getoond = {};

/** What the betrokkene reads. @param {Blad} blad */
function samenvatting(blad) {
  const { werk } = blad;
  const keys = bevindingSleutels(werk);
  return {
    intro: inleiding(overzie(werk).oordelen, keys.length),
    regels: keys.map((key) => samenvattingRegel(blad, key)),
    reactie: werk.bezoek.reactie ?? "",
  };
}

/** Looks again at what would be signed; an own signature under something else makes room for a new one. @param {Blad} blad */
export async function weegSamenvatting(blad) {
  const { intro, regels, reactie } = samenvatting(blad);
  getoond = { betrokkene: await hashVan(intro, regels, reactie), toezichthouder: await hashVanAlles(blad.werk) };
  const { toezichthouder } = blad.werk.handtekeningen;
  if (oud(toezichthouder)) {
    vakken.toezichthouder?.wis();
    toonGezet(zoek("[data-handtekening=toezichthouder]"), toezichthouder);
  }
  return getoond;
}

/** Whether this signature stands under something else than what is there now. @param {any} handtekening */
const oud = (handtekening) => isVerouderd(handtekening, getoond[handtekening?.rol]);

/** Draws both signatures as they are. @param {Blad} blad */
export function openHandtekeningen(blad) {
  tekst(zoek("[data-wie]"), blad.werk.gebruiker?.naam ? `Jij, ${blad.werk.gebruiker.naam}` : "Jij");
  openTekenvak(blad, "toezichthouder");
  toonBetrokkene(blad);
}

/**
 * What the signatures still lack, as lines of the list of *Afronden*.
 * @param {import("./werk.js").Werk} werk
 * @returns {{adres: string, soort: string, zin: string, key?: string, data?: Record<string, string>}[]}
 */
export function handtekeningMist(werk) {
  const { betrokkene, toezichthouder } = werk.handtekeningen;
  const zinnen = {
    ht: oud(toezichthouder)
      ? "Er is iets veranderd nadat je tekende. Zet je handtekening opnieuw."
      : !getekend(toezichthouder) && "Zet je handtekening.",
    "nt-wil": oud(betrokkene)
      ? "Er is iets veranderd nadat de betrokkene tekende. Laat opnieuw tekenen, of kies waarom niet."
      : !getekend(betrokkene) && !betrokkene?.reden_geen && "Laat de betrokkene tekenen, of kies waarom niet.",
  };
  return Object.entries(zinnen).flatMap(([adres, zin]) =>
    zin ? { adres, soort: "handtekening", zin, data: { naarid: adres } } : [],
  );
}

/** @param {any} handtekening */
const getekend = (handtekening) => Boolean(handtekening?.lijnen?.length);

/** Signed, and under what is there now. @param {any} handtekening */
const geldt = (handtekening) => getekend(handtekening) && !oud(handtekening);

/** @param {Blad} blad @param {string} rol */
function openTekenvak(blad, rol) {
  const vak = zoek(`[data-handtekening=${rol}]`);
  vakken[rol]?.sluit();
  vakken[rol] = tekenvak(zoek(".tekenvak", vak), blad.werk.handtekeningen[rol] ?? {}, (wat) => {
    const naam = rol === "betrokkene" ? zoek("#svnaam").value.trim() : (blad.werk.gebruiker?.naam ?? "");
    bewaarHandtekening(blad, {
      rol,
      naam,
      ...wat,
      reden_geen: "",
      gezet_at: new Date().toISOString(),
      getoond: getoond[rol],
    });
  });
  toonGezet(vak, blad.werk.handtekeningen[rol]);
}

/** @param {Blad} blad @param {any} handtekening */
function bewaarHandtekening(blad, handtekening) {
  blad.werk.handtekeningen[handtekening.rol] = handtekening;
  leg(blad, "handtekening", handtekening.rol, handtekening, { strikt: true });
  toonGezet(zoek(`[data-handtekening=${handtekening.rol}]`), handtekening);
  toonBetrokkene(blad);
  blad.naWijziging();
}

/** @param {any} vak @param {any} handtekening */
function toonGezet(vak, handtekening) {
  toonAls(vak.querySelector(".veld__fout"), false);
  const staat = vak.querySelector("[data-gezet]");
  if (!staat) return;
  toonAls(staat, geldt(handtekening));
  if (getekend(handtekening)) tekst(zoek("span", staat), tijd(handtekening.gezet_at));
}

/** @param {Blad} blad */
export function toonBetrokkene(blad) {
  const { betrokkene } = blad.werk.handtekeningen;
  const vak = zoek("[data-betrokkene]");
  toonGezet(vak, betrokkene);
  tekst(
    zoek("[data-tekenhint]", vak),
    getekend(betrokkene)
      ? `Getekend${betrokkene.naam ? ` door ${betrokkene.naam}` : ""}. Bekijk`
      : "Geef de telefoon en laat tekenen",
  );
  toonAls(zoek("fieldset", vak), !geldt(betrokkene));
  for (const keus of alle("[data-rol=tekentniet]", vak))
    keus.checked = !getekend(betrokkene) && betrokkene?.reden_geen === keus.value;
}

/** The betrokkene does not sign; the reason is kept. @param {Blad} blad @param {string} reden */
export function tekentNiet(blad, reden) {
  bewaarHandtekening(blad, {
    rol: "betrokkene",
    naam: "",
    lijnen: [],
    breedte: 0,
    hoogte: 0,
    reden_geen: reden,
    gezet_at: new Date().toISOString(),
  });
}

/** The name above the signature, while it is typed: with the signature when there is one, else as a draft. @param {Blad} blad */
export function bewaarNaam(blad) {
  const naam = zoek("#svnaam").value.trim();
  const eerder = blad.werk.handtekeningen.betrokkene;
  if (isDicht(blad.werk) || (eerder?.naam ?? "") === naam) return;
  const leeg = { rol: "betrokkene", lijnen: [], breedte: 0, hoogte: 0, reden_geen: "", gezet_at: null };
  const { op, orde, controle, ...rest } = eerder ?? {};
  bewaarHandtekening(blad, { ...leeg, ...rest, naam });
}

/** Wipes a signature. @param {Blad} blad @param {any} knop */
export function opnieuwTekenen(blad, knop) {
  const rol = knop.closest("[data-handtekening]").dataset.handtekening;
  vakken[rol]?.wis();
  const naam = rol === "betrokkene" ? zoek("#svnaam").value.trim() : "";
  bewaarHandtekening(blad, { rol, naam, lijnen: [], breedte: 0, hoogte: 0, reden_geen: "", gezet_at: null });
}

/** The phone goes to the betrokkene: what was seen, without any LHSO judgement, and a field to sign in. @param {Blad} blad @returns {import("./schermen.js").Kop | void} */
export function openSamenvatting(blad) {
  if (isDicht(blad.werk)) return void naar("afgerond", true);
  const { werk } = blad;
  const { intro, regels } = samenvatting(blad);
  houBij(["samenvatting", "teruggeven"], "teruggeven");
  tekst(zoek("[data-svintro]"), intro);
  zoek("[data-svlijst]").replaceChildren(...regels.map(tekenRegel));
  tekst(
    zoek("[data-svreactie]"),
    werk.bezoek.reactie || "U heeft nog geen reactie gegeven. Zegt u iets? Dan schrijft de toezichthouder het op.",
  );
  zoek("#svnaam").value =
    werk.handtekeningen.betrokkene?.naam || (werk.bezoek.gesproken_met ?? "").replace(NIEMAND, "");
  openTekenvak(blad, "betrokkene");
  // What changed since asks for a signature of its own: the old strokes are not under it.
  weegSamenvatting(blad).then(() => oud(werk.handtekeningen.betrokkene) && vakken.betrokkene?.wis());
  return { titel: "Wat is gezien", onder: blad.titel, terug: "" };
}

/** @param {Blad} blad @param {string} key @returns {import("./samenvatting.js").Regel} */
function samenvattingRegel(blad, key) {
  const b = blad.werk.bevindingen.get(key) ?? {};
  const { vraag, plaats } = puntregel(blad, key);
  const fotos = fotosBij(blad.werk, key).length;
  const termijn = b.termijn?.uiterlijk ? `Klaar uiterlijk ${lang(b.termijn.uiterlijk)}. ` : "";
  return {
    punt: `${vraag}${plaats && deel(key)[1] ? ` (${plaats})` : ""}`,
    zag: b.constatering ?? "",
    doen: `${b.herstel ? `${b.herstel} ` : ""}${termijn}${fotos ? `${meervoud(fotos, "foto", "foto's")} gemaakt.` : ""}`,
  };
}

/** @param {import("./samenvatting.js").Regel} regel */
function tekenRegel({ punt, zag, doen }) {
  const blok = kloon("sj-svpunt");
  const [kop, gezien, gevraagd] = alle("p", blok);
  tekst(zoek("strong", kop), punt);
  tekst(gezien, zag);
  tekst(gevraagd, doen);
  return blok;
}

/** The betrokkene is done, unless there is no signature yet; the name goes with it. @param {Blad} blad */
export function betrokkeneKlaar(blad) {
  spoel("svnaam");
  bewaarNaam(blad);
  if (geldt(blad.werk.handtekeningen.betrokkene)) return naar("teruggeven", true);
  toonAls(zoek("#svfout"), true);
  zoek("[data-handtekening=betrokkene] canvas").focus();
}

/** Between the betrokkene and the judgement: only the toezichthouder goes on from here. @param {Blad} blad @returns {import("./schermen.js").Kop} */
export function openTeruggeven(blad) {
  houBij(["samenvatting", "teruggeven"], "teruggeven");
  return { titel: "Dank u wel", onder: blad.titel, terug: "" };
}

/** The toezichthouder has the phone again. */
export function weerVanMij() {
  geefTerug();
  naar("afronden", true);
}
