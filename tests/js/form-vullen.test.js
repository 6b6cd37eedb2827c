// What the phone knows is put on the screen when the form opens.
import assert from "node:assert/strict";
import { test } from "node:test";
import "./veld-scherm.js";

const { vulVraag } = await import("../../static/js/veld/form.js");

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
