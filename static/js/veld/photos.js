// @ts-check
// Photos at a punt: bytes are read at once, shrunk, stored strictly, and only then shown as kept.
import { bewaarFoto, fotoUrl, wijzigFoto } from "./beelden.js";
import { probeer } from "./bewaren.js";
import { alle, kloon, meervoud, tekst, tijd, zoek } from "./dom.js";
import { herkomst } from "./exif.js";
import { begin } from "./form.js";
import { ongeveer, ruimte } from "./opslag.js";
import { leesPlaats, volgPlaats } from "./plaats.js";
import { nieuweSleutel } from "./store.js";
import { deel, fotosBij, herbereken, isDicht, kaal, sleutel } from "./werk.js";
import { werkBij } from "./zicht.js";

/** @typedef {import("./form.js").Blad} Blad */

const LANGSTE_ZIJDE = 2048;
const KWALITEIT = 0.85;

/** One photo after another, however fast they come. @type {Promise<any>} */
let rij = Promise.resolve();
/** Resolves once every photo that was taken is kept, or is said not to be. */
export const fotosKlaar = () => rij;

/** Takes photos for a place; `camera` when they come straight from it. @param {Blad} blad @param {string} key @param {Iterable<File>} bestanden @param {boolean} [camera] */
export async function neemFotos(blad, key, bestanden, camera = false) {
  if (isDicht(blad.werk)) return;
  // The bytes first, all of them: a File of the camera may be gone a moment later.
  const gelezen = [...bestanden].map(async (bestand) => ({ bestand, bytes: await bestand.arrayBuffer() }));
  const klaar = gelezen.map((belofte) => {
    const plek = toonBezig(key);
    const een = rij
      .then(() => belofte)
      .then((foto) => neemFoto(blad, key, foto, camera))
      .finally(() => {
        for (const li of plek) li.remove();
      });
    // One that cannot be read does not hold up the next.
    rij = een.catch(() => {});
    return een;
  });
  await Promise.all(klaar);
}

/** @param {Blad} blad @param {string} key @param {{bestand: File, bytes: ArrayBuffer}} foto @param {boolean} camera */
async function neemFoto(blad, key, { bestand, bytes }, camera) {
  const [code, pad] = deel(key);
  const vandaan = herkomst(bytes, bestand.lastModified, camera, leesPlaats());
  const beeld = await verklein(bytes, bestand.type);
  const feiten = {
    code,
    pad,
    ...vandaan,
    breedte: beeld.breedte,
    hoogte: beeld.hoogte,
    onderschrift: "",
    bewerkingen: [],
  };
  await bewaarNieuwe(blad, key, feiten, beeld);
}

/** Stores a photo and draws it. @param {Blad} blad @param {string} key @param {any} feiten @param {{type: string, data: ArrayBuffer}} beeld */
export async function bewaarNieuwe(blad, key, feiten, { type, data }) {
  if (blad.proef) return;
  const { werk } = blad;
  const opdracht = {
    controle: werk.id,
    soort: "foto",
    sleutel: nieuweSleutel(),
    inhoud: feiten,
    beeld: { type, data },
  };
  begin(blad);
  await probeer(opdracht, async () => {
    const foto = await bewaarFoto(werk.id, feiten, type, data, opdracht.sleutel);
    werk.fotos.set(foto.id, foto);
    navigator.vibrate?.(10);
  });
  naFotos(blad, key);
  meldRuimte();
}

/** Draws what follows from other photos at a place. @param {Blad} blad @param {string} key */
export function naFotos(blad, key) {
  herbereken(blad.werk);
  if (blad.vragen.has(key)) werkBij(blad, key);
  tekenFotos(blad, key);
  blad.naWijziging(key);
}

/**
 * Makes a photo at most 2048 pixels long and upright, as JPEG. What the browser cannot read is kept as it was taken.
 * @param {ArrayBuffer} bytes @param {string} type
 * @returns {Promise<{type: string, data: ArrayBuffer, breedte?: number, hoogte?: number}>}
 */
export async function verklein(bytes, type) {
  try {
    const beeld = await createImageBitmap(new Blob([bytes], { type }), { imageOrientation: "from-image" });
    const schaal = Math.min(1, LANGSTE_ZIJDE / Math.max(beeld.width, beeld.height));
    const doek = maakDoek(Math.round(beeld.width * schaal), Math.round(beeld.height * schaal));
    doek.getContext("2d")?.drawImage(beeld, 0, 0, doek.width, doek.height);
    beeld.close();
    return { ...(await alsJpeg(doek)), breedte: doek.width, hoogte: doek.height };
  } catch {
    return { type: type || "application/octet-stream", data: bytes };
  }
}

/** @param {number} breedte @param {number} hoogte */
function maakDoek(breedte, hoogte) {
  return Object.assign(document.createElement("canvas"), { width: Math.max(breedte, 1), height: Math.max(hoogte, 1) });
}

/** @param {HTMLCanvasElement} doek @returns {Promise<{type: string, data: ArrayBuffer}>} */
export async function alsJpeg(doek) {
  const blob = await new Promise((klaar) => doek.toBlob(klaar, "image/jpeg", KWALITEIT));
  if (!blob) throw new Error("de browser maakt geen JPEG van deze foto");
  return { type: "image/jpeg", data: await blob.arrayBuffer() };
}

