// LHSO on the phone: the same cases as the server's. The matrix of these cases is the shipped concept, as JSON.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as lhso from "../../static/js/rules/lhso.js";
import { recidive } from "../../static/js/rules/recidive.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));
const vectors = read("lhso");
const matrix = read("lhso-matrix");

for (const [gevolg, gedrag, verwacht] of vectors.cel)
  test(`cell ${gevolg} ${gedrag}`, () => assert.equal(lhso.cel(gevolg, gedrag), verwacht));
for (const [berekend, soorten, verwacht] of vectors.voorgestelde_cel)
  test(`${berekend} with ${soorten}`, () => assert.equal(lhso.voorgesteldeCel(matrix, berekend, soorten), verwacht));
for (const [berekend, definitief, verwacht] of vectors.binnen_verschuiving)
  test(`${berekend} to ${definitief}`, () =>
    assert.equal(lhso.binnenVerschuiving(matrix, berekend, definitief), verwacht));
for (const [cel, codes] of vectors.voorstellen)
  test(`interventions of ${cel}`, () => {
    const gevonden = lhso.voorstellen(matrix, cel);
    assert.deepEqual(
      gevonden.map((voorstel) => voorstel.code),
      codes,
    );
    assert.deepEqual(
      gevonden.filter((voorstel) => voorstel.lichtste).map((v) => v.code),
      codes.slice(0, 1),
    );
  });
for (const [cel, gekozen, verwacht] of vectors.vraagt_motivering)
  test(`motivering ${cel} ${gekozen}`, () => assert.equal(lhso.vraagtMotivering(matrix, cel, gekozen), verwacht));
for (const [cel, aspecten, ...verwacht] of vectors.overleg)
  test(`overleg ${cel} ${aspecten}`, () => assert.deepEqual(lhso.overleg(matrix, cel, aspecten), verwacht));
for (const [gekozen, verwacht] of vectors.vraagt_cautie)
  test(`cautie ${gekozen}`, () => assert.equal(lhso.vraagtCautie(matrix, gekozen), verwacht));
for (const { naam, historie, sleutel, overtreder, op, ...verwacht } of vectors.recidive)
  test(`recidive: ${naam}`, () => assert.deepEqual(recidive(matrix, historie, { sleutel, overtreder, op }), verwacht));
for (const { naam, bevinding, anders, lhso: met, velden } of vectors.ontbreekt)
  test(`missing: ${naam}`, () =>
    assert.deepEqual(
      lhso.ontbreekt(bevinding ?? { ...vectors.volledig, ...anders }, matrix, met).map(([veld]) => veld),
      velden,
    ));
