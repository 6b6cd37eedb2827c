// What day it is, by a phone whose clock was found wrong.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { recht, vandaag, zetKlok } from "../../static/js/veld/dom.js";
import { groepen } from "../../static/js/veld/lijst.js";

test("today is the day of the clock set right; a moment that is given keeps its own", () => {
  const nu = new Date(2026, 10, 22, 12);
  mock.timers.enable({ apis: ["Date"], now: nu });
  assert.equal(vandaag(), "2026-11-22");
  zetKlok(-86_400_000);
  assert.equal(vandaag(), "2026-11-21");
  assert.equal(vandaag(nu), "2026-11-22");
  zetKlok(undefined);
  assert.equal(vandaag(), "2026-11-22");
  mock.timers.reset();
});

test("what this phone finished stands under the day of the clock set right, what the office says under its own", () => {
  const nu = new Date(2026, 10, 23, 12);
  mock.timers.enable({ apis: ["Date"], now: nu });
  zetKlok(-86_400_000);
  const stand = { mutaties: 0, fotos: 0, vastgehouden: 0 };
  const af = (/** @type {string} */ id, /** @type {any} */ meer) => ({
    rij: { id, dag: "2026-11-01", ...meer },
    stand,
  });
  const hier = af("hier", { status: "gepland", lokaal: { status: "afgerond", afgerond_at: nu.toISOString() } });
  const kantoor = af("kantoor", { status: "afgerond", afgerond_at: nu.toISOString() });
  assert.equal(recht(nu.toISOString()).toISOString(), new Date(2026, 10, 22, 12).toISOString());
  assert.deepEqual(
    groepen([hier, kantoor], vandaag()).route.map(({ rij }) => rij.id),
    ["hier"],
  );
  zetKlok(null);
  mock.timers.reset();
});
