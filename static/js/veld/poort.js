// @ts-check
// What the login page says and does about the work on this phone.
import { vergeetGebruiker, wachtendVanAnderen } from "./toestel.js";

/**
 * After logging out nobody's work is shown on this phone until somebody logs in; nothing is erased. Whether work waits
 * is told to everyone, whose it is to nobody.
 * @param {Document} pagina
 */
export async function bindToestel(pagina) {
  try {
    if (new URLSearchParams(location.search).has("uit")) await vergeetGebruiker();
    const melding = /** @type {HTMLElement | null} */ (pagina.querySelector("[data-werk]"));
    if (melding) melding.hidden = !(await wachtendVanAnderen("")).anderen;
  } catch {
    // No storage here (private window): then there is no work on it either.
  }
}
