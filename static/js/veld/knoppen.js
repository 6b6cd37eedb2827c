// @ts-check
// The buttons, links and choices of the form page: one listener for each kind of event.
import { vulAan } from "./afgerond.js";
import { openDeels, pasDeelsToe, rondControleAf } from "./afronden.js";
import { bewaarAlsBestand } from "./bestand.js";
import { bevindingKlaar, naarVeld, voegZinToe } from "./bevinding.js";
import { bewaarOpnieuw, nietBewaard } from "./bewaren.js";
import { cautieGegeven } from "./bezoek.js";
import { tekst, zoek } from "./dom.js";
import { hier, neemOver, raak, zetAntwoord } from "./form.js";
import { fotoKlaar, fotoSleutel, fotoWeg, maakOngedaan } from "./foto-bewerken.js";
import { haalWeg, hernoem, voegToe } from "./herhalen.js";
import { betrokkeneKlaar, opnieuwTekenen, tekentNiet, weerVanMij } from "./ondertekenen.js";
import { tekenLijst, volgendeOpen } from "./overzicht.js";
import { neemFotos, voorCamera, zetFotosTerug } from "./photos.js";
import { vraagPlaats } from "./plaats.js";
import { naar, opScherm } from "./schermen.js";
import { springNaar } from "./spring.js";
import { eigen, lokaal } from "./velden.js";
import { sleutel } from "./werk.js";
import { wis } from "./wissen.js";
import { werkBij } from "./zicht.js";

/** @typedef {import("./form.js").Blad} Blad */

/** Starts listening. @param {Blad} blad */
export function luisterNaarKnoppen(blad) {
  document.addEventListener("click", (event) => klik(blad, event));
  document.addEventListener("change", (event) => verander(blad, event.target));
  zoek("#zoek").addEventListener("input", () => tekenLijst(blad));
}

/** What each button does, by its data-doe. @type {Record<string, (blad: Blad, knop: any) => any>} */
const DOE = {
  volgende: (blad) => volgende(blad),
  wissen: (blad, knop) => wis(blad, knop.closest(".punt")),
  chip: (blad, knop) => kiesChip(blad, knop),
  zin: (_blad, knop) => voegZinToe(knop),
  nu: (blad, knop) => zetNu(blad, knop.closest("[data-vraag]")),
  plaats: (blad, knop) => bepaalPlaats(blad, knop),
  "kan-niet": (blad, knop) => kanNiet(blad, knop),
  "herhaling-erbij": voegToe,
  "herhaling-weg": haalWeg,
  "foto-terug": (blad, knop) => zetFotosTerug(blad, knop.dataset.sleutel),
  "foto-ongedaan": () => maakOngedaan(),
  "foto-weg": (blad) => fotoWeg(blad),
  "foto-klaar": (blad) => fotoKlaar(blad),
  "bevinding-klaar": () => bevindingKlaar(),
  "naar-matrix": () => zoek("#stap-matrix").scrollIntoView({ block: "start" }),
  cautie: (blad) => cautieGegeven(blad),
  deels: (blad) => openDeels(blad),
  "deels-toepassen": (blad) => pasDeelsToe(blad),
  afronden: (blad) => rondControleAf(blad),
  "laat-tekenen": () => naar("samenvatting"),
  "niet-tekenen": () => naar("teruggeven", true),
  teruggegeven: () => weerVanMij(),
  getekend: (blad) => betrokkeneKlaar(blad),
  "opnieuw-tekenen": (blad, knop) => opnieuwTekenen(blad, knop),
  aanvullen: (blad) => vulAan(blad),
  "bewaar-opnieuw": () => bewaarOpnieuw(),
  "bewaar-bestand": (blad) => bewaarAlsBestand(blad.werk.id, nietBewaard()),
};

