// @ts-check
/**
 * Which questions show, given what has been entered (twin of app/protocols/rules/voorwaarden.py; the rules are told
 * there, the shape of the plan in plan.py). Pure: no DOM, no storage, no clock.
 *
 * Keys are `CODE@pad`: `BR-05@` outside a repeat, `BR-15@<uuid>` in one, `BR-15@<uuid>/<uuid>` in a repeat of a repeat.
 *
 *   const stand = maakStand(plan, { antwoorden, herhalingen, feiten, fasen, niveau, selectie, fotos, bezoek });
 *   const { vragen, onderdelen } = zichtbaar(plan, stand);
 *
 * A stand is a picture of one moment; make a new one after a change. Maps are used as they are given, not copied.
 */
import { antwoordOp, kaartVan, maakStand, onderdelenIn, ouderPad, sleutel, vraagVan, vragenIn } from "./stand.js";
import { antwoordWaarden, feitWaarden, komtVoor, vergelijk } from "./waarden.js";

export { antwoordOp, maakStand, onderdelenIn, ouderPad, sleutel, vraagVan, vragenIn };

/** @typedef {import("./stand.js").Antwoord} Antwoord */
/** @typedef {import("./stand.js").Vraag} Vraag */
/** @typedef {import("./stand.js").Onderdeel} Onderdeel */
/** @typedef {import("./stand.js").Voorwaarde} Voorwaarde */
/** @typedef {import("./stand.js").Plan} Plan */
/** @typedef {import("./stand.js").Invoer} Invoer */
/** @typedef {import("./stand.js").Stand} Stand */
/** @typedef {import("./stand.js").Zicht} Zicht */
/** @typedef {import("./stand.js").Kaart} Kaart */

const NIVEAUS = ["S", "1", "2", "3", "4"];

/**
 * Decides in one pass, in order of dependence, what shows; the answer is kept on the stand.
 * A repeating onderdeel is in `onderdelen` at the pad around it (its heading and its button to add) and at the pad of
 * each of its repeats; an onderdeel with nothing to show in it is not there.
 * @param {Plan} plan @param {Stand} stand
 * @returns {Zicht}
 */
export function zichtbaar(plan, stand) {
  if (stand.zicht) return stand.zicht;
  const kaart = kaartVan(plan);
  stand.vragen = new Set();
  const rauw = new Set();
  for (const knoop of kaart.evaluatie) {
    if (knoop.onderdeel === undefined) beslisOnderdeel(stand, /** @type {Onderdeel} */ (knoop), rauw);
    else beslisVraag(stand, /** @type {Vraag} */ (knoop), rauw);
  }
  stand.zicht = inPaginavolgorde(kaart, stand, rauw);
  return stand.zicht;
}

/**
 * The truth of a condition, seen from a pad: true, false, or null when it cannot be known.
 * @param {Voorwaarde} voorwaarde @param {Stand} stand @param {string} [pad]
 * @returns {boolean|null}
 */
export function evalueer(voorwaarde, stand, pad = "") {
  if (!stand.vragen) zichtbaar(stand.plan, stand);
  if (voorwaarde.alle) return alle(voorwaarde.alle, stand, pad, false);
  if (voorwaarde.een_van) return alle(voorwaarde.een_van, stand, pad, true);
  if (voorwaarde.niet) return ontken(evalueer(voorwaarde.niet, stand, pad));
  if (voorwaarde.zeker) return evalueer(voorwaarde.zeker, stand, pad) === true;
  if (voorwaarde.mogelijk) return evalueer(voorwaarde.mogelijk, stand, pad) !== false;
  if (voorwaarde.fase)
    return !stand.fasen.size || voorwaarde.fase.some((/** @type {string} */ fase) => stand.fasen.has(fase));
  if (voorwaarde.niveau_vanaf) return opNiveau(stand.niveau, voorwaarde.niveau_vanaf);
  const { feiten } = stand;
  if (voorwaarde.aantal) return vergelijk(voorwaarde, [tel(voorwaarde.aantal, stand, pad)], feiten);
  if (voorwaarde.feit) return vergelijk(voorwaarde, feitWaarden(feiten[voorwaarde.feit]), feiten);
  if (voorwaarde.vraag) return vergelijk(voorwaarde, zichtbareWaarden(voorwaarde, stand, pad), feiten);
  return null;
}

/**
 * Kleene's and; turned around (`of`) it is Kleene's or.
 * @param {Voorwaarde[]} delen @param {Stand} stand @param {string} pad @param {boolean} of
 */
