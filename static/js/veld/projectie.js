// @ts-check
// What an entry means for the rows a screen reads. The journal is the truth; these rows are its last word per place.
import { vergelijkOrde } from "./journaal.js";

/** @typedef {import("./journaal.js").Regel} Regel */
/** @typedef {{store: string, sleutel: IDBValidKey, rij: Record<string, any>}} Plek */

/** @type {Record<string, (regel: Regel) => Plek>} */
const PLEKKEN = {
  antwoord: ({ controle, inhoud: { code, pad = "", antwoord, verborgen = false } }) => ({
    store: "antwoorden",
    sleutel: [controle, code, pad],
    rij: { controle, code, pad, antwoord, verborgen },
  }),
  herhaling: ({ controle, inhoud: { onderdeel, pad, ...rest } }) => ({
    store: "herhalingen",
    sleutel: [controle, onderdeel, pad],
    rij: { titel: "", weg: false, volgorde: 0, ...rest, controle, onderdeel, pad },
  }),
  bezoek: ({ controle, inhoud: { veld, waarde = null } }) => ({
    store: "bezoek",
    sleutel: [controle, veld],
    rij: { controle, veld, waarde },
  }),
  bevinding: ({ controle, inhoud }) => ({
    store: "bevindingen",
    sleutel: [controle, inhoud.code, inhoud.pad ?? ""],
    rij: { ...inhoud, controle, pad: inhoud.pad ?? "" },
  }),
  handtekening: ({ controle, inhoud }) => ({
    store: "handtekeningen",
    sleutel: [controle, inhoud.rol],
    rij: { ...inhoud, controle },
  }),
  foto: ({ controle, inhoud: { foto, ...rest } }) => ({
    store: "fotos",
    sleutel: foto,
    rij: {
      onderschrift: "",
      code: "",
      pad: "",
      origineel: null,
      bewerkingen: [],
      verborgen: false,
      ...rest,
      id: foto,
      controle,
    },
  }),
};

/** The stores an entry of this kind writes to. @param {string} soort */
export function storesVan(soort) {
  const plek = PLEKKEN[soort];
  if (soort === "foto_wijzigen") return ["fotos"];
  if (!plek) return [];
  return [
    {
      antwoord: "antwoorden",
      herhaling: "herhalingen",
      bezoek: "bezoek",
      bevinding: "bevindingen",
      handtekening: "handtekeningen",
      foto: "fotos",
    }[soort] ?? "",
  ];
}

/** Where an entry lands and the row it leaves there; null for kinds that change the controle itself. @param {Regel} regel */
export function plekVan(regel) {
  return PLEKKEN[regel.soort]?.(regel) ?? null;
}

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
 * Lays an entry over the rows of an open transaction, unless a later one lies there already.
 * @param {{uit: (store: string) => any, zet: (store: string, waarde: any) => void}} tx
 * @param {Regel} regel
 * @param {any[]} orde
 * @param {Record<string, any>} extra  fields only this phone knows (the state of a photo)
 * @returns {Promise<boolean>} whether it became the last word
 */
export async function legNeer(tx, regel, orde, extra = {}) {
  if (regel.soort === "foto_wijzigen") return wijzigFoto(tx, regel);
  const plek = plekVan(regel);
  if (!plek) return true;
  const oud = await tx.uit(plek.store).get(plek.sleutel);
  if (oud && vergelijkOrde(oud.orde, orde) > 0) return false;
  tx.zet(plek.store, { ...plek.rij, op: regel.toestel_tijd, orde, ...extra });
  return true;
}

/** @param {Parameters<typeof legNeer>[0]} tx @param {Regel} regel */
async function wijzigFoto(tx, { inhoud }) {
  const rij = await tx.uit("fotos").get(inhoud.foto);
  if (!rij) return false;
  const { onderschrift = rij.onderschrift, verborgen = rij.verborgen } = inhoud;
  tx.zet("fotos", { ...rij, onderschrift: onderschrift ?? rij.onderschrift, verborgen: verborgen ?? rij.verborgen });
  return true;
}
