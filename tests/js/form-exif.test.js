// When and where a photo says it was taken, and what is kept of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { genomenAt, herkomst, plekIn } from "../../static/js/veld/exif.js";

/** A JPEG that is nothing but its EXIF segment. @param {boolean} klein @param {string} tijd @param {string} [zone] */
function jpeg(klein, tijd, zone) {
  const tiff = new DataView(new ArrayBuffer(120));
  const tekst = (plek, woorden) => {
    for (const [i, letter] of [...woorden].entries()) tiff.setUint8(plek + i, letter.charCodeAt(0));
  };
  const veld = (plek, nummer, soort, aantal, waarde) => {
    tiff.setUint16(plek, nummer, klein);
    tiff.setUint16(plek + 2, soort, klein);
    tiff.setUint32(plek + 4, aantal, klein);
    tiff.setUint32(plek + 8, waarde, klein);
  };
  tekst(0, klein ? "II" : "MM");
  tiff.setUint32(4, 8, klein);
  tiff.setUint16(8, 1, klein);
  veld(10, 0x8769, 4, 1, 26);
  tiff.setUint16(26, zone ? 2 : 1, klein);
  veld(28, 0x9003, 2, 20, 60);
  if (zone) veld(40, 0x9011, 2, 7, 84);
  tekst(60, `${tijd}\0`);
  if (zone) tekst(84, `${zone}\0`);
  const kop = [0xff, 0xd8, 0xff, 0xe1, 0, 128, 0x45, 0x78, 0x69, 0x66, 0, 0];
  return new Uint8Array([...kop, ...new Uint8Array(tiff.buffer), 0xff, 0xd9]).buffer;
}

for (const klein of [true, false]) {
  test(`DateTimeOriginal with its zone is read, ${klein ? "little" : "big"} endian`, () => {
    assert.equal(genomenAt(jpeg(klein, "2026:11:20 10:38:05", "+01:00")), "2026-11-20T09:38:05.000Z");
  });
}

test("without a zone the clock of this phone is meant", () => {
  assert.equal(genomenAt(jpeg(true, "2026:11:20 10:38:05")), new Date("2026-11-20T10:38:05").toISOString());
});

test("a time that is no time, a cut-off file and another kind of file say nothing", () => {
  assert.equal(genomenAt(jpeg(true, "0000:00:00 00:00:00")), null);
  assert.equal(genomenAt(jpeg(true, "2026:11:20 10:38:05").slice(0, 40)), null);
  assert.equal(genomenAt(new TextEncoder().encode("%PDF-1.7 dit is geen foto").buffer), null);
  assert.equal(genomenAt(new ArrayBuffer(0)), null);
});

const NU = Date.parse("2026-11-20T10:00:00Z");
const HIER = { lat: 51.6, lon: 5.5, nauwkeurigheid: 6 };
const NIETS = new ArrayBuffer(8);

/**
 * A JPEG with nothing but a place in its EXIF.
 * @param {boolean} klein @param {string} kanten  as `NE` @param {[number, number][]} breuken  six of the place, and its error
 */
function metPlek(klein, kanten, breuken) {
  const tiff = new DataView(new ArrayBuffer(160));
  const veld = (plek, nummer, soort, aantal, waarde) => {
    tiff.setUint16(plek, nummer, klein);
    tiff.setUint16(plek + 2, soort, klein);
    tiff.setUint32(plek + 4, aantal, klein);
    if (typeof waarde === "string") tiff.setUint8(plek + 8, waarde.charCodeAt(0));
    else tiff.setUint32(plek + 8, waarde, klein);
  };
  tiff.setUint16(0, klein ? 0x4949 : 0x4d4d);
  tiff.setUint32(4, 8, klein);
  tiff.setUint16(8, 1, klein);
  veld(10, 0x8825, 4, 1, 26);
  tiff.setUint16(26, breuken.length > 6 ? 5 : 4, klein);
  veld(28, 1, 2, 2, kanten[0]);
  veld(40, 2, 5, 3, 96);
  veld(52, 3, 2, 2, kanten[1]);
  veld(64, 4, 5, 3, 120);
  if (breuken.length > 6) veld(76, 0x1f, 5, 1, 144);
  for (const [i, [teller, noemer]] of breuken.entries()) {
    tiff.setUint32(96 + i * 8, teller, klein);
    tiff.setUint32(100 + i * 8, noemer, klein);
  }
  const kop = [0xff, 0xd8, 0xff, 0xe1, 0, 168, 0x45, 0x78, 0x69, 0x66, 0, 0];
  return new Uint8Array([...kop, ...new Uint8Array(tiff.buffer), 0xff, 0xd9]).buffer;
}