function alle(delen, stand, pad, of) {
  /** @type {boolean|null} */
  let uitkomst = !of;
  for (const deel of delen) {
    const waarde = evalueer(deel, stand, pad);
    if (waarde === of) return of;
    if (waarde === null) uitkomst = null;
  }
  return uitkomst;
}

/** @param {boolean|null} waarde */
function ontken(waarde) {
  return waarde === null ? null : !waarde;
}

/** @param {string} niveau @param {string} vanaf */
function opNiveau(niveau, vanaf) {
  return NIVEAUS.indexOf(niveau) >= NIVEAUS.indexOf(vanaf);
}

/** Values of the answer to a visible question, as seen from a pad. @param {Voorwaarde} voorwaarde @param {Stand} stand @param {string} pad */
function zichtbareWaarden(voorwaarde, stand, pad) {
  const kaart = kaartVan(stand.plan);
  const vraag = kaart.vragen.get(voorwaarde.vraag);
  if (!vraag) return [];
  const keten = kaart.ketens.get(vraag.onderdeel) ?? [];
  const [waar, diepte] = gedeeldPad(keten, stand, pad);
  return diepte === keten.length ? waardenOp(stand, vraag, waar, voorwaarde.deel) : [];
}

/** @param {Stand} stand @param {Vraag} vraag @param {string} pad @param {string} [deel] @returns {any[]} */
function waardenOp(stand, vraag, pad, deel) {
  const key = sleutel(vraag.code, pad);
  if (!stand.vragen?.has(key)) return [];
  return antwoordWaarden(vraag, antwoordOp(stand, vraag, pad), stand.fotos.get(key) ?? 0, deel);
}

/** How many visible answers satisfy, within what both repeats share. @param {any} aantal @param {Stand} stand @param {string} pad */
function tel(aantal, stand, pad) {
  const kaart = kaartVan(stand.plan);
  const vraag = kaart.vragen.get(aantal.vraag);
  if (!vraag) return 0;
  const [rond] = gedeeldPad(kaart.ketens.get(vraag.onderdeel) ?? [], stand, pad);
  const gezocht = aantal.in ?? (aantal.is === undefined ? null : [aantal.is]);
  let som = 0;
  for (const waar of stand.paden.get(vraag.onderdeel) ?? []) {
    if (rond && waar !== rond && !waar.startsWith(`${rond}/`)) continue;
    const waarden = waardenOp(stand, vraag, waar);
    if (waarden.length && (!gezocht || gezocht.some((/** @type {any} */ waarde) => komtVoor(waarden, waarde))))
      som += 1;
  }
  return som;
}

/**
 * The part of a pad that lies in the same repeats as a question with this chain of repeats, and how deep that is.
 * @param {string[]} keten @param {Stand} stand @param {string} pad @returns {[string, number]}
 */
function gedeeldPad(keten, stand, pad) {
  if (!pad || !keten.length) return ["", 0];
  const delen = pad.split("/");
  let gedeeld = "";
  let diepte = 0;
  while (diepte < keten.length && diepte < delen.length) {
    const volgende = delen.slice(0, diepte + 1).join("/");
    if (!stand.padSets.get(keten[diepte])?.has(volgende)) break;
    gedeeld = volgende;
    diepte += 1;
  }
  return [gedeeld, diepte];
}

/** @param {Stand} stand @param {Vraag|Onderdeel} knoop @param {string} pad */
function magTonen(stand, knoop, pad) {
  if (!knoop.toon_als) return true;
  return evalueer(knoop.toon_als, stand, pad) ?? knoop.bij_onbekend === "toon";
}

/** Whether a punt is asked at the controle's fasen and niveau. @param {Stand} stand @param {Vraag} punt */
function inBereik(stand, punt) {
  const fasen = punt.fasen ?? [];
  const inFase =
    !stand.fasen.size || !fasen.length || fasen.some((/** @type {string} */ fase) => stand.fasen.has(fase));
  return inFase && opNiveau(stand.niveau, punt.niveau ?? "S");
}

/** @param {Stand} stand @param {Onderdeel} onderdeel @param {Set<string>} rauw */
function beslisOnderdeel(stand, onderdeel, rauw) {
  const { code, ouder } = onderdeel;
  for (const pad of ouder ? (stand.paden.get(ouder) ?? []) : [""]) {
    const open = !ouder || rauw.has(sleutel(ouder, pad));
    if (open && (stand.selectie || magTonen(stand, onderdeel, pad))) rauw.add(sleutel(code, pad));
  }
  if (!onderdeel.herhaling) return;
  for (const pad of stand.paden.get(code) ?? []) {
    if (rauw.has(sleutel(code, ouderPad(pad)))) rauw.add(sleutel(code, pad));
  }
}

