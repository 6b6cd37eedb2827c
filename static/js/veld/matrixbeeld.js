// @ts-check
// The finding's place in the matrix: the cell before and after in the real table, and the same in words.
import { GEDRAG } from "../rules/lhso.js";
import { alle, kloon, tekst, toonAls, zoek } from "./dom.js";

/** `van belang, goedwillend`. @param {any} matrix @param {string} naam */
export function asWoord(matrix, naam) {
  return `${matrix.gevolgen[naam[1]].label}, ${matrix.gedrag[naam[0]].label}`.toLowerCase();
}

const STIPPEN = /** @type {Record<string, string>} */ ({ licht: "•", midden: "••", zwaar: "•••" });

/** The cell before and after in the real table. @param {any} vak @param {any} matrix @param {any} b */
export function tekenMatrix(vak, matrix, b) {
  const [eerst, nu] = [b.cel_berekend || b.cel_definitief, b.cel_definitief];
  zoek("#b-cel", vak).value = nu;
  for (const vakje of alle("[data-veld]", vak)) {
    const naam = vakje.dataset.veld;
    const { zone } = matrix.cellen[naam];
    const isNu = naam === nu;
    const isEerst = naam === eerst && eerst !== nu;
    vakje.className = isNu ? "is-nu" : `zone--${zone}${isEerst ? " is-eerst" : ""}`;
    const stand = zoek("[data-stand]", vakje);
    tekst(stand, isNu ? "nu" : isEerst ? "eerst" : "");
    toonAls(stand, isNu || isEerst);
    tekst(zoek(".stippen", vakje), isNu || isEerst ? "" : STIPPEN[zone]);
    vakje.querySelector(".matrix__pijl")?.remove();
    if (isEerst) vakje.append(pijl(eerst, nu));
  }
  const woorden = (/** @type {string} */ naam) => `${asWoord(matrix, naam)}. Zone ${matrix.cellen[naam].zone}.`;
  const schoof = eerst !== nu;
  tekst(
    zoek("[data-caption]", vak),
    `Interventiematrix: rijen zijn gevolgen, kolommen zijn gedrag. ${schoof ? `Eerst cel ${eerst}, na correctie cel ${nu}.` : `Cel ${nu}.`}`,
  );
  toonAls(zoek(".verloop > li", vak), schoof);
  tekst(zoek("[data-celeerst]", vak), eerst);
  tekst(zoek("[data-zineerst]", vak), `Eerst: ${woorden(eerst)}`);
  tekst(zoek("[data-celnu]", vak), nu);
  tekst(zoek("[data-zinnu]", vak), `Nu: ${woorden(nu)}`);
  tekst(zoek("[data-zinweg]", vak), schoof ? weg(eerst, nu) : "");
}

/** @param {string} eerst @param {string} nu */
function pijl(eerst, nu) {
  const beeld = kloon("sj-pijl");
  const x = Math.sign(GEDRAG.indexOf(nu[0]) - GEDRAG.indexOf(eerst[0]));
  const y = Math.sign(Number(nu[1]) - Number(eerst[1]));
  if (x) beeld.classList.add(x < 0 ? "matrix__pijl--links" : "matrix__pijl--rechts");
  if (y) beeld.classList.add(y > 0 ? "matrix__pijl--op" : "matrix__pijl--neer");
  return beeld;
}

/** `Een kolom naar links.` @param {string} eerst @param {string} nu */
function weg(eerst, nu) {
  const kolommen = GEDRAG.indexOf(nu[0]) - GEDRAG.indexOf(eerst[0]);
  const rijen = Number(nu[1]) - Number(eerst[1]);
  const delen = [];
  if (kolommen) delen.push(`${telwoord(kolommen, "kolom", "kolommen")} naar ${kolommen < 0 ? "links" : "rechts"}`);
  if (rijen) delen.push(`${telwoord(rijen, "rij", "rijen")} naar ${rijen > 0 ? "boven" : "onder"}`);
  const zin = delen.join(" en ");
  return `${zin.charAt(0).toUpperCase()}${zin.slice(1)}.`;
}

/** @param {number} aantal @param {string} een @param {string} meer */
function telwoord(aantal, een, meer) {
  const n = Math.abs(aantal);
  return n === 1 ? `een ${een}` : `${["", "", "twee", "drie"][n]} ${meer}`;
}
