// @ts-check
// What a journal entry looks like on this phone and on the wire. Pure: no storage, no clock.

/**
 * @typedef {object} Regel  one row of the store `journaal`: the wire fields plus what only this phone knows
 * @property {string} id
 * @property {string} controle
 * @property {string} soort
 * @property {string} sleutel
 * @property {Record<string, any>} inhoud
 * @property {number} basis
 * @property {string} hlc
 * @property {string} toestel_tijd
 * @property {number} volgnummer
 * @property {string} gebruiker
 * @property {number | null} klok_afwijking_ms
 * @property {string} protocol_hash
 * @property {number} schrijver_epoch
 * @property {"wacht" | "verwerkt" | "vastgehouden" | "terzijde"} stand
 * @property {boolean} gestuurd  sealed: put on the wire, signed or finished; its content may never change again
 * @property {Record<string, any> | null} bon
 * @property {string} bewaard_at
 */

const SAMENVOEGBAAR = new Set(["antwoord", "bezoek", "bevinding", "herhaling", "handtekening"]);

/** Acts over everything entered before them: from then on that stays as it was signed or finished. */
const SLUIT = new Set(["handtekening", "afronden", "niet_aangetroffen", "aanvullen"]);

/** Whether an entry of this kind seals what waits before it. @param {string} soort */
export const sluit = (soort) => SLUIT.has(soort);

/**
 * Whether a new entry may take the place of an unsent one: not once that is sealed, nor a signature under another text.
 * @param {Regel} oud @param {{soort: string, inhoud: Record<string, any>}} nieuw
 */
export const magSamenvoegen = (oud, { soort, inhoud }) =>
  SAMENVOEGBAAR.has(soort) && oud.stand === "wacht" && !oud.gestuurd && oud.inhoud.getoond === inhoud.getoond;

/**
 * The exact text that goes over the wire. The same row always gives the same bytes, so that the hash in the
 * receipt can be compared without keeping a second copy.
 * @param {Regel} regel
 */
export function draad(regel) {
  return JSON.stringify({
    id: regel.id,
    controle: regel.controle,
    soort: regel.soort,
    sleutel: regel.sleutel,
    inhoud: regel.inhoud,
    basis: regel.basis,
    hlc: regel.hlc,
    toestel_tijd: regel.toestel_tijd,
    klok_afwijking_ms: regel.klok_afwijking_ms,
    volgnummer: regel.volgnummer,
    gebruiker: regel.gebruiker,
    protocol_hash: regel.protocol_hash,
    schrijver_epoch: regel.schrijver_epoch,
  });
}

/** The place of an entry among those of the same sleutel: the greatest wins. @param {Regel} regel */
export const orde = (regel) => [regel.basis, regel.hlc, regel.id];

/**
 * Orders (basis, hlc, id).
 * @param {any[] | undefined} a @param {any[] | undefined} b
 * @returns {number} below zero when `a` comes first
 */
export function vergelijkOrde(a, b) {
  if (!a || !b) return a ? 1 : b ? -1 : 0;
  if (a[0] !== b[0]) return a[0] - b[0];
  for (const i of [1, 2]) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

/**
 * Batches in order: at most `aantal` entries and about `bytes` bytes each; one big entry travels alone.
 * @param {{tekst: string}[]} regels
 */
export function maakPakketten(regels, aantal = 200, bytes = 256 * 1024) {
  /** @type {{tekst: string}[][]} */
  const pakketten = [];
  let omvang = 0;
  for (const regel of regels) {
    const laatste = pakketten.at(-1);
    if (!laatste || laatste.length >= aantal || omvang + regel.tekst.length > bytes) {
      pakketten.push([regel]);
      omvang = regel.tekst.length;
    } else {
      laatste.push(regel);
      omvang += regel.tekst.length;
    }
  }
  return pakketten;
}
