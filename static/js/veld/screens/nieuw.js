// @ts-check
// A controle begun on the spot: choose or enter the object, choose the protocol, go. No network needed.
import { kloon, tekst, toonAls, vandaag, zetKlok, zoek } from "../dom.js";
import { maakControle } from "../geboorte.js";
import { meldNietBewaard, verbergNietBewaard } from "../melding.js";
import { vraag } from "../net.js";
import { leesDagpakket, leesMeta, nieuweSleutel, wie } from "../store.js";
import { bindFormulier, heeftFormulier } from "../voorraad.js";

const MEEST = 20;
/** Letters before the office is asked, and how long typing rests first. */
const [GENOEG, RUST] = [3, 300];
/** @type {{objecten: any[], protocollen: any[]}} */
let aanbod = { objecten: [], protocollen: [] };
/** Whether every object of the organisatie is on this phone. */
let alles = true;
/** Id of the organisatie the visit is for. @type {string | undefined} */
let organisatie;
/** @type {{lat: number, lon: number} | null} */
let plek = null;

const vorm = () => /** @type {HTMLFormElement} */ (zoek("[data-nieuw]"));
const gekozen = (/** @type {string} */ naam) => new FormData(vorm()).getAll(naam).map(String);

/** Starts the screen. */
export async function start() {
  zoek("#n-zoek").addEventListener("input", () => {
    toonObjecten();
    zoekVerder();
  });
  zoek("[data-anders]").addEventListener("click", wisselPlek);
  zoek("[data-hier]").addEventListener("click", leesHier);
  zoek("[data-protocollen]").addEventListener("change", toonFasen);
  vorm().addEventListener("submit", (/** @type {SubmitEvent} */ gebeurtenis) => {
    gebeurtenis.preventDefault();
    begin();
  });
  vorm().addEventListener("change", () => zoek("[data-fouten]").hidden || toonFouten(fouten()));
  await wie();
  zetKlok(await leesMeta("afwijking"));
  const pakket = await leesDagpakket();
  aanbod = { objecten: pakket?.objecten ?? [], protocollen: pakket?.protocollen ?? [] };
  alles = !(pakket?.objecten_totaal > aanbod.objecten.length);
  toonAls(zoek("[data-deel]"), !alles);
  tekst(zoek("[data-deel] [data-aantal]"), String(aanbod.objecten.length));
  organisatie = pakket?.organisatie?.id;
  toonObjecten();
  await toonProtocollen();
}

/** One choice. @param {{type?: string, naam: string, waarde: string, woord: string, uitleg?: string}} keus */
function optie({ type = "radio", naam, waarde, woord, uitleg = "" }) {
  const element = kloon("t-optie");
  const invoer = zoek("input", element);
  Object.assign(invoer, { type, name: naam, value: waarde, id: `n-${naam}-${waarde}` });
  zoek("label", element).htmlFor = invoer.id;
  tekst(zoek("[data-naam]", element), woord);
  tekst(zoek("[data-uitleg]", element), uitleg);
  return element;
}

/** Objects that hold every word typed. @param {any[]} objecten @param {string} woorden */
export function zoekObjecten(objecten, woorden) {
  const delen = woorden.toLowerCase().split(/\s+/).filter(Boolean);
  const tekstVan = (/** @type {any} */ { adres, naam, plaats }) =>
    `${adres} ${naam ?? ""} ${plaats ?? ""}`.toLowerCase();
  return objecten.filter((object) => delen.every((deel) => tekstVan(object).includes(deel)));
}

