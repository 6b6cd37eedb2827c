// @ts-check
// What an entry means for the rows a screen reads. The journal is the truth; these rows are its last word per place.
import { vergelijkOrde } from "./journaal.js";

/** @typedef {import("./journaal.js").Regel} Regel */

/** @type {Record<string, string>} */
const STORES = {
  antwoord: "antwoorden",
  herhaling: "herhalingen",
  bezoek: "bezoek",
  bevinding: "bevindingen",
  handtekening: "handtekeningen",
  foto: "fotos",
  foto_wijzigen: "fotos",
};

/** Where an entry lands in its store and the row it leaves there. @type {Record<string, (regel: Regel) => [IDBValidKey, Record<string, any>]>} */
const PLEKKEN = {
  antwoord: ({ inhoud: { code, pad = "", antwoord, verborgen = false }, controle }) => [
    [controle, code, pad],
    { code, pad, antwoord, verborgen },
  ],
  herhaling: ({ controle, inhoud: { onderdeel, pad, ...rest } }) => [
    [controle, onderdeel, pad],
    { titel: "", weg: false, volgorde: 0, ...rest, onderdeel, pad },
  ],
  bezoek: ({ controle, inhoud: { veld, waarde = null } }) => [[controle, veld], { veld, waarde }],
  bevinding: ({ controle, inhoud }) => [
    [controle, inhoud.code, inhoud.pad ?? ""],
    { ...inhoud, pad: inhoud.pad ?? "" },
  ],
  handtekening: ({ controle, inhoud }) => [[controle, inhoud.rol], inhoud],
  foto: ({ inhoud: { foto, ...rest } }) => [
    foto,
    { onderschrift: "", code: "", pad: "", origineel: null, bewerkingen: [], verborgen: false, ...rest, id: foto },
  ],
};

/** The stores an entry of this kind writes to. @param {string} soort */
export const storesVan = (soort) => (STORES[soort] ? [STORES[soort]] : []);

/** What the controle itself becomes on this phone. @type {Record<string, (regel: Regel) => Record<string, any>>} */
const LOKAAL = {
  starten: ({ inhoud }) => ({ status: "bezig", begin_at: inhoud.begin_at }),
  afronden: ({ inhoud, toestel_tijd }) => ({ status: "afgerond", afgerond_at: inhoud.eind_at ?? toestel_tijd }),
  aanvullen: ({ inhoud }) => ({ status: "bezig", aanvul_reden: inhoud.reden }),
  niet_aangetroffen: ({ inhoud, toestel_tijd }) => ({
    status: "afgerond",
    uitkomst: inhoud.uitkomst,
    afgerond_at: inhoud.eind_at ?? toestel_tijd,
  }),
};

/** The part of `controle.lokaal` this entry changes; null when it changes none. @param {Regel} regel */
export const lokaalNa = (regel) => LOKAAL[regel.soort]?.(regel) ?? null;

/**
 * Lays an entry over the rows of an open transaction, unless it or a later one lies there already.
 * @param {{uit: (store: string) => any, zet: (store: string, waarde: any) => void}} tx
 * @param {Regel} regel
 * @param {any[]} orde
 * @param {Record<string, any>} extra  fields only this phone knows (the state of a photo)
 * @returns {Promise<boolean>} whether it became the last word
 */
export async function legNeer(tx, regel, orde, extra = {}) {
  if (regel.soort === "foto_wijzigen") return wijzigFoto(tx, regel, orde);
  const plek = PLEKKEN[regel.soort];
  if (!plek) return true;
  const [sleutel, rij] = plek(regel);
  const oud = await tx.uit(STORES[regel.soort]).get(sleutel);
  if (oud && vergelijkOrde(oud.orde, orde) >= 0) return false;
  tx.zet(STORES[regel.soort], { ...rij, controle: regel.controle, op: regel.toestel_tijd, orde, ...extra });
  return true;
}

/** Caption and hiding each have a last word of their own. @param {Parameters<typeof legNeer>[0]} tx @param {Regel} regel @param {any[]} orde */
async function wijzigFoto(tx, { inhoud }, orde) {
  const rij = await tx.uit("fotos").get(inhoud.foto);
  if (!rij) return false;
  for (const veld of ["onderschrift", "verborgen"]) {
    if (inhoud[veld] == null || vergelijkOrde(rij.ordes?.[veld] ?? rij.orde, orde) >= 0) continue;
    rij[veld] = inhoud[veld];
    rij.ordes = { ...rij.ordes, [veld]: orde };
  }
  tx.zet("fotos", rij);
  return true;
}
