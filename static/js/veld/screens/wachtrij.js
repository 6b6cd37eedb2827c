// @ts-check
// Wachtrij: what waits, what was received with its receipt, what is held and why; and three ways out of each.
import { BestandFout, bewaarAlsBestand, leesBestand } from "../bestand.js";
import { alle, kloon, meervoud, tekst, tijd, vandaag, zoek } from "../dom.js";
import { ongeveer, ruimte } from "../opslag.js";
import { isZonderBereik } from "../stand.js";
import { stapel, verdeel } from "../stapel.js";
import { leesControles, leesDagpakket, leesMeta, luister, wie } from "../store.js";
import { eenKeer } from "../straks.js";
import { toestand, nu as verzendNu } from "../sync.js";
import { korteDag, omvang } from "../tijd.js";
import { metWerk } from "../wie.js";
import { vervang } from "./vervang.js";
import { maakZending } from "./zending.js";

/** Starts the screen. */
export async function start() {
  zoek("[data-nu]").addEventListener("click", nuVerzenden);
  zoek("[data-bestand]").addEventListener("click", () => bewaarAlsBestand());
  zoek("[data-inlezen]").addEventListener("change", leesIn);
  const straks = eenKeer(teken, 120);
  luister((bericht) => (bericht.foto ? toonVoortgang(bericht) : straks()));
  await wie();
  await teken();
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

async function teken() {
  await Promise.all([tekenStand(), tekenGroepen(), tekenRuimte()]);
}

async function tekenStand() {
  const contact = await leesMeta("contact_at");
  const laatst = contact ? ` Laatste contact ${wanneer(contact)}.` : "";
  const zin = isZonderBereik(toestand.bereik)
    ? "Alles staat veilig op je telefoon. Schouw probeert het vanzelf opnieuw."
    : toestand.bezig
      ? "Bezig met verzenden."
      : "Wat ontvangen is, staat bij kantoor.";
  tekst(zoek("[data-contact]"), zin + laatst);
  tekst(zoek("[data-nu] span"), toestand.bezig ? "Bezig met verzenden" : "Nu verzenden");
}

/** `09:58`, or `do 26 nov 09:58` when it was not today. @param {string} moment */
function wanneer(moment) {
  const dag = new Date(moment).toLocaleDateString("sv");
  return dag === vandaag() ? tijd(moment) : `${korteDag(dag)} ${tijd(moment)}`;
}

/** Everything of this user by controle. */
async function leesStapels() {
  const [rijen, regels, fotos] = await Promise.all([
    leesControles(),
    metWerk((db) => db.getAll("journaal")),
    metWerk((db) => db.getAll("fotos")),
  ]);
  const van = (/** @type {any[]} */ lijst) => {
    const kaart = new Map();
    for (const een of lijst) {
      if (kaart.has(een.controle)) kaart.get(een.controle).push(een);
      else kaart.set(een.controle, [een]);
    }
    return kaart;
  };
  const [journaal, beelden, bekend] = [van(regels), van(fotos), new Map(rijen.map((rij) => [rij.id, rij]))];
  const ids = [...new Set([...journaal.keys(), ...beelden.keys()])];
  return ids.map((id) => stapel(bekend.get(id) ?? { id }, journaal.get(id) ?? [], beelden.get(id) ?? []));
}

async function tekenGroepen() {
  const groepen = verdeel(await leesStapels(), vandaag());
  const vakken = [
    groep("vastgehouden", "Vraagt je aandacht", "", groepen.aandacht, "vastgehouden"),
    groep("wacht", "Te verzenden", meervoud(groepen.wacht.length, "controle", "controles"), groepen.wacht, "wacht"),
    groep("verzonden", "Verzonden vandaag", "", groepen.vandaag, "verzonden"),
    groep("eerder", "Eerder verzonden", "", groepen.eerder, "verzonden"),
    groep("apart", "Apart gelegd", "", groepen.apart, "apart"),
  ];
  const open = new Set(alle("details[open]").map((vouw) => vouw.closest("article")?.id));
  const zendingen = (await Promise.all(vakken)).flat();
  const niets = groepen.aandacht.length + groepen.wacht.length ? [] : [kloon("t-niets")];
  for (const vouw of zendingen.flatMap((vak) => alle("details", vak)))
    vouw.open = open.has(vouw.closest("article")?.id);
  vervang(zoek("[data-groepen]"), [...niets, ...zendingen]);
}

/**
 * @param {string} id @param {string} titel @param {string} teller @param {import("../stapel.js").Stapel[]} stapels
 * @param {"vastgehouden" | "wacht" | "verzonden" | "apart"} soort
 */
async function groep(id, titel, teller, stapels, soort) {
  if (!stapels.length) return [];
  const vak = kloon("t-groep");
  zoek("h2", vak).id = id;
  tekst(zoek("[data-titel]", vak), titel);
  tekst(zoek("[data-teller]", vak), teller);
  zoek("[data-inhoud]", vak).replaceChildren(
    ...(await Promise.all(stapels.map((een) => maakZending(een, soort, wanneer)))),
  );
  return [vak];
}

/** The growth of one photo, without drawing the rest again. @param {any} bericht */
function toonVoortgang({ foto, af, totaal }) {
  const plek = document.querySelector(`[data-foto="${foto}"] [data-stand]`);
  tekst(plek, `${Math.round((af / totaal) * 100)}%`);
}

async function tekenRuimte() {
  const [plek, pakket] = await Promise.all([ruimte(), leesDagpakket()]);
  tekst(zoek("[data-dagen]"), String(pakket?.instellingen?.bewaardagen_telefoon ?? 14));
  if (!plek) return tekst(zoek("[data-gebruikt]"), "Deze browser vertelt niet hoeveel ruimte er is.");
  const deel = plek.totaal ? Math.ceil((plek.gebruikt / plek.totaal) * 100) : 0;
  zoek("[data-ruimte] .vul-merk").setAttribute("width", String(deel));
  tekst(zoek("[data-gebruikt]"), `${omvang(plek.gebruikt)} van ${omvang(plek.totaal)} gebruikt.`);
  tekst(zoek("[data-fotos]"), `Nog ruimte voor ongeveer ${ongeveer(plek.fotos)} foto's.`);
  tekst(
    zoek("[data-blijvend]"),
    plek.blijvend
      ? "De telefoon heeft beloofd dit te bewaren."
      : "De telefoon mag dit wissen als hij vol raakt. Zet Schouw op je beginscherm, dan gebeurt dat niet.",
  );
}

async function nuVerzenden() {
  tekst(zoek("[data-omroep]"), "Bezig met verzenden.");
  await verzendNu();
  const af = toestand.bereik === "verbonden" ? "Klaar met verzenden." : "Verzenden lukt nu niet. Alles is bewaard.";
  tekst(zoek("[data-omroep]"), af);
}

/** @param {Event} gebeurtenis */
async function leesIn(gebeurtenis) {
  const invoer = /** @type {HTMLInputElement} */ (gebeurtenis.target);
  const [bestand] = invoer.files ?? [];
  if (!bestand) return;
  const melding = zoek("[data-ingelezen]");
  try {
    const { mutaties, fotos } = await leesBestand(await bestand.text());
    const nieuw =
      mutaties + fotos
        ? `${meervoud(mutaties, "stuk", "stukken")} en ${meervoud(fotos, "foto", "foto's")} ingelezen.`
        : "Alles uit dit bestand stond er al.";
    tekst(melding, nieuw);
    if (mutaties + fotos) verzendNu();
  } catch (fout) {
    tekst(
      melding,
      fout instanceof BestandFout ? fout.message : "Inlezen lukte niet: de telefoon kon het niet bewaren.",
    );
  }
  invoer.value = "";
}
