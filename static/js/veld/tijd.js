// @ts-check
// Days and hours as people say them.

/** `vr 27 nov`. @param {string} dag  YYYY-MM-DD */
export const korteDag = (dag) =>
  new Date(`${dag}T12:00`)
    .toLocaleDateString("nl-NL", { weekday: "short", day: "numeric", month: "short" })
    .replaceAll(".", "");

/**
 * A day as narrow as a card has room for: `vr 27` within a week, else `2 dec`.
 * @param {string} dag @param {string} vandaag  YYYY-MM-DD
 */
export function smalleDag(dag, vandaag) {
  const dagen = Math.abs(Date.parse(dag) - Date.parse(vandaag)) / 86_400_000;
  const [naam, nummer, maand] = korteDag(dag).split(" ");
  return dagen < 7 ? `${naam} ${nummer}` : `${nummer} ${maand}`;
}

/** `Vrijdag 27 november`. @param {Date} dag */
export function langeDag(dag) {
  const tekst = dag.toLocaleDateString("nl-NL", { weekday: "long", day: "numeric", month: "long" });
  return tekst[0].toUpperCase() + tekst.slice(1);
}

/** `4,2 km`, `350 m`. @param {number} meter */
export const afstand = (meter) =>
  meter < 950
    ? `${Math.round(meter / 50) * 50} m`
    : `${(meter / 1000).toLocaleString("nl-NL", { maximumFractionDigits: meter < 20_000 ? 1 : 0 })} km`;

/**
 * Metres between two points on the globe.
 * @param {{lat: number, lon: number}} a @param {{lat: number, lon: number}} b
 */
export function meters(a, b) {
  const rad = (/** @type {number} */ graden) => (graden * Math.PI) / 180;
  const [hoogte, breedte] = [rad(b.lat - a.lat), rad(b.lon - a.lon)];
  const h = Math.sin(hoogte / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(breedte / 2) ** 2;
  return 12_742_000 * Math.asin(Math.sqrt(h));
}

/** `2,4 MB`. @param {number} bytes */
export function omvang(bytes) {
  const [deler, eenheid] = bytes >= 1e9 ? [1e9, "GB"] : bytes >= 1e6 ? [1e6, "MB"] : [1e3, "kB"];
  return `${(bytes / Number(deler)).toLocaleString("nl-NL", { maximumFractionDigits: deler === 1e3 ? 0 : 1 })} ${eenheid}`;
}
