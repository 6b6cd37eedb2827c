// @ts-check

/**
 * After HTMX swapped a part, its heading with `data-meld` is said aloud; when the request failed the page says so.
 * @param {Document} doc
 */
export function bindAnnounce(doc) {
  const say = (/** @type {string} */ words) => {
    const place = doc.getElementById("omroep");
    if (place) place.textContent = words;
  };
  doc.addEventListener("htmx:after:swap", () => {
    const heading = doc.querySelector("[data-meld]");
    if (heading?.textContent) say(heading.textContent.trim());
  });
  const fail = (/** @type {string} */ page) => {
    say("Dit lukte niet. Wat je ziet en invulde, staat er nog. Probeer het opnieuw.");
    const note = doc.getElementById("geen-verbinding");
    if (!(note instanceof HTMLTemplateElement)) return;
    doc.querySelector("[data-storing]")?.remove();
    const shown = /** @type {DocumentFragment} */ (note.content.cloneNode(true));
    fill(shown, page);
    doc.getElementById("meldingen")?.append(shown);
  };
  doc.addEventListener("htmx:error", () => fail(""));
  doc.addEventListener("htmx:response:error", (event) => {
    const ctx = /** @type {CustomEvent} */ (event).detail?.ctx;
    const told = ctx?.response?.status === 422 || ctx?.text?.includes("hx-swap-oob"); // the answer tells it in its place
    if (!told) fail(ctx?.text ?? "");
  });
}

/**
 * What the server itself says of the failure, with the number to name; what is not said keeps the words of the note.
 * @param {DocumentFragment} note @param {string} page
 */
function fill(note, page) {
  const said = new DOMParser().parseFromString(page, "text/html");
  for (const part of ["[data-zin]", "[data-code]"]) {
    const words = said.querySelector(`.foutblad ${part}`)?.textContent;
    const place = note.querySelector(part);
    if (words && place) place.textContent = words;
  }
}