/** The strips of a place: at the punt, and in the finding when that is open. @param {string} key */
const stroken = (key) => {
  const [code, pad] = deel(key);
  return alle("[data-fotos]").filter((strook) => {
    const vak = strook.closest("[data-sleutel], [data-vraag]");
    return vak && (vak.dataset.sleutel ?? sleutel(vak.dataset.vraag, vak.dataset.pad)) === sleutel(code, pad);
  });
};

/** @param {string} key @returns {Element[]} */
function toonBezig(key) {
  return stroken(key).map((strook) => {
    const li = kloon("sj-fotobezig");
    strook.classList.add("fotos--vol");
    strook.append(li);
    return li;
  });
}

/** Draws the photos of a place; the tile to add one stays in front. @param {Blad} blad @param {string} key */
export function tekenFotos(blad, key) {
  const fotos = fotosBij(blad.werk, key);
  const weg = weggehaald(blad, key).length;
  for (const strook of stroken(key)) {
    for (const li of alle("li", strook).slice(1)) if (!li.querySelector(".foto--bezig")) laatLos(li);
    const regel = strook.parentElement.querySelector(":scope > [data-weg]") ?? (weg && kloon("sj-fototerug"));
    if (weg) {
      tekst(zoek("span", regel), `${meervoud(weg, "foto", "foto's")} verwijderd`);
      zoek("button", regel).dataset.sleutel = key;
      strook.after(regel);
    } else if (regel) regel.remove();
    strook.append(...fotos.map((paar, nummer) => tegel(paar, nummer + 1, key)));
    strook.classList.toggle("fotos--vol", strook.childElementCount > 1);
  }
}

/** Draws the photos of every place that has some. @param {Blad} blad */
export function tekenAlleFotos(blad) {
  for (const key of new Set([...blad.werk.fotos.values()].map((foto) => sleutel(foto.code, foto.pad))))
    tekenFotos(blad, key);
}

/** @param {{foto: any, beeld: any}} paar @param {number} nummer @param {string} key */
function tegel({ foto, beeld }, nummer, key) {
  const li = kloon("sj-foto");
  const link = zoek("a", li);
  link.href = `#foto/${foto.id}`;
  link.dataset.foto = foto.id;
  const om = foto.genomen_at ? tijd(foto.genomen_at) : "";
  link.setAttribute(
    "aria-label",
    `Foto ${nummer}${foto.onderschrift ? `, ${foto.onderschrift}` : ""}${om && `, ${om}`}, bij ${kaal(deel(key)[0])}`,
  );
  tekst(zoek(".foto__tijd", li), om);
  const img = zoek("img", li);
  img.dataset.id = beeld.id;
  img.addEventListener("error", () => los(img));
  kijker.observe(img);
  return li;
}

/** Only photos near the screen are in memory. */
const kijker = new IntersectionObserver(
  (rijen) => {
    for (const { target, isIntersecting } of rijen) isIntersecting ? laad(target) : los(target);
  },
  {
    rootMargin: "400px",
  },
);

/** @param {any} img */
async function laad(img) {
  if (img.src || !img.dataset.id) return;
  const adres = await fotoUrl(img.dataset.id);
  if (img.isConnected && !img.src) img.src = adres;
  else if (adres.startsWith("blob:")) URL.revokeObjectURL(adres);
}

/** @param {any} img */
function los(img) {
  if (img.src.startsWith("blob:")) URL.revokeObjectURL(img.src);
  img.removeAttribute("src");
}

/** @param {Element} li */
function laatLos(li) {
  for (const img of alle("img", li)) {
    kijker.unobserve(img);
    los(img);
  }
  li.remove();
}

/** Photos of a place that were taken away and can be put back. @param {Blad} blad @param {string} key @returns {any[]} */
const weggehaald = ({ werk }, key) =>
  isDicht(werk)
    ? []
    : [...werk.fotos.values()].filter(
        (foto) => foto.verborgen && !foto.origineel && sleutel(foto.code, foto.pad) === key,
      );

/** Hides a photo; until afronden a line at its place puts it back. @param {Blad} blad @param {string} id */
export async function haalFotoWeg(blad, id) {
  const foto = blad.werk.fotos.get(id);
  if (await verberg(blad, id, true)) naFotos(blad, sleutel(foto.code, foto.pad));
}

/** Puts the hidden photos of a place back. @param {Blad} blad @param {string} key */
export async function zetFotosTerug(blad, key) {
  for (const { id } of weggehaald(blad, key)) await verberg(blad, id, false);
  naFotos(blad, key);
}

/** @param {Blad} blad @param {string} id @param {boolean} verborgen */
export function verberg(blad, id, verborgen) {
  const opdracht = { controle: blad.werk.id, soort: "foto_wijzigen", sleutel: id, inhoud: { foto: id, verborgen } };
  return probeer(opdracht, async () => {
    await wijzigFoto(id, { verborgen });
    blad.werk.fotos.get(id).verborgen = verborgen;
  });
}

/** Gets ready for the camera: follow the place, look at the room. */
export function voorCamera() {
  volgPlaats();
  meldRuimte();
}

async function meldRuimte() {
  const over = await ruimte();
  const plek = zoek("#opslagfout");
  const oud = plek.querySelector("[data-krap]");
  if (!over?.krap) return oud?.remove();
  const banier = oud ?? kloon("sj-ruimte");
  banier.dataset.krap = "";
  tekst(
    zoek("[data-ruimte]", banier),
    `Er is nog ruimte voor ongeveer ${ongeveer(over.fotos)} foto's. Maak eerst de foto's die moeten.`,
  );
  if (!oud) plek.append(banier);
}
