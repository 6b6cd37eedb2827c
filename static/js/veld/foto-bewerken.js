// @ts-check
// One photo, large: caption, marks and blur on a copy. The original never changes.

import { lang } from "../rules/dagen.js";
import { fotoUrl, wijzigFoto } from "./beelden.js";
import { probeer, spoel, straks } from "./bewaren.js";
import { alle, tekst, tijd, toonAls, vandaag, zoek } from "./dom.js";
import { alsJpeg, bewaarNieuwe, haalFotoWeg, naFotos, tekenFotos, verberg } from "./photos.js";
import { leesMeta, schrijfMeta } from "./store.js";
import { teken, tekenKruis } from "./tekenen.js";
import { fotosBij, isDicht, kaal, sleutel } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */
/** @typedef {import("./tekenen.js").Merk} Merk */

const doek = () => /** @type {HTMLCanvasElement} */ (zoek("#doek"));

/** The photo on the screen. */
const hier = {
  id: "",
  /** @type {ImageBitmap | null} */ beeld: null,
  /** @type {Merk[]} */ merken: [],
  /** @type {string} */ was: "[]",
  /** @type {Merk["soort"] | ""} */ tuig: "",
  /** @type {[number, number] | null} */ begin: null,
  /** @type {[number, number]} */ kruis: [0.5, 0.5],
  /** Where the person came from. */ terug: "",
};

/** Opens a photo; `terug` is where it was opened from. @param {Blad} blad @param {string} id @param {string} terug @returns {import("./schermen.js").Kop | void} */
export function openFoto(blad, id, terug) {
  const foto = blad.werk.fotos.get(id);
  if (!foto) return { titel: "Foto", onder: "Deze foto staat niet op deze telefoon", balk: "" };
  luisterNaarDoek(blad);
  verlaatFoto(blad);
  const key = sleutel(foto.code, foto.pad);
  const paren = fotosBij(blad.werk, key);
  const nummer = paren.findIndex((paar) => paar.foto.id === id);
  const beeld = paren[nummer]?.beeld ?? foto;
  Object.assign(hier, { id, terug, beeld: null, merken: beeld.bewerkingen ?? [], begin: null, kruis: [0.5, 0.5] });
  hier.was = JSON.stringify(hier.merken);
  vulFeiten(foto);
  kiesTuig("");
  const dicht = isDicht(blad.werk);
  toonAls(zoek("[data-doe=foto-weg]"), !dicht);
  kanTekenen(false);
  toonAls(zoek("[data-geenbeeld]"), false);
  laadBeeld(foto, dicht);
  toonAls(zoek("[data-nogeen]"), !dicht);
  zoek("#bijschrift").readOnly = dicht;
  return {
    titel: `Foto ${nummer + 1} van ${Math.max(paren.length, nummer + 1)}`,
    onder: `Bij ${kaal(foto.code)}`,
    terug: terugAdres(foto),
    terugnaam: `Terug naar punt ${kaal(foto.code)}`,
  };
}

/** @type {Record<string, string>} */
const STANDEN = { verzonden: "Verzonden", elders: "Op een ander toestel" };

/** @type {Record<string, string>} */
const TIJD_VAN = {
  telefoon: "Tijd van de telefoon",
  foto: "Tijd uit de foto",
  bestand: "Tijd van het bestand, niet uit de foto",
};

/** @param {any} foto */
const terugAdres = (foto) => hier.terug || `#${encodeURIComponent(sleutel(foto.code, foto.pad))}`;

/** @param {any} foto */
function vulFeiten(foto) {
  const scherm = zoek("[data-scherm=foto]");
  const zet = (/** @type {string} */ naam, /** @type {string} */ woord) =>
    tekst(zoek(`[data-f=${naam}]`, scherm), woord);
  const dag = foto.genomen_at ? lang(vandaag(new Date(foto.genomen_at))) : "";
  zet("tijd", dag ? `${dag.charAt(0).toUpperCase()}${dag.slice(1)}, ${tijd(foto.genomen_at)}` : "Tijd niet bekend");
  zet("tijdbron", TIJD_VAN[foto.tijd_bron] ?? "");
  zet("plaats", foto.lat == null ? "Plaats niet bekend" : `${foto.lat.toFixed(5)}, ${foto.lon.toFixed(5)}`);
  const nauw = foto.nauwkeurigheid == null ? "" : `, op ${foto.nauwkeurigheid} meter nauwkeurig`;
  const geen = foto.bron === "galerij" ? "De foto zegt niet waar" : "De telefoon gaf geen plaats";
  zet(
    "nauwkeurig",
    foto.lat == null ? geen : `Plaats ${foto.plaats_bron === "foto" ? "uit de foto" : "van de telefoon"}${nauw}`,
  );
  zet(
    "grootte",
    `${(foto.grootte / 1e6).toFixed(1).replace(".", ",")} MB. ${STANDEN[foto.stand] ?? "Nog te verzenden"}`,
  );
  const veld = zoek("#bijschrift");
  veld.value = foto.onderschrift ?? "";
  veld.dataset.foto = foto.id;
}

