// @ts-check
// Afronden: first what is missing, then the counts, the talk, the signatures; after that the controle is read-only.
import { lang } from "../rules/dagen.js";
import { vraagVan } from "../rules/voorwaarden.js";
import { probeer, spoel } from "./bewaren.js";
import { alle, icoon, kloon, meervoud, tekst, tijd, toonAls, vulMerk, zoek } from "./dom.js";
import { leg, vulVraag, zetAntwoord } from "./form.js";
import { puntregel, uitkomst, verwijzing } from "./gevolgen.js";
import { tekenvak } from "./handtekening.js";
import { allesWatMist, bevindingSleutels, bezoekVraag, NIEMAND, overzie } from "./mist.js";
import { hashVan, inleiding, isVerouderd } from "./samenvatting.js";
import { geefTerug, houBij, naar } from "./schermen.js";
import { leesControles, leesMeta, rondAf, schrijfMeta, verzendstand } from "./store.js";
import { korteDag } from "./tijd.js";
import { deel, fotosBij, isDicht, kaal, sleutel, statusVan } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

const scherm = (/** @type {string} */ naam) => zoek(`[data-scherm=${naam}]`);
/** The open signature fields, by role. @type {Record<string, ReturnType<typeof tekenvak>>} */
const vakken = {};
/** The hash of the summary as it would be shown now. */
let getoond = "";

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

/** Looks again at what would be shown. @param {Blad} blad */
async function weegSamenvatting(blad) {
  const { intro, regels, reactie } = samenvatting(blad);
  getoond = await hashVan(intro, regels, reactie);
}

/** Opens Afronden. @param {Blad} blad @returns {import("./schermen.js").Kop | void} */
export function openAfronden(blad) {
  if (isDicht(blad.werk)) return void naar("afgerond", true);
  tekenMist(blad);
  weegSamenvatting(blad).then(() => tekenMist(blad));
  tekenTelling(blad);
  tekenBevindingen(blad);
  tekenGesprek(blad);
  toonAls(zoek("[data-deelsvel]"), false);
  tekst(zoek("[data-wie]"), blad.werk.gebruiker?.naam ? `Jij, ${blad.werk.gebruiker.naam}` : "Jij");
  openTekenvak(blad, "toezichthouder");
  toonBetrokkene(blad);
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
  if (!getekend(werk.handtekeningen.toezichthouder))
    rijen.push({ adres: "ht", soort: "handtekening", zin: "Zet je handtekening." });
  const { betrokkene } = werk.handtekeningen;
  if (!getekend(betrokkene) && !betrokkene?.reden_geen) {
    rijen.push({ adres: "nt-wil", soort: "handtekening", zin: "Laat de betrokkene tekenen, of kies waarom niet." });
  }
  if (isVerouderd(betrokkene, getoond)) {
    rijen.push({
      adres: "nt-wil",
      soort: "handtekening",
      zin: "Er is iets veranderd nadat de betrokkene tekende. Laat opnieuw tekenen, of kies waarom niet.",
    });
  }
  return rijen;
}

/** @param {any} handtekening */
const getekend = (handtekening) => Boolean(handtekening?.lijnen?.length);

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
  const vak = zoek("[data-mist]", scherm("afronden"));
  toonAls(vak, rijen.length > 0);
  for (const plek of alle("[data-deelskan]")) toonAls(plek, rijen.some(magOpenBlijven(blad)));
  tekst(zoek("[data-misttitel]", vak), `Nog ${meervoud(rijen.length, "ding", "dingen")} niet klaar`);
  zoek("[data-mistlijst]", vak).replaceChildren(
    ...rijen.map(({ adres, zin, key }) => {
      const li = kloon("sj-mist");
      const link = zoek("a", li);
      link.href = `#${adres}`;
      if (!key) link.dataset.naarid = adres;
      tekst(zoek("span", li), zin);
      return li;
    }),
  );
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
      ...(rol === "betrokkene" ? { getoond } : {}),
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
  tekenMist(blad);
}

/** @param {any} vak @param {any} handtekening */
function toonGezet(vak, handtekening) {
  const staat = vak.querySelector("[data-gezet]");
  if (!staat) return;
  toonAls(staat, getekend(handtekening));
  if (getekend(handtekening)) tekst(zoek("span", staat), tijd(handtekening.gezet_at));
}

