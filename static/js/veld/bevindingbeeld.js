// @ts-check
// How a finding looks: choices from the matrix as data, the cell in its table, what is still to do.

import { lang } from "../rules/dagen.js";
import { GEDRAG, overleg, voorstellen, vraagtCautie, vraagtMotivering } from "../rules/lhso.js";
import { gevolgVoorstel } from "../rules/normen.js";
import { recidive } from "../rules/recidive.js";
import { vraagVan } from "../rules/voorwaarden.js";
import { alle, kloon, tekst, toonAls, zoek } from "./dom.js";
import { asWoord, tekenMatrix } from "./matrixbeeld.js";
import { NIEMAND } from "./mist.js";
import { tekenMistlijst } from "./mistlijst.js";
import { isDicht } from "./werk.js";

/** @typedef {import("./bevinding.js").Open} Open */

/** Fills every list once: axes, circumstances, aspects, grondslagen, standard sentences. @param {Open} o */
export function vulKeuzes(o) {
  const { vak, blad } = o;
  const { matrix } = blad.werk;
  vulTeksten(o);
  vulVoorschriften(o);
  if (!matrix) return;
  vulAs(vak, "gevolg", matrix.gevolgen, ["1", "2", "3", "4"]);
  vulAs(vak, "gedrag", matrix.gedrag, GEDRAG);
  for (const soort of ["verzachtend", "verzwarend"]) vulWeging(vak, soort, matrix[`${soort}e_omstandigheden`], "omst");
  vulWeging(vak, "aspect", matrix.aspecten, "aspect");
  toonAls(zoek("[data-concept]", vak), !matrix.vastgesteld);
  tekenVast(o);
}

/** What does not change while the finding is open. @param {Open} o */
function tekenVast({ vak, blad, code, pad, b }) {
  const { gevolg, omdat } = gevolgVoorstel(blad.werk.plan, blad.werk.stand, code, pad);
  const uitgang = gevolg
    ? `Bij dit punt is ${gevolg} het uitgangspunt${omdat ? `: ${omdat.replace(/\.$/, "")}` : ""}. Jij kiest.`
    : "Jij kiest.";
  tekst(zoek("[data-uitgangspunt]", vak), uitgang);
  const cellen = zoek("#b-cel", vak);
  const { matrix } = blad.werk;
  for (const naam of Object.keys(matrix.cellen).sort()) {
    cellen.append(new Option(`${naam}: ${asWoord(matrix, naam)}`, naam, false, naam === b.cel_definitief));
  }
  const buiten = zoek("[data-b=buiten]", vak);
  for (const [soort, { label }] of Object.entries(/** @type {Record<string, any>} */ (matrix.interventies)))
    buiten.append(new Option(label, soort));
}

/** @param {any} vak @param {string} naam @param {Record<string, any>} as @param {string[]} volgorde */
function vulAs(vak, naam, as, volgorde) {
  const lijst = zoek(`[data-keuzes="${naam}"]`, vak);
  for (const waarde of volgorde) {
    const rij = kloon("sj-as");
    benoem(rij, `b-${naam}-${waarde}`, `b-${naam}`, waarde);
    zoek("input", rij).dataset.b = naam;
    const letter = zoek(".optie__letter", rij);
    tekst(letter, waarde);
    letter.id = `b-${naam}-${waarde}-l`;
    zoek(".optie__naam", rij).replaceChildren(...breekbaar(as[waarde].label));
    tekst(zoek("[data-uitleg]", rij), as[waarde].uitleg ?? "");
    zoek("input", rij).setAttribute("aria-labelledby", `${letter.id} b-${naam}-${waarde}-n`);
    lijst.append(rij);
  }
}

/** A label that may go on below after a slash. @param {string} label */
const breekbaar = (label) =>
  label.split("/").flatMap((deel, nummer) => (nummer ? ["/", document.createElement("wbr"), deel] : [deel]));

/** @param {any} vak @param {string} naam @param {{code: string, label: string}[]} keuzes @param {(keus: any, code: string) => void} zet */
function vulLijst(vak, naam, keuzes, zet) {
  const lijst = zoek(`[data-keuzes="${naam}"]`, vak);
  for (const { code, label } of keuzes ?? []) {
    const rij = kloon("sj-keus");
    benoem(rij, `b-${naam}-${code}`, "", code);
    tekst(zoek(".optie__naam", rij), label);
    lijst.append(rij);
    zet(zoek("input", rij), code);
  }
}

/** What weighs, each choice with a field for its own facts. @param {any} vak @param {string} naam @param {any[]} keuzes @param {string} soort */
function vulWeging(vak, naam, keuzes, soort) {
  vulLijst(vak, naam, keuzes, (keus) => {
    keus.dataset[soort] = naam;
    const feiten = kloon("sj-feiten");
    const veld = zoek("textarea", feiten);
    const label = zoek("label", feiten);
    veld.id = label.htmlFor = `${keus.id}-f`;
    label.id = `${keus.id}-l`;
    veld.setAttribute("aria-labelledby", `${label.id} ${keus.id}-n`);
    keus.parentElement.after(feiten);
  });
}

