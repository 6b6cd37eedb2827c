// @ts-check
// Afronden: first what is missing, then the counts, the talk, the signatures.
import { vraagVan } from "../rules/voorwaarden.js";
import { bewaarOpnieuw, ietsNietBewaard, probeer, spoel } from "./bewaren.js";
import { alle, icoon, kloon, tekst, toonAls, vulMerk, zoek } from "./dom.js";
import { vulVraag, zetAntwoord } from "./form.js";
import { puntregel, verwijzing } from "./gevolgen.js";
import { rondAf } from "./manifest.js";
import { allesWatMist, bevindingSleutels, bezoekVraag, overzie } from "./mist.js";
import { tekenMistlijst } from "./mistlijst.js";
import { handtekeningMist, openHandtekeningen, toonBetrokkene, weegSamenvatting } from "./ondertekenen.js";
import { fotosKlaar } from "./photos.js";
import { naar } from "./schermen.js";
import { leesMeta, schrijfMeta } from "./store.js";
import { deel, isDicht, kaal, sleutel } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

const scherm = (/** @type {string} */ naam) => zoek(`[data-scherm=${naam}]`);
/** Opens Afronden. @param {Blad} blad @returns {import("./schermen.js").Kop | void} */
export function openAfronden(blad) {
  if (isDicht(blad.werk)) return void naar("afgerond", true);
  tekenMist(blad);
  weegSamenvatting(blad).then(() => {
    tekenMist(blad);
    toonBetrokkene(blad);
  });
  tekenTelling(blad);
  tekenBevindingen(blad);
  tekenGesprek(blad);
  toonAls(zoek("[data-deelsvel]"), false);
  openHandtekeningen(blad);
  return { titel: "Afronden", onder: blad.titel };
}

/** What is missing, in the order of the page, with the two things afronden itself asks. @param {Blad} blad */
function mist(blad) {
  const { werk } = blad;
  /** @type {{adres: string, zin: string, key?: string, soort: string}[]} */
  const rijen = allesWatMist(werk).map(({ code, pad, soort, zin }) => {
    const key = sleutel(code, pad);
    const { vraag, plaats } = puntregel(blad, key);
    const adres = soort === "bevinding" ? `bevinding/${encodeURIComponent(key)}` : encodeURIComponent(key);
    return { adres, key, soort, zin: mistzin(kaal(code), vraag, plaats, soort, zin, werk.bevindingen.has(key)) };
  });
  return [...rijen, ...handtekeningMist(werk)];
}

/** @param {string} code @param {string} vraag @param {string} plaats @param {string} soort @param {string} zin @param {boolean} begonnen */
function mistzin(code, vraag, plaats, soort, zin, begonnen) {
  if (soort === "bevinding")
    return `${begonnen ? "Maak de bevinding af" : "Leg de bevinding vast"} bij ${code}, ${plaats}.`;
  if (soort === "bezoek") return `${plaats}: ${vraag}`;
  if (soort === "herhaling" || code === code.toLowerCase())
    return `${plaats}: ${zin.charAt(0).toLowerCase()}${zin.slice(1)}`;
  if (soort !== "antwoord") return zin;
  return `${code} ${plaats ? `${plaats}: ` : ""}${vraag.length > 60 ? `${vraag.slice(0, 58).trimEnd()}…` : vraag} Geen antwoord.`;
}

/** @param {Blad} blad */
export function tekenMist(blad) {
  const rijen = mist(blad);
  tekenMistlijst(zoek("[data-mist]", scherm("afronden")), rijen);
  for (const plek of alle("[data-deelskan]")) toonAls(plek, rijen.some(magOpenBlijven(blad)));
  return rijen;
}

const TEL = [
  ["voldoet", "t-ok", "vink", "voldoet"],
  ["voldoet_niet", "t-fout", "kruis", "voldoet niet"],
  ["nvt", "t-stil", "nvt", "n.v.t."],
  ["nader_onderzoek", "t-let", "oog", "nader onderzoek"],
  ["niet_gecontroleerd", "t-let", "oogdicht", "niet gecontroleerd"],
];

/** @param {Blad} blad */
function tekenTelling(blad) {
  const { oordelen } = overzie(blad.werk);
  const rijen = TEL.filter(([waarde]) => oordelen[waarde] || waarde === "voldoet" || waarde === "voldoet_niet");
  zoek("[data-telling]").replaceChildren(
    ...rijen.map(([waarde, klas, beeld, woord]) => {
      const li = kloon("sj-tel");
      li.className = klas;
      icoon(li, beeld);
      tekst(zoek("b", li), String(oordelen[waarde] ?? 0));
      tekst(zoek("span span", li), woord);
      return li;
    }),
  );
}

/** @param {Blad} blad */
function tekenBevindingen(blad) {
  const links = bevindingSleutels(blad.werk).map((key) => {
    const link = verwijzing(blad, key);
    const { code, vraag, plaats } = puntregel(blad, key);
    tekst(zoek(".verwijs__titel", link), `${code} ${plaats && deel(key)[1] ? `${plaats}: ` : ""}${vraag}`);
    return link;
  });
  zoek("[data-bevindingen]").replaceChildren(...links);
}

