// @ts-check
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const HUIS = "http://schouw.test";
/** @type {Record<string, (gebeurtenis: any) => void>} */
const oren = {};
/** @type {Map<string, Map<string, Response>>} */
const kasten = new Map();
/** @type {(url: string) => Promise<Response>} */
let net;
/** How each address was asked for. @type {string[]} */
let gevraagd = [];
let geclaimd = 0;
let overgeslagen = 0;
/** @type {{url: string}[]} */
let vensters = [];

const PAGINAS = ["/veld", "/veld/wachtrij", "/veld/geen-bereik"];
const CSP = "default-src 'none'";
const DELEN = ["/veld/wachtrij", "/veld/geen-bereik", "/static/deel-EFGH5678.js"];
/** The answer with the other pages of a release and the scripts of the form. */
const schil = (release = "nieuw") =>
  new Response([JSON.stringify({ release, delen: DELEN }), ...DELEN.map((pad) => `net ${pad}`)].join("\x1e"));
const begin = (release = "nieuw") => `net /veld <body data-release="${release}">`;
const BEGIN = begin();
/** The start page of a release. */
const start = (release = "nieuw") =>
  new Response(begin(release), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": CSP,
      "Content-Encoding": "br",
      ETag: "x",
    },
  });
/** A server on which everything is there. @param {string} url */
async function alle(url) {
  if (url === "/veld") return start();
  return url === "/veld/schil" ? schil() : new Response(`net ${url}`);
}

const sleutel = (/** @type {any} */ vraag) => new URL(vraag.url ?? vraag, HUIS).pathname;
function kast(/** @type {string} */ naam) {
  if (!kasten.has(naam)) kasten.set(naam, new Map());
  const inhoud = /** @type {Map<string, Response>} */ (kasten.get(naam));
  return {
    match: async (/** @type {any} */ vraag) => inhoud.get(sleutel(vraag))?.clone(),
    put: async (/** @type {any} */ vraag, /** @type {Response} */ antwoord) =>
      void inhoud.set(sleutel(vraag), antwoord),
  };
}
const alles = {
  open: async (/** @type {string} */ naam) => kast(naam),
  keys: async () => [...kasten.keys()],
  delete: async (/** @type {string} */ naam) => kasten.delete(naam),
  match: async (/** @type {any} */ vraag) =>
    [...kasten.values()]
      .map((inhoud) => inhoud.get(sleutel(vraag)))
      .find(Boolean)
      ?.clone(),
};
Object.assign(globalThis, {
  self: Object.assign(globalThis, {
    SCHOUW: { release: "nieuw", paginas: PAGINAS, bestanden: ["/static/veld-ABCD1234.js"] },
    location: { origin: HUIS },
    addEventListener: (/** @type {string} */ naam, /** @type {any} */ fn) => {
      oren[naam] = fn;
    },
    clients: { claim: async () => void geclaimd++, matchAll: async () => vensters },
    skipWaiting: async () => void overgeslagen++,
  }),
  caches: alles,
  fetch: (/** @type {any} */ vraag, /** @type {RequestInit} */ { cache = "default" } = {}) => {
    gevraagd.push(`${sleutel(vraag)} ${cache}`);
    return net(sleutel(vraag));
  },
});
await import("../../static/js/sw.js");

beforeEach(() => {
  kasten.clear();
  geclaimd = 0;
  overgeslagen = 0;
  vensters = [];
  gevraagd = [];
  net = alle;
});

/** @param {string} naam @param {any} [extra] */
async function gebeurt(naam, extra = {}) {
  /** @type {Promise<any>} */
  let werk = Promise.resolve();
  oren[naam]({
    waitUntil: (/** @type {any} */ belofte) => {
      werk = belofte;
    },
    ...extra,
  });
  await werk;
}

/** The text the worker answers with; null when it leaves the request alone. @param {string} pad @param {any} [opties] */
async function haal(pad, { method = "GET", mode = "no-cors", origin = HUIS } = {}) {
  /** @type {Promise<Response> | null} */
  let antwoord = null;
  oren.fetch({
    request: { url: origin + pad, method, mode },
    respondWith: (/** @type {any} */ een) => {
      antwoord = een;
    },
  });
  return antwoord ? (await /** @type {Promise<Response>} */ (antwoord)).text() : null;
}
const weg = async () => {
  throw new TypeError("geen net");
};

test("install keeps the whole shell", async () => {
  await gebeurt("install");
  assert.deepEqual([...(kasten.get("schouw-schil-nieuw") ?? new Map()).keys()].sort(), [
    "/static/deel-EFGH5678.js",
    "/static/veld-ABCD1234.js",
    "/veld",
    "/veld/geen-bereik",
    "/veld/wachtrij",
  ]);
});

test("each page is kept as a page, under the headers it came with", async () => {
  await gebeurt("install");
  const pagina = await kast("schouw-schil-nieuw").match("/veld/wachtrij");
  assert.equal(await pagina?.text(), "net /veld/wachtrij");
  assert.deepEqual(Object.fromEntries(pagina?.headers ?? []), {
    "content-security-policy": CSP,
    "content-type": "text/html; charset=utf-8",
  });
});

test("the start page is the one the phone just got, unless that is another release's", async () => {
  await gebeurt("install");
  assert.deepEqual(
    gevraagd.filter((vraag) => vraag.startsWith("/veld ")),
    ["/veld force-cache"],
  );
  const script = await kast("schouw-schil-nieuw").match("/static/deel-EFGH5678.js");
  assert.deepEqual([...(script?.headers ?? [])], [["content-type", "text/javascript"]]);
  const oud = ["oud", "nieuw"];
  net = async (url) => (url === "/veld" ? start(oud.shift()) : alle(url));
  await gebeurt("install");
  assert.match((await (await kast("schouw-schil-nieuw").match("/veld"))?.text()) ?? "", /"nieuw"/);
  net = async (url) => (url === "/veld" ? start("oud") : alle(url));
  await assert.rejects(gebeurt("install"), /\/veld niet van nieuw/);
  assert.equal(kasten.has("schouw-schil-nieuw"), false);
});

