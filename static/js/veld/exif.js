// @ts-check
// What a photo file tells of itself: when and where it was taken. Both are lost once it is made smaller.

const ZO_JUIST = 120_000;

/**
 * Reads something from the EXIF of a JPEG; null when it does not say.
 * @template W @param {(tiff: DataView, klein: boolean, ifd: number) => W | null} lees @returns {(bytes: ArrayBuffer) => W | null}
 */
const uitExif = (lees) => (bytes) => {
  try {
    const tiff = vindExif(new DataView(bytes));
    if (!tiff) return null;
    const klein = tiff.getUint16(0) === 0x4949;
    return lees(tiff, klein, tiff.getUint32(4, klein));
  } catch (fout) {
    if (fout instanceof RangeError) return null;
    throw fout;
  }
};

/** When it was taken, as ISO text. Without a zone in the photo the clock of this phone is meant. */
export const genomenAt = uitExif(leesTijd);

/** Where it was taken, with the accuracy in metres when that is told. */
export const plekIn = uitExif(leesPlek);

/**
 * When and where a photo was taken, and who says so. Taken just now: this phone; of the gallery: the photo itself, or
 * for the time its file.
 * @param {ArrayBuffer} bytes
 * @param {number} gewijzigd  of the file, ms since the epoch; 0 when not known
 * @param {boolean} camera  taken with the button that opens the camera
 * @param {{lat?: number, lon?: number, nauwkeurigheid?: number}} hier  where this phone is
 */
export function herkomst(bytes, gewijzigd, camera, hier, nu = Date.now()) {
  const tijd = genomenAt(bytes);
  const plek = plekIn(bytes);
  const genomen_at = tijd ?? (gewijzigd ? new Date(Math.min(gewijzigd, nu)).toISOString() : null);
  const vers = !genomen_at || Math.abs(nu - Date.parse(genomen_at)) < ZO_JUIST;
  // Where a browser opens no camera one chooses a file; and where one chooses, the camera may be among the choices:
  // then the photo itself must say that it was taken just now.
  const zelf = vers && (camera || tijd !== null);
  const eigen = zelf && hier.lat != null;
  return {
    bron: zelf ? "camera" : "galerij",
    genomen_at: genomen_at ?? (zelf ? new Date(nu).toISOString() : null),
    tijd_bron: zelf ? "telefoon" : tijd ? "foto" : gewijzigd ? "bestand" : "",
    ...(eigen ? hier : plek),
    plaats_bron: eigen ? "telefoon" : plek ? "foto" : "",
  };
}

/** The TIFF part of segment APP1. @param {DataView} data @returns {DataView | null} */
function vindExif(data) {
  if (data.byteLength < 4 || data.getUint16(0) !== 0xffd8) return null;
  for (let plek = 2; plek + 10 < data.byteLength; ) {
    const merk = data.getUint16(plek);
    const lengte = data.getUint16(plek + 2);
    if (merk === 0xffe1 && data.getUint32(plek + 4) === 0x45786966) {
      return new DataView(data.buffer, data.byteOffset + plek + 10, lengte - 8);
    }
    if ((merk & 0xff00) !== 0xff00 || merk === 0xffda) return null;
    plek += 2 + lengte;
  }
  return null;
}

/** @param {DataView} tiff @param {boolean} klein @param {number} ifd */
function leesTijd(tiff, klein, ifd) {
  const exif = veld(tiff, ifd, 0x8769, klein);
  if (exif === null) return null;
  const plek = tiff.getUint32(exif + 8, klein);
  const tijd = tekst(tiff, veld(tiff, plek, 0x9003, klein), klein);
  const delen = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(tijd);
  if (!delen) return null;
  const zone = /^[+-]\d\d:\d\d/.exec(tekst(tiff, veld(tiff, plek, 0x9011, klein), klein))?.[0] ?? "";
  const moment = new Date(`${delen[1]}-${delen[2]}-${delen[3]}T${delen[4]}${zone}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** @param {DataView} tiff @param {boolean} klein @param {number} ifd */
function leesPlek(tiff, klein, ifd) {
  const gps = veld(tiff, ifd, 0x8825, klein);
  if (gps === null) return null;
  const map = tiff.getUint32(gps + 8, klein);
  const [lat, lon] = [1, 3].map((nummer) => {
    const [graden, minuten, seconden] = breuken(tiff, veld(tiff, map, nummer + 1, klein), 3, klein);
    const kant = tekst(tiff, veld(tiff, map, nummer, klein), klein)[0];
    return Number(((graden + minuten / 60 + seconden / 3600) * (kant === "S" || kant === "W" ? -1 : 1)).toFixed(7));
  });
  // What a camera without a place writes is no place.
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180) || !(lat || lon)) return null;
  const [fout] = breuken(tiff, veld(tiff, map, 0x1f, klein), 1, klein);
  return { lat, lon, ...(fout > 0 ? { nauwkeurigheid: Math.round(fout) } : {}) };
}

/** The first rationals of a field. @param {DataView} tiff @param {number | null} plek @param {number} aantal @param {boolean} klein */
function breuken(tiff, plek, aantal, klein) {
  if (plek === null) return [];
  const begin = tiff.getUint32(plek + 8, klein);
  return Array.from({ length: aantal }, (_, i) => {
    const noemer = tiff.getUint32(begin + i * 8 + 4, klein);
    return noemer && tiff.getUint32(begin + i * 8, klein) / noemer;
  });
}

/** Where a tag stands in a directory. @param {DataView} tiff @param {number} ifd @param {number} nummer @param {boolean} klein */
function veld(tiff, ifd, nummer, klein) {
  const aantal = tiff.getUint16(ifd, klein);
  for (let i = 0; i < aantal; i++) {
    const plek = ifd + 2 + i * 12;
    if (tiff.getUint16(plek, klein) === nummer) return plek;
  }
  return null;
}

/** @param {DataView} tiff @param {number | null} plek @param {boolean} klein */
function tekst(tiff, plek, klein) {
  if (plek === null) return "";
  const lengte = tiff.getUint32(plek + 4, klein);
  const begin = lengte > 4 ? tiff.getUint32(plek + 8, klein) : plek + 8;
  let uit = "";
  for (let i = 0; i < Math.min(lengte, 40); i++) uit += String.fromCharCode(tiff.getUint8(begin + i));
  return uit;
}
