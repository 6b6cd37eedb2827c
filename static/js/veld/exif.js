// @ts-check
// The one thing we ask of a photo's own data: when it was taken.

/**
 * When a JPEG says it was taken, as ISO text; null when it does not say. Without a zone in the photo the clock of
 * this phone is meant.
 * @param {ArrayBuffer} bytes
 */
export function genomenAt(bytes) {
  try {
    const exif = vindExif(new DataView(bytes));
    return exif ? leesTijd(exif) : null;
  } catch (fout) {
    if (fout instanceof RangeError) return null;
    throw fout;
  }
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

/** @param {DataView} tiff */
function leesTijd(tiff) {
  const klein = tiff.getUint16(0) === 0x4949;
  const ifd = tiff.getUint32(4, klein);
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
