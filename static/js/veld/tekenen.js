// @ts-check
// Draws marks on a photo. Places are parts of the width and height (0 to 1), so a mark fits every size of the picture.

/**
 * @typedef {{soort: "pijl" | "cirkel" | "vaag" | "tekst", van: [number, number], naar: [number, number], tekst?: string}} Merk
 */

const INKT = "#12263a";
const GEEL = "#ffb000";

/**
 * Draws the photo with its marks. Blur comes first and is burnt in: what is under it is averaged away.
 * @param {HTMLCanvasElement} doek @param {CanvasImageSource} beeld @param {Merk[]} merken
 */
export function teken(doek, beeld, merken) {
  const pen = /** @type {CanvasRenderingContext2D} */ (doek.getContext("2d"));
  pen.drawImage(beeld, 0, 0, doek.width, doek.height);
  for (const merk of merken) if (merk.soort === "vaag") vervaag(pen, doek, merk);
  for (const merk of merken) if (merk.soort !== "vaag") VORM[merk.soort](pen, doek, merk);
}

/** @param {CanvasRenderingContext2D} pen @param {HTMLCanvasElement} doek @param {Merk} merk */
function vervaag(pen, doek, { van, naar }) {
  const x = Math.floor(Math.min(van[0], naar[0]) * doek.width);
  const y = Math.floor(Math.min(van[1], naar[1]) * doek.height);
  const breedte = Math.max(1, Math.ceil(Math.abs(naar[0] - van[0]) * doek.width));
  const hoogte = Math.max(1, Math.ceil(Math.abs(naar[1] - van[1]) * doek.height));
  const blok = Math.max(8, Math.ceil(Math.max(breedte, hoogte) / 5), Math.ceil(doek.width / 40));
  const klein = document.createElement("canvas");
  klein.width = Math.max(1, Math.round(breedte / blok));
  klein.height = Math.max(1, Math.round(hoogte / blok));
  const potlood = /** @type {CanvasRenderingContext2D} */ (klein.getContext("2d"));
  potlood.imageSmoothingQuality = "high";
  potlood.drawImage(doek, x, y, breedte, hoogte, 0, 0, klein.width, klein.height);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(klein, 0, 0, klein.width, klein.height, x, y, breedte, hoogte);
  pen.imageSmoothingEnabled = true;
}

/** @param {CanvasRenderingContext2D} pen @param {HTMLCanvasElement} doek @param {() => void} pad */
function lijn(pen, doek, pad) {
  const dik = Math.max(4, doek.width / 90);
  pen.lineCap = "round";
  pen.lineJoin = "round";
  for (const [kleur, breedte] of /** @type {[string, number][]} */ ([
    [INKT, dik * 1.8],
    [GEEL, dik],
  ])) {
    pen.strokeStyle = kleur;
    pen.lineWidth = breedte;
    pen.beginPath();
    pad();
    pen.stroke();
  }
}

/** @type {Record<string, (pen: CanvasRenderingContext2D, doek: HTMLCanvasElement, merk: Merk) => void>} */
const VORM = {
  pijl(pen, doek, { van, naar }) {
    const [x1, y1, x2, y2] = [van[0] * doek.width, van[1] * doek.height, naar[0] * doek.width, naar[1] * doek.height];
    const hoek = Math.atan2(y2 - y1, x2 - x1);
    const kop = Math.max(18, doek.width / 22);
    lijn(pen, doek, () => {
      pen.moveTo(x1, y1);
      pen.lineTo(x2, y2);
      pen.moveTo(x2 - kop * Math.cos(hoek - 0.5), y2 - kop * Math.sin(hoek - 0.5));
      pen.lineTo(x2, y2);
      pen.lineTo(x2 - kop * Math.cos(hoek + 0.5), y2 - kop * Math.sin(hoek + 0.5));
    });
  },
  cirkel(pen, doek, { van, naar }) {
    const [x, y] = [((van[0] + naar[0]) / 2) * doek.width, ((van[1] + naar[1]) / 2) * doek.height];
    const [rx, ry] = [(Math.abs(naar[0] - van[0]) / 2) * doek.width, (Math.abs(naar[1] - van[1]) / 2) * doek.height];
    lijn(pen, doek, () => pen.ellipse(x, y, Math.max(rx, 4), Math.max(ry, 4), 0, 0, Math.PI * 2));
  },
  tekst(pen, doek, { naar, tekst = "" }) {
    const hoogte = Math.max(22, doek.width / 26);
    pen.font = `600 ${hoogte}px system-ui, sans-serif`;
    pen.textBaseline = "top";
    const breedte = Math.min(pen.measureText(tekst).width, doek.width * 0.9);
    const x = Math.min(Math.max(naar[0] * doek.width, 0), doek.width - breedte - hoogte);
    const y = Math.min(Math.max(naar[1] * doek.height, 0), doek.height - hoogte * 1.6);
    pen.fillStyle = INKT;
    pen.fillRect(x, y, breedte + hoogte, hoogte * 1.6);
    pen.fillStyle = "#fff";
    pen.fillText(tekst, x + hoogte / 2, y + hoogte * 0.28, breedte);
  },
};

/** A cross where the keyboard is. @param {HTMLCanvasElement} doek @param {[number, number]} plek */
export function tekenKruis(doek, [x, y]) {
  const pen = /** @type {CanvasRenderingContext2D} */ (doek.getContext("2d"));
  const arm = doek.width / 30;
  lijn(pen, doek, () => {
    pen.moveTo(x * doek.width - arm, y * doek.height);
    pen.lineTo(x * doek.width + arm, y * doek.height);
    pen.moveTo(x * doek.width, y * doek.height - arm);
    pen.lineTo(x * doek.width, y * doek.height + arm);
  });
}
