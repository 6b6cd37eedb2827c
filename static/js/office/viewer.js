// @ts-check

/**
 * Photos (`a[data-foto]`) open in the page's `<dialog id="foto-groot">`: arrows walk, Esc closes, focus goes back.
 * Without this script the link opens the photo itself.
 * @param {Document} doc
 */
export function bindViewer(doc) {
  /** @type {HTMLElement[]} */
  let photos = [];
  let at = 0;

  doc.addEventListener("click", (event) => {
    const dialog = doc.getElementById("foto-groot");
    if (!(dialog instanceof HTMLDialogElement) || !(event.target instanceof Element)) return;
    const link = event.target.closest("a[data-foto]");
    if (link instanceof HTMLElement && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const row = link.closest(".fotos, .fotowand") ?? doc;
      photos = [...row.querySelectorAll("a[data-foto]")].filter((photo) => photo instanceof HTMLElement);
      at = photos.indexOf(link);
      show(dialog, photos, at);
      dialog.showModal();
    } else if (event.target.closest("[data-foto-stap]")) {
      const step = Number(/** @type {HTMLElement} */ (event.target.closest("[data-foto-stap]")).dataset.fotoStap);
      at = move(dialog, photos, at + step);
    } else if (event.target.closest("[data-foto-sluit]")) {
      dialog.close();
    }
  });
  doc.addEventListener("keydown", (event) => {
    const dialog = doc.getElementById("foto-groot");
    if (!(dialog instanceof HTMLDialogElement) || !dialog.open) return;
    if (event.key === "ArrowRight") at = move(dialog, photos, at + 1);
    if (event.key === "ArrowLeft") at = move(dialog, photos, at - 1);
  });
  doc.addEventListener("close", () => photos[at]?.focus(), true);
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLElement[]} photos
 * @param {number} to
 */
function move(dialog, photos, to) {
  const at = (to + photos.length) % photos.length;
  show(dialog, photos, at);
  return at;
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLElement[]} photos
 * @param {number} at
 */
function show(dialog, photos, at) {
  const photo = photos[at];
  const image = dialog.querySelector("img");
  const words = dialog.querySelector("[data-foto-tekst]");
  if (!photo || !image || !words) return;
  image.src = photo.dataset.foto ?? "";
  image.alt = photo.dataset.tekst ?? "";
  words.textContent = `Foto ${photo.dataset.tekst ?? ""} (${at + 1} van ${photos.length})`;
  const original = dialog.querySelector("a[data-foto-origineel]");
  if (original instanceof HTMLAnchorElement) {
    original.hidden = !photo.dataset.origineel;
    original.href = photo.dataset.origineel ?? "";
  }
}
