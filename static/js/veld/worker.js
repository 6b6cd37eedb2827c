// @ts-check
// Registers the worker and starts a new release at a moment when no controle is open.
import { meld } from "./wie.js";

const HERLAADBAAR = new Set(["vandaag", "wachtrij", "geen-bereik"]);

/** Whether a new release waits on this phone. */
export let nieuweVersie = false;

/** @type {Promise<ServiceWorkerRegistration> | undefined} */
let aanmelding;

/** Registers the worker; without support the app still works, with a network. */
export async function registreer() {
  const werkers = navigator.serviceWorker;
  if (!werkers) return;
  const had = Boolean(werkers.controller);
  // The first worker to take over changes what the phone can do without a network: whoever shows that looks again.
  werkers.addEventListener("controllerchange", () => (had ? herlaad() : meld({ soort: "stand" })));
  try {
    aanmelding = werkers.register("/sw.js", { scope: "/", updateViaCache: "none" });
    const registratie = await aanmelding;
    if (registratie.waiting && had) klaar(registratie.waiting);
    registratie.addEventListener("updatefound", () => volg(registratie.installing));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return;
      registratie.update().catch(() => {});
      if (registratie.waiting) klaar(registratie.waiting);
    });
  } catch {
    // No worker (private window, refused): the banner of Klaar voor vertrek says that offline is not ready.
  }
}

const LANG = 20_000;

/** Waits until a worker that is being put in place has laid down its files, but not for ever: what it keeps need not be
 * fetched twice. */
export async function naWerker() {
  const werker = (await aanmelding?.catch(() => undefined))?.installing;
  if (!werker) return;
  await new Promise((klaar) => {
    werker.addEventListener("statechange", klaar);
    setTimeout(klaar, LANG);
  });
}

/** @param {ServiceWorker | null} werker */
function volg(werker) {
  werker?.addEventListener("statechange", () => {
    if (werker.state === "installed" && navigator.serviceWorker.controller) klaar(werker);
  });
}

/** @param {ServiceWorker} werker */
function klaar(werker) {
  nieuweVersie = true;
  meld({ soort: "stand" });
  if (HERLAADBAAR.has(document.body.dataset.scherm ?? "")) werker.postMessage({ soort: "overslaan" });
}

/** Only pages that hold nothing typed are loaded again. */
function herlaad() {
  if (HERLAADBAAR.has(document.body.dataset.scherm ?? "")) location.reload();
}

/** Whether this page would open without a network. @returns {Promise<boolean>} */
export async function isBeheerd() {
  if (!navigator.serviceWorker) return false;
  const registratie = await navigator.serviceWorker.getRegistration();
  const schil = (await caches.keys()).some((naam) => naam.startsWith("schouw-schil-"));
  return Boolean(registratie?.active && schil);
}
