// @ts-check
// What this phone keeps in caches for work without a network: forms with the files they need, which form belongs to
// which controle, and small photos of last time. The worker only reads these; the page fills them.
import { naWerker } from "./worker.js";

export const FORMULIEREN = "schouw-formulieren";
export const KAART = "schouw-kaart";
export const BEELDEN = "schouw-beelden";

const heeft = (/** @type {Cache} */ cache, /** @type {string} */ url) => cache.match(url).then(Boolean);
const kaartplek = (/** @type {string} */ controle) => `/veld/controles/${controle}`;
export const kleineFoto = (/** @type {string} */ foto) => `/sync/fotos/${foto}/klein`;

/** Files of ours a form names: they must be there before the form is. @param {string} html */
export const bijlagen = (html) => [
  ...new Set([...html.matchAll(/(?:src|href)="(\/static\/[^"#?]+\.(?:js|css|svg|png))"/g)].map(([, url]) => url)),
];

/** A form answer that is really a form: ours, not redirected to a log-in page. @param {Response} antwoord */
const isFormulier = (antwoord) =>
  antwoord.ok && !antwoord.redirected && (antwoord.headers.get("Content-Type") ?? "").startsWith("text/html");

/**
 * Fetches a form and what it needs; the form is kept last, so that a kept form always works.
 * @param {string} url
 * @returns {Promise<boolean>} whether it is on the phone
 */
export async function bewaarFormulier(url) {
  const cache = await caches.open(FORMULIEREN);
  if (await heeft(cache, url)) return true;
  try {
    const antwoord = await fetch(url);
    if (!isFormulier(antwoord)) return false;
    const nodig = bijlagen(await antwoord.clone().text());
    await naWerker();
    await Promise.all(nodig.map((bestand) => bewaarBestand(cache, bestand)));
    await cache.put(url, antwoord);
    return true;
  } catch {
    return false;
  }
}

/**
 * Keeps a file of a form with the form: what the worker holds now goes with the next release, and the form stays.
 * @param {Cache} cache @param {string} bestand
 */
async function bewaarBestand(cache, bestand) {
  const hier = await caches.match(bestand);
  await (hier ? cache.put(bestand, hier) : cache.add(bestand));
}

/** Whether this form is on the phone. @param {string} url */
export const heeftFormulier = async (url) => heeft(await caches.open(FORMULIEREN), url);

/** The form a controle is done with on this phone. @param {string} controle @returns {Promise<string | undefined>} */
export async function formulierVan(controle) {
  const antwoord = await (await caches.open(KAART)).match(kaartplek(controle));
  return antwoord ? (await antwoord.json()).formulier : undefined;
}

/**
 * Binds a controle to a form. A controle with work on it keeps the form it was begun with.
 * @param {string} controle
 * @param {string} formulier
 * @param {boolean} begonnen
 */
export async function bindFormulier(controle, formulier, begonnen) {
  const eerder = await formulierVan(controle);
  if (eerder === formulier || (eerder && begonnen && (await heeftFormulier(eerder)))) return;
  const body = JSON.stringify({ formulier });
  const kaart = await caches.open(KAART);
  await kaart.put(kaartplek(controle), new Response(body, { headers: { "Content-Type": "application/json" } }));
}

/** Keeps the small photos of last time; answers how many of them are here. @param {string[]} fotos */
export async function bewaarBeelden(fotos, /** @type {(aantal: number) => void} */ stand = () => {}) {
  const cache = await caches.open(BEELDEN);
  let hier = 0;
  for (const foto of fotos) {
    const url = kleineFoto(foto);
    if ((await heeft(cache, url)) || (await haalBeeld(cache, url))) hier++;
    stand(hier);
  }
  return hier;
}

/** @param {Cache} cache @param {string} url */
async function haalBeeld(cache, url) {
  try {
    const antwoord = await fetch(url);
    const goed = antwoord.ok && (antwoord.headers.get("Content-Type") ?? "").startsWith("image/");
    if (goed) await cache.put(url, antwoord);
    return goed;
  } catch {
    return false;
  }
}

/** How many of these small photos are on the phone. @param {string[]} fotos */
export async function aantalBeelden(fotos) {
  const cache = await caches.open(BEELDEN);
  const hier = await Promise.all(fotos.map((foto) => heeft(cache, kleineFoto(foto))));
  return hier.filter(Boolean).length;
}

/**
 * Lets go of what no controle on this phone needs any more: forms, their files, the map, photos.
 * @param {{controles: string[], formulieren: string[], fotos: string[]}} nodig
 */
export async function ruimOp({ controles, formulieren, fotos }) {
  await houdAlleen(KAART, new Set(controles.map(kaartplek)));
  await houdAlleen(BEELDEN, new Set(fotos.map(kleineFoto)));
  const cache = await caches.open(FORMULIEREN);
  const blijft = new Set(formulieren);
  for (const formulier of formulieren) {
    const antwoord = await cache.match(formulier);
    if (antwoord) for (const bestand of bijlagen(await antwoord.text())) blijft.add(bestand);
  }
  await houdAlleen(FORMULIEREN, blijft);
}

/** @param {string} naam @param {Set<string>} blijft */
async function houdAlleen(naam, blijft) {
  const cache = await caches.open(naam);
  for (const vraag of await cache.keys()) {
    if (!blijft.has(new URL(vraag.url).pathname)) await cache.delete(vraag);
  }
}

/** Another user took the phone: pictures of somebody else's objects do not stay. */
export const wisBeelden = () => caches.delete(BEELDEN);
