// @ts-check
// Many calls, one run.

/** The longest a screen that is slow to draw stays behind. */
const LANGST = 2_000;

/**
 * Runs `werk` a moment after the first of a series of calls, once. Slow work leaves room for what it tells about: a
 * list that is drawn while photos go takes a fifth of the time, not all of it.
 * @param {() => unknown} werk
 * @param {number} ms
 */
export function eenKeer(werk, ms) {
  let wacht = false;
  let rust = ms;
  return () => {
    if (wacht) return;
    wacht = true;
    setTimeout(async () => {
      wacht = false;
      const begin = Date.now();
      await werk();
      rust = Math.max(ms, Math.min(4 * (Date.now() - begin), LANGST));
    }, rust);
  };
}
