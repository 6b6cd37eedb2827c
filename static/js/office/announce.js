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
  const fail = () => {
    say("Dit lukte niet. Wat je ziet en invulde, staat er nog. Probeer het opnieuw.");
    const note = doc.getElementById("geen-verbinding");
    if (note instanceof HTMLTemplateElement && !doc.querySelector("[data-storing]")) {
      doc.getElementById("meldingen")?.append(note.content.cloneNode(true));
    }
  };
  doc.addEventListener("htmx:error", fail);
  doc.addEventListener("htmx:response:error", (event) => {
    const status = /** @type {CustomEvent} */ (event).detail?.ctx?.response?.status;
    if (status !== 422) fail();
  });
}
