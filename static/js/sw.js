// @ts-check
// The worker of the field app. It knows addresses and caches, nothing of controles, and GET only: what is written goes
// from the page to the store and from the store to the server, never through here.

/** @typedef {{release: string, paginas: string[], bestanden: string[]}} Schouw  what the server put in front */
const zelf = /** @type {ServiceWorkerGlobalScope & {SCHOUW: Schouw}} */ (/** @type {unknown} */ (self));
const { release, paginas, bestanden } = zelf.SCHOUW;
const VOOR = "schouw-schil-";
const SCHIL = VOOR + release;
const START = "/veld";
const HUISSTIJL = "/huisstijl.css";
const CONTROLE = /^\/veld\/controles\/[^/]+$/;

zelf.addEventListener("install", (gebeurtenis) => gebeurtenis.waitUntil(installeer()));
zelf.addEventListener("activate", (gebeurtenis) => gebeurtenis.waitUntil(neemOver()));
zelf.addEventListener("message", (gebeurtenis) => {
  if (gebeurtenis.data?.soort === "overslaan") gebeurtenis.waitUntil(slaOver());
});
zelf.addEventListener("fetch", (gebeurtenis) => {
  const { request } = gebeurtenis;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== zelf.location.origin) return;
  const antwoord = kies(request, url.pathname);
  if (antwoord) gebeurtenis.respondWith(antwoord);
});

/** The whole shell or nothing of it: half a shell would take over and show blank pages. */
async function installeer() {
  const cache = await caches.open(SCHIL);
  try {
    // Each body is read as it comes: unread bodies hold their connections, and the rest would wait for ever.
    await Promise.all([legPaginas(cache), ...bestanden.map(async (url) => cache.put(url, await haal(url)))]);
  } catch (fout) {
    await caches.delete(SCHIL);
    throw fout;
  }
  await huisstijl("force-cache").catch(() => {}); // the page that brought us here has just asked for it
}

/**
 * The other pages come in one answer, with the scripts of the form; each page is kept under the headers of the start
 * page. Pages of another release than ours name files that we do not keep.
 * @param {Cache} cache
 */
async function legPaginas(cache) {
  const [start, schil] = await Promise.all([haalStart(), haal("/veld/schil")]);
  const [kop, ...teksten] = (await schil.text()).split("\x1e");
  const vers = JSON.parse(kop);
  if (vers.release !== release) throw new Error(`schil ${vers.release}, werker ${release}`);
  const pagina = new Headers(start.headers);
  for (const naam of ["Content-Encoding", "Content-Length", "ETag"]) pagina.delete(naam);
  const script = { "Content-Type": "text/javascript" };
  const delen = vers.delen.map((/** @type {string} */ pad, /** @type {number} */ i) =>
    cache.put(pad, new Response(teksten[i], { headers: pad.endsWith(".js") ? script : pagina })),
  );
  await Promise.all([cache.put(START, start), ...delen]);
}

/** The start page, mostly as this phone got it a moment ago. */
async function haalStart() {
  for (const cache of /** @type {RequestCache[]} */ (["force-cache", "reload"])) {
    const antwoord = await fetch(START, { cache });
    const vanOns = antwoord.ok && (await antwoord.clone().text()).includes(`data-release="${release}"`);
    if (vanOns) return antwoord;
  }
  throw new Error(`${START} niet van ${release}`);
}

/**
 * The house colours as they were last; what the office says now is for the next page. An answer that is no stylesheet
 * of ours (a portal, nobody logged in) changes nothing.
 * @param {RequestCache} [hoe]
 */
async function huisstijl(hoe = "default") {
  const cache = await caches.open("schouw-huisstijl");
  const vers = fetch(HUISSTIJL, { cache: hoe }).then(async (antwoord) => {
    const css = antwoord.status === 200 && antwoord.headers.get("Content-Type")?.startsWith("text/css");
    if (css) await cache.put(HUISSTIJL, antwoord.clone());
    return antwoord;
  });
  const oud = await cache.match(HUISSTIJL);
  if (oud) vers.catch(() => {});
  return oud ?? vers;
}

/** @param {string} url */
async function haal(url) {
  const vast = /-[A-Z0-9]{8}\.(js|css)$/.test(url);
  const antwoord = await fetch(url, { cache: vast ? "default" : "reload" });
  if (!antwoord.ok || antwoord.redirected) throw new Error(`${url}: ${antwoord.status}`);
  return antwoord;
}

/** Drops shells of other releases, those of failed installs too; the first worker ever takes the open pages along. */
async function neemOver() {
  const oud = (await caches.keys()).filter((naam) => naam.startsWith(VOOR) && naam !== SCHIL);
  await Promise.all(oud.map((naam) => caches.delete(naam)));
  if (!oud.length) await zelf.clients.claim();
}

/** A new release starts only when no controle is open in any window. */
async function slaOver() {
  const vensters = await zelf.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (vensters.some((venster) => CONTROLE.test(new URL(venster.url).pathname))) return;
  await zelf.skipWaiting();
}

/**
 * What answers this request; null leaves it to the network.
 * @param {Request} request
 * @param {string} pad
 * @returns {Promise<Response> | null}
 */
function kies(request, pad) {
  if (/^\/sync\/fotos\/[^/]+\/klein$/.test(pad)) return uitCache("schouw-beelden", request);
  if (pad.startsWith("/sync/")) return null;
  if (pad === HUISSTIJL) return huisstijl();
  if (pad.startsWith("/veld/formulier/")) return uitCache("schouw-formulieren", request);
  if (CONTROLE.test(pad) && request.mode === "navigate") return controle(request, pad);
  if (paginas.includes(pad) || bestanden.includes(pad)) return uitSchil(request, pad);
  if (pad.startsWith("/static/")) return uitAlles(request);
  return request.mode === "navigate" ? kantoor(request, pad) : null;
}

/** @param {string} naam @param {Request} request */
async function uitCache(naam, request) {
  const cache = await caches.open(naam);
  return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** @param {Request} request @param {string} pad */
async function uitSchil(request, pad) {
  const cache = await caches.open(SCHIL);
  return (await cache.match(pad, { ignoreVary: true })) ?? fetch(request);
}

/** Hashed names never change their content, so any cache that has it is right. @param {Request} request */
const uitAlles = async (request) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

/** The form this controle was begun with; else the server; else the start page of the field. */
async function controle(/** @type {Request} */ request, /** @type {string} */ pad) {
  const plek = await (await caches.open("schouw-kaart")).match(pad);
  if (plek) {
    const { formulier } = await plek.json();
    const vorm = await (await caches.open("schouw-formulieren")).match(formulier, { ignoreVary: true });
    if (vorm) return vorm;
  }
  return fetch(request).catch(() => uitSchil(request, START));
}

/** Pages of the office need the network; without it the start goes to the field, the rest says so. */
const kantoor = (/** @type {Request} */ request, /** @type {string} */ pad) =>
  fetch(request).catch(() => uitSchil(request, pad === "/" ? START : "/veld/geen-bereik"));
