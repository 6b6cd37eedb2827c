// @ts-check
// The office: HTMX makes plain forms and links faster; these modules add keys, the photo viewer and small comforts.
import "htmx.org";
import { bindAnnounce } from "./office/announce.js";
import { bindBord } from "./office/bord.js";
import { bindFilters } from "./office/filters.js";
import { bindKeys } from "./office/keys.js";
import { bindReveal } from "./office/reveal.js";
import { bindViewer } from "./office/viewer.js";

bindBord(document);
bindReveal(document);
bindKeys(document);
bindFilters(document);
bindViewer(document);
bindAnnounce(document);
// What was refused after it was sent: back to the form as it was filled in, not to an empty one.
document.querySelector("[data-terug]")?.addEventListener("click", (event) => {
  if (history.length < 2) return; // opened on its own: the link leads to an empty form, which is better than nowhere
  event.preventDefault();
  history.back();
});
document.querySelector(".vensters [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
/** @type {HTMLElement | null} */ (document.querySelector("[autofocus]"))?.focus();