/** The picture at an address; null when this browser cannot show it. @param {string} adres */
async function beeldVan(adres) {
  const img = new Image();
  img.src = adres;
  try {
    await img.decode();
    return await createImageBitmap(img);
  } catch {
    return null;
  }
}

/** Tools are there once there is a picture to draw on. @param {boolean} kan */
function kanTekenen(kan) {
  for (const knop of alle("[data-tuig], [data-doe=foto-ongedaan]")) toonAls(knop, kan);
}

/** @param {any} foto @param {boolean} dicht */
async function laadBeeld(foto, dicht) {
  const adres = await fotoUrl(foto.id);
  // What this browser cannot show (HEIC) the office made into a picture, once it is there.
  const beeld = (await beeldVan(adres)) ?? (await beeldVan(`/controles/${foto.controle}/fotos/${foto.id}`));
  if (adres.startsWith("blob:")) URL.revokeObjectURL(adres);
  const concept = await leesMeta(conceptSleutel(foto.id));
  if (hier.id !== foto.id) return;
  hier.beeld = beeld;
  kanTekenen(!dicht && Boolean(beeld));
  toonAls(zoek("[data-geenbeeld]"), !beeld);
  if (concept && JSON.stringify(hier.merken) === hier.was) hier.merken = concept;
  Object.assign(doek(), { width: beeld?.width ?? 400, height: beeld?.height ?? 300 });
  doek().setAttribute(
    "aria-label",
    foto.onderschrift || !foto.genomen_at
      ? `Foto: ${foto.onderschrift || "zonder tijd"}`
      : `Foto van ${tijd(foto.genomen_at)}`,
  );
  hertekenen();
}

/** @param {Merk | null} [nieuw] @param {boolean} [kruis] */
function hertekenen(nieuw = null, kruis = false) {
  if (!hier.beeld) return;
  teken(doek(), hier.beeld, nieuw ? [...hier.merken, nieuw] : hier.merken);
  if (kruis) tekenKruis(doek(), hier.kruis);
}

/** @param {string} tuig */
function kiesTuig(tuig) {
  hier.tuig = /** @type {any} */ (hier.tuig === tuig ? "" : tuig);
  for (const knop of alle("[data-tuig]")) knop.setAttribute("aria-pressed", String(knop.dataset.tuig === hier.tuig));
  toonAls(zoek("[data-tekstvak]"), hier.tuig === "tekst");
  if (hier.tuig === "tekst") zoek("#doektekst").focus();
}

let luistert = false;

/** Starts listening. @param {Blad} blad */
function luisterNaarDoek(blad) {
  if (luistert) return;
  luistert = true;
  const vak = doek();
  vak.addEventListener("pointerdown", (event) => begin(event));
  vak.addEventListener("pointermove", (event) => sleep(event));
  vak.addEventListener("pointerup", (event) => eind(event));
  vak.addEventListener("pointercancel", () => {
    hier.begin = null;
    hertekenen();
  });
  vak.addEventListener("keydown", (event) => toets(event));
  for (const knop of alle("[data-tuig]")) knop.addEventListener("click", () => kiesTuig(knop.dataset.tuig));
  zoek("#bijschrift").addEventListener("input", (/** @type {any} */ event) =>
    straks("bijschrift", () => bewaarBijschrift(blad, event.target)),
  );
  zoek("#bijschrift").addEventListener("change", () => spoel("bijschrift"));
}

/** @param {PointerEvent} event @returns {[number, number]} */
function plek(event) {
  const vak = doek().getBoundingClientRect();
  return [(event.clientX - vak.left) / vak.width, (event.clientY - vak.top) / vak.height];
}

/** @param {PointerEvent} event */
function begin(event) {
  if (!hier.tuig || !hier.beeld) return;
  event.preventDefault();
  doek().setPointerCapture(event.pointerId);
  hier.begin = plek(event);
  if (hier.tuig === "tekst") zetMerk(hier.begin, hier.begin);
}

/** @param {PointerEvent} event */
function sleep(event) {
  if (hier.begin && hier.tuig) hertekenen({ soort: hier.tuig, van: hier.begin, naar: plek(event) });
}

/** @param {PointerEvent} event */
function eind(event) {
  if (hier.begin) zetMerk(hier.begin, plek(event));
}

/** @param {[number, number]} van @param {[number, number]} naar */
function zetMerk(van, naar) {
  const woord = zoek("#doektekst").value.trim();
  const groot = Math.hypot(naar[0] - van[0], naar[1] - van[1]) > 0.02;
  hier.begin = null;
  if (hier.tuig === "tekst" ? woord : hier.tuig && groot) {
    const rond = (/** @type {[number, number]} */ p) =>
      /** @type {[number, number]} */ (p.map((n) => Math.round(n * 1e4) / 1e4));
    hier.merken = [
      ...hier.merken,
      {
        soort: /** @type {any} */ (hier.tuig),
        van: rond(van),
        naar: rond(naar),
        ...(hier.tuig === "tekst" ? { tekst: woord } : {}),
      },
    ];
    bewaarConcept();
  }
  hertekenen();
}

