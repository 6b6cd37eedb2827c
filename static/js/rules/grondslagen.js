// @ts-check
// Which grondslagen of a point hold in a case: the twin of `applicable_grondslagen` in Python, with the same cases.

/** @typedef {{van?: string, tot?: string, regime?: string, als?: any}} Grondslag  days as YYYY-MM-DD, both included */

/**
 * The grondslagen that hold on a day under a regime; a point that names none for the old regime keeps those of now.
 * @template {Grondslag} G
 * @param {G[]} gronden
 * @param {string} dag  YYYY-MM-DD
 * @param {string} regime  `ow` or `wabo`
 * @param {(voorwaarde: any) => boolean | null} [evalueer]
 * @returns {G[]}
 */
export function toepasselijk(gronden, dag, regime, evalueer = () => null) {
  const geldig = gronden.filter(
    ({ van, tot, als }) => (!van || van <= dag) && (!tot || dag <= tot) && (!als || evalueer(als) !== false),
  );
  const onder = (/** @type {string} */ naam) => geldig.filter(({ regime: eigen = "ow" }) => eigen === naam);
  const eigen = onder(regime);
  return eigen.length ? eigen : onder("ow");
}
