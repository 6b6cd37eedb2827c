// @ts-check
// What stands on the screen of a finding, read into it: what hangs together follows.
import { cel, voorgesteldeCel } from "../rules/lhso.js";
import { gekozenDag, hersteltermijn } from "../rules/termijnen.js";
import { alle, zoek } from "./dom.js";

/** @typedef {import("./bevinding.js").Open} Open */

export const JA_NEE = ["is_overtreding", "herstelbaar", "gebruik", "handhaven", "hercontrole"];
const KEUZE = ["soort_overtreding", "gedrag", "recidive", "overleg", "legalisatie"];
const TEKST = [
  "constatering",
  "waar",
  "reden_geen_overtreding",
  "overtreder",
  "overtreder_rol",
  "gevolg_motivering",
  "gedrag_motivering",
  "recidive_motivering",
  "cel_reden",
  "interventie_motivering",
  "reden_geen_handhaving",
  "overleg_toelichting",
  "herstel",
];

/** Reads the whole screen after a change of `veld`. @param {Open} o @param {any} veld */
export function leesScherm(o, veld) {
  const { b, vak } = o;
  for (const naam of TEKST) b[naam] = zoek(`[data-b="${naam}"]`, vak).value;
  for (const naam of JA_NEE) b[naam] = { ja: true, nee: false }[gekozen(vak, naam)] ?? null;
  for (const naam of KEUZE) b[naam] = gekozen(vak, naam);
  leesVoorschrift(b, vak);
  leesWeging(b, vak, veld);
  leesCel(o, veld);
  leesInterventies(b, vak, veld);
  leesTermijn(o, veld);
}

/** @param {any} vak @param {string} naam @returns {string} */
const gekozen = (vak, naam) => vak.querySelector(`[data-b="${naam}"]:checked`)?.value ?? "";

/** @param {any} b @param {any} vak */
function leesVoorschrift(b, vak) {
  const keuze = zoek("#b-voorschrift", vak).value;
  b.voorschrift = keuze === "anders" ? zoek("#b-voorschrift-anders", vak).value : keuze;
}

/** The field for the facts of a choice that weighs. @param {any} keus */
export const feitenVan = (keus) => zoek("textarea", keus.parentElement.nextElementSibling);

/** @param {any} b @param {any} vak @param {any} veld */
function leesWeging(b, vak, veld) {
  b.gevolg = Number(gekozen(vak, "gevolg")) || null;
  const geen = zoek("#b-geen", vak);
  const geenAspecten = zoek("#b-geenasp", vak);
  if (veld === geen && geen.checked) for (const keus of alle("[data-omst]", vak)) keus.checked = false;
  if (veld.dataset?.omst && veld.checked) geen.checked = false;
  if (veld === geenAspecten && geenAspecten.checked)
    for (const keus of alle("[data-aspect]", vak)) keus.checked = false;
  if (veld.dataset?.aspect && veld.checked) geenAspecten.checked = false;
  b.omstandigheden = alle("[data-omst]:checked", vak).map((keus) => ({
    soort: keus.dataset.omst,
    code: keus.value,
    toelichting: feitenVan(keus).value,
  }));
  b.geen_omstandigheden = geen.checked;
  b.aspecten = alle("[data-aspect]:checked", vak).map((keus) => ({
    code: keus.value,
    onderbouwing: feitenVan(keus).value,
  }));
  b.geen_aspecten = geenAspecten.checked;
}

const SCHUIFT = ["gevolg", "gedrag", "recidive", "geen_omstandigheden"];

/** The cell follows the judgement until a person puts it elsewhere. @param {Open} o @param {any} veld */
function leesCel({ b, vak, blad }, veld) {
  const { matrix } = blad.werk;
  if (!matrix) return;
  b.cel_berekend = cel(b.gevolg, b.gedrag);
  const soorten = b.omstandigheden.map((/** @type {any} */ o) => o.soort);
  if (b.recidive === "ja") soorten.push("verzwarend");
  const geraakt = SCHUIFT.includes(veld.dataset?.b) || veld.dataset?.omst;
  const keuze = zoek("#b-cel", vak).value;
  if (veld.dataset?.b === "cel_definitief" && keuze) b.cel_definitief = keuze;
  else if (geraakt || !b.cel_definitief) b.cel_definitief = voorgesteldeCel(matrix, b.cel_berekend, soorten);
}

/** @param {any} b @param {any} vak @param {any} veld */
function leesInterventies(b, vak, veld) {
  if (!alle("[data-interventie], [data-straf]", vak).length) return;
  const hoofd = vak.querySelector("[data-interventie]:checked")?.value ?? "";
  const buiten = zoek("[data-b=buiten]", vak).value;
  const straf = alle("[data-straf]:checked", vak).map((keus) => keus.value);
  const eerste = hoofd === "anders" ? buiten : hoofd;
  if (veld.dataset?.interventie !== undefined || veld.dataset?.straf !== undefined || veld.dataset?.b === "buiten") {
    b.interventies = [...new Set([eerste, ...straf].filter(Boolean))];
  }
}

const WEKEN = /** @type {Record<string, number>} */ ({ "1w": 1, "2w": 2, "4w": 4 });

/** The term with its sum; a chosen day is a day, a chosen length is counted by our working-day rule. @param {Open} o @param {any} veld */
function leesTermijn(o, veld) {
  const { b, vak, blad } = o;
  const { vandaag: nu, feestdagen: extra } = blad.werk;
  const dag = zoek("[data-b=uiterlijk]", vak).value;
  const keuze = gekozen(vak, "termijn_keuze");
  if (veld.dataset?.b === "termijn_keuze" && WEKEN[keuze])
    zetTermijn(o, keuze, hersteltermijn(nu, { weken: WEKEN[keuze], extra }));
  else if (veld.dataset?.b === "termijn_keuze") {
    if (dag) zetTermijn(o, "datum", gekozenDag(nu, dag, extra));
    zoek("[data-b=uiterlijk]", vak).focus();
  } else if (veld.dataset?.b === "uiterlijk") {
    if (dag) zetTermijn(o, "datum", gekozenDag(nu, dag, extra));
    else b.termijn = null;
  }
  const op = zoek("[data-b=hercontrole_op]", vak);
  if (veld.dataset?.b === "hercontrole" && b.hercontrole && !op.value && b.termijn)
    op.value = b.termijn.hercontrole ?? "";
  b.hercontrole_op = b.hercontrole && op.value ? op.value : null;
}

/** @param {Open} o @param {string} keuze @param {import("../rules/termijnen.js").Termijnsom} som */
function zetTermijn({ b, vak, blad }, keuze, som) {
  const schoof = b.termijn && b.hercontrole_op === b.termijn.hercontrole;
  b.termijn = {
    uiterlijk: som.uiterlijk,
    vanaf: blad.werk.vandaag,
    keuze,
    som: som.stappen.join(" "),
    stappen: som.stappen,
    hercontrole: som.hercontrole,
  };
  zoek("[data-b=uiterlijk]", vak).value = som.uiterlijk;
  for (const keus of alle("[data-b=termijn_keuze]", vak)) keus.checked = keus.value === keuze;
  if (b.hercontrole && (schoof || !b.hercontrole_op)) zoek("[data-b=hercontrole_op]", vak).value = som.hercontrole;
}
