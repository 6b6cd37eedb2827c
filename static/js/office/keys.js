// @ts-check

/**
 * `/` goes to the search box; `j` and `k` walk the rows of a list (`[data-rijen]`), `Enter` opens the row's link.
 * @param {Document} doc
 */
export function bindKeys(doc) {
  doc.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "/") {
      const search = doc.getElementById("zoek-alles");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    } else if (event.key === "j" || event.key === "k") {
      walk(doc, event.key === "j" ? 1 : -1);
    }
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/**
 * @param {Document} doc
 * @param {1 | -1} step
 */
function walk(doc, step) {
  const links = [...doc.querySelectorAll("[data-rijen] tbody th a")].filter((link) => link instanceof HTMLElement);
  const at = links.findIndex((link) => link === doc.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
  /** @type {HTMLElement | undefined} */ (links[next])?.focus();
}
