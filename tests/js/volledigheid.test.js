// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ontbrekend, verplichteFotos, vraagtBevinding } from "../../static/js/rules/volledigheid.js";
import { maakStand, vraagVan, zichtbaar } from "../../static/js/rules/voorwaarden.js";

const gevallen = JSON.parse(readFileSync(new URL("../vectors/volledigheid.json", import.meta.url), "utf8"));

for (const { naam, plan, stand: invoer, bevindingen, verwacht } of gevallen) {
  test(naam, () => {
    const stand = maakStand(plan, invoer);
    const lijst = bevindingen ? new Map(Object.entries(bevindingen)) : null;
    assert.deepEqual(ontbrekend(plan, stand, lijst), verwacht.ontbreekt);
    if (verwacht.bevindingen) {
      const fout = [...zichtbaar(plan, stand).vragen].filter((key) => {
        const [code, pad] = key.split("@");
        return vraagtBevinding(stand, /** @type {any} */ (vraagVan(plan, code)), pad);
      });
      assert.deepEqual(fout, verwacht.bevindingen);
    }
    if (verwacht.fotos) assert.deepEqual(Object.fromEntries(verplichteFotos(plan, stand)), verwacht.fotos);
  });
}