function toonObjecten() {
  const woorden = zoek("#n-zoek").value.trim();
  const [keuze] = gekozen("object");
  const gevonden = zoekObjecten(aanbod.objecten, woorden);
  const lijst = woorden || aanbod.objecten.length <= MEEST ? gevonden.slice(0, MEEST) : [];
  const opties = lijst.map(({ id, adres, naam, soort }) =>
    optie({ naam: "object", waarde: id, woord: adres, uitleg: naam && !adres.startsWith(naam) ? naam : soort }),
  );
  zoek("[data-objecten]").replaceChildren(...opties);
  const zelfde = keuze && document.getElementById(`n-object-${keuze}`);
  if (zelfde) /** @type {HTMLInputElement} */ (zelfde).checked = true;
  tekst(
    zoek("[data-gevonden]"),
    woorden ? telling(gevonden.length) : aanbod.objecten.length ? "" : "Er staan nog geen objecten op deze telefoon.",
  );
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let verder;

/** The office knows the objects that are not on this phone; without a network it stays with what is here. */
function zoekVerder() {
  clearTimeout(verder);
  const woorden = zoek("#n-zoek").value.trim();
  if (alles || woorden.length < GENOEG) return;
  verder = setTimeout(async () => {
    const { data } = await vraag(`/sync/objecten?zoek=${encodeURIComponent(woorden)}`);
    const hier = new Set(aanbod.objecten.map(({ id }) => id));
    aanbod.objecten.push(...(data?.objecten ?? []).filter((/** @type {any} */ { id }) => !hier.has(id)));
    toonObjecten();
  }, RUST);
}

/** @param {number} aantal */
const telling = (aantal) =>
  aantal > MEEST ? `${aantal} gevonden, de eerste ${MEEST} staan hieronder` : `${aantal} gevonden`;

function wisselPlek() {
  const knop = zoek("[data-anders]");
  const open = knop.getAttribute("aria-expanded") !== "true";
  knop.setAttribute("aria-expanded", String(open));
  tekst(zoek("span", knop), open ? "Toch kiezen uit de lijst" : "Staat er niet bij");
  toonAls(zoek("[data-plek]"), open);
  toonAls(zoek("[data-bekend]"), !open);
  if (open) zoek("#n-straat").focus();
}

function leesHier() {
  const stand = zoek("[data-plekstand]");
  tekst(stand, "Plek zoeken …");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      plek = { lat: coords.latitude, lon: coords.longitude };
      tekst(stand, `Plek gevonden, op ${Math.round(coords.accuracy)} meter nauwkeurig.`);
    },
    () => tekst(stand, "Je plek is niet te vinden. Vul het adres in, of probeer het buiten opnieuw."),
    { enableHighAccuracy: true, timeout: 20_000 },
  );
}

async function toonProtocollen() {
  const opties = await Promise.all(
    aanbod.protocollen.map(async ({ hash, titel, kort, formulier }) => {
      const uitleg = (await heeftFormulier(formulier))
        ? kort && kort !== titel
          ? titel
          : ""
        : "Staat nog niet op deze telefoon";
      return optie({ naam: "protocol", waarde: hash, woord: kort || titel, uitleg });
    }),
  );
  zoek("[data-protocollen]").replaceChildren(...opties);
}

const protocol = () => aanbod.protocollen.find(({ hash }) => hash === gekozen("protocol")[0]);

function toonFasen() {
  const fasen = protocol()?.fasen ?? [];
  toonAls(zoek("[data-fasen]"), fasen.length > 1);
  const opties = fasen.map((/** @type {any} */ { code, titel }) =>
    optie({ type: "checkbox", naam: "fase", waarde: code, woord: titel }),
  );
  zoek("[data-fasen] .opties").replaceChildren(...opties);
}

const isNieuwePlek = () => !zoek("[data-plek]").hidden;
const veld = (/** @type {string} */ naam) => String(new FormData(vorm()).get(naam) ?? "").trim();

/** What is missing, each with the field to go to. @returns {{bij: string, naar: string, zin: string}[]} */
function fouten() {
  const lijst = [];
  if (isNieuwePlek()) {
    if (!plek && !(veld("straat") && veld("plaats")) && !veld("naam"))
      lijst.push({ bij: "waar", naar: "n-straat", zin: "Vul straat en plaats in, een naam, of gebruik je plek" });
  } else if (!gekozen("object").length)
    lijst.push({ bij: "waar", naar: "n-zoek", zin: "Kies een object of maak een nieuwe plek" });
  const eerste = aanbod.protocollen[0]?.hash;
  if (!protocol())
    lijst.push({ bij: "wat", naar: eerste ? `n-protocol-${eerste}` : "n-wat", zin: "Kies een protocol" });
  else if (protocol().fasen.length > 1 && !gekozen("fase").length)
    lijst.push({ bij: "wat", naar: `n-fase-${protocol().fasen[0].code}`, zin: "Kies de fase" });
  if (!gekozen("aanleiding").length) lijst.push({ bij: "waarom", naar: "n-a1", zin: "Kies waarom je controleert" });
  return lijst;
}

