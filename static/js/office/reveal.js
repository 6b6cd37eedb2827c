// @ts-check

/**
 * A button with `data-toon="<id>"` shows and hides what is typed in that password field. It is drawn hidden: without
 * this script it could do nothing.
 * @param {ParentNode} root
 */
export function bindReveal(root) {
  for (const button of root.querySelectorAll("[data-toon]")) button.removeAttribute("hidden");
  root.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (
      event.target instanceof Element ? event.target.closest("[data-toon]") : null
    );
    const field = button && document.getElementById(button.dataset.toon ?? "");
    if (!button || !(field instanceof HTMLInputElement)) return;
    const show = field.type === "password";
    field.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
    field.focus();
  });
}
