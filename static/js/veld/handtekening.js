// @ts-check
// Signatures as strokes: small, sharp at every size, and kept at once.
import { toonAls, zoek } from "./dom.js";

/** @typedef {{x: number, y: number, pressure: number, time: number}} Punt */
/** @typedef {{penColor: string, dotSize: number, minWidth: number, maxWidth: number, points: Punt[]}} Lijn */

const PEN = { penColor: "#12263a", dotSize: 0, minWidth: 1, maxWidth: 3.5 };
/** Points nearer than this (px) to the one before say nothing new. */
const DICHTBIJ = 3;

/**
 * Binds the canvas of a signature; strokes are given to `klaar` after each one.
 * @param {any} vak @param {{lijnen?: Lijn[], breedte?: number}} stand
 * @param {(wat: {lijnen: Lijn[], breedte: number, hoogte: number}) => void} klaar
 */
export function tekenvak(vak, stand, klaar) {
  const doek = /** @type {HTMLCanvasElement} */ (zoek("canvas", vak));
  const hint = zoek(".tekenvak__hint", vak);
  const { width, height } = doek.getBoundingClientRect();
  const pen = scherpePen(doek, width, height);
  let lijnen = opMaat(stand.lijnen ?? [], width / (stand.breedte || width));
  for (const lijn of lijnen) tekenLijn(pen, lijn);
  toonAls(hint, !lijnen.length);
  const weg = volgVinger(doek, {
    begin: () => toonAls(hint, false),
    punt: (lijn) => tekenEind(pen, lijn),
    einde: (lijn) => {
      tekenSlot(pen, lijn);
      lijnen = [...lijnen, lijn];
      klaar({ lijnen, breedte: Math.round(width), hoogte: Math.round(height) });
    },
  });
  return {
    leeg: () => !lijnen.length,
    wis: () => {
      lijnen = [];
      pen.clearRect(0, 0, width, height);
      toonAls(hint, true);
    },
    sluit: weg,
  };
}

/** A pen that counts in px of the page, on a canvas as fine as the screen. @param {HTMLCanvasElement} doek @param {number} breedte @param {number} hoogte */
function scherpePen(doek, breedte, hoogte) {
  const scherp = Math.max(devicePixelRatio || 1, 1);
  doek.width = Math.max(breedte, 1) * scherp;
  doek.height = Math.max(hoogte, 1) * scherp;
  const pen = /** @type {CanvasRenderingContext2D} */ (doek.getContext("2d"));
  pen.scale(scherp, scherp);
  pen.lineCap = "round";
  return pen;
}

/**
 * Makes a stroke of each touch, one at a time: a second finger draws nothing. A touch that the browser takes away ends
 * its stroke as lifting does: what is on the screen is kept.
 * @param {HTMLCanvasElement} doek
 * @param {{begin: () => void, punt: (lijn: Lijn) => void, einde: (lijn: Lijn) => void}} hoor
 * @returns {() => void} stops following
 */
function volgVinger(doek, { begin, punt, einde }) {
  /** @type {{vinger: number, lijn: Lijn} | null} */
  let nu = null;
  const stop = new AbortController();
  const op = (/** @type {string} */ soort, /** @type {(event: any) => void} */ doe) =>
    doek.addEventListener(soort, doe, { signal: stop.signal });
  const zet = (/** @type {PointerEvent} */ event) => {
    const plek = { x: event.offsetX, y: event.offsetY, pressure: event.pressure, time: Date.now() };
    const vorige = nu?.lijn.points.at(-1);
    if (!nu || (vorige && Math.hypot(plek.x - vorige.x, plek.y - vorige.y) < DICHTBIJ)) return;
    nu.lijn.points.push(plek);
    punt(nu.lijn);
  };
  op("pointerdown", (event) => {
    if (nu || event.button !== 0) return;
    event.preventDefault();
    nu = { vinger: event.pointerId, lijn: { ...PEN, points: [] } };
    doek.setPointerCapture(event.pointerId);
    begin();
    zet(event);
  });
  op("pointermove", (event) => event.pointerId === nu?.vinger && zet(event));
  op("lostpointercapture", (event) => {
    if (!nu || event.pointerId !== nu.vinger) return;
    const { lijn } = nu;
    nu = null;
    einde(lijn);
  });
  return () => stop.abort();
}

/** @param {CanvasRenderingContext2D} pen @param {Lijn} lijn */
function tekenLijn(pen, lijn) {
  for (let tot = 1; tot <= lijn.points.length; tot++) tekenEind(pen, { ...lijn, points: lijn.points.slice(0, tot) });
  tekenSlot(pen, lijn);
}

/**
 * Draws the last bit of a stroke: a curve between the middles of its last two steps, thinner as the hand goes faster.
 * @param {CanvasRenderingContext2D} pen @param {Lijn} lijn
 */
function tekenEind(pen, { penColor, minWidth, maxWidth, points }) {
  const [c, b = c, a = b] = points.slice(-3).reverse();
  const vaart = Math.hypot(c.x - a.x, c.y - a.y) / Math.max(c.time - a.time, 1);
  pen.strokeStyle = penColor;
  pen.lineWidth = Math.max(minWidth, maxWidth / (1 + vaart));
  pen.beginPath();
  pen.moveTo((a.x + b.x) / 2, (a.y + b.y) / 2);
  pen.quadraticCurveTo(b.x, b.y, (b.x + c.x) / 2, (b.y + c.y) / 2);
  pen.stroke();
}

/** Draws a stroke to its very end; one that never moved is a dot. @param {CanvasRenderingContext2D} pen @param {Lijn} lijn */
function tekenSlot(pen, lijn) {
  const [eind] = lijn.points.slice(-1);
  if (!eind) return;
  const stip = lijn.points.length === 1 ? 0.1 : 0; // a curve without any length is not drawn
  tekenEind(pen, { ...lijn, points: [...lijn.points, { ...eind, x: eind.x + stip }] });
}

/** Strokes drawn on a canvas of another width. @param {Lijn[]} lijnen @param {number} schaal */
const opMaat = (lijnen, schaal) =>
  lijnen.map((lijn) => ({
    ...lijn,
    points: lijn.points.map((punt) => ({ ...punt, x: punt.x * schaal, y: punt.y * schaal })),
  }));