/** With the keyboard: arrows move a cross, Enter puts the first and the second point. @param {KeyboardEvent} event */
function toets(event) {
  const stap = /** @type {Record<string, [number, number]>} */ ({
    ArrowLeft: [-0.02, 0],
    ArrowRight: [0.02, 0],
    ArrowUp: [0, -0.02],
    ArrowDown: [0, 0.02],
  })[event.key];
  if (!hier.tuig || (!stap && event.key !== "Enter")) return;
  event.preventDefault();
  if (stap)
    hier.kruis = /** @type {[number, number]} */ (hier.kruis.map((n, i) => Math.min(1, Math.max(0, n + stap[i]))));
  else if (hier.begin || hier.tuig === "tekst") return zetMerk(hier.begin ?? hier.kruis, hier.kruis);
  else hier.begin = [...hier.kruis];
  hertekenen(hier.begin ? { soort: hier.tuig, van: hier.begin, naar: hier.kruis } : null, true);
}

/** Where marks lie that are not burnt into a copy yet. @param {string} id */
const conceptSleutel = (id) => `merken ${id}`;

/** Keeps the marks at every stroke: a phone that stops loses only the stroke that was being drawn. */
const bewaarConcept = () => schrijfMeta(conceptSleutel(hier.id), hier.merken);

/** Takes the last mark away. */
export function maakOngedaan() {
  hier.merken = hier.merken.slice(0, -1);
  bewaarConcept();
  hertekenen();
}

/** @param {Blad} blad @param {any} veld */
function bewaarBijschrift(blad, veld) {
  const foto = blad.werk.fotos.get(veld.dataset.foto);
  if (!foto || foto.onderschrift === veld.value) return;
  foto.onderschrift = veld.value;
  const opdracht = {
    controle: blad.werk.id,
    soort: "foto_wijzigen",
    sleutel: `${foto.id}-bijschrift`,
    inhoud: { foto: foto.id, onderschrift: veld.value },
  };
  return probeer(opdracht, () => wijzigFoto(foto.id, { onderschrift: veld.value }));
}

/** Keeps the marks on a copy and goes back. @param {Blad} blad */
export async function fotoKlaar(blad) {
  const foto = blad.werk.fotos.get(hier.id);
  const adres = terugAdres(foto);
  await verlaatFoto(blad);
  location.hash = adres;
}

/** Whichever way the screen is left, what was drawn is kept. @param {Blad} blad */
export async function verlaatFoto(blad) {
  spoel("bijschrift");
  const foto = blad.werk.fotos.get(hier.id);
  const nu = JSON.stringify(hier.merken);
  if (!foto) return;
  if (nu === hier.was || !hier.beeld) return tekenFotos(blad, sleutel(foto.code, foto.pad));
  hier.was = nu;
  await bewaarKopie(blad, foto, hier.merken);
}

/** @param {Blad} blad @param {any} foto @param {Merk[]} merken */
async function bewaarKopie(blad, foto, merken) {
  const key = sleutel(foto.code, foto.pad);
  const oud = [...blad.werk.fotos.values()].filter((kopie) => kopie.origineel === foto.id && !kopie.verborgen);
  if (merken.length) {
    hertekenen();
    const { width: breedte, height: hoogte } = doek();
    const beeld = await alsJpeg(doek());
    const { code, pad, genomen_at, tijd_bron, lat, lon, nauwkeurigheid, plaats_bron, onderschrift } = foto;
    await bewaarNieuwe(
      blad,
      key,
      {
        code,
        pad,
        genomen_at,
        tijd_bron,
        lat,
        lon,
        nauwkeurigheid,
        plaats_bron,
        onderschrift,
        bron: "bewerking",
        origineel: foto.id,
        bewerkingen: merken,
        breedte,
        hoogte,
      },
      beeld,
    );
  }
  const gelukt =
    !merken.length ||
    [...blad.werk.fotos.values()].some(
      (kopie) =>
        kopie.origineel === foto.id && !kopie.verborgen && JSON.stringify(kopie.bewerkingen) === JSON.stringify(merken),
    );
  if (!gelukt) return;
  for (const kopie of oud) await verberg(blad, kopie.id, true);
  await schrijfMeta(conceptSleutel(foto.id), undefined);
  naFotos(blad, key);
}

/** Takes the photo away (a line at its place puts it back) and goes back. @param {Blad} blad */
export async function fotoWeg(blad) {
  const foto = blad.werk.fotos.get(hier.id);
  const adres = terugAdres(foto);
  hier.was = JSON.stringify(hier.merken);
  await haalFotoWeg(blad, hier.id);
  location.hash = adres;
}

/** The place the photo on the screen belongs to. @param {Blad} blad */
export function fotoSleutel(blad) {
  const foto = blad.werk.fotos.get(hier.id);
  return foto ? sleutel(foto.code, foto.pad) : "";
}