const GESPREK = [
  ["gesproken_met", "Gesproken met"],
  ["legitimatie", "Legitimatie getoond"],
  ["reactie", "Reactie van de betrokkene"],
];

/** What the section Bezoek says about the talk, each with the way to it. @param {Blad} blad */
function tekenGesprek(blad) {
  const rijen = GESPREK.flatMap(([veld, naam]) => {
    const vraag = bezoekVraag(blad.werk, veld);
    if (!vraag) return [];
    const rij = kloon("sj-gesprek");
    zoek("a", rij).href = `#${encodeURIComponent(sleutel(vraag.code))}`;
    const vak = blad.vragen.get(sleutel(vraag.code));
    const keus = vak.querySelector("input:checked + label");
    const [wat, waarde] = alle("a > span > span", rij);
    tekst(wat, naam);
    tekst(waarde, keus?.textContent.trim() ?? blad.werk.bezoek[veld] ?? "Nog niet ingevuld");
    return [rij];
  });
  zoek("[data-gesprek]").replaceChildren(...rijen);
  toonAls(zoek("[data-gesprek]").closest("section"), rijen.length > 0);
}

/** Punten that may stay open, by controle. @param {Blad} blad */
const tochSleutel = (blad) => `toch ${blad.werk.id}`;

/** @param {Blad} blad @returns {Promise<string[]>} */
const leesToch = async (blad) => (await leesMeta(tochSleutel(blad))) ?? [];

/** @type {Promise<void> | undefined} */
let bezig;

/** *Afronden*: never switched off; says what is missing or finishes, once. @param {Blad} blad */
export function rondControleAf(blad) {
  bezig ??= controleerEnSluit(blad).finally(() => {
    bezig = undefined;
  });
  return bezig;
}

/** @param {Blad} blad */
async function controleerEnSluit(blad) {
  spoel();
  // A photo that is still being made smaller belongs to this visit.
  await fotosKlaar();
  // What is not on the phone yet would come after the end.
  if (ietsNietBewaard()) await bewaarOpnieuw();
  if (ietsNietBewaard() || isDicht(blad.werk)) return;
  const getoond = await weegSamenvatting(blad);
  const rijen = tekenMist(blad);
  if (rijen.length) return void zoek("[data-mist]", scherm("afronden")).focus();
  if (blad.proef) return;
  const eind_at = new Date().toISOString();
  const opdracht = { controle: blad.werk.id, soort: "afronden", sleutel: "", inhoud: { eind_at } };
  await probeer(opdracht, async () => {
    await rondAf(blad.werk.id, { eind_at, toch: await leesToch(blad), getoond });
    blad.werk.controle.lokaal = { ...blad.werk.controle.lokaal, status: "afgerond", afgerond_at: eind_at };
    navigator.vibrate?.(10);
    blad.maakDicht();
    naar("afgerond", true);
  });
}

/** A punt without an answer: it can be finished as *niet gecontroleerd*. @param {Blad} blad @returns {(rij: any) => boolean} */
const magOpenBlijven =
  ({ werk }) =>
  ({ soort, key }) =>
    soort === "antwoord" && Boolean(key && vraagVan(werk.plan, deel(key)[0]));

/** Deels: open punten as *niet gecontroleerd* with one reason, each of them confirmed. @param {Blad} blad */
export function openDeels(blad) {
  const punten = mist(blad).filter(magOpenBlijven(blad));
  const vel = zoek("[data-deelsvel]");
  toonAls(vel, true);
  zoek("[data-deelslijst]").replaceChildren(
    ...punten.map(({ key, zin }, nummer) => {
      const li = kloon("sj-deelspunt");
      vulMerk(li, "__K__", `deels-${nummer}`);
      zoek("input", li).value = key;
      tekst(zoek("label", li), zin.replace(/ Geen antwoord\.$/, ""));
      return li;
    }),
  );
  vel.scrollIntoView({ block: "start" });
  zoek("#deelsreden").focus({ preventScroll: true });
}

/** @param {Blad} blad */
export async function pasDeelsToe(blad) {
  const veld = zoek("#deelsreden");
  const reden = veld.value.trim();
  veld.setAttribute("aria-invalid", String(!reden));
  if (!reden) return veld.focus();
  const gekozen = alle("[data-deelslijst] input:checked").map((keus) => keus.value);
  if (!blad.proef) await schrijfMeta(tochSleutel(blad), [...new Set([...(await leesToch(blad)), ...gekozen])]);
  for (const keus of alle("[data-deelslijst] input:checked")) {
    const oud = blad.werk.antwoorden.get(keus.value) ?? {};
    const oordeel = (vraagVan(blad.werk.plan, deel(keus.value)[0])?.type ?? "oordeel") === "oordeel";
    zetAntwoord(blad, keus.value, { ...oud, gewist: undefined, waarde: oordeel ? "niet_gecontroleerd" : null, reden });
    vulVraag(blad, keus.value);
  }
  toonAls(zoek("[data-deelsvel]"), false);
  openAfronden(blad);
  zoek("[data-mist]").focus();
}
