// @ts-check
// Talks with the phone in its frame. What is typed in the editor is on the phone at once; what was kept is drawn anew.

/** @param {Document} document */
export function bindProefbank(document) {
  const telefoon = /** @type {HTMLIFrameElement | null} */ (document.querySelector("[data-telefoon]"));
  if (!telefoon) return;
  const zeg = (/** @type {any} */ bericht) => telefoon.contentWindow?.postMessage(bericht, location.origin);
  addEventListener("message", (event) => {
    if (event.source !== telefoon.contentWindow || event.origin !== location.origin) return;
    if (event.data?.soort === "klaar") begin(document, zeg);
    if (event.data?.soort === "stand") gegeven = JSON.stringify(event.data.proef);
  });
  document.addEventListener("input", (event) => typt(event.target, zeg));
  document.addEventListener("change", (event) => kies(document, event.target, zeg));
  document.addEventListener("submit", (event) => geefMee(event.target), true);
  document.addEventListener("focusin", (event) => vulKeuze(document, event.target));
  document.addEventListener("click", (event) => druk(document, event.target, zeg));
  document.addEventListener("concept-gewijzigd", (event) => {
    const { plek = "" } = /** @type {any} */ (event).detail ?? {};
    if (!plek.startsWith("proef:")) zeg({ soort: "gewijzigd", plek });
  });
}

/** The phone is there: the kind of controle that the page says, at the punt one is writing. @param {Document} document @param {(bericht: any) => void} zeg */
function begin(document, zeg) {
  zeg({ soort: "alsof", ...alsof(document) });
  wijs(document.querySelector("#kaart"), zeg);
}

/** @param {any} doel @param {(bericht: any) => void} zeg */
function wijs(doel, zeg) {
  const plek = doel?.closest("[data-plek]")?.dataset.plek ?? "";
  if (plek.startsWith("punt:")) zeg({ soort: "punt", code: plek.slice(5) });
}

/** What a proef of the answers on the phone would be; the phone says so after every change. */
let gegeven = "";

/** The answers go with the form at the moment it is sent: the panel around it may have been drawn anew. @param {any} form */
function geefMee(form) {
  const veld = form.querySelector("[data-proefinvoer]");
  if (veld) veld.value = gegeven;
}

/** @param {Document} document @returns {any[]} */
const proeven = (document) => JSON.parse(document.querySelector("[data-proeven]")?.textContent ?? "[]");

/** The list of proeven to choose from is that of the panel, which may have been drawn anew. @param {Document} document @param {any} keuze */
function vulKeuze(document, keuze) {
  if (!keuze.matches?.("[data-doealsof]")) return;
  const namen = proeven(document).map(({ naam }, plek) => `Proef ${plek + 1}: ${naam}`);
  const nu = keuze.value;
  keuze.replaceChildren(keuze.options[0], ...namen.map((naam, plek) => new Option(naam, String(plek + 1))));
  keuze.value = Number(nu) <= namen.length ? nu : "0";
}

/** The wording of a question, while it is typed. @param {any} veld @param {(bericht: any) => void} zeg */
function typt(veld, zeg) {
  const plek = veld.closest?.("[data-plek]")?.dataset.plek ?? "";
  if (veld.name === "vraag" && plek.startsWith("punt:"))
    zeg({ soort: "vraag", code: plek.slice(5), waarde: veld.value });
}

/** @param {Document} document @param {any} veld @param {(bericht: any) => void} zeg */
function kies(document, veld, zeg) {
  if (veld.matches("[data-doealsof]")) return laad(document, veld.value, zeg);
  if (veld.closest("[data-alsof]")) zeg({ soort: "alsof", ...alsof(document) });
}

/** @param {Document} document @param {any} doel @param {(bericht: any) => void} zeg */
function druk(document, doel, zeg) {
  const laadknop = doel.closest("[data-laadproef]");
  wijs(doel, zeg);
  if (!laadknop) return;
  const keuze = /** @type {HTMLSelectElement | null} */ (document.querySelector("[data-doealsof]"));
  if (keuze) vulKeuze(document, keuze);
  if (keuze) keuze.value = laadknop.dataset.laadproef;
  laad(document, laadknop.dataset.laadproef, zeg);
}

/** Lays a proef on the phone and says on the page what kind of controle it is. @param {Document} document @param {string} nummer @param {(bericht: any) => void} zeg */
function laad(document, nummer, zeg) {
  const proef = proeven(document)[Number(nummer) - 1] ?? {};
  zetAlsof(document, proef);
  zeg({ soort: "proef", proef: { feiten: {}, fase: [], niveau: "4", ...proef } });
}

/** @param {Document} document @returns {any[]} */
const feitvelden = (document) => [...document.querySelectorAll("[data-feit]")];

/** What kind of controle the page says it is. @param {Document} document */
function alsof(document) {
  const waarde = (/** @type {string} */ naam) =>
    /** @type {any} */ (document.querySelector(`[data-alsof] [name="${naam}"]`))?.value ?? "";
  /** @type {Record<string, any>} */
  const feiten = {};
  for (const veld of feitvelden(document)) {
    const gelezen = leesFeit(veld);
    if (gelezen !== undefined) feiten[veld.dataset.feit] = gelezen;
  }
  return { feiten, fase: waarde("fase") ? [waarde("fase")] : [], niveau: waarde("niveau") || "4" };
}

/** @param {any} veld */
function leesFeit(veld) {
  if (veld.multiple) {
    const gekozen = [...veld.selectedOptions].map((optie) => optie.value);
    return gekozen.length ? gekozen : undefined;
  }
  if (veld.value === "") return undefined;
  if (veld.dataset.soort === "ja_nee") return veld.value === "ja";
  return veld.dataset.soort === "getal" ? Number(veld.value.replace(",", ".")) : veld.value;
}

/** @param {Document} document @param {any} proef */
function zetAlsof(document, { feiten = {}, fase = [], niveau = "4" }) {
  const zet = (/** @type {string} */ naam, /** @type {string} */ waarde) => {
    const veld = /** @type {any} */ (document.querySelector(`[data-alsof] [name="${naam}"]`));
    if (veld) veld.value = waarde;
  };
  zet("fase", fase[0] ?? "");
  zet("niveau", niveau);
  for (const veld of feitvelden(document)) {
    const waarde = feiten[veld.dataset.feit];
    const woord = waarde === true ? "ja" : waarde === false ? "nee" : (waarde ?? "");
    if (veld.multiple) for (const optie of veld.options) optie.selected = [woord].flat().includes(optie.value);
    else veld.value = String(woord);
  }
}
