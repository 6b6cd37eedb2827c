// @ts-check
// Room on the phone, said in photos; and the promise of the browser to keep what is ours.

const FOTO = 700_000;
const KRAP = 50_000_000;

/**
 * Room as the browser tells it.
 * @returns {Promise<{gebruikt: number, totaal: number, over: number, fotos: number, krap: boolean, blijvend: boolean} | null>}
 *   bytes; `fotos`: about how many more fit; null when the browser does not tell
 */
export async function ruimte() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (!quota) return null;
  const over = Math.max(0, quota - usage);
  const blijvend = (await navigator.storage.persisted?.()) ?? false;
  return { gebruikt: usage, totaal: quota, over, fotos: Math.floor(over / FOTO), krap: over < KRAP, blijvend };
}

/** Asks the browser to keep our storage; it decides by itself, mostly without asking the user. */
export async function vraagBlijven() {
  try {
    if (navigator.storage?.persist && !(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // Not every browser knows this; the Wachtrij says so.
  }
}

/** About so many photos, in round numbers. @param {number} aantal */
export function ongeveer(aantal) {
  if (aantal < 20) return aantal;
  const stap = aantal < 100 ? 10 : aantal < 1000 ? 50 : 500;
  return Math.min(Math.floor(aantal / stap) * stap, 5000);
}
