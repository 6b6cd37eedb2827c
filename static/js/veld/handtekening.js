// @ts-check
// Signatures as strokes: small, sharp at every size, and kept at once.
import SignaturePad from "signature_pad";
import { toonAls, zoek } from "./dom.js";

/**
 * Binds the canvas of a signature; strokes are given to `klaar` after each one.
 * @param {any} vak @param {{lijnen?: any[], breedte?: number}} stand
 * @param {(wat: {lijnen: any[], breedte: number, hoogte: number}) => void} klaar
 */
export function tekenvak(vak, stand, klaar) {
  const doek = /** @type {HTMLCanvasElement} */ (zoek("canvas", vak));
  const hint = zoek(".tekenvak__hint", vak);
  const { width, height } = doek.getBoundingClientRect();
  const scherp = Math.max(devicePixelRatio || 1, 1);
  doek.width = Math.max(width, 1) * scherp;
  doek.height = Math.max(height, 1) * scherp;
  doek.getContext("2d")?.scale(scherp, scherp);
  const pen = new SignaturePad(doek, { penColor: "#12263a", minWidth: 1, maxWidth: 3.5 });
  if (stand.lijnen?.length) pen.fromData(opMaat(stand.lijnen, width / (stand.breedte || width)));
  toonAls(hint, pen.isEmpty());
  pen.addEventListener("beginStroke", () => toonAls(hint, false));
  pen.addEventListener("endStroke", () =>
    klaar({ lijnen: pen.toData(), breedte: Math.round(width), hoogte: Math.round(height) }),
  );
  return {
    leeg: () => pen.isEmpty(),
    wis: () => {
      pen.clear();
      toonAls(hint, true);
    },
    sluit: () => pen.off(),
  };
}

/** Strokes drawn on a canvas of another width. @param {any[]} lijnen @param {number} schaal */
function opMaat(lijnen, schaal) {
  return lijnen.map((lijn) => ({
    ...lijn,
    points: lijn.points.map((/** @type {any} */ punt) => ({ ...punt, x: punt.x * schaal, y: punt.y * schaal })),
  }));
}
