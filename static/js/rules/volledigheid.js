// @ts-check
/**
 * What is still missing before afronden (twin of app/protocols/rules/volledigheid.py).
 *
 * Every visible controlepunt wants an answer. A punt that is no oordeel and cannot be answered may give a `reden`
 * instead. A vervolgvraag wants one only when it is verplicht.
 */
import { isDatum, redenOngeldig } from "./normen.js";
import { antwoordOp, evalueer, ouderPad, sleutel, vraagVan, vragenIn, zichtbaar } from "./voorwaarden.js";
import { heeftWaarde, oordeelVan } from "./waarden.js";

/** @typedef {import("./voorwaarden.js").Plan} Plan */
/** @typedef {import("./voorwaarden.js").Stand} Stand */
/** @typedef {import("./voorwaarden.js").Onderdeel} Onderdeel */
/** @typedef {import("./waarden.js").Vraag} Vraag */
/** @typedef {import("./waarden.js").Antwoord} Antwoord */
/**
 * @typedef {"antwoord"|"reden"|"nader"|"foto"|"verplicht_veld"|"bevinding"|"waarde_ongeldig"|"bezoek"|"herhaling"} Soort
 */
/** @typedef {{code: string, pad: string, soort: Soort, zin: string}} Ontbrekend */
/** @typedef {Map<string, string[]>|null|undefined} Bevindingen  per key what its finding still lacks; [] is complete */

/** Oordelen that say nothing was looked at. */
const NIET_BEKEKEN = new Set(["nvt", "niet_gecontroleerd"]);

/**
 * Everything that is missing, in page order. `bevindingen` null: findings are not looked at.
 * @param {Plan} plan @param {Stand} stand @param {Bevindingen} [bevindingen] @returns {Ontbrekend[]}
 */
export function ontbrekend(plan, stand, bevindingen = null) {
  const { vragen, onderdelen } = zichtbaar(plan, stand);
  const perCode = new Map(plan.onderdelen.map((onderdeel) => [onderdeel.code, onderdeel]));
  /** @type {Ontbrekend[]} */
  const gevonden = [];
  for (const key of onderdelen) {
    const plek = key.indexOf("@");
    const [code, pad] = [key.slice(0, plek), key.slice(plek + 1)];
    const onderdeel = perCode.get(code);
    if (onderdeel?.herhaling && !stand.padSets.get(code)?.has(pad)) {
      gevonden.push(...ontbrekendeHerhalingen(stand, onderdeel, pad));
      continue;
    }
    for (const vraag of vragenIn(plan, code)) {
      if (vragen.has(sleutel(vraag.code, pad))) gevonden.push(...ontbreektBij(plan, stand, vraag, pad, bevindingen));
    }
  }
  return gevonden;
}

/** Per key of a visible question how many photos it must have, met or not. @param {Plan} plan @param {Stand} stand */
export function verplichteFotos(plan, stand) {
  /** @type {Map<string, number>} */
  const nodig = new Map();
  for (const key of zichtbaar(plan, stand).vragen) {
    const plek = key.indexOf("@");
    const vraag = /** @type {Vraag} */ (vraagVan(plan, key.slice(0, plek)));
    const aantal = fotoMinimum(plan, stand, vraag, key.slice(plek + 1));
    if (aantal > 0) nodig.set(key, aantal);
  }
  return nodig;
}

/**
 * How many photos a visible question must have; the rules are told in volledigheid.py.
 * @param {Plan} plan @param {Stand} stand @param {Vraag} vraag @param {string} pad
 */
export function fotoMinimum(plan, stand, vraag, pad) {
  const antwoord = antwoordOp(stand, vraag, pad);
  const wanneer = vraag.foto?.wanneer ?? "mag";
  const minimum = vraag.foto?.minimum ?? 1;
  if (vraag.type === "foto") {
    const zelf = vraag.bij ? isVerplicht(plan, stand, vraag, pad) : !heeftReden(antwoord);
    if (!zelf) return 0;
    return wanneer === "altijd" ? Math.max(1, minimum) : 1;
  }
  if (wanneer === "altijd") return NIET_BEKEKEN.has(oordeelVan(vraag, antwoord) ?? "") ? 0 : minimum;
  return wanneer === "bij_afwijking" && isAfwijking(stand, vraag, pad) ? minimum : 0;
}

/**
 * Whether a question must be answered now; never a vervolgvraag of a punt that is n.v.t. or niet gecontroleerd.
 * @param {Plan} plan @param {Stand} stand @param {Vraag} vraag @param {string} pad
 */
export function isVerplicht(plan, stand, vraag, pad) {
  const punt = vraag.bij ? vraagVan(plan, vraag.bij) : undefined;
  if (punt && NIET_BEKEKEN.has(oordeelVan(punt, antwoordOp(stand, punt, pad)) ?? "")) return false;
  return (
    vraag.verplicht === true ||
    (vraag.verplicht_als !== undefined && evalueer(vraag.verplicht_als, stand, pad) === true)
  );
}

/**
 * Whether the answer to a question is a finding. A document beside an oordeel is not one by itself.
 * @param {Stand} stand @param {Vraag} vraag @param {string} pad
 */
export function vraagtBevinding(stand, vraag, pad) {
  const telt = !vraag.bij || (vraag.type ?? "oordeel") === "oordeel";
  return telt && isAfwijking(stand, vraag, pad);
}

/**
 * Whether the answer to a visible question says that something is not in order: an oordeel or document by its own
 * value, any other punt by its `afwijking_als`.
 * @param {Stand} stand @param {Vraag} vraag @param {string} pad
 */
export function isAfwijking(stand, vraag, pad) {
  if (vraag.afwijking_als) return evalueer(vraag.afwijking_als, stand, pad) === true;
  return oordeelVan(vraag, antwoordOp(stand, vraag, pad)) === "voldoet_niet";
}

