// @ts-check
// The login page: the button that shows the password, and focus on the error summary.
import { bindReveal } from "./office/reveal.js";

bindReveal(document);
/** @type {HTMLElement | null} */ (document.querySelector("[autofocus]"))?.focus();
