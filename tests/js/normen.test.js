// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { leesGetal, schrijfGetal } from "../../static/js/rules/getallen.js";
import {
  gevolgVoorstel,
  normVoorstel,
  oordeelVoorstel,
  openActies,
  redenOngeldig,
} from "../../static/js/rules/normen.js";
import { antwoordOp, maakStand, vraagVan } from "../../static/js/rules/voorwaarden.js";

const vectoren = JSON.parse(readFileSync(new URL("../vectors/normen.json", import.meta.url), "utf8"));

/** @param {Record<string, any>|undefined} verwacht @param {(code: string, pad: string) => any} regel */
function vergelijk(verwacht, regel) {
  for (const [sleutel, uitkomst] of Object.entries(verwacht ?? {})) {
    const [code, pad] = sleutel.split("@");
    assert.deepEqual(regel(code, pad), uitkomst, sleutel);
  }
}

for (const { naam, plan, stand: invoer, verwacht } of vectoren.gevallen) {
  test(naam, () => {
    const stand = maakStand(plan, invoer);
    vergelijk(verwacht.norm, (code, pad) => normVoorstel(plan, stand, code, pad));
    vergelijk(verwacht.oordeel, (code, pad) => oordeelVoorstel(plan, stand, code, pad));
    vergelijk(verwacht.gevolg, (code, pad) => gevolgVoorstel(plan, stand, code, pad));
    vergelijk(verwacht.acties, (code, pad) => openActies(plan, stand, code, pad).map((actie) => actie.soort));
    vergelijk(verwacht.ongeldig, (code, pad) => {
      const vraag = vraagVan(plan, code);
      assert.ok(vraag);
      return redenOngeldig(vraag, antwoordOp(stand, vraag, pad));
    });
  });
}

test("getallen lezen zoals Nederlanders ze typen", () => {
  for (const [tekst, decimalen, verwacht] of vectoren.lezen) assert.equal(leesGetal(tekst, decimalen), verwacht, tekst);
});

test("getallen schrijven zoals Nederlanders ze lezen", () => {
  for (const [waarde, verwacht] of vectoren.schrijven) assert.equal(schrijfGetal(waarde), verwacht);
});
