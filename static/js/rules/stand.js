// @ts-check
/**
 * What has been entered so far, and where everything of a plan stands (twin of app/protocols/rules/stand.py). Pure.
 *
 * Keys are `CODE@pad`: `BR-05@` outside a repeat, `BR-15@<uuid>` in one, `BR-15@<uuid>/<uuid>` in a repeat of a repeat.
 * A stand is a picture of one moment; make a new one after a change. Maps are used as they are given, not copied.
 */

/** @typedef {import("./waarden.js").Antwoord} Antwoord */
/** @typedef {import("./waarden.js").Vraag} Vraag */
/** @typedef {{code: string, ouder?: string, herhaling?: Record<string, any>, [sleutel: string]: any}} Onderdeel */
/** @typedef {Record<string, any>} Voorwaarde */
/** @typedef {{onderdelen: Onderdeel[], vragen: Vraag[], volgorde?: number[], reden_bij?: string[], [sleutel: string]: any}} Plan */
/**
 * @typedef {object} Invoer  what a stand is made of; everything may be left out
 * @property {Map<string, Antwoord>|Record<string, Antwoord>} [antwoorden]  by key
 * @property {Record<string, string[]>} [herhalingen]  per repeating onderdeel its pads, in page order
 * @property {Record<string, any>} [feiten]  `controle.datum` (YYYY-MM-DD) is the day ages are counted to
 * @property {Iterable<string>} [fasen]  of the controle; none is all
 * @property {string} [niveau]  S, 1, 2, 3 or 4 (default 4)
 * @property {Iterable<string>|null} [selectie]  keys of the only punten that are asked; null is no limit
 * @property {Map<string, number>|Record<string, number>} [fotos]  number of photos by key
 * @property {Record<string, any>} [bezoek]  typed fields of the controle by `bezoekveld`
 */
/**
 * @typedef {object} Stand
 * @property {Plan} plan
 * @property {Map<string, Antwoord>} antwoorden
 * @property {Record<string, any>} feiten
 * @property {Set<string>} fasen
 * @property {string} niveau
 * @property {Set<string>|null} selectie
 * @property {Set<string>} selectiePaden
 * @property {Map<string, number>} fotos
 * @property {Record<string, any>} bezoek
 * @property {Map<string, string[]>} paden  per onderdeel the pads its questions stand at
 * @property {Map<string, Set<string>>} padSets  the same, to ask
 * @property {Set<string>|null} vragen  visible keys while and after `zichtbaar`
 * @property {Zicht|null} zicht
 */
/** @typedef {{vragen: Set<string>, onderdelen: Set<string>}} Zicht  both in page order */

/** @param {string} code @param {string} [pad] */
export function sleutel(code, pad = "") {
  return `${code}@${pad}`;
}

/** The pad around a repeat: "a/b" gives "a", "a" gives "". @param {string} pad */
export function ouderPad(pad) {
  return pad.slice(0, Math.max(pad.lastIndexOf("/"), 0));
}

/**
 * @param {Plan} plan @param {Invoer} [invoer]
 * @returns {Stand}
 */
export function maakStand(plan, invoer = {}) {
  const selectie = invoer.selectie ? new Set(invoer.selectie) : null;
  const paden = padenVan(plan, invoer.herhalingen ?? {}, selectie);
  return {
    plan,
    antwoorden: alsMap(invoer.antwoorden),
    feiten: invoer.feiten ?? {},
    fasen: new Set(invoer.fasen ?? []),
    niveau: invoer.niveau ?? "4",
    selectie,
    selectiePaden: new Set([...(selectie ?? [])].flatMap((key) => voorvoegsels(key.slice(key.indexOf("@") + 1)))),
    fotos: alsMap(invoer.fotos),
    bezoek: invoer.bezoek ?? {},
    paden,
    padSets: new Map([...paden].map(([code, lijst]) => [code, new Set(lijst)])),
    vragen: null,
    zicht: null,
  };
}

/**
 * The answer as entered, shown or not; of a punt with `bezoekveld` the typed field of the controle.
 * @param {Stand} stand @param {Vraag} vraag @param {string} pad @returns {Antwoord|undefined}
 */
export function antwoordOp(stand, vraag, pad) {
  if (vraag.bezoekveld) return { waarde: stand.bezoek[vraag.bezoekveld] ?? null };
  const antwoord = stand.antwoorden.get(sleutel(vraag.code, pad));
  return antwoord?.gewist ? undefined : antwoord;
}

/** Question of the plan by code. @param {Plan} plan @param {string} code @returns {Vraag|undefined} */
export function vraagVan(plan, code) {
  return kaartVan(plan).vragen.get(code);
}

/** Onderdelen in a place: children of an onderdeel, or of the top. @param {Plan} plan @param {string} [code] */
export function onderdelenIn(plan, code) {
  return kaartVan(plan).kinderen.get(code) ?? [];
}