test("pages of another release than the worker's are not kept", async () => {
  net = async (url) => (url === "/veld/schil" ? schil("nieuwer") : alle(url));
  await assert.rejects(gebeurt("install"), /schil nieuwer, werker nieuw/);
  assert.deepEqual([...kasten.keys()], []);
});

const css = (/** @type {string} */ tekst) => new Response(tekst, { headers: { "Content-Type": "text/css" } });

test("the house colours are there without a network, and follow the office", async () => {
  net = async (url) => (url === "/huisstijl.css" ? css("een") : alle(url));
  await gebeurt("install");
  net = weg;
  assert.equal(await haal("/huisstijl.css"), "een");
  net = async () => css("twee");
  assert.equal(await haal("/huisstijl.css"), "een", "at once what is here; what is new is for the next page");
  await new Promise((klaar) => setImmediate(klaar));
  net = async () => new Response("<html>log in bij de wifi", { headers: { "Content-Type": "text/html" } });
  assert.equal(await haal("/huisstijl.css"), "twee");
  await new Promise((klaar) => setImmediate(klaar));
  assert.equal(await haal("/huisstijl.css"), "twee", "a portal changes nothing");
});

test("install with one file missing fails as a whole and leaves no half cache", async () => {
  for (const weg of ["/veld/schil", "/static/veld-ABCD1234.js"]) {
    net = async (url) => (url === weg ? new Response("weg", { status: 404 }) : alle(url));
    await assert.rejects(gebeurt("install"));
    assert.deepEqual([...kasten.keys()], []);
  }
});

test("the first worker takes the open pages along; a later one only clears what is its own and old", async () => {
  await gebeurt("activate");
  assert.equal(geclaimd, 1);
  for (const naam of ["schouw-schil-oud", "schouw-schil-nieuw", "schouw-formulieren", "schouw-kaart", "van-een-ander"])
    kast(naam);
  await gebeurt("activate");
  assert.equal(geclaimd, 1);
  assert.deepEqual([...kasten.keys()], ["schouw-schil-nieuw", "schouw-formulieren", "schouw-kaart", "van-een-ander"]);
});

test("a new release never starts while a controle is open", async () => {
  vensters = [{ url: `${HUIS}/veld` }, { url: `${HUIS}/veld/controles/0190` }];
  await gebeurt("message", { data: { soort: "overslaan" } });
  assert.equal(overgeslagen, 0);
  vensters = [{ url: `${HUIS}/veld` }];
  await gebeurt("message", { data: { soort: "overslaan" } });
  assert.equal(overgeslagen, 1);
  await gebeurt("message", { data: { soort: "iets" } });
  assert.equal(overgeslagen, 1);
});

test("nothing but GET of our own, and never the data channel", async () => {
  for (const method of ["POST", "PUT", "HEAD", "DELETE"]) assert.equal(await haal("/veld", { method }), null);
  assert.equal(await haal("/veld", { origin: "http://ander.test" }), null);
  for (const pad of ["/sync/mutaties", "/sync/dagpakket", "/sync/hallo", "/sync/fotos/abc"])
    assert.equal(await haal(pad), null);
  assert.equal(await haal("/controles"), null);
});

test("the shell comes from this release, whatever is asked behind it", async () => {
  await gebeurt("install");
  net = weg;
  assert.equal(await haal("/veld?x=1", { mode: "navigate" }), BEGIN);
  assert.equal(await haal("/static/veld-ABCD1234.js"), "net /static/veld-ABCD1234.js");
});

test("a controle opens with the form it is bound to, and its old script with it", async () => {
  await gebeurt("install");
  await kast("schouw-kaart").put("/veld/controles/0190", Response.json({ formulier: "/veld/formulier/x/1-a-b" }));
  await kast("schouw-formulieren").put("/veld/formulier/x/1-a-b", new Response("formulier"));
  await kast("schouw-formulieren").put("/static/formulier-OUD00000.js", new Response("oud script"));
  net = weg;
  assert.equal(await haal("/veld/controles/0190", { mode: "navigate" }), "formulier");
  assert.equal(await haal("/veld/formulier/x/1-a-b"), "formulier");
  assert.equal(await haal("/static/formulier-OUD00000.js"), "oud script");
  assert.equal(await haal("/veld/controles/0191", { mode: "navigate" }), BEGIN);
});

test("an unknown controle is asked of the server", async () => {
  await gebeurt("install");
  assert.equal(await haal("/veld/controles/0191", { mode: "navigate" }), "net /veld/controles/0191");
});

test("office pages go to the network; without it the start leads to the field and the rest says so", async () => {
  await gebeurt("install");
  assert.equal(await haal("/controles", { mode: "navigate" }), "net /controles");
  net = weg;
  assert.equal(await haal("/controles", { mode: "navigate" }), "net /veld/geen-bereik");
  assert.equal(await haal("/", { mode: "navigate" }), BEGIN);
});

test("small photos of last time come from the phone when they are there", async () => {
  await kast("schouw-beelden").put("/sync/fotos/f1/klein", new Response("klein"));
  assert.equal(await haal("/sync/fotos/f1/klein"), "klein");
  assert.equal(await haal("/sync/fotos/f2/klein"), "net /sync/fotos/f2/klein");
});
