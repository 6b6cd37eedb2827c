// What the phone knows is put on the screen when the form opens.
import assert from "node:assert/strict";
import { test } from "node:test";
import "./veld-scherm.js";

const { neemOver, vulVraag } = await import("../../static/js/veld/form.js");
const { maakWerk } = await import("../../static/js/veld/werk.js");

/** A number question on the page, and the controle with one answer to it. */
function opzet(/** @type {any} */ antwoord) {
  /** @type {any} */
  const veld = { tagName: "INPUT", value: "", dataset: { rol: "waarde" }, closest: () => vak };
  const vak = { dataset: { vraag: "EVT-30.2", type: "getal" }, querySelectorAll: () => [veld] };
  /** @type {any} */
  const werk = { plan: { vragen: [], onderdelen: [] }, antwoorden: new Map([["EVT-30.2@", antwoord]]) };
  /** @type {any} */
  const blad = { werk, vragen: new Map([["EVT-30.2@", vak]]) };
  vulVraag(blad, "EVT-30.2@");
  return { veld, vak };
}

test("an answer that stands there when the form opens counts as left: what is wrong with it is said", () => {
  const { veld, vak } = opzet({ waarde: "680" });
  assert.equal(veld.value, "680");
  assert.ok("verlaten" in vak.dataset);
});

test("an answer that was wiped is nothing to say anything about", () => {
  const { veld, vak } = opzet({ waarde: null, gewist: true });
  assert.equal(veld.value, "");
  assert.ok(!("verlaten" in vak.dataset));
});

test("an answer is there at once, and what follows from it in the next frame", async () => {
  /** @type {(() => void)[]} */
  const beelden = [];
  Object.assign(globalThis, { requestAnimationFrame: (/** @type {() => void} */ doe) => beelden.push(doe) });
  const gelezen = { antwoorden: [], herhalingen: [], bezoek: [], bevindingen: [], fotos: [], handtekeningen: [] };
  const plan = { onderdelen: [{ code: "deel" }], vragen: [{ code: "P-1", onderdeel: "deel" }] };
  const werk = maakWerk(/** @type {any} */ (plan), { controle: { id: "1" }, ...gelezen }, {}, "2026-11-22");
  /** @type {any} */
  const keus = { type: "radio", checked: true, value: "voldoet", dataset: {}, closest: () => vak };
  const vak = { id: "P-1@", hidden: false, dataset: { vraag: "P-1", pad: "" }, querySelectorAll: () => [keus] };
  /** @type {string[]} */
  const gevolgd = [];
  /** @type {any} */
  const blad = {
    werk,
    proef: true,
    vragen: new Map([["P-1@", vak]]),
    onderdelen: new Map(),
    naWijziging: (/** @type {string} */ key) => gevolgd.push(key),
  };
  neemOver(blad, vak);
  assert.equal(werk.antwoorden.get("P-1@")?.waarde, "voldoet");
  assert.deepEqual(gevolgd, []);
  for (const doe of beelden) doe();
  await new Promise((klaar) => setTimeout(klaar));
  await new Promise((klaar) => setTimeout(klaar));
  assert.deepEqual(gevolgd, ["P-1@"]);
});
