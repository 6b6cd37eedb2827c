// @ts-check
// Which controles are shown where on Vandaag, and in which state.
import { recht, vandaag } from "./dom.js";

/** @typedef {{mutaties: number, fotos: number, vastgehouden: number, elders?: number}} Stand */
/** @typedef {"gepland" | "bezig" | "wacht" | "verzonden" | "vastgehouden" | "vervallen"} Staat */

const OP_SERVER_AF = new Set(["afgerond", "gerapporteerd"]);

/** What has become of the work itself: this phone may be ahead of the office. @param {any} rij */
export function werkstand(rij) {
  const hier = rij.lokaal?.status;
  if (hier === "afgerond") return "afgerond";
  if (hier === "bezig" && (rij.lokaal.aanvul_reden || !OP_SERVER_AF.has(rij.status))) return "bezig";
  if (OP_SERVER_AF.has(rij.status)) return "afgerond";
  if (rij.vervallen || rij.status === "vervallen") return "vervallen";
  return rij.status === "bezig" ? "bezig" : "gepland";
}

/** The sign on the card: state of the visit, or how sending stands once it is done. @param {any} rij @param {Stand} stand @returns {Staat} */
export function staatVan(rij, stand) {
  if (stand.vastgehouden) return "vastgehouden";
  const werk = werkstand(rij);
  if (werk !== "afgerond") return werk;
  return stand.mutaties + stand.fotos + (stand.elders ?? 0) ? "wacht" : "verzonden";
}

/** Of the visit and of sending the one that the sign does not tell. @param {any} rij @param {Stand} stand */
export function naastTeken(rij, stand) {
  const staat = staatVan(rij, stand);
  const wacht = stand.mutaties + stand.fotos;
  if (staat === "bezig" && wacht) return `${wacht} te verzenden`;
  const werk = werkstand(rij);
  return staat === "vastgehouden" && werk !== "gepland" ? werk[0].toUpperCase() + werk.slice(1) : "";
}

/** By day, then the planner's order, then the hour. @param {any} a @param {any} b */
export const volgorde = (a, b) =>
  (a.dag ?? "9").localeCompare(b.dag ?? "9") ||
  (a.volgorde ?? 0) - (b.volgorde ?? 0) ||
  (a.tijd ?? "99").localeCompare(b.tijd ?? "99") ||
  a.id.localeCompare(b.id);

/** The local day on which this controle was finished here or at the office; null while it is not. @param {any} rij */
function dagAf(rij) {
  const hier = rij.lokaal?.afgerond_at;
  const moment = hier ? recht(hier) : rij.afgerond_at && new Date(rij.afgerond_at);
  return moment ? vandaag(moment) : null;
}

/**
 * The groups of Vandaag, in order; empty ones are left out.
 * @param {{rij: any, stand: Stand}[]} controles
 * @param {string} dag  YYYY-MM-DD, today
 */
export function groepen(controles, dag) {
  const gesorteerd = [...controles].sort((a, b) => volgorde(a.rij, b.rij));
  const nogOpen = (/** @type {any} */ rij) => ["gepland", "bezig"].includes(werkstand(rij));
  const aandacht = gesorteerd.filter(({ stand }) => stand.vastgehouden);
  const rest = gesorteerd.filter(({ stand }) => !stand.vastgehouden);
  const hoort = (/** @type {any} */ rij) => rij.dag === dag || (werkstand(rij) === "afgerond" && dagAf(rij) === dag);
  const route = rest.filter(({ rij }) => hoort(rij) || (!rij.dag && rij.van_hier && nogOpen(rij)));
  const over = rest.filter((een) => !route.includes(een) && nogOpen(een.rij));
  const voorbij = over.filter(({ rij }) => rij.dag && rij.dag < dag);
  const eerder = voorbij.filter(({ rij }) => werkstand(rij) === "bezig");
  const blijven = voorbij.filter(({ rij }) => werkstand(rij) === "gepland");
  const later = over.filter(({ rij }) => !rij.dag || rij.dag > dag);
  return { aandacht, eerder, route, blijven, later };
}

/** `2 van 5 gedaan`; what was cancelled does not count. @param {{rij: any}[]} lijst */
export function gedaan(lijst) {
  const telt = lijst.map(({ rij }) => werkstand(rij)).filter((stand) => stand !== "vervallen");
  return `${telt.filter((stand) => stand === "afgerond").length} van ${telt.length} gedaan`;
}

/** The one to go on with: the last one that was begun here. @param {{rij: any, stand: Stand}[]} lijst */
export function lopende(lijst) {
  const bezig = lijst.filter(({ rij, stand }) => staatVan(rij, stand) === "bezig");
  return bezig.sort((a, b) => (b.rij.lokaal?.begin_at ?? "").localeCompare(a.rij.lokaal?.begin_at ?? ""))[0]?.rij.id;
}

/** @type {Record<string, string>} */
const AANLEIDINGEN = {
  jaarprogramma: "Jaarprogramma",
  thema: "Themacontrole",
  zaak: "Vergunning of melding",
  melding: "Klacht of melding",
  handhavingsverzoek: "Handhavingsverzoek",
  incident: "Incident",
  hercontrole: "Hercontrole",
  eigen_waarneming: "Eigen waarneming",
};

/** Why this controle is done, in words. @param {any} rij */
export function waarom({ aanleiding, thema, zaak }) {
  if (aanleiding === "thema" && thema) return `Thema ${thema.replaceAll("_", " ")}`;
  if (aanleiding === "zaak" && zaak?.zaaknummer) return `Zaak ${zaak.zaaknummer}`;
  return AANLEIDINGEN[aanleiding] ?? "";
}

/** What will be done: `Bouwen regulier, afbouw en installaties`. @param {any} rij @param {any[]} protocollen */
export function wat(rij, protocollen) {
  const naam = rij.protocol?.kort || rij.protocol?.titel || "";
  const fasen = protocollen.find(({ hash }) => hash === rij.protocol?.hash)?.fasen ?? [];
  const gekozen = fasen.filter((/** @type {any} */ fase) => rij.fasen?.includes(fase.code));
  const titels =
    gekozen.length < fasen.length ? gekozen.map((/** @type {any} */ fase) => fase.titel.toLowerCase()) : [];
  return [naam, ...titels].filter(Boolean).join(", ");
}

/** @type {Record<string, string>} */
export const UITKOMSTEN = { niemand_aanwezig: "Niemand aanwezig", geen_toegang: "Geen toegang" };
