// When a photo says it was taken.
import assert from "node:assert/strict";
import { test } from "node:test";
import { genomenAt } from "../../static/js/veld/exif.js";

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