/** Ids and names of a choice; its name is the bold word, the rest describes it. @param {any} rij @param {string} id @param {string} groep @param {string} waarde */
function benoem(rij, id, groep, waarde) {
  const veld = zoek("input", rij);
  Object.assign(veld, { id, value: waarde });
  if (groep) veld.name = groep;
  zoek("label", rij).htmlFor = id;
  zoek(".optie__naam", rij).id = `${id}-n`;
  zoek("[data-uitleg]", rij).id = `${id}-u`;
  veld.setAttribute("aria-labelledby", `${id}-n`);
  veld.setAttribute("aria-describedby", `${id}-u`);
}

/** @param {Open} o */
function vulTeksten({ vak, blad, code }) {
  const punt = vraagVan(blad.werk.plan, code)?.bij ?? code;
  const zinnen = blad.teksten[punt] ?? {};
  for (const [soort, veld] of [
    ["b", "constatering"],
    ["h", "herstel"],
  ]) {
    const plek = zoek(`[data-teksten-${soort}]`, vak);
    for (const zin of zinnen[soort] ?? []) {
      const knop = kloon("sj-chip");
      knop.textContent = zin;
      knop.dataset.voor = veld;
      plek.append(knop);
    }
    toonAls(plek.closest("[data-teksten]"), plek.childElementCount > 0);
  }
}

/** @param {Open} o */
function vulVoorschriften({ vak, blad, key }) {
  const lijst = zoek("#b-voorschrift", vak);
  const bronnen = alle("[data-g]", blad.vragen.get(key)?.closest(".punt") ?? document.createElement("p"));
  const anders = lijst.lastElementChild;
  for (const naam of new Set(bronnen.map((bron) => bron.dataset.g))) anders.before(new Option(naam, naam));
}

/** Draws everything that follows from the finding as it is now. @param {Open} o @param {[string, string][]} mist */
export function tekenBeeld(o, mist) {
  const { vak, b, lhso, blad } = o;
  const { matrix } = blad.werk;
  const naam = (matrix && b.cel_definitief) || "";
  if (naam) tekenInterventies(o, naam);
  const aan = {
    overtreding: lhso && b.is_overtreding === true,
    "geen-overtreding": lhso && b.is_overtreding === false,
    "ander-voorschrift": zoek("#b-voorschrift", vak).value === "anders",
    cel: naam !== "",
    "geen-cel": naam === "",
    verschoven: naam !== "" && b.cel_berekend !== naam,
    handhaven: b.handhaven !== false,
    "niet-handhaven": b.handhaven === false,
    buiten: vak.querySelector("[data-interventie][value=anders]")?.checked === true,
    overleg: b.overleg === "nodig",
    termijn: Boolean(b.termijn?.uiterlijk),
    hercontrole: b.hercontrole === true,
  };
  for (const [als, toon] of Object.entries(aan))
    for (const plek of alle(`[data-als="${als}"]`, vak)) toonAls(plek, toon);
  for (const feiten of alle("[data-feiten]", vak))
    toonAls(feiten, zoek("input", feiten.previousElementSibling).checked);
  tekenRecidive(o);
  tekst(zoek("[data-overtreder]", vak), b.overtreder ? ` (${b.overtreder})` : "");
  if (naam) tekenMatrix(vak, matrix, b);
  tekenDaad(o, naam);
  tekenTermijn(vak, b);
  tekenMist(o, mist);
  const knop = zoek("[data-celknop]");
  toonAls(knop, aan.overtreding && aan.cel);
  tekst(zoek("b", knop), naam);
}

/** @param {Open} o */
function tekenRecidive({ vak, blad, b }) {
  const { matrix, controle, vandaag } = blad.werk;
  if (!matrix) return;
  const historie = (controle.historie ?? []).map((/** @type {any} */ h) => ({ ...h, sleutel: h.recidive_sleutel }));
  const voorstel = recidive(matrix, historie, {
    sleutel: b.voorschrift ?? "",
    overtreder: b.overtreder ?? "",
    op: vandaag,
  });
  tekst(zoek("[data-recidive]", vak), b.voorschrift ? voorstel.omdat : "Kies eerst het voorschrift.");
  b.recidive_verwijzing = b.recidive === "ja" ? voorstel.verwijzing : "";
}

const STRAF = ["bestraffend", "strafrechtelijk"];

