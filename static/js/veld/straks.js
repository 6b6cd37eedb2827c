// @ts-check
// Many calls, one run.

/**
 * Runs `werk` a moment after the first of a series of calls, once.
 * @param {() => unknown} werk
 * @param {number} ms
 */
export function eenKeer(werk, ms) {
  let wacht = false;
  return () => {
    if (wacht) return;
    wacht = true;
    setTimeout(() => {
      wacht = false;
      werk();
    }, ms);
  };
}
