// @ts-check
// What a form needs stays with it on the phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bewaarFormulier, FORMULIEREN } from "../../static/js/veld/voorraad.js";

const FORMULIER = "/veld/formulier/a/1-abc";
const [SCRIPT, DEEL] = ["/static/formulier-ABCD1234.js", "/static/deel-EFGH5678.js"];
const HTML = `<link rel="prefetch" href="${DEEL}"><script src="${SCRIPT}"></script>`;

/** Caches and a network, kept in maps. @param {Record<string, Response>} net */
function zet(net) {
  /** @type {Map<string, Map<string, Response>>} */
  const kasten = new Map();
  /** @type {string[]} */
  const gehaald = [];
  const haal = async (/** @type {string} */ url) => {
    gehaald.push(url);
    return net[url] ?? new Response("weg", { status: 404 });
  };
  const kast = (/** @type {string} */ naam) => {
    const inhoud = kasten.get(naam) ?? new Map();
    kasten.set(naam, inhoud);
    return {
      match: async (/** @type {string} */ url) => inhoud.get(url)?.clone(),
      put: async (/** @type {string} */ url, /** @type {Response} */ antwoord) => void inhoud.set(url, antwoord),
      add: async (/** @type {string} */ url) => {
        const antwoord = await haal(url);
        if (!antwoord.ok) throw new TypeError(url);
        inhoud.set(url, antwoord);
      },
    };
  };
  const match = async (/** @type {string} */ url) =>
    [...kasten.values()].map((inhoud) => inhoud.get(url)?.clone()).find(Boolean);
  Object.assign(globalThis, { caches: { open: async (/** @type {string} */ naam) => kast(naam), match }, fetch: haal });
  return { kasten, kast, gehaald };
}
const formulier = () => new Response(HTML, { headers: { "Content-Type": "text/html" } });

test("a form keeps its files also when the worker holds them: those go with the next release", async () => {
  const { kasten, kast, gehaald } = zet({ [FORMULIER]: formulier(), [SCRIPT]: new Response("net") });
  await kast("schouw-schil-oud").put(DEEL, new Response("schil"));
  assert.equal(await bewaarFormulier(FORMULIER), true);
  assert.deepEqual(gehaald, [FORMULIER, SCRIPT], "what is on the phone is not fetched again");
  kasten.delete("schouw-schil-oud");
  assert.deepEqual([...(kasten.get(FORMULIEREN) ?? new Map()).keys()].sort(), [DEEL, SCRIPT, FORMULIER].sort());
  assert.equal(await (await kast(FORMULIEREN).match(DEEL))?.text(), "schil");
});

test("a form of which a file is missing is not kept", async () => {
  const { kasten } = zet({ [FORMULIER]: formulier(), [SCRIPT]: new Response("net") });
  assert.equal(await bewaarFormulier(FORMULIER), false);
  assert.equal(kasten.get(FORMULIEREN)?.has(FORMULIER), false);
});
