// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { evalueer, maakStand, zichtbaar } from "../../static/js/rules/voorwaarden.js";

const gevallen = JSON.parse(readFileSync(new URL("../vectors/voorwaarden.json", import.meta.url), "utf8"));

for (const { naam, plan, stand: invoer, verwacht } of gevallen) {
  test(naam, () => {
    const stand = maakStand(plan, invoer);
    const { vragen, onderdelen } = zichtbaar(plan, stand);
    assert.deepEqual([...vragen], verwacht.vragen);
    if (verwacht.onderdelen) assert.deepEqual([...onderdelen], verwacht.onderdelen);
    for (const { voorwaarde, pad, uitkomst } of verwacht.evaluaties ?? []) {
      assert.equal(evalueer(voorwaarde, stand, pad), uitkomst, JSON.stringify(voorwaarde));
    }
  });
}

test("een keten van 1000 punten die elk van het vorige afhangen", () => {
  const plan = { onderdelen: /** @type {any[]} */ ([]), vragen: /** @type {any[]} */ ([]) };
  /** @type {Map<string, any>} */
  const antwoorden = new Map();
  for (let nummer = 0; nummer < 1000; nummer += 1) {
    const onderdeel = `o${Math.floor(nummer / 20)}`;
    if (nummer % 20 === 0) plan.onderdelen.push({ code: onderdeel });
    const code = `P-${nummer}`;
    const vorige = `P-${Math.max(nummer - 1, 0)}`;
    plan.vragen.push({
      code,
      onderdeel,
      ...(nummer ? { toon_als: { vraag: vorige, in: ["voldoet", "voldoet_niet"] } } : {}),
    });
    plan.vragen.push({
      code: `${code}.1`,
      onderdeel,
      bij: code,
      type: "tekst",
      toon_als: { vraag: code, is: "voldoet_niet" },
    });
    antwoorden.set(`${code}@`, { waarde: nummer % 3 ? "voldoet" : "voldoet_niet" });
  }
  assert.equal(zichtbaar(plan, maakStand(plan, { antwoorden })).vragen.size, 1334);
});
