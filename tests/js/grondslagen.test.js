// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { toepasselijk } from "../../static/js/rules/grondslagen.js";

const vectoren = JSON.parse(readFileSync(new URL("../vectors/grondslagen.json", import.meta.url), "utf8"));

for (const { naam, gronden, dag, regime, geldend } of vectoren.gevallen) {
  test(naam, () => {
    const met = gronden.map((/** @type {any} */ grond) => ({
      ...grond,
      als: "als" in grond ? [grond.als] : undefined,
    }));
    const gekozen = toepasselijk(met, dag, regime, ([waar]) => waar);
    assert.deepEqual(
      gekozen.map(({ bron }) => bron),
      geldend,
    );
  });
}
