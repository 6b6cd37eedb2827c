// @ts-check

/** @typedef {{ kaart: HTMLElement, link: HTMLAnchorElement, van: HTMLElement | null, rij: number, kolom: number, gekozen: HTMLInputElement | null }} Opgepakt */

const KAART = "bord-kaart";
const UREN = new Intl.NumberFormat("nl-NL", { maximumFractionDigits: 2 });

/** The step of an arrow, in rows and columns. @type {Record<string, [number, number]>} */
const STAPPEN = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * Cards of the week board by keyboard: space picks one up, arrows move the place where it will come, Enter puts it down
 * (the form of moving is sent: what is asked or refused there is asked here), Esc puts it back.
 * @param {Document} doc
 */
export function bindBord(doc) {
  const bord = doc.querySelector("table.bord");
  const balk = doc.getElementById("verplaats");
  if (!bord || !balk) return;
  doc.getElementById("bord-toetsen")?.removeAttribute("hidden");
  focusMoved(doc);
  /** @type {Opgepakt | null} */
  let op = null;
  const end = () => {
    if (op) putBack(doc, balk, op);
    op = null;
  };
  const down = () => {
    if (op && place(bord, op).cel !== op.van) putDown(doc, bord, op);
    else end();
  };
  doc.addEventListener("keydown", (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STAPPEN[event.key];
    if (!op) {
      op = event.key === " " && !event.repeat ? pickUp(doc, bord, event.target) : null;
      if (!op) return;
    } else if (event.key === "Escape") end();
    else if (balk.contains(event.target) || (event.repeat && !step)) return;
    else if (step) stepTo(bord, op, step);
    else if (event.key === "Enter" || event.key === " ") down();
    else return;
    event.preventDefault();
    if (op) show(doc, bord, balk, op);
  });
  balk.addEventListener("click", (event) => {
    if (!op || !(event.target instanceof Element)) return;
    if (event.target.closest("[data-neer]")) down();
    else if (event.target.closest("[data-terug]")) end();
  });
}

/** After the board was drawn again, focus is where it was. @param {Document} doc */
function focusMoved(doc) {
  const url = sessionStorage.getItem(KAART);
  sessionStorage.removeItem(KAART);
  const kaart = url && doc.querySelector(`[data-kaart="${CSS.escape(url)}"] a`);
  if (kaart instanceof HTMLElement) kaart.focus();
}

/** Rows of people one can plan for. @param {Element} bord */
const rows = (bord) => [...bord.querySelectorAll("tbody tr[data-wie]")].filter((row) => row instanceof HTMLElement);

/** @param {HTMLElement} row */
const cells = (row) => [...row.querySelectorAll("td")];

/**
 * @param {Document} doc
 * @param {Element} bord
 * @param {Element} target
 * @returns {Opgepakt | null}
 */
function pickUp(doc, bord, target) {
  const kaart = target.closest("[data-kaart]");
  const link = target.closest("a");
  const people = rows(bord);
  if (!(kaart instanceof HTMLElement) || !link || !people[0]) return null;
  const van = kaart.closest("td");
  const rij = Math.max(
    0,
    people.findIndex((row) => row.dataset.wie === kaart.dataset.wie),
  );
  const vandaag = [...bord.querySelectorAll("thead th")].findIndex((head) => head.classList.contains("vandaag")) - 1;
  const kolom = Math.max(0, van ? van.cellIndex - 1 : vandaag);
  const gekozen = doc.querySelector(".dagkeus input:checked");
  kaart.classList.add("opgepakt");
  return { kaart, link, van, rij, kolom, gekozen: gekozen instanceof HTMLInputElement ? gekozen : null };
}

/**
 * @param {Element} bord
 * @param {Opgepakt} op
 * @param {[number, number]} step
 */
function stepTo(bord, op, [rij, kolom]) {
  const people = rows(bord);
  op.rij = Math.min(people.length - 1, Math.max(0, op.rij + rij));
  op.kolom = Math.min(cells(/** @type {HTMLElement} */ (people[op.rij])).length - 1, Math.max(0, op.kolom + kolom));
}