/** @param {Blad} blad */
function toonBetrokkene(blad) {
  const { betrokkene } = blad.werk.handtekeningen;
  const vak = zoek("[data-betrokkene]");
  toonGezet(vak, betrokkene);
  tekst(
    zoek("[data-tekenhint]", vak),
    getekend(betrokkene)
      ? `Getekend${betrokkene.naam ? ` door ${betrokkene.naam}` : ""}. Bekijk`
      : "Geef de telefoon en laat tekenen",
  );
  toonAls(zoek("fieldset", vak), !getekend(betrokkene));
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
  const oud = blad.werk.handtekeningen.betrokkene;
  if (isDicht(blad.werk) || (oud?.naam ?? "") === naam) return;
  const leeg = { rol: "betrokkene", lijnen: [], breedte: 0, hoogte: 0, reden_geen: "", gezet_at: null };
  const { op, orde, controle, ...rest } = oud ?? {};
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
  weegSamenvatting(blad).then(() => isVerouderd(werk.handtekeningen.betrokkene, getoond) && vakken.betrokkene?.wis());
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

/** The betrokkene is done; the name goes with the signature. @param {Blad} blad */
export function betrokkeneKlaar(blad) {
  spoel("svnaam");
  bewaarNaam(blad);
  naar("teruggeven", true);
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

/** Punten that may stay open, by controle. @param {Blad} blad */
const tochSleutel = (blad) => `toch ${blad.werk.id}`;

/** @param {Blad} blad @returns {Promise<string[]>} */
const leesToch = async (blad) => (await leesMeta(tochSleutel(blad))) ?? [];

/** *Afronden*: never switched off; says what is missing or finishes. @param {Blad} blad */
export async function rondControleAf(blad) {
  spoel();
  await weegSamenvatting(blad);
  const rijen = tekenMist(blad);
  if (rijen.length) return void zoek("[data-mist]", scherm("afronden")).focus();
  if (blad.proef) return;
  const eind_at = new Date().toISOString();
  const opdracht = { controle: blad.werk.id, soort: "afronden", sleutel: "", inhoud: { eind_at } };
  const gelukt = await probeer(opdracht, async () => rondAf(blad.werk.id, { eind_at, toch: await leesToch(blad) }));
  if (!gelukt) return;
  blad.werk.controle.lokaal = { ...blad.werk.controle.lokaal, status: "afgerond", afgerond_at: eind_at };
  navigator.vibrate?.(10);
  blad.maakDicht();
  naar("afgerond", true);
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

/** "Bewaard. Je kunt weg." @param {Blad} blad @returns {import("./schermen.js").Kop | void} */
export function openAfgerond(blad) {
  if (!isDicht(blad.werk)) return void naar("afronden", true);
  const { lokaal, afgerond_at } = blad.werk.controle;
  const om = lokaal?.afgerond_at ?? afgerond_at;
  tekst(zoek("[data-af=tijd]"), om ? `Om ${tijd(om)} op deze telefoon.` : "");
  tekenZending(blad);
  tekenAfspraken(blad);
  tekenVolgende(blad);
  return {
    titel: blad.titel,
    onder: blad.protocol,
    terug: "/veld",
    terugnaam: "Terug naar vandaag",
    focus: () => zoek("#kl").focus(),
  };
}

/** @param {Blad} blad */
export async function tekenZending(blad) {
  if (blad.proef) return;
  const { mutaties, fotos, vastgehouden, elders } = await verzendstand(blad.werk.id);
  const rijen = [];
  if (mutaties)
    rijen.push(
      zending(
        "deel--let",
        "wacht",
        meervoud(mutaties, "antwoord of gegeven", "antwoorden en gegevens"),
        "nog te verzenden",
      ),
    );
  if (fotos) rijen.push(zending("deel--let", "camera", meervoud(fotos, "foto", "foto's"), "nog te verzenden"));
  if (elders) rijen.push(zending("deel--let", "camera", meervoud(elders, "foto", "foto's"), "op een ander toestel"));
  if (vastgehouden)
    rijen.push(zending("deel--fout", "vast", meervoud(vastgehouden, "gegeven", "gegevens"), "vastgehouden"));
  if (!rijen.length) rijen.push(zending("deel--ok", "verzonden", "Alles van deze controle", "verzonden"));
  zoek("[data-af=zending]").replaceChildren(...rijen);
}

/** @param {string} klas @param {string} beeld @param {string} wat @param {string} stand */
function zending(klas, beeld, wat, stand) {
  const li = kloon("sj-deel");
  if (klas) li.classList.add(klas);
  icoon(li, beeld);
  const [links, rechts] = alle("span", li);
  tekst(links, wat);
  tekst(rechts, stand);
  return li;
}

/** @param {Blad} blad */
function tekenAfspraken(blad) {
  const { werk } = blad;
  const rijen = bevindingSleutels(werk).flatMap((key) => {
    const b = werk.bevindingen.get(key) ?? {};
    const delen = [
      zending(
        "",
        "weeg",
        `${kaal(deel(key)[0])}: ${uitkomst({ ...werk, bevindingen: new Map([[key, { ...b, termijn: null, cel_definitief: "" }]]) }, key).replace(/\.$/, "")}`,
        b.cel_definitief ?? "",
      ),
    ];
    if (b.termijn?.uiterlijk) delen.push(zending("", "kalender", "Herstel uiterlijk", korteDag(b.termijn.uiterlijk)));
    if (b.hercontrole_op) delen.push(zending("", "opnieuw", "Hercontrole", korteDag(b.hercontrole_op)));
    return delen;
  });
  toonAls(zoek("[data-afspraken]"), rijen.length > 0);
  zoek("[data-af=afspraken]").replaceChildren(...rijen);
}

/** The next controle of today, when there is one. @param {Blad} blad */
async function tekenVolgende(blad) {
  const link = zoek("[data-volgende-controle]");
  if (blad.proef) return;
  const rest = (await leesControles()).filter(
    (c) => c.id !== blad.werk.id && ["gepland", "bezig"].includes(statusVan(c)) && c.dag === blad.werk.vandaag,
  );
  const volgende = rest.sort(
    (a, b) => (a.volgorde ?? 0) - (b.volgorde ?? 0) || String(a.tijd).localeCompare(String(b.tijd)),
  )[0];
  link.href = volgende ? `/veld/controles/${volgende.id}` : "/veld";
  tekst(
    zoek("span", link),
    volgende ? `Volgende: ${(volgende.object?.adres ?? volgende.nummer).split(",")[0]}` : "Naar Vandaag",
  );
}

/** Opens a finished controle for a correction, with a reason. @param {Blad} blad */
export async function vulAan(blad) {
  const veld = zoek("#aanvulreden");
  const reden = veld.value.trim();
  toonAls(zoek("#aanvulfout"), !reden);
  veld.setAttribute("aria-invalid", String(!reden));
  if (!reden) return veld.focus();
  if (!(await leg(blad, "aanvullen", "", { reden }, { strikt: true }))) return;
  blad.werk.controle.lokaal = { ...blad.werk.controle.lokaal, status: "bezig", aanvul_reden: reden };
  blad.maakOpen();
  naar("formulier", true);
}