/** Draws what is missing; once it shows, every choice draws it again. @param {{bij: string, naar: string, zin: string}[]} lijst */
function toonFouten(lijst) {
  const vak = zoek("[data-fouten]");
  const regels = lijst.map(({ naar, zin }) => {
    const regel = kloon("t-fout");
    tekst(zoek("a span", regel), zin);
    zoek("a", regel).href = `#${naar}`;
    zoek("a", regel).addEventListener("click", (/** @type {Event} */ gebeurtenis) => {
      gebeurtenis.preventDefault();
      document.getElementById(naar)?.focus();
    });
    return regel;
  });
  for (const bij of ["waar", "wat", "waarom"]) {
    const fout = lijst.find((een) => een.bij === bij);
    toonAls(zoek(`[data-fout=${bij}]`), Boolean(fout));
    tekst(zoek(`[data-fout=${bij}] span`), fout?.zin ?? "");
  }
  zoek("ul", vak).replaceChildren(...regels);
  toonAls(vak, lijst.length > 0);
}

/** The object as the day list shows it, and as the entry names it. */
function object() {
  if (!isNieuwePlek()) {
    const bekend = aanbod.objecten.find(({ id }) => id === gekozen("object")[0]);
    return { inhoud: { object_id: bekend.id }, rij: { contacten: [], ...bekend } };
  }
  const [naam, straat, huisnummer, postcode, plaats, soort] = [
    "naam",
    "straat",
    "huisnummer",
    "postcode",
    "plaats",
    "soort",
  ].map(veld);
  const nieuw = {
    id: nieuweSleutel(),
    soort,
    naam: naam || null,
    straat: straat || null,
    huisnummer: huisnummer || null,
    postcode: postcode || null,
    plaats,
    lat: plek?.lat ?? null,
    lon: plek?.lon ?? null,
  };
  const adres =
    [[straat, huisnummer].filter(Boolean).join(" ") || naam, plaats].filter(Boolean).join(", ") || "Plek op de kaart";
  return { inhoud: { object: nieuw }, rij: { ...nieuw, adres, contacten: [] } };
}

async function begin() {
  const mist = fouten();
  toonFouten(mist);
  if (mist.length) return zoek("[data-fouten]").focus();
  const keuze = protocol();
  if (!(await heeftFormulier(keuze.formulier)) && !navigator.onLine) {
    return toonFouten([
      {
        bij: "wat",
        naar: `n-protocol-${keuze.hash}`,
        zin: "Dit protocol staat nog niet op deze telefoon. Zoek eerst bereik",
      },
    ]);
  }
  const { inhoud, rij } = maakRij(keuze);
  try {
    await maakControle(rij, inhoud);
  } catch (fout) {
    return meldNietBewaard(fout, "de nieuwe controle", begin);
  }
  verbergNietBewaard();
  await bindFormulier(rij.id, keuze.formulier, false);
  location.assign(`/veld/controles/${rij.id}`);
}

/** @param {any} keuze */
function maakRij(keuze) {
  const { inhoud: plaats, rij: waar } = object();
  const [aanleiding] = gekozen("aanleiding");
  const samen = {
    aanleiding,
    soort: keuze.soort || "T1",
    opdracht: veld("opdracht"),
    fasen: gekozen("fase"),
    niveau: "4",
    dag: vandaag(),
  };
  if (!samen.fasen.length) samen.fasen = keuze.fasen.map((/** @type {any} */ fase) => fase.code);
  const { code, versie, hash, titel, kort, formulier, vastgesteld } = keuze;
  const rij = {
    ...samen,
    id: nieuweSleutel(),
    nummer: "",
    status: "gepland",
    versie: 0,
    schrijver_epoch: 1,
    tijd: new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" }),
    volgorde: 0,
    thema: "",
    duur_minuten: null,
    bezoek_id: null,
    protocol: { code, versie, hash, titel, kort, formulier, vastgesteld },
    selectie: [],
    feiten: {},
    object: waar,
    zaak: null,
    voorganger_id: null,
    vorige: null,
    historie: [],
    uitkomst: null,
    afgerond_at: null,
  };
  return { rij, inhoud: { ...samen, ...plaats, protocol_hash: hash, organisatie } };
}
