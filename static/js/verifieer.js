// The page that recognises a PDF: hashes it here in the browser and compares. Nothing is sent.
// @ts-check

const doel = /** @type {HTMLElement} */ (document.querySelector("[data-doel]"));
const invoer = /** @type {HTMLInputElement} */ (document.querySelector("[data-bestand]"));
const uitslag = /** @type {HTMLElement} */ (document.querySelector("[data-uitslag]"));
const bekend = new Set((doel.dataset.hashes ?? "").split(" ").filter(Boolean));

/** Shows one of the templates the server drew. @param {string} naam */
function toon(naam) {
  const sjabloon = /** @type {HTMLTemplateElement} */ (document.querySelector(`[data-sjabloon="${naam}"]`));
  uitslag.replaceChildren(sjabloon.content.cloneNode(true));
}

/** sha256 in hex. @param {ArrayBuffer} bytes @returns {Promise<string>} */
async function sha256(bytes) {
  const som = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(som, (deel) => deel.toString(16).padStart(2, "0")).join("");
}

/** @param {File | undefined} bestand */
async function reken(bestand) {
  if (!bestand) return;
  toon("bezig");
  try {
    toon(bekend.has(await sha256(await bestand.arrayBuffer())) ? "echt" : "anders");
  } catch {
    toon("mis");
  }
}

invoer.addEventListener("change", () => reken(invoer.files?.[0]));
for (const soort of ["dragenter", "dragover"]) doel.addEventListener(soort, (event) => event.preventDefault());
doel.addEventListener("drop", (event) => {
  event.preventDefault();
  reken(event.dataTransfer?.files[0]);
});