/** @param {Record<string, any>} herhaling */
function minimumZin({ minimum, per }) {
  return minimum === 1 ? `Voeg ten minste één ${per} toe.` : `Voeg er ten minste ${minimum} toe, één per ${per}.`;
}

/** @param {Stand} stand @param {Onderdeel} onderdeel @param {string} pad @returns {Ontbrekend[]} */
function ontbrekendeHerhalingen(stand, onderdeel, pad) {
  const { code, herhaling } = onderdeel;
  if (!herhaling || stand.selectie) return [];
  /** @type {Ontbrekend[]} */
  const gevonden = [];
  const aantal = (stand.paden.get(code) ?? []).filter((plek) => ouderPad(plek) === pad).length;
  if (aantal < (herhaling.minimum ?? 0)) {
    gevonden.push({
      code,
      pad,
      soort: "herhaling",
      zin: minimumZin(herhaling),
    });
  }
  if (!herhaling.steekproef) return gevonden;
  const vraag = { code, type: "steekproef" };
  const antwoord = antwoordOp(stand, vraag, pad);
  const fout = redenOngeldig(vraag, antwoord);
  if (fout) gevonden.push({ code, pad, soort: "waarde_ongeldig", zin: fout });
  else if (!heeftWaarde(vraag, antwoord)) {
    gevonden.push({
      code,
      pad,
      soort: "antwoord",
      zin: "Vul in hoeveel je er hebt bekeken en hoeveel er in totaal zijn.",
    });
  }
  return gevonden;
}

/** @param {Plan} plan @param {Stand} stand @param {Vraag} vraag @param {string} pad @param {Bevindingen} bevindingen @returns {Ontbrekend[]} */
function ontbreektBij(plan, stand, vraag, pad, bevindingen) {
  const { code } = vraag;
  const naam = code.slice(code.lastIndexOf(":") + 1);
  const gevonden = watOntbreekt(plan, stand, vraag, pad, naam).map(([soort, zin]) => ({ code, pad, soort, zin }));
  const tekort = fotoMinimum(plan, stand, vraag, pad) - (stand.fotos.get(sleutel(code, pad)) ?? 0);
  if (tekort > 0)
    gevonden.push({
      code,
      pad,
      soort: "foto",
      zin: `Maak nog ${tekort === 1 ? "1 foto" : `${tekort} foto's`} bij ${naam}.`,
    });
  if (!bevindingen || !vraagtBevinding(stand, vraag, pad)) return gevonden;
  const gemist = bevindingen.get(sleutel(code, pad));
  if (!gemist) gevonden.push({ code, pad, soort: "bevinding", zin: `Leg de bevinding bij ${naam} vast.` });
  else if (gemist.length) {
    gevonden.push({
      code,
      pad,
      soort: "bevinding",
      zin: `Vul bij de bevinding van ${naam} nog in: ${gemist.join(", ")}.`,
    });
  }
  return gevonden;
}

/** @param {Plan} plan @param {Stand} stand @param {Vraag} vraag @param {string} pad @param {string} naam @returns {[Soort, string][]} */
function watOntbreekt(plan, stand, vraag, pad, naam) {
  const antwoord = antwoordOp(stand, vraag, pad);
  const fout = vraag.bezoekveld ? null : redenOngeldig(vraag, antwoord);
  if (fout) return [["waarde_ongeldig", `${naam}: ${fout}`]];
  if (!heeftWaarde(vraag, antwoord, stand.fotos.get(sleutel(vraag.code, pad)) ?? 0)) {
    return zonderAntwoord(plan, stand, vraag, pad, antwoord, naam);
  }
  return (vraag.type ?? "oordeel") === "oordeel" && antwoord ? bijOordeel(plan, antwoord, naam) : [];
}

/** @param {Plan} plan @param {Stand} stand @param {Vraag} vraag @param {string} pad @param {Antwoord|undefined} antwoord @param {string} naam @returns {[Soort, string][]} */
function zonderAntwoord(plan, stand, vraag, pad, antwoord, naam) {
  if (vraag.type === "foto") return [];
  const verplicht = isVerplicht(plan, stand, vraag, pad);
  if (vraag.bezoekveld) return verplicht ? [["bezoek", `Vul ${naam} in bij Bezoek.`]] : [];
  if (vraag.bij) return verplicht ? [["verplicht_veld", `Vul ${naam} in.`]] : [];
  if ((vraag.type ?? "oordeel") !== "oordeel" && heeftReden(antwoord)) return [];
  return [["antwoord", `Beantwoord ${naam}.`]];
}

/** @param {Plan} plan @param {Antwoord} antwoord @param {string} naam @returns {[Soort, string][]} */
function bijOordeel(plan, antwoord, naam) {
  /** @type {[Soort, string][]} */
  const gevonden = [];
  const redenBij = plan.reden_bij ?? ["niet_gecontroleerd"];
  if (redenBij.includes(antwoord.waarde) && !heeftReden(antwoord))
    gevonden.push(["reden", `Geef bij ${naam} een reden.`]);
  const { wat, uiterlijk } = antwoord.nader ?? {};
  if (antwoord.waarde === "nader_onderzoek" && !(gevuld(wat) && isDatum(uiterlijk))) {
    gevonden.push(["nader", `Vul bij ${naam} in wat er nader wordt onderzocht en uiterlijk wanneer.`]);
  }
  return gevonden;
}

/** @param {Antwoord|undefined} antwoord */
function heeftReden(antwoord) {
  return gevuld(antwoord?.reden);
}

/** @param {any} tekst */
function gevuld(tekst) {
  return typeof tekst === "string" && !/^[ \t\r\n]*$/.test(tekst);
}