/** @param {Stand} stand @param {Vraag} vraag @param {Set<string>} rauw */
function beslisVraag(stand, vraag, rauw) {
  for (const pad of stand.paden.get(vraag.onderdeel) ?? []) {
    if (toont(stand, vraag, pad, rauw)) stand.vragen?.add(sleutel(vraag.code, pad));
  }
}

/** @param {Stand} stand @param {Vraag} vraag @param {string} pad @param {Set<string>} rauw */
function toont(stand, vraag, pad, rauw) {
  if (vraag.bij) return stand.vragen?.has(sleutel(vraag.bij, pad)) && magTonen(stand, vraag, pad);
  if (!rauw.has(sleutel(vraag.onderdeel, pad))) return false;
  if (stand.selectie && !vraag.bezoekveld) return stand.selectie.has(sleutel(vraag.code, pad));
  return inBereik(stand, vraag) && magTonen(stand, vraag, pad);
}

/** @param {Kaart} kaart @param {Stand} stand @param {Set<string>} rauw @returns {Zicht} */
function inPaginavolgorde(kaart, stand, rauw) {
  const zicht = { vragen: new Set(), onderdelen: new Set() };
  for (const onderdeel of kaart.kinderen.get(undefined) ?? []) neemOp(kaart, stand, rauw, zicht, onderdeel, "");
  return zicht;
}

/** @param {Kaart} kaart @param {Stand} stand @param {Set<string>} rauw @param {Zicht} zicht @param {Onderdeel} onderdeel @param {string} pad */
function neemOp(kaart, stand, rauw, zicht, onderdeel, pad) {
  const { code } = onderdeel;
  if (!rauw.has(sleutel(code, pad)) || !heeftInhoud(kaart, stand, rauw, onderdeel, pad)) return;
  zicht.onderdelen.add(sleutel(code, pad));
  const plekken = onderdeel.herhaling ? herhalingenIn(stand, code, pad) : [pad];
  for (const plek of plekken) {
    zicht.onderdelen.add(sleutel(code, plek));
    for (const vraag of kaart.perOnderdeel.get(code) ?? []) {
      const key = sleutel(vraag.code, plek);
      if (stand.vragen?.has(key)) zicht.vragen.add(key);
    }
    for (const kind of kaart.kinderen.get(code) ?? []) neemOp(kaart, stand, rauw, zicht, kind, plek);
  }
}

/** Repeats of an onderdeel at a pad that may show. @param {Stand} stand @param {string} code @param {string} pad */
function herhalingenIn(stand, code, pad) {
  const plekken = stand.paden.get(code) ?? [];
  return plekken.filter((plek) => ouderPad(plek) === pad && (!stand.selectie || stand.selectiePaden.has(plek)));
}

/** @param {Kaart} kaart @param {Stand} stand @param {Set<string>} rauw @param {Onderdeel} onderdeel @param {string} pad @returns {boolean} */
function heeftInhoud(kaart, stand, rauw, onderdeel, pad) {
  if (onderdeel.herhaling) return kanTonen(kaart, stand, onderdeel, pad);
  const eigen = kaart.perOnderdeel.get(onderdeel.code) ?? [];
  if (eigen.some((vraag) => stand.vragen?.has(sleutel(vraag.code, pad)))) return true;
  const kinderen = kaart.kinderen.get(onderdeel.code) ?? [];
  return kinderen.some((kind) => rauw.has(sleutel(kind.code, pad)) && heeftInhoud(kaart, stand, rauw, kind, pad));
}

/** Whether a repeat could hold something, so that a first one can be added. @param {Kaart} kaart @param {Stand} stand @param {Onderdeel} onderdeel @param {string} pad @returns {boolean} */
function kanTonen(kaart, stand, onderdeel, pad) {
  if (stand.selectie) return herhalingenIn(stand, onderdeel.code, pad).length > 0;
  const eigen = kaart.perOnderdeel.get(onderdeel.code) ?? [];
  if (eigen.some((vraag) => !vraag.bij && inBereik(stand, vraag))) return true;
  return (kaart.kinderen.get(onderdeel.code) ?? []).some((kind) => kanTonen(kaart, stand, kind, pad));
}
