// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { hashVan, hashVanAlles, inleiding, isVerouderd } from "../../static/js/veld/samenvatting.js";

test("only what was really looked at counts as looked at", () => {
  assert.equal(
    inleiding({ voldoet: 3, voldoet_niet: 1, nader_onderzoek: 1, niet_gecontroleerd: 2, nvt: 1 }, 1),
    "Wij hebben 5 punten bekeken. Bij 1 is iets niet in orde. 2 punten zijn niet gecontroleerd. 1 punt is hier niet van toepassing.",
  );
  assert.equal(inleiding({ voldoet: 1 }, 0), "Wij hebben 1 punt bekeken. Er is niets gevonden dat niet in orde is.");
});

test("the hash of a summary changes with what was shown, and with nothing else", async () => {
  const regels = [{ punt: "Deur", zag: "Dicht", doen: "Open maken" }];
  const hash = await hashVan("intro", regels, "geen");
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.equal(await hashVan("intro", [{ ...regels[0] }], "geen"), hash);
  assert.notEqual(await hashVan("intro", [{ ...regels[0], zag: "Op slot" }], "geen"), hash);
  assert.notEqual(await hashVan("intro", [], "geen"), hash);
});

test("a signature under another summary is out of date; one of before, or no signature, is not", () => {
  const lijnen = [{ points: [] }];
  assert.equal(isVerouderd({ lijnen, getoond: "a" }, "b"), true);
  assert.equal(isVerouderd({ lijnen, getoond: "a" }, "a"), false);
  assert.equal(isVerouderd({ lijnen }, "b"), false);
  assert.equal(isVerouderd({ lijnen: [], getoond: "a" }, "b"), false);
  assert.equal(isVerouderd({ lijnen, getoond: "a" }, ""), false);
});

/** What was entered, as the page of a phone has it. @param {any} anders */
const werk = (anders = {}) => ({
  antwoorden: new Map([
    ["A@", { waarde: "voldoet_niet", toelichting: "" }],
    ["B@", { waarde: false }],
  ]),
  bevindingen: new Map([["A@", { constatering: "Deur op slot", direct_hersteld: false, interventies: [] }]]),
  bezoek: { gesproken_met: "Mw. Bakker" },
  herhalingen: [{ onderdeel: "w", pad: "1", titel: "Woning 1", weg: false }],
  fotos: new Map([["f1", { id: "f1", onderschrift: "Gang", verborgen: false, stand: "wacht" }]]),
  ...anders,
});

test("what the toezichthouder signs is the same content in any order and on any phone", async () => {
  const hash = await hashVanAlles(werk());
  const opgehaald = werk({
    antwoorden: new Map([
      ["B@", { waarde: false, gewist: undefined }],
      ["A@", { toelichting: null, waarde: "voldoet_niet" }],
      ["C@", { gewist: true }],
    ]),
    bevindingen: new Map([
      [
        "A@",
        {
          code: "A",
          pad: "",
          controle: "c",
          op: "nu",
          orde: [1],
          direct_hersteld: false,
          constatering: "Deur op slot",
        },
      ],
    ]),
    fotos: new Map([
      ["f1", { id: "f1", onderschrift: "Gang", verborgen: false, stand: "verzonden", bon: {} }],
      ["f2", { id: "f2", onderschrift: "Weg", verborgen: true }],
    ]),
  });
  assert.equal(await hashVanAlles(opgehaald), hash);
});

for (const [wat, anders] of /** @type {[string, any][]} */ ([
  ["an answer", { antwoorden: new Map([["A@", { waarde: "voldoet" }]]) }],
  ["an answer that is no", { antwoorden: new Map([["A@", { waarde: "voldoet_niet" }]]) }],
  ["a finding", { bevindingen: new Map([["A@", { constatering: "Deur open", direct_hersteld: false }]]) }],
  ["the talk", { bezoek: { gesproken_met: "Dhr. Smit" } }],
  ["a repeat that was taken away", { herhalingen: [{ onderdeel: "w", pad: "1", titel: "Woning 1", weg: true }] }],
  ["a caption", { fotos: new Map([["f1", { id: "f1", onderschrift: "Deur" }]]) }],
  ["a photo that was taken away", { fotos: new Map([["f1", { id: "f1", onderschrift: "Gang", verborgen: true }]]) }],
])) {
  test(`what the toezichthouder signs is something else after a change of ${wat}`, async () => {
    assert.notEqual(await hashVanAlles(werk(anders)), await hashVanAlles(werk()));
  });
}
