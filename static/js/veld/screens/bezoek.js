// @ts-check
// The sheet behind "Meer": why, last time, who to call, the route; and closing a visit that did not succeed.
import { alle, kloon, tekst, toonAls, vandaag, zoek } from "../dom.js";
import { waarom } from "../lijst.js";
import { meldNietBewaard, verbergNietBewaard } from "../melding.js";
import { schrijf } from "../store.js";
import { korteDag } from "../tijd.js";
import { adres } from "./kaart.js";

const blad = () => /** @type {HTMLDialogElement} */ (zoek("dialog.blad"));

/** @type {any} */
let huidige;

/** Binds the sheet once. @param {(rij: any, uitkomst: string) => void} naAfsluiten */
export function bindBlad(naAfsluiten) {
  zoek("[data-dicht]", blad()).addEventListener("click", () => blad().close());
  blad().addEventListener("click", (gebeurtenis) => gebeurtenis.target === blad() && blad().close());
  zoek("[data-bezoek]", blad()).addEventListener("submit", (/** @type {SubmitEvent} */ gebeurtenis) => {
    gebeurtenis.preventDefault();
    sluitBezoek(naAfsluiten);
  });
}

/** Opens the sheet of a controle. @param {any} rij */
export function openBlad(rij) {
  huidige = rij;
  const vel = blad();
  zoek("[data-bezoek]", vel).reset();
  toonAls(zoek(".foutlijst", vel), false);
  tekst(zoek("[data-naam]", vel), adres(rij));
  tekst(zoek("[data-waarom]", vel), [waarom(rij), rij.nummer, rij.zaak?.titel].filter(Boolean).join(" · "));
  toonAls(zoek("[data-opdracht]", vel), Boolean(rij.opdracht));
  tekst(zoek("[data-opdracht]", vel), rij.opdracht ?? "");
  vulVorige(vel, rij);
  vulContacten(vel, rij);
  vulRoute(vel, rij);
  zoek("[name=voorstel_dag]", vel).min = vandaag();
  vel.showModal();
}

/** @param {Element} vel @param {any} rij */
function vulVorige(vel, { vorige }) {
  const plek = zoek("section[data-vorige]", vel);
  toonAls(plek, Boolean(vorige));
  if (!vorige) return;
  const aantal = vorige.open?.length ?? 0;
  tekst(
    zoek("[data-wanneer]", plek),
    `${korteDag(vorige.dag)}, ${vorige.nummer}${aantal ? "" : ". Geen open overtredingen."}`,
  );
  const regels = (vorige.open ?? []).map((/** @type {any} */ punt) => {
    const regel = kloon("t-blad-regel");
    const uiterlijk = punt.uiterlijk_op ? ` Uiterlijk ${korteDag(punt.uiterlijk_op)}.` : "";
    regel.textContent = `${punt.code}: ${punt.constatering}${uiterlijk}`;
    return regel;
  });
  zoek("[data-open]", plek).replaceChildren(...regels);
}

/** @param {Element} vel @param {any} rij */
function vulContacten(vel, { object }) {
  const metNummer = (object?.contacten ?? []).filter((/** @type {any} */ een) => een.telefoon);
  toonAls(zoek("[data-contacten]", vel), metNummer.length > 0);
  const knoppen = metNummer.map((/** @type {any} */ { naam, rol, telefoon }) => {
    const regel = kloon("t-blad-bel");
    zoek("a", regel).href = `tel:${telefoon.replace(/[^+\d]/g, "")}`;
    tekst(zoek("span", regel), `Bel ${[naam, rol].filter(Boolean).join(", ")}`);
    return regel;
  });
  zoek("[data-contacten] ul", vel).replaceChildren(...knoppen);
}

/** @param {Element} vel @param {any} rij */
function vulRoute(vel, { object }) {
  const plek = zoek("[data-route]", vel);
  const { lat, lon } = object ?? {};
  toonAls(plek, Boolean(lat && lon));
  const apple = /iPhone|iPad|Macintosh/.test(navigator.userAgent);
  if (lat && lon) zoek("a", plek).href = apple ? `maps:?daddr=${lat},${lon}` : `geo:${lat},${lon}?q=${lat},${lon}`;
}

/** @param {(rij: any, uitkomst: string) => void} naAfsluiten */
async function sluitBezoek(naAfsluiten) {
  const vorm = zoek("[data-bezoek]", blad());
  const velden = Object.fromEntries(new FormData(vorm));
  if (!velden.uitkomst) return toonFout("Kies wat er is: Niemand aanwezig of Geen toegang.");
  const inhoud = { ...velden, voorstel_dag: velden.voorstel_dag || null, eind_at: new Date().toISOString() };
  const rij = huidige;
  try {
    await schrijf(rij.id, "niet_aangetroffen", "", { voorstel_dagdeel: "", ...inhoud }, { strikt: true });
  } catch (fout) {
    blad().close();
    return meldNietBewaard(fout, `bezoek ${adres(rij)}`, () => openBlad(rij));
  }
  verbergNietBewaard();
  blad().close();
  return naAfsluiten(rij, String(velden.uitkomst));
}

/** @param {string} zin */
function toonFout(zin) {
  const fout = zoek(".foutlijst", blad());
  toonAls(fout, true);
  tekst(zoek("[data-fout]", fout), zin);
  alle("[name=uitkomst]", blad())[0].focus();
}
