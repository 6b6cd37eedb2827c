// What day it is, by a phone whose clock was found wrong.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { vandaag, zetKlok } from "../../static/js/veld/dom.js";

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
