// @ts-check

const WIDE = matchMedia("(min-width: 64.01rem)");

/**
 * The filter block is open on a wide screen, also where `::details-content` is unknown.
 * @param {Document} doc
 */
export function bindFilters(doc) {
  const apply = () => {
    for (const block of doc.querySelectorAll("details.filterblok")) {
      if (block instanceof HTMLDetailsElement && WIDE.matches) block.open = true;
    }
  };
  apply();
  WIDE.addEventListener("change", apply);
}
