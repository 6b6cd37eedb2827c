// @ts-check
// Banners below the head of a field page, never over what is being entered: cloned from the templates of the page.
import { bewaarAlsBestand } from "./bestand.js";

const vak = () => document.getElementById("meldingen");
const getoond = (/** @type {string} */ naam) => vak()?.querySelector(`[data-naam="${naam}"]`) ?? null;

/**
 * Shows a banner once; a second call only refreshes its words.
 * @param {string} naam
 * @param {{velden?: Record<string, string | number>, acties?: Record<string, (banier: Element) => void>}} opties
 *   acties: by the data- name of a button
 * @returns {Element | null}
 */
export function toon(naam, { velden = {}, acties = {} } = {}) {
  const banier = getoond(naam) ?? maak(naam, acties);
  if (!banier) return null;
  for (const [veld, waarde] of Object.entries(velden)) {
    const plek = banier.querySelector(`[data-veld="${veld}"]`);
    if (plek && plek.textContent !== String(waarde)) plek.textContent = String(waarde);
  }
  return banier;
}

/** @param {string} naam @param {Record<string, (banier: Element) => void>} acties */
function maak(naam, acties) {
  const sjabloon = /** @type {HTMLTemplateElement | null} */ (
    document.querySelector(`template[data-melding="${naam}"]`)
  );
  const kopie = /** @type {DocumentFragment | undefined} */ (sjabloon?.content.cloneNode(true));
  const banier = kopie?.firstElementChild;
  if (!banier || !kopie) return null;
  banier.setAttribute("data-naam", naam);
  for (const [knop, doe] of Object.entries(acties)) {
    banier.querySelector(`[data-${knop}]`)?.addEventListener("click", () => doe(banier));
  }
  vak()?.append(kopie);
  return banier;
}

/** @param {string} naam */
export const verberg = (naam) => getoond(naam)?.remove();

/** @param {string} naam @param {boolean} aan @param {Parameters<typeof toon>[1]} [opties] */
export const zet = (naam, aan, opties) => (aan ? void toon(naam, opties) : verberg(naam));

/**
 * Says loudly that something was not kept, with a way out. The value stays in its field.
 * @param {any} fout  the Error of `schrijf` or `bewaarFoto`
 * @param {string} wat  "antwoord bij BR-26"
 * @param {() => void} opnieuw
 */
export function meldNietBewaard(fout, wat, opnieuw) {
  const naam = fout?.code === "vol" ? "vol" : "niet-bewaard";
  verberg(naam);
  toon(naam, {
    velden: { wat: wat ? `: ${wat}` : "" },
    acties: {
      opnieuw: () => {
        verberg(naam);
        opnieuw();
      },
      bestand: () => void bewaarAlsBestand(),
    },
  });
  navigator.vibrate?.([200, 100, 200]);
}

/** After a write that did succeed. */
export function verbergNietBewaard() {
  verberg("niet-bewaard");
  verberg("vol");
}
