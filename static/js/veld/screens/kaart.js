// @ts-check
// One card of Vandaag, filled from a controle.
import { icoon, kloon, meervoud, tekst, toonAls, vandaag, zoek } from "../dom.js";
import { naastTeken, staatVan, UITKOMSTEN, waarom, wat, werkstand } from "../lijst.js";
import { afstand, korteDag, meters, smalleDag } from "../tijd.js";

/** @type {Record<import("../lijst.js").Staat, [icoon: string, woord: string, klasse: string]>} */
const STATEN = {
  gepland: ["kalender", "Gepland", ""],
  bezig: ["potlood", "Bezig", "staat--bezig"],
  wacht: ["wacht", "Te verzenden", "staat--let"],
  verzonden: ["verzonden", "Verzonden", "staat--ok"],
  vastgehouden: ["vast", "Vastgehouden", "staat--fout"],
  vervallen: ["weg", "Vervallen", ""],
};

/** Puts the sign of a state in its place. @param {Element} plek @param {import("../lijst.js").Staat} staat */
export function zetStaat(plek, staat) {
  const [beeld, woord, klasse] = STATEN[staat];
  plek.className = `staat ${klasse}`.trim();
  icoon(plek, beeld);
  tekst(zoek("span", plek), woord);
}

/**
 * @param {{rij: any, stand: import("../lijst.js").Stand}} een
 * @param {{protocollen: any[], nu?: string, hier?: {lat: number, lon: number} | null, metDag: boolean,
 *   opMeer: (rij: any) => void}} opties  nu: the controle to go on with
 */
export function maakKaart({ rij, stand }, { protocollen, nu, hier, metDag, opMeer }) {
  const kaart = kloon("t-halte");
  const staat = staatVan(rij, stand);
  const open = staat === "gepland" || staat === "bezig";
  kaart.dataset.controle = rij.id;
  kaart.classList.toggle("halte--af", werkstand(rij) === "afgerond" && staat !== "vastgehouden");
  kaart.classList.toggle("halte--fout", staat === "vastgehouden");
  kaart.classList.toggle("halte--weg", staat === "vervallen");
  tekst(zoek("[data-tijd]", kaart), metDag && rij.dag ? smalleDag(rij.dag, vandaag()) : (rij.tijd ?? ""));
  vulNaam(kaart, rij, staat);
  tekst(zoek("[data-soort]", kaart), open ? [wat(rij, protocollen), rij.opdracht].filter(Boolean).join(". ") : "");
  zetStaat(zoek("[data-staat]", kaart), staat);
  tekst(zoek("[data-extra]", kaart), [extra(rij, staat, hier), naastTeken(rij, stand)].filter(Boolean).join(" · "));
  vulVorige(kaart, rij, open);
  toonAls(zoek("[data-meer]", kaart), open);
  toonAls(zoek(".halte__verder", kaart), !open);
  zoek("[data-meer]", kaart).addEventListener("click", () => opMeer(rij));
  tekst(zoek("[data-over]", kaart), ` over ${adres(rij)}`);
  if (rij.id === nu) maakLopend(kaart, rij);
  return kaart;
}

/** What a person calls this place. @param {any} rij */
export const adres = (rij) => rij.object?.adres || rij.object?.naam || rij.nummer || "Nieuwe controle";

/** @param {any} kaart @param {any} rij @param {string} staat */
function vulNaam(kaart, rij, staat) {
  const anker = zoek("[data-naam]", kaart);
  anker.textContent = adres(rij);
  if (staat === "vervallen") anker.removeAttribute("href");
  else anker.href = staat === "vastgehouden" ? `/veld/wachtrij#c-${rij.id}` : `/veld/controles/${rij.id}`;
}

/** The words beside the sign. @param {any} rij @param {string} staat @param {{lat: number, lon: number} | null} [hier] */
function extra(rij, staat, hier) {
  const { lokaal, object } = rij;
  if (staat === "vervallen") return rij.vervallen ?? "";
  if (staat === "bezig" && lokaal?.punten)
    return `${lokaal.punten.af} van ${meervoud(lokaal.punten.totaal, "punt", "punten")}`;
  if (staat !== "gepland")
    return UITKOMSTEN[lokaal?.uitkomst ?? rij.uitkomst] ?? rij.protocol?.kort ?? rij.protocol?.titel ?? "";
  const ver = hier && object?.lat ? afstand(meters(hier, object)) : "";
  return [ver, waarom(rij)].filter(Boolean).join(" · ");
}

/** @param {any} kaart @param {any} rij @param {boolean} open */
function vulVorige(kaart, rij, open) {
  const aantal = open ? (rij.vorige?.open?.length ?? 0) : 0;
  const plek = zoek("[data-vorige]", kaart);
  toonAls(plek, aantal > 0);
  if (aantal)
    tekst(
      zoek("span", plek),
      `${meervoud(aantal, "open overtreding", "open overtredingen")} van ${korteDag(rij.vorige.dag)}`,
    );
}

/** The card to go on with has the only filled button of the screen; its name is no second link. */
function maakLopend(/** @type {any} */ kaart, /** @type {any} */ rij) {
  kaart.classList.add("halte--nu");
  const anker = zoek("[data-naam]", kaart);
  anker.replaceWith(...anker.childNodes);
  toonAls(zoek(".halte__onder", kaart), true);
  zoek("[data-verder]", kaart).href = `/veld/controles/${rij.id}`;
}