/** The interventions of the cell, drawn anew only when the cell changed. @param {Open} o @param {string} naam */
function tekenInterventies({ vak, blad, b }, naam) {
  const lijst = zoek("[data-keuzes=interventie]", vak);
  if (lijst.dataset.voorcel === naam) return;
  lijst.dataset.voorcel = naam;
  const { matrix } = blad.werk;
  const mogelijk = voorstellen(matrix, naam);
  const gekozen = b.interventies ?? [];
  const hoofd = mogelijk.filter(({ categorie }) => !STRAF.includes(categorie));
  const straf = mogelijk.filter(({ categorie }) => STRAF.includes(categorie));
  const buiten = gekozen.find((/** @type {string} */ code) => !mogelijk.some((m) => m.code === code)) ?? "";
  const rijen = hoofd.map((m) => interventie(m.code, m.label, zwaarte(matrix, m), gekozen.includes(m.code)));
  rijen.push(interventie("anders", "Iets buiten deze cel", "Alleen in een bijzonder geval, met uitleg", buiten !== ""));
  lijst.replaceChildren(...rijen);
  zoek("[data-b=buiten]", vak).value = buiten;
  zoek("[data-keuzes=straf]", vak).replaceChildren();
  vulLijst(vak, "straf", straf, (keus, code) => {
    keus.dataset.straf = "ja";
    keus.checked = gekozen.includes(code);
  });
  toonAls(zoek("[data-als=straf]", vak), straf.length > 0);
  if (isDicht(blad.werk)) for (const keus of alle("[data-interventie], [data-straf]", vak)) keus.disabled = true;
}

/** @param {any} matrix @param {import("../rules/lhso.js").Voorstel} m */
function zwaarte(matrix, m) {
  if (m.lichtste) return "Lichtste in deze cel";
  return matrix.interventies[m.code].besluit ? "Voorstel aan de jurist. Leg uit waarom" : "Zwaarder: leg uit waarom";
}

/** @param {string} code @param {string} label @param {string} uitleg @param {boolean} aan */
function interventie(code, label, uitleg, aan) {
  const rij = kloon("sj-keus");
  const veld = zoek("input", rij);
  veld.type = "radio";
  benoem(rij, `b-int-${code}`, "b-interventie", code);
  veld.dataset.interventie = code;
  veld.checked = aan;
  tekst(zoek(".optie__naam", rij), label);
  tekst(zoek("[data-uitleg]", rij), uitleg);
  return rij;
}

/** Motivering, overleg and cautie. @param {Open} o @param {string} naam */
function tekenDaad({ vak, blad, b }, naam) {
  const { matrix, bezoek } = blad.werk;
  for (const plek of alle("[data-cel]", vak)) tekst(plek, naam);
  const gekozen = b.interventies ?? [];
  const waarom = naam && gekozen.length ? vraagtMotivering(matrix, naam, gekozen) : "";
  toonAls(zoek("[data-als=motivering]", vak), waarom !== "");
  tekst(zoek("[data-motivering]", vak), waarom);
  tekst(zoek("[data-overleg]", vak), naam ? overleg(matrix, naam, b.aspecten?.length ?? 0)[1] : "");
  const plek = zoek("[data-cautieplek]", vak);
  const nodig = matrix && vraagtCautie(matrix, gekozen) && !bezoek.cautie && bezoek.gesproken_met !== NIEMAND;
  if (!nodig) plek.replaceChildren();
  else if (!plek.firstElementChild) plek.append(kloon("sj-cautie"));
}

/** @param {any} vak @param {any} b */
function tekenTermijn(vak, b) {
  if (b.termijn?.uiterlijk) {
    tekst(zoek("[data-uiterlijk]", vak), `Uiterlijk ${lang(b.termijn.uiterlijk)}`);
    const lijst = zoek("[data-stappen]", vak);
    const stappen = b.termijn.stappen ?? [b.termijn.som];
    if (lijst.dataset.som !== b.termijn.som) {
      lijst.dataset.som = b.termijn.som;
      lijst.replaceChildren(
        ...stappen.map((/** @type {string} */ zin) => {
          const li = kloon("sj-rekenstap");
          tekst(zoek("span", li), zin);
          return li;
        }),
      );
    }
  }
  const dag = b.termijn?.hercontrole;
  tekst(zoek("[data-hercontrole]", vak), dag ? `De eerste werkdag na de termijn is ${lang(dag)}.` : "");
}

/**
 * Which steps are done, and what *Bevinding klaar* missed and is still missing; what only shows since is no error yet.
 * @param {Open} o @param {[string, string][]} mist
 */
function tekenMist({ vak, gemist, b }, mist) {
  for (const stap of alle("[data-stap]", vak)) {
    const later = Number(stap.dataset.stap) > 2 && b.is_overtreding !== true;
    const wacht = stap.querySelector("[data-als=geen-cel]:not([hidden])");
    const klaar = !later && !wacht && !mist.some(([veld]) => stap.querySelector(`[data-bij="${veld}"]`));
    stap.classList.toggle("stap--af", klaar);
    toonAls(zoek("[data-af]", stap), klaar);
  }
  const over = mist.filter(([veld]) => gemist.has(veld));
  for (const fout of alle("[data-fout]", vak)) {
    const zin = over.find(([veld]) => veld === fout.dataset.fout)?.[1];
    toonAls(fout, zin !== undefined);
    tekst(zoek("span", fout), zin ?? "");
    fout.closest(".veld")?.classList.toggle("veld--fout", zin !== undefined);
  }
  const rijen = over.map(([veld, zin]) => ({ adres: veld, zin, data: { naarveld: veld } }));
  tekenMistlijst(zoek("[data-mist]", vak), rijen);
}
