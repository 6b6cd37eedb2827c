// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { bewaarOpnieuw, ietsNietBewaard, nietBewaard, probeer } from "../../static/js/veld/bewaren.js";

/** Stands for every part of the page that says how keeping goes. @type {any} */
const vak = {
  textContent: "",
  classList: { toggle() {} },
  firstElementChild: {},
  querySelector: () => vak,
  getAttribute: () => "",
  setAttribute() {},
  replaceChildren() {},
};
/** @type {any} */ (globalThis).document = vak;

const opdracht = (/** @type {string} */ code) => ({ controle: "c", soort: "antwoord", sleutel: code, inhoud: {} });
const vol = () => Promise.reject(new Error("vol"));
/** A write that ends when it is told to. */
function traag() {
  /** @type {PromiseWithResolvers<void>} */
  const { promise, resolve, reject } = Promise.withResolvers();
  return { doe: () => promise, klaar: resolve, mislukt: () => reject(new Error("vol")) };
}

test("a retry does not write an older answer over what was entered meanwhile", async () => {
  /** @type {string[]} */
  const geschreven = [];
  const eerste = traag();
  let ruimte = false;
  const schrijf = (/** @type {string} */ wat, /** @type {() => Promise<any>} */ hoe) => () =>
    ruimte ? hoe().then(() => geschreven.push(wat)) : vol();
  await probeer(opdracht("A"), schrijf("eerste", eerste.doe));
  await probeer(
    opdracht("P"),
    schrijf("abc", async () => {}),
  );
  assert.equal(nietBewaard().length, 2);
  ruimte = true;
  const opnieuw = bewaarOpnieuw();
  assert.equal(
    await probeer(
      opdracht("P"),
      schrijf("abcd", async () => {}),
    ),
    true,
  );
  eerste.klaar();
  await opnieuw;
  assert.deepEqual(geschreven, ["abcd", "eerste"]);
  assert.equal(ietsNietBewaard(), false);
});

test("a retry leaves a place alone where a later write is under way", async () => {
  /** @type {string[]} */
  const gedaan = [];
  let ruimte = false;
  await probeer(opdracht("P"), () => (ruimte ? Promise.resolve(gedaan.push("abc")) : vol()));
  ruimte = true;
  const later = traag();
  const bezig = probeer(opdracht("P"), later.doe);
  await bewaarOpnieuw();
  later.klaar();
  await bezig;
  assert.deepEqual([gedaan, ietsNietBewaard()], [[], false]);
});

test("only the last write of a place says whether it is kept", async () => {
  const [eerder, later] = [traag(), traag()];
  const beide = [probeer(opdracht("P"), eerder.doe), probeer(opdracht("P"), later.doe)];
  later.klaar();
  await beide[1];
  eerder.mislukt();
  await beide[0];
  assert.equal(ietsNietBewaard(), false);
  const [oud, nieuw] = [traag(), traag()];
  const weer = [probeer(opdracht("P"), oud.doe), probeer(opdracht("P"), nieuw.doe)];
  nieuw.mislukt();
  await weer[1];
  oud.klaar();
  await weer[0];
  assert.equal(ietsNietBewaard(), true);
  assert.equal(await probeer(opdracht("P"), async () => {}), true);
  assert.equal(ietsNietBewaard(), false);
});
