// @ts-check
// The login page: the button that shows the password, focus on the error summary, and the work on this phone.
import { bindReveal } from "./office/reveal.js";
import { bindToestel } from "./veld/poort.js";

bindReveal(document);
bindToestel(document);
/** @type {HTMLElement | null} */ (document.querySelector("[autofocus]"))?.focus();
