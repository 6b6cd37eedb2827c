// @ts-check
// Photos in the preview: no camera and no file, a stand-in for each tap on the tile; a tap on the stand-in takes it away.

import { nieuweSleutel } from "../veld/keys.js";
import { naFotos } from "../veld/photos.js";
import { sleutel } from "../veld/werk.js";

/** @typedef {import("../veld/form.js").Blad} Blad */

/** Puts a stand-in among the photos. @param {any} werk @param {string} key */
export function voegFotoToe(werk, key) {
  const [code, pad] = [key.slice(0, key.indexOf("@")), key.slice(key.indexOf("@") + 1)];
  const id = nieuweSleutel();
  werk.fotos.set(id, { id, code, pad, genomen_at: null, onderschrift: "Voorbeeld", origineel: null, verborgen: false });
}

/** @param {() => Blad | undefined} blad */
export function luisterNaarFotos(blad) {
  const doe = (/** @type {Event} */ event) => {
    const doel = /** @type {any} */ (event.target);
    const foto = doel.closest("a.foto");
    if (doel.type !== "file" && !foto) return;
    event.preventDefault();
    event.stopPropagation();
    const open = blad();
    if (open && foto) haalWeg(open, foto.dataset.foto);
    else if (open) voegToe(open, doel);
  };
  addEventListener("click", doe, true);
}

/** @param {Blad} blad @param {any} veld */
function voegToe(blad, veld) {
  const vak = veld.closest("[data-sleutel], [data-vraag]") ?? blad.form.querySelector(".punt--nu, .punt:not([hidden])");
  if (!vak) return;
  const key = vak.dataset.sleutel ?? sleutel(vak.dataset.vraag, vak.dataset.pad);
  voegFotoToe(blad.werk, key);
  naFotos(blad, key);
}

/** @param {Blad} blad @param {string} id */
function haalWeg(blad, id) {
  const foto = blad.werk.fotos.get(id);
  blad.werk.fotos.delete(id);
  if (foto) naFotos(blad, sleutel(foto.code, foto.pad));
}
