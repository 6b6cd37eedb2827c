// Many calls, one run; slow work leaves room.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { eenKeer } from "../../static/js/veld/straks.js";

const rust = async (/** @type {number} */ ms) => {
  mock.timers.tick(ms);
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

test("trage tekening laat tijd over voor wat er gebeurt, en blijft toch hooguit twee seconden achter", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 0 });
  /** @type {number[]} */
  const begonnen = [];
  let duur = 0;
  const straks = eenKeer(() => {
    begonnen.push(Date.now());
    return new Promise((klaar) => setTimeout(klaar, duur));
  }, 100);

  for (let i = 0; i < 3; i++) straks();
  await rust(100);
  assert.deepEqual(begonnen, [100]); // three calls, one run

  duur = 300;
  await rust(0);
  straks();
  await rust(100);
  await rust(300); // it took 300 ms
  straks();
  await rust(1199);
  assert.deepEqual(begonnen, [100, 200]);
  await rust(1);
  assert.deepEqual(begonnen, [100, 200, 1700]);

  duur = 60_000;
  await rust(300);
  straks();
  await rust(1200);
  await rust(60_000); // the phone slept under it
  straks();
  await rust(2000);
  assert.equal(begonnen.length, 5);
  mock.timers.reset();
});