/** 51 degrees 36 minutes 18 seconds, 5 degrees 30 minutes 9.25 seconds. @type {[number, number][]} */
const PLEK = [
  [51, 1],
  [36, 1],
  [1800, 100],
  [5, 1],
  [30, 1],
  [925, 100],
];

for (const klein of [true, false]) {
  test(`the place of a photo is read with its error, ${klein ? "little" : "big"} endian`, () => {
    const plek = { lat: 51.605, lon: 5.5025694, nauwkeurigheid: 5 };
    assert.deepEqual(plekIn(metPlek(klein, "NE", [...PLEK, [47, 10]])), plek);
    assert.deepEqual(plekIn(metPlek(klein, "SW", PLEK)), { lat: -51.605, lon: -5.5025694 });
  });
}

test("a place that is no place says nothing", () => {
  assert.equal(plekIn(metPlek(true, "NE", Array(6).fill([0, 0]))), null);
  assert.equal(plekIn(metPlek(true, "NE", [[151, 1], ...PLEK.slice(1)])), null);
  assert.equal(plekIn(metPlek(true, "NE", PLEK).slice(0, 120)), null);
  assert.equal(plekIn(jpeg(true, "2026:11:20 10:38:05")), null);
  assert.equal(plekIn(NIETS), null);
});

test("of the camera time and place are this phone's", () => {
  assert.deepEqual(herkomst(NIETS, NU - 3000, true, HIER, NU), {
    bron: "camera",
    genomen_at: "2026-11-20T09:59:57.000Z",
    tijd_bron: "telefoon",
    ...HIER,
    plaats_bron: "telefoon",
  });
});

test("a file chosen a moment after it was made is from the gallery: this phone's place is not its place", () => {
  assert.deepEqual(herkomst(NIETS, NU - 3000, false, HIER, NU), {
    bron: "galerij",
    genomen_at: "2026-11-20T09:59:57.000Z",
    tijd_bron: "bestand",
    plaats_bron: "",
  });
});

test("a photo of the gallery says itself when and where", () => {
  const tijd = herkomst(jpeg(true, "2026:11:01 10:38:05", "+01:00"), NU, false, HIER, NU);
  assert.deepEqual([tijd.genomen_at, tijd.tijd_bron, tijd.plaats_bron], ["2026-11-01T09:38:05.000Z", "foto", ""]);
  const plek = herkomst(metPlek(true, "NE", PLEK), NU, false, HIER, NU);
  assert.deepEqual(plek, {
    bron: "galerij",
    genomen_at: new Date(NU).toISOString(),
    tijd_bron: "bestand",
    lat: 51.605,
    lon: 5.5025694,
    plaats_bron: "foto",
  });
});

test("an old photo chosen where no camera opened is from the gallery", () => {
  const oud = herkomst(jpeg(true, "2026:11:01 10:38:05", "+01:00"), NU, true, HIER, NU);
  assert.deepEqual([oud.bron, oud.tijd_bron, oud.plaats_bron], ["galerij", "foto", ""]);
});

test("a photo that says it was taken just now is of the camera, also when it was among the choices", () => {
  const exif = new Date(NU).toISOString().slice(0, 19).replaceAll("-", ":").replace("T", " ");
  const gekozen = herkomst(jpeg(true, exif, "+00:00"), NU, false, HIER, NU);
  assert.deepEqual([gekozen.bron, gekozen.plaats_bron], ["camera", "telefoon"]);
});

test("a file without a date has no time", () => {
  const stil = herkomst(NIETS, 0, false, HIER, NU);
  assert.deepEqual([stil.genomen_at, stil.tijd_bron], [null, ""]);
});
