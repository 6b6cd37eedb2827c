// Working days and the hersteltermijn on the phone: the same hand-made cases as the server's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gekozenDag, hersteltermijn, pasen, waaromVrij, werkdagenNa } from "../../static/js/rules/termijnen.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/termijnen.json", import.meta.url), "utf8"));

for (const [jaar, verwacht] of vectors.pasen) test(`Easter ${jaar}`, () => assert.equal(pasen(jaar), verwacht));
for (const [dag, extra, verwacht] of vectors.waarom_vrij)
  test(`why ${dag} is free ${extra}`, () => assert.equal(waaromVrij(dag, extra), verwacht));
for (const [dag, aantal, extra, verwacht] of vectors.werkdagen_na)
  test(`${aantal} working days after ${dag}`, () => assert.equal(werkdagenNa(dag, aantal, extra), verwacht));
for (const { gestart, weken, dagen, extra, ...verwacht } of vectors.hersteltermijn)
  test(`hersteltermijn ${gestart} + ${weken} weken ${dagen} dagen`, () =>
    assert.deepEqual(hersteltermijn(gestart, { weken, dagen, extra }), verwacht));
for (const { gestart, dag, extra, ...verwacht } of vectors.gekozen_dag)
  test(`chosen day ${dag}`, () => assert.deepEqual(gekozenDag(gestart, dag, extra), { uiterlijk: dag, ...verwacht }));