/**
 * @param {Element} bord
 * @param {Opgepakt} op
 */
function place(bord, op) {
  const rij = /** @type {HTMLElement} */ (rows(bord)[op.rij]);
  return { rij, cel: /** @type {HTMLElement} */ (cells(rij)[op.kolom]) };
}

/**
 * @param {Document} doc
 * @param {Element} bord
 * @param {HTMLElement} balk
 * @param {Opgepakt} op
 */
function show(doc, bord, balk, op) {
  const { rij, cel } = place(bord, op);
  const doel = doc.querySelector("[data-doel]") ?? drawTarget(doc);
  if (doel) cel.append(doel);
  const dag = doc.getElementById(`d${op.kolom + 1}`);
  if (dag instanceof HTMLInputElement) dag.checked = true;
  const wat = op.link.textContent ?? "";
  const waar = [rij.dataset.naam, cel.dataset.woord, op.kaart.dataset.tijd].filter(Boolean).join(", ");
  const past = fits(op, cel);
  fill(balk, { wat, waar, past });
  const formulier = balk.querySelector("[data-formulier]");
  if (formulier instanceof HTMLAnchorElement) formulier.href = op.link.href;
  balk.hidden = false;
  doel?.scrollIntoView({ block: "nearest" });
  const omroep = doc.getElementById("omroep");
  if (omroep) omroep.textContent = `${wat} naar ${waar}${past}`;
}

/** @param {Document} doc */
function drawTarget(doc) {
  const template = doc.getElementById("doel");
  return template instanceof HTMLTemplateElement
    ? /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild
    : null;
}

/**
 * @param {HTMLElement} balk
 * @param {Record<string, string>} words
 */
function fill(balk, words) {
  for (const [name, text] of Object.entries(words)) {
    const place = balk.querySelector(`[data-${name}]`);
    if (place) place.textContent = text;
  }
}

/**
 * Whether there is time for it that day; nothing where nobody said how much there is.
 * @param {Opgepakt} op
 * @param {HTMLElement} cel
 */
function fits(op, cel) {
  const { gepland, ruimte } = cel.dataset;
  if (!ruimte) return "";
  if (ruimte === "0") return ": vrije dag";
  const erbij = cel === op.van ? 0 : Number(op.kaart.dataset.minuten);
  const samen = Number(gepland) + erbij;
  const uren = `${UREN.format(samen / 60)} van ${UREN.format(Number(ruimte) / 60)} uur`;
  return samen > Number(ruimte) ? `: te vol, ${uren}` : `: past, ${uren}`;
}

/**
 * @param {Document} doc
 * @param {Element} bord
 * @param {Opgepakt} op
 */
function putDown(doc, bord, op) {
  const { rij, cel } = place(bord, op);
  const form = doc.getElementById("neerzetten");
  if (!(form instanceof HTMLFormElement)) return;
  const { kaart, tijd = "", opdracht = "", plan = "" } = op.kaart.dataset;
  const values = { toezichthouder: rij.dataset.wie ?? "", dag: cel.dataset.dag ?? "", tijd, opdracht, plan };
  for (const [name, value] of Object.entries(values)) {
    /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = value;
  }
  form.action = kaart ?? "";
  sessionStorage.setItem(KAART, kaart ?? "");
  form.submit();
}

/**
 * @param {Document} doc
 * @param {HTMLElement} balk
 * @param {Opgepakt} op
 */
function putBack(doc, balk, op) {
  doc.querySelector("[data-doel]")?.remove();
  balk.hidden = true;
  op.kaart.classList.remove("opgepakt");
  if (op.gekozen) op.gekozen.checked = true;
  op.link.focus();
  const omroep = doc.getElementById("omroep");
  if (omroep) omroep.textContent = `${op.link.textContent} ligt weer op de oude plek.`;
}
