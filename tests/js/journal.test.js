// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { volgendeStempel } from "../../static/js/veld/hlc.js";
import { draad, maakPakketten, vergelijkOrde } from "../../static/js/veld/journaal.js";
import { nieuweSleutel } from "../../static/js/veld/keys.js";

const TOESTEL = "0190a000-0000-7000-8000-0000abcd1234";

test("keys are of their moment, and sort as they were made, also when the clock is put back", (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 0x0190a000abcd });
  const sleutels = Array.from({ length: 5000 }, nieuweSleutel);
  t.mock.timers.setTime(1000);
  sleutels.push(nieuweSleutel());
  assert.match(sleutels[0], /^0190a000-abcd-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(sleutels, [...new Set(sleutels)].sort());
  for (const sleutel of sleutels) assert.equal(sleutel.length, 36);
});

test("the clock never goes back, whatever the phone's clock does", () => {
  const eerst = volgendeStempel(undefined, 1_000_000, TOESTEL);
  assert.equal(eerst, "1970-01-01T00:16:40.000Z-0000-abcd1234");
  const terug = volgendeStempel(eerst, 400_000, TOESTEL);
  assert.equal(terug, "1970-01-01T00:16:40.000Z-0001-abcd1234");
  const vooruit = volgendeStempel(terug, 1_000_001, TOESTEL);
  assert.equal(vooruit, "1970-01-01T00:16:40.001Z-0000-abcd1234");
  assert.ok(eerst < terug && terug < vooruit);
});

test("a full counter borrows a millisecond", () => {
  const vol = "1970-01-01T00:16:40.000Z-ffff-abcd1234";
  assert.equal(volgendeStempel(vol, 0, TOESTEL), "1970-01-01T00:16:40.001Z-0000-abcd1234");
});

test("the order is base version, then clock, then id", () => {
  const rij = [
    [1, "b", "a"],
    [2, "a", "a"],
    [1, "a", "b"],
    [1, "a", "a"],
  ].sort(vergelijkOrde);
  assert.deepEqual(rij, [
    [1, "a", "a"],
    [1, "a", "b"],
    [1, "b", "a"],
    [2, "a", "a"],
  ]);
  assert.ok(vergelijkOrde(undefined, [0, "", ""]) < 0);
});

test("the wire text leaves out what only the phone knows, and is the same every time", () => {
  const regel = /** @type {any} */ ({
    id: "i",
    controle: "c",
    soort: "antwoord",
    sleutel: "A@",
    inhoud: { code: "A", antwoord: { waarde: "één" } },
    basis: 1,
    hlc: "h",
    toestel_tijd: "t",
    volgnummer: 4,
    gebruiker: "g",
    klok_afwijking_ms: null,
    protocol_hash: "p",
    schrijver_epoch: 1,
    stand: "wacht",
    gestuurd: true,
    bon: null,
    bewaard_at: "t",
  });
  const tekst = draad(regel);
  assert.equal(draad(structuredClone(regel)), tekst);
  const terug = JSON.parse(tekst);
  for (const sleutel of ["stand", "gestuurd", "bon", "bewaard_at"]) assert.ok(!(sleutel in terug));
  assert.equal(terug.inhoud.antwoord.waarde, "één");
});

test("packets hold at most so many entries and so many bytes, in order, and lose none", () => {
  const regels = Array.from({ length: 450 }, (_, i) => ({ tekst: "x".repeat(i === 10 ? 500_000 : 100), i }));
  const pakketten = maakPakketten(regels, 200, 256 * 1024);
  assert.deepEqual(pakketten.flat(), regels);
  for (const pakket of pakketten) {
    assert.ok(pakket.length <= 200);
    const omvang = pakket.reduce((som, { tekst }) => som + tekst.length, 0);
    assert.ok(omvang <= 256 * 1024 || pakket.length === 1);
  }
});
