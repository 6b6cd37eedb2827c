// @ts-check
// What lies in the queue, per controle: what waits, what was received, what is held and why. Pure.

/** @typedef {import("./journaal.js").Regel} Regel */
/** @typedef {{soort: string, woord: [string, string], icoon: string, totaal: number, ontvangen: number}} Deel */

/** @type {Record<string, {woord: [string, string], icoon: string}>} */
const SOORTEN = {
  antwoord: { woord: ["antwoord", "antwoorden"], icoon: "vink" },
  bevinding: { woord: ["bevinding", "bevindingen"], icoon: "weeg" },
  handtekening: { woord: ["handtekening", "handtekeningen"], icoon: "teken" },
  bezoek: { woord: ["gegeven van het bezoek", "gegevens van het bezoek"], icoon: "persoon" },
};
const REST = { woord: /** @type {[string, string]} */ (["stap", "stappen"]), icoon: "lijst" };

/** What an entry is about, for a person. @param {Regel} regel */
export function omschrijf({ soort, inhoud }) {
  /** @type {Record<string, string>} */
  const woorden = {
    aanmaken: "Nieuwe controle",
    starten: "Begin van het bezoek",
    antwoord: `Antwoord bij ${inhoud.code}`,
    herhaling: `Onderdeel ${inhoud.titel || inhoud.onderdeel}`,
    bezoek: "Gegevens van het bezoek",
    bevinding: `Bevinding bij ${inhoud.code}`,
    foto: inhoud.code ? `Foto bij ${inhoud.code}` : "Foto",
    foto_wijzigen: "Wijziging van een foto",
    handtekening: `Handtekening van ${inhoud.rol}`,
    niet_aangetroffen: "Bezoek niet gelukt",
    afronden: "Afronden",
    aanvullen: "Aanvulling",
  };
  return woorden[soort] ?? soort;
}

/**
 * The parts of one controle with how many of each were received. What was changed ten times is one part, received when
 * nothing of it waits.
 * @param {Regel[]} regels
 * @returns {Deel[]}
 */
export function delen(regels) {
  /** @type {Map<string, Map<string, boolean>>} */
  const perSoort = new Map();
  for (const { soort, stand, sleutel } of regels) {
    if (stand === "terzijde" || soort === "foto") continue; // a photo is counted once, with its bytes
    const naam = SOORTEN[soort] ? soort : "rest";
    const plekken = perSoort.get(naam) ?? new Map();
    const plek = soort + sleutel;
    perSoort.set(naam, plekken.set(plek, stand !== "wacht" && plekken.get(plek) !== false));
  }
  return [...perSoort].map(([soort, plekken]) => ({
    soort,
    ...(SOORTEN[soort] ?? REST),
    totaal: plekken.size,
    ontvangen: [...plekken.values()].filter(Boolean).length,
  }));
}

/**
 * The queue of one controle.
 * @param {any} rij
 * @param {Regel[]} regels
 * @param {any[]} fotos
 */
export function stapel(rij, regels, fotos) {
  const met = (/** @type {string} */ stand) => regels.filter((regel) => regel.stand === stand);
  const beeld = (/** @type {string} */ stand) => fotos.filter((foto) => foto.stand === stand);
  const bonnen = [...regels, ...fotos].filter(
    ({ stand, bon }) => bon && (stand === "verwerkt" || stand === "verzonden"),
  );
  const momenten = bonnen
    .map(({ bon }) => bon.ontvangen_at)
    .filter(Boolean)
    .sort();
  return {
    rij,
    regels,
    fotos,
    delen: delen(regels),
    wacht: met("wacht").length + beeld("wacht").length,
    vast: [...met("vastgehouden")],
    vasteFotos: beeld("vastgehouden"),
    apart: met("terzijde").length + beeld("terzijde").length,
    ontvangen: met("verwerkt").length,
    eldersFotos: beeld("elders").length,
    verzondenFotos: beeld("verzonden").length,
    laatste: momenten.at(-1) ?? null,
    hashes: bonnen.map(({ bon }) => bon.sha256).sort(),
  };
}
/** @typedef {ReturnType<typeof stapel>} Stapel */

/**
 * The groups of the Wachtrij.
 * @param {Stapel[]} stapels
 * @param {string} vandaag  YYYY-MM-DD
 */
export function verdeel(stapels, vandaag) {
  const dag = (/** @type {string | null} */ moment) => (moment ? new Date(moment).toLocaleDateString("sv") : "");
  const aandacht = stapels.filter((een) => een.vast.length + een.vasteFotos.length);
  const wacht = stapels.filter((een) => !aandacht.includes(een) && (een.wacht || een.eldersFotos));
  const af = stapels.filter((een) => !aandacht.includes(een) && !wacht.includes(een) && een.laatste);
  const nieuwste = (/** @type {Stapel} */ a, /** @type {Stapel} */ b) =>
    (b.laatste ?? "").localeCompare(a.laatste ?? "");
  return {
    aandacht,
    wacht,
    vandaag: af.filter((een) => dag(een.laatste) === vandaag).sort(nieuwste),
    eerder: af.filter((een) => dag(een.laatste) !== vandaag).sort(nieuwste),
    apart: stapels.filter((een) => een.apart),
  };
}
