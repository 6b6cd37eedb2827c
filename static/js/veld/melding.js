// @ts-check
// Banners below the head of a field page, never over what is being entered: cloned from the templates of the page.
import { bewaarAlsBestand } from "./bestand.js";

const vak = () => document.getElementById("meldingen");
const getoond = (/** @type {string} */ naam) => document.querySelector(`[data-naam="${naam}"]`);

/**
 * Shows a banner once; a second call only refreshes its words.
 * @param {string} naam
 * @param {{velden?: Record<string, string | number>, acties?: Record<string, (banier: Element) => void>,
 *   plek?: Element | null}} opties  acties: by the data- name of a button; plek: where, when not below the head
 * @returns {Element | null}
 */
export function toon(naam, { velden = {}, acties = {}, plek = vak() } = {}) {
  const banier = getoond(naam) ?? maak(naam, acties, plek);
  if (!banier) return null;
  for (const [veld, waarde] of Object.entries(velden)) {
    const woord = banier.querySelector(`[data-veld="${veld}"]`);
    if (woord && woord.textContent !== String(waarde)) woord.textContent = String(waarde);
  }
  return banier;
}

/** @param {string} naam @param {Record<string, (banier: Element) => void>} acties @param {Element | null} plek */
function maak(naam, acties, plek) {
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
  plek?.append(kopie);
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