/** Questions of an onderdeel in page order. @param {Plan} plan @param {string} code @returns {Vraag[]} */
export function vragenIn(plan, code) {
  return kaartVan(plan).perOnderdeel.get(code) ?? [];
}

/**
 * @typedef {object} Kaart  indexes over one plan
 * @property {Map<string, Vraag>} vragen
 * @property {Map<string, string[]>} ketens  per onderdeel the repeats it stands in, itself included
 * @property {Map<string, Vraag[]>} perOnderdeel
 * @property {Map<string|undefined, Onderdeel[]>} kinderen
 * @property {(Vraag|Onderdeel)[]} evaluatie
 */
/** @type {WeakMap<Plan, Kaart>} */
const kaarten = new WeakMap();

/** Indexes over a plan, made once. @param {Plan} plan @returns {Kaart} */
export function kaartVan(plan) {
  const bestaand = kaarten.get(plan);
  if (bestaand) return bestaand;
  const kaart = maakKaart(plan);
  kaarten.set(plan, kaart);
  return kaart;
}

/** @param {Plan} plan @returns {Kaart} */
function maakKaart(plan) {
  /** @type {Map<string, string[]>} */
  const ketens = new Map();
  /** @type {Map<string, Vraag[]>} */
  const perOnderdeel = new Map();
  /** @type {Map<string|undefined, Onderdeel[]>} */
  const kinderen = new Map();
  for (const onderdeel of plan.onderdelen) {
    const rond = (onderdeel.ouder && ketens.get(onderdeel.ouder)) || [];
    ketens.set(onderdeel.code, onderdeel.herhaling ? [...rond, onderdeel.code] : rond);
    perOnderdeel.set(onderdeel.code, []);
    kinderen.set(onderdeel.ouder, [...(kinderen.get(onderdeel.ouder) ?? []), onderdeel]);
  }
  for (const vraag of plan.vragen) perOnderdeel.get(vraag.onderdeel)?.push(vraag);
  const evaluatie = plan.volgorde
    ? plan.volgorde.map((nummer) => (nummer >= 0 ? plan.vragen[nummer] : plan.onderdelen[-nummer - 1]))
    : plan.onderdelen.flatMap((onderdeel) => [onderdeel, ...(perOnderdeel.get(onderdeel.code) ?? [])]);
  return {
    vragen: new Map(plan.vragen.map((vraag) => [vraag.code, vraag])),
    ketens,
    perOnderdeel,
    kinderen,
    evaluatie,
  };
}

/**
 * Per onderdeel the pads its questions stand at. A repeat whose surrounding repeat is gone does not count; the pads a
 * selectie names exist.
 * @param {Plan} plan @param {Record<string, string[]>} herhalingen @param {Set<string>|null} selectie
 */
function padenVan(plan, herhalingen, selectie) {
  const kaart = kaartVan(plan);
  /** @type {Map<string, string[]>} */
  const paden = new Map();
  for (const onderdeel of plan.onderdelen) {
    const rond = onderdeel.ouder ? (paden.get(onderdeel.ouder) ?? []) : [""];
    if (!onderdeel.herhaling) {
      paden.set(onderdeel.code, rond);
      continue;
    }
    /** @type {Map<string, string[]>} */
    const perOuder = new Map(rond.map((pad) => [pad, []]));
    const gekozen = selectie ? padenInSelectie(kaart, selectie, onderdeel.code) : [];
    for (const pad of new Set([...(herhalingen[onderdeel.code] ?? []), ...gekozen])) {
      if (pad) perOuder.get(ouderPad(pad))?.push(pad);
    }
    paden.set(onderdeel.code, [...perOuder.values()].flat());
  }
  return paden;
}

/** @param {Kaart} kaart @param {Set<string>} selectie @param {string} onderdeel @returns {string[]} */
function padenInSelectie(kaart, selectie, onderdeel) {
  const diepte = kaart.ketens.get(onderdeel)?.length ?? 0;
  /** @type {string[]} */
  const gevonden = [];
  for (const key of [...selectie].sort()) {
    const plek = key.indexOf("@");
    const vraag = kaart.vragen.get(key.slice(0, plek));
    const keten = (vraag && kaart.ketens.get(vraag.onderdeel)) || [];
    if (keten[diepte - 1] === onderdeel) {
      gevonden.push(
        key
          .slice(plek + 1)
          .split("/")
          .slice(0, diepte)
          .join("/"),
      );
    }
  }
  return gevonden;
}

/** @param {string} pad @returns {string[]} */
function voorvoegsels(pad) {
  const delen = pad ? pad.split("/") : [];
  return ["", ...delen.map((_, plek) => delen.slice(0, plek + 1).join("/"))];
}

/** @template W @param {Map<string, W>|Record<string, W>|undefined} bron @returns {Map<string, W>} */
function alsMap(bron) {
  return bron instanceof Map ? bron : new Map(Object.entries(bron ?? {}));
}
