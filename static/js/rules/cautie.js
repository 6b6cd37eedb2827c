// @ts-check
/** When somebody must be told that he need not answer. Twin of `app/lhso/rules/`. */

/** @typedef {import("./lhso.js").Matrix} Matrix */

/** True when a punitive track is considered (Awb 5:10a). @param {Matrix} matrix @param {string[]} gekozen */
export function vraagtCautie(matrix, gekozen) {
  const straffend = ["bestraffend", "strafrechtelijk"];
  return gekozen.some((code) => straffend.includes(matrix.interventies[code]?.categorie));
}
