// @ts-check
// Draws a list again only when it became different.

/**
 * Puts `elementen` in `plek`, unless the same stands there: a card that is replaced under a thumb loses the tap.
 * @param {Element} plek
 * @param {Element[]} elementen
 * @returns {boolean} whether it was drawn
 */
export function vervang(plek, elementen) {
  const nieuw = document.createElement("div");
  nieuw.replaceChildren(...elementen);
  if (nieuw.innerHTML === plek.innerHTML) return false;
  plek.replaceChildren(...nieuw.childNodes);
  return true;
}
