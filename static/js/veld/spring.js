// @ts-check
// Goes to a place on the page.

/** @typedef {import("./form.js").Blad} Blad */

/** Opens every repeat around an element. @param {any} element */
function klapOpen(element) {
  for (let vak = element?.closest("details.herhaling"); vak; vak = vak.parentElement.closest("details.herhaling"))
    vak.open = true;
}

/**
 * Rolls a question to a third of the screen and gives it the focus. Where only the finding is still to be written, the
 * way to it comes into view. The focus goes first: WebKit does not roll to what is inside a question it never drew.
 * @param {Blad} blad @param {string} key
 */
export function springNaar(blad, key) {
  const vak = blad.vragen.get(key) ?? blad.onderdelen.get(key) ?? document.getElementById(key);
  if (!vak) return;
  klapOpen(vak);
  const doel = vak.matches(".vervolg") ? vak.querySelector("input, textarea, select, button") : vak;
  const verwijs = blad.overzicht?.alleenBevinding.get(key) && vak.querySelector(".verwijs");
  const rol = () => {
    vak.scrollIntoView({ block: "start", behavior: "instant" });
    if (verwijs) verwijs.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  rol();
  requestAnimationFrame(() => {
    doel?.focus({ preventScroll: true });
    rol();
  });
}