/** @param {Blad} blad @param {any} event */
function klik(blad, event) {
  const link = event.target.closest("a[data-naarveld], a[data-naarid], a[data-foto], a[data-doe=naar-matrix]");
  if (link?.dataset.foto) blad.vanWaar = opScherm() === "bevinding" ? location.hash : "";
  else if (link) {
    event.preventDefault();
    if (link.dataset.naarveld) return naarVeld(link.dataset.naarveld);
    if (link.dataset.naarid) return naarId(link.dataset.naarid);
  }
  if (event.target.matches("input[type=file]")) voorCamera();
  const knop = event.target.closest("[data-doe]");
  if (knop) DOE[knop.dataset.doe]?.(blad, knop);
}

/** @param {string} id */
function naarId(id) {
  const doel = document.getElementById(id);
  doel?.scrollIntoView({ block: "center" });
  if (doel?.matches("input, textarea")) doel.focus({ preventScroll: true });
}

/** @param {Blad} blad @param {any} veld */
function verander(blad, veld) {
  const { rol } = veld.dataset;
  if (veld.type === "file") return kiesFotos(blad, veld);
  if (rol === "filter") return tekenLijst(blad);
  if (rol === "naam" && veld.closest("[data-herhaling]")) return hernoem(blad, veld);
  if (rol === "tekentniet") return tekentNiet(blad, veld.value);
}

/** @param {Blad} blad @param {any} veld */
async function kiesFotos(blad, veld) {
  const key = fotoPlek(blad, veld);
  const bestanden = [...veld.files];
  veld.value = "";
  if (key && bestanden.length) await neemFotos(blad, key, bestanden, veld.hasAttribute("capture"));
}

/** @param {Blad} blad @param {any} veld */
function fotoPlek(blad, veld) {
  if (veld.dataset.rol === "nogeen") return fotoSleutel(blad) ?? "";
  const vak =
    veld.dataset.rol === "camera"
      ? (hier() ?? zoek(".punt:not([hidden])", blad.form))
      : veld.closest("[data-sleutel], [data-vraag]");
  return vak?.dataset.sleutel ?? (vak ? sleutel(vak.dataset.vraag, vak.dataset.pad) : "");
}

/** @param {Blad} blad */
function volgende(blad) {
  const key = volgendeOpen(blad, hier());
  if (!key) return naar("afronden");
  springNaar(blad, key);
  raak(blad, blad.vragen.get(key));
}

/** @param {Blad} blad @param {any} knop */
function kiesChip(blad, knop) {
  const veld = /** @type {any} */ (document.getElementById(knop.dataset.voor));
  veld.value = knop.textContent;
  veld.dispatchEvent(new Event("change", { bubbles: true }));
  if (!blad.form.contains(veld)) veld.focus();
}

/** A question that is no oordeel and cannot be answered gets a reason instead. @param {Blad} blad @param {any} knop */
function kanNiet(blad, knop) {
  const punt = knop.closest(".punt");
  punt.dataset.redenOpen = "";
  werkBij(blad, sleutel(punt.dataset.vraag, punt.dataset.pad));
  punt.querySelector("[data-rol=reden]")?.focus();
}

/** @param {Blad} blad @param {any} knop */
async function bepaalPlaats(blad, knop) {
  const vak = knop.closest("[data-vraag]");
  const regel = zoek("[data-plaats]", vak);
  tekst(regel, "Plaats zoeken");
  try {
    const plek = await vraagPlaats();
    const key = sleutel(vak.dataset.vraag, vak.dataset.pad);
    zetAntwoord(blad, key, {
      ...blad.werk.antwoorden.get(key),
      gewist: undefined,
      waarde: { ...blad.werk.antwoorden.get(key)?.waarde, ...plek },
    });
  } catch {
    tekst(regel, "De telefoon geeft geen plaats. Beschrijf de plek.");
  }
}

/** A moment field gets the present moment. @param {Blad} blad @param {any} vak */
function zetNu(blad, vak) {
  const veld = eigen(vak).find((kandidaat) => kandidaat.dataset.rol === "waarde");
  veld.value = lokaal(new Date().toISOString());
  neemOver(blad, vak);
}
