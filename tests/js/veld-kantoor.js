// An office in memory: answers the field client as the server does, and can be told to fail in its own ways.
import { createHash } from "node:crypto";

export const sha = (/** @type {string | Uint8Array} */ inhoud) => createHash("sha256").update(inhoud).digest("hex");

/** A clever enough office. @param {{gebruiker?: string | null}} [opties] */
export function maakKantoor({ gebruiker = null } = {}) {
  const kantoor = {
    organisatie: null,
    gebruiker,
    /** Entries by id: the exact text and how they stand. @type {Map<string, {tekst: string, uitkomst: string, code?: string}>} */
    mutaties: new Map(),
    /** @type {Map<string, Uint8Array>} */
    fotos: new Map(),
    /** @type {Map<string, Uint8Array>} */
    delen: new Map(),
    /** @type {string[]} */
    verzoeken: [],
    /** Answers to give first, before anything is looked at. @type {any[]} */
    storingen: [],
    /** Ids to hold. @type {Set<string>} */
    houdVast: new Set(),
    versie: 3,
    tijdperk: "a",
    /** @type {any} */
    pakket: null,
    vraag: /** @type {any} */ (null),
  };
  kantoor.vraag = (/** @type {string} */ pad, /** @type {any} */ opties = {}) => antwoord(kantoor, pad, opties);
  return kantoor;
}

const goed = (/** @type {any} */ data, status = 200, koppen = {}) => ({
  uitslag: status === 404 || status === 409 ? "weigering" : "goed",
  status,
  data,
  koppen: new Headers(koppen),
});
export const fout = (/** @type {string} */ uitslag, status = 0) => ({
  uitslag,
  status,
  data: null,
  koppen: new Headers(),
});

async function antwoord(
  /** @type {any} */ kantoor,
  /** @type {string} */ pad,
  /** @type {any} */ { method = "GET", body, koppen },
) {
  kantoor.verzoeken.push(`${method} ${pad.replace(/[0-9a-f]{64}/, "<hash>")}`);
  const storing = kantoor.storingen.shift();
  if (storing === "daarna") neemMutaties(kantoor, body);
  if (storing) return storing === "daarna" ? fout("geen-bereik") : storing;
  if (pad === "/sync/hallo")
    return goed({
      schouw: "hallo",
      gebruiker: kantoor.gebruiker,
      organisatie: kantoor.organisatie,
      tijd: new Date().toISOString(),
      tijdperk: kantoor.tijdperk,
    });
  if (pad === "/sync/toestel") return goed({ token: "t".repeat(40) });
  if (pad === "/sync/mutaties") return goed({ bonnen: neemMutaties(kantoor, body), tijd: "" });
  if (pad.startsWith("/sync/fotos/")) return foto(kantoor, pad.slice(12), method, body, koppen);
  if (pad === "/sync/dagpakket")
    return kantoor.pakket ? goed(kantoor.pakket, 200, { ETag: '"e"' }) : fout("geen-bereik");
  if (pad.startsWith("/sync/bonnen")) return goed(bonnen(kantoor));
  if (pad.startsWith("/sync/concept")) return goed({ mutaties: [], versie: 0 });
  throw new Error(`onbekend pad ${pad}`);
}

/** The raw text of each entry, as it came. @param {string} body */
function ruwe(body) {
  const ontleed = JSON.parse(body);
  return ontleed.mutaties.map((/** @type {any} */ mutatie) => ({ mutatie, tekst: JSON.stringify(mutatie) }));
}

function neemMutaties(/** @type {any} */ kantoor, /** @type {string} */ body) {
  return ruwe(body).map((/** @type {any} */ { mutatie, tekst }) => {
    const bekend = kantoor.mutaties.get(mutatie.id);
    const vast = kantoor.houdVast.has(mutatie.id);
    const uitkomst = vast ? "vastgehouden" : bekend ? "al-bekend" : "verwerkt";
    if (!bekend) {
      kantoor.mutaties.set(mutatie.id, { tekst, uitkomst });
      if (!vast) kantoor.versie += 1;
    }
    const hash = sha(kantoor.mutaties.get(mutatie.id).tekst);
    const reden = vast ? { code: "inhoud-onleesbaar", zin: "Kantoor kijkt ernaar." } : {};
    return { id: mutatie.id, uitkomst, sha256: hash, versie: kantoor.versie, ...reden };
  });
}

const bonnen = (/** @type {any} */ kantoor) => ({
  mutaties: [...kantoor.mutaties].map(([id, { tekst }]) => ({
    id,
    uitkomst: kantoor.houdVast.has(id) ? "vastgehouden" : "verwerkt",
    sha256: sha(tekst),
  })),
  fotos: [...kantoor.fotos.keys()],
});

function foto(
  /** @type {any} */ kantoor,
  /** @type {string} */ hash,
  /** @type {string} */ method,
  /** @type {any} */ body,
  /** @type {any} */ koppen,
) {
  const klaar = kantoor.fotos.get(hash);
  const deel = kantoor.delen.get(hash) ?? new Uint8Array();
  if (method === "HEAD")
    return goed(null, klaar ? 200 : 404, { "Upload-Offset": String(klaar?.length ?? deel.length) });
  const bytes = new Uint8Array(body);
  const [, begin, , totaal] = /bytes (\d+)-(\d+)\/(\d+)/.exec(koppen["Content-Range"] ?? "") ?? [];
  if (totaal === undefined) return bewaar(kantoor, hash, bytes);
  if (Number(begin) > deel.length) return goed({ code: "foto-deel-mist", offset: deel.length }, 409);
  const samen = new Uint8Array([...deel.slice(0, Number(begin)), ...bytes]);
  kantoor.delen.set(hash, samen);
  return samen.length === Number(totaal) ? bewaar(kantoor, hash, samen) : goed({ offset: samen.length }, 202);
}

function bewaar(/** @type {any} */ kantoor, /** @type {string} */ hash, /** @type {Uint8Array} */ bytes) {
  if (sha(bytes) !== hash) throw new Error("bytes die niet bij hun hash horen");
  kantoor.fotos.set(hash, bytes);
  return goed({ sha256: hash, grootte: bytes.length });
}
