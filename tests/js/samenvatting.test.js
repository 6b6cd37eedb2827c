// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { hashVan, inleiding, isVerouderd } from "../../static/js/veld/samenvatting.js";

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
