// @ts-check

/** @param {Document} doc */
export function bindRedactie(doc) {
  doc.addEventListener("htmx:before:request", (event) => newestRevision(/** @type {CustomEvent} */ (event)));
  doc.addEventListener("htmx:after:swap", () => {
    markOpen(doc);
    markLook(doc);
  });
  doc.addEventListener("keydown", (event) => keys(doc, event));
  addEventListener("pagehide", () => doc.activeElement?.dispatchEvent(new Event("change", { bubbles: true })));
  bindDrag(doc);
}

/**
 * A field that waited for its turn says the revision its form has seen by now, not the one of when it was typed.
 * @param {CustomEvent} event
 */
function newestRevision({ detail: { ctx } }) {
  const form = ctx.sourceElement;
  if (!(form instanceof HTMLFormElement) || !form.matches(".veldvorm")) return;
  const seen = form.elements.namedItem("revisie");
  if (seen instanceof HTMLInputElement) ctx.request.body?.set?.("revisie", seen.value);
}

/** The row of the card that is open. @param {Document} doc */
function markOpen(doc) {
  const plek = doc.getElementById("kaart")?.dataset.plek;
  if (!plek) return;
  for (const link of doc.querySelectorAll("#boom a[aria-current]")) link.removeAttribute("aria-current");
  doc.querySelector(`#boom li[data-plek="${CSS.escape(plek)}"] a`)?.setAttribute("aria-current", "true");
  for (const place of doc.querySelectorAll("input[data-hier]")) {
    if (place instanceof HTMLInputElement) place.value = plek;
  }
}

/** Rows about which there is something to look at. @param {Document} doc */
function markLook(doc) {
  const wanted = new Set([...doc.querySelectorAll("[data-let]")].map((row) => row.getAttribute("data-let")));
  for (const row of doc.querySelectorAll("#boom li[data-plek]")) {
    row.classList.toggle("let", wanted.has(row.getAttribute("data-plek")));
  }
}

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof Element &&
  target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select") !== null;

/**
 * Alt with an arrow moves the row that has focus, or the open one; arrows walk the outline; Ctrl+Z takes back, outside a
 * text field; Ctrl+Enter goes to the next row.
 * @param {Document} doc @param {KeyboardEvent} event
 */
function keys(doc, event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const row = event.target instanceof Element ? event.target.closest("#boom li[data-plek]") : null;
  if (event.altKey && step && (row || !isTyping(event.target))) {
    event.preventDefault();
    move(doc, row instanceof HTMLElement ? row.dataset.plek : doc.getElementById("kaart")?.dataset.plek, step);
  } else if (step && row && !event.ctrlKey) {
    event.preventDefault();
    beside(doc, row, step)?.focus();
  } else if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault();
    const open = doc.querySelector("#boom a[aria-current]")?.closest("li");
    if (open) beside(doc, open, event.shiftKey ? -1 : 1)?.click();
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !isTyping(event.target)) {
    event.preventDefault();
    doc.getElementById(event.shiftKey ? "doe-opnieuw" : "doe-ongedaan")?.click();
  }
}

/** @param {Document} doc @param {Element} row @param {number} step */
function beside(doc, row, step) {
  const links = [...doc.querySelectorAll("#boom li[data-plek] > a")].filter((link) => link instanceof HTMLElement);
  return links[links.findIndex((link) => link.parentElement === row) + step];
}

/** @param {Document} doc @param {string | undefined} plek @param {number} step */
function move(doc, plek, step) {
  const form = doc.getElementById("schuif");
  if (!(form instanceof HTMLFormElement) || !plek || plek === "protocol") return;
  send(form, { plekken: plek, doe: step < 0 ? "op" : "neer", naar: "", na: "" });
}

/** @param {HTMLFormElement} form @param {Record<string, string>} values */
function send(form, values) {
  for (const [name, value] of Object.entries(values)) {
    /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = value;
  }
  form.requestSubmit();
}

/** A row is dragged onto another: behind it, or first in that onderdeel. @param {Document} doc */
function bindDrag(doc) {
  /** @type {HTMLElement | null} */
  let held = null;
  const rowOf = (/** @type {EventTarget | null} */ target) => {
    const row = target instanceof Element ? target.closest("#boom li[draggable]") : null;
    return row instanceof HTMLElement ? row : null;
  };
  const clear = () => {
    for (const row of doc.querySelectorAll("#boom .doel, #boom .slepen")) row.classList.remove("doel", "slepen");
  };
  doc.addEventListener("dragstart", (event) => {
    held = rowOf(event.target);
    held?.classList.add("slepen");
    event.dataTransfer?.setData("text/plain", held?.dataset.plek ?? "");
  });
  doc.addEventListener("dragover", (event) => {
    const row = rowOf(event.target);
    if (!held || !row || !fits(held, row)) return;
    event.preventDefault();
    for (const other of doc.querySelectorAll("#boom .doel")) other.classList.remove("doel");
    row.classList.add("doel");
  });
  doc.addEventListener("dragend", clear);
  doc.addEventListener("drop", (event) => {
    const row = rowOf(event.target);
    const form = doc.getElementById("schuif");
    if (!held || !row || !fits(held, row) || !(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const naar = row.classList.contains("onderdeel") ? row.dataset.plek : row.dataset.om;
    const na = row.classList.contains("onderdeel") ? "begin" : row.dataset.plek;
    send(form, { plekken: held.dataset.plek ?? "", doe: "verplaats", naar: naar ?? "", na: na ?? "" });
    clear();
  });
}

/** A punt goes behind a punt or into an onderdeel. @param {HTMLElement} held @param {HTMLElement} row */
function fits(held, row) {
  return held !== row && held.classList.contains("punt") && !row.classList.contains("vervolg");
}
