// @ts-check
// One controle in the Wachtrij.
import { bewaarAlsBestand } from "../bestand.js";
import { icoon, kloon, meervoud, tekst, toonAls, zoek } from "../dom.js";
import { zetFotoStand } from "../fotozender.js";
import { sha256 } from "../keys.js";
import { werkstand } from "../lijst.js";
import { omschrijf } from "../stapel.js";
import { nu as verzendNu } from "../sync.js";
import { omvang } from "../tijd.js";
import { zetStand } from "../zender.js";
import { adres, zetStaat } from "./kaart.js";

/** @typedef {import("../stapel.js").Stapel} Stapel */

/**
 * @param {Stapel} een
 * @param {"vastgehouden" | "wacht" | "verzonden" | "apart"} soort
 * @param {(moment: string) => string} wanneer
 */
export async function maakZending(een, soort, wanneer) {
  const zending = kloon("t-zending");
  zending.id = soort === "apart" ? `a-${een.rij.id}` : `c-${een.rij.id}`;
  zending.classList.toggle("zending--fout", soort === "vastgehouden");
  const kop = zoek("h3", zending);
  kop.id = `k-${zending.id}`;
  zending.setAttribute("aria-labelledby", kop.id);
  tekst(kop, adres(een.rij));
  vulStaat(zending, een, soort);
  if (soort === "wacht") zoek("[data-delen]", zending).replaceChildren(...delen(een));
  if (soort !== "verzonden") vulVast(zending, een, soort);
  vulFotos(zending, een, soort);
  if (soort === "verzonden") await vulBon(zending, een, wanneer);
  toonAls(zoek("[data-acties]", zending), soort !== "verzonden");
  zoek("[data-kopie]", zending).addEventListener("click", () => bewaarAlsBestand(een.rij.id));
  return zending;
}

/** @param {Element} zending @param {Stapel} een @param {string} soort */
function vulStaat(zending, een, soort) {
  const plek = zoek("[data-staat]", zending);
  const bezig = soort === "wacht" && werkstand(een.rij) === "bezig";
  zetStaat(
    plek,
    soort === "vastgehouden" ? "vastgehouden" : soort === "verzonden" ? "verzonden" : bezig ? "bezig" : "wacht",
  );
  if (soort === "apart") tekst(zoek("span", plek), "Apart gelegd");
  const uitleg = zoek("[data-uitleg]", zending);
  toonAls(uitleg, bezig || soort === "apart");
  if (bezig) tekst(uitleg, "Concept gaat vanzelf mee. Dan kun je ook op een andere telefoon verder.");
  if (soort === "apart") tekst(uitleg, "Dit wordt niet verzonden tot je het terugzet. Er is niets gewist.");
}

/** @param {Stapel} een */
function delen({ delen: lijst, fotos, verzondenFotos, eldersFotos }) {
  const regels = lijst.map(({ woord, icoon: beeld, totaal, ontvangen }) =>
    deel(beeld, meervoud(totaal, ...woord), ontvangen, totaal),
  );
  if (eldersFotos) {
    const regel = deel("camera", meervoud(eldersFotos, "foto", "foto's"), 0, 1);
    tekst(zoek("[data-stand]", regel), "op een ander toestel");
    regels.push(regel);
  }
  const mee = fotos.filter(({ stand }) => stand !== "terzijde" && stand !== "elders");
  if (!mee.length) return regels;
  const bytes = mee.reduce((som, { grootte }) => som + grootte, 0);
  return [
    ...regels,
    deel("camera", `${meervoud(mee.length, "foto", "foto's")}, ${omvang(bytes)}`, verzondenFotos, mee.length),
  ];
}

/** @param {string} beeld @param {string} woorden @param {number} af @param {number} totaal */
function deel(beeld, woorden, af, totaal) {
  const regel = kloon("t-deel");
  const klaar = af >= totaal;
  regel.classList.add(klaar ? "deel--ok" : "deel--let");
  icoon(regel, klaar ? "verzonden" : beeld);
  tekst(zoek("[data-tekst]", regel), woorden);
  tekst(zoek("[data-stand]", regel), klaar ? "ontvangen" : af ? `${af} van ${totaal}` : "wacht");
  const balk = zoek(".halte__balk", regel);
  if (klaar || !af) balk.remove();
  else zoek(".vul-let", balk).setAttribute("width", String(Math.round((af / totaal) * 100)));
  return regel;
}

/** What is held, set aside or waits, one by one, with its way out. @param {Element} zending @param {Stapel} een @param {string} soort */
function vulVast(zending, een, soort) {
  const van = { apart: "terzijde", wacht: "wacht" }[soort] ?? "vastgehouden";
  const regels = een.regels.filter(({ stand, soort: wat }) => stand === van && !(van === "wacht" && wat === "foto"));
  const stukken = regels.map((regel) => {
    const stuk = kloon("t-vast");
    tekst(zoek("[data-wat]", stuk), `${omschrijf(regel)}.`);
    tekst(zoek("[data-zin]", stuk), regel.bon?.zin ?? "");
    tekst(
      zoek("[data-code]", stuk),
      regel.bon?.code ? `Code ${regel.bon.code}. Jouw werk is bewaard: op deze telefoon en op kantoor.` : "",
    );
    bind(stuk, (stand) => zetStand(regel.id, stand), soort);
    return stuk;
  });
  const vouw = zoek("[data-perinvoer]", zending);
  toonAls(vouw, soort === "wacht" && stukken.length > 0);
  zoek(soort === "wacht" ? "div" : "[data-vast]", soort === "wacht" ? vouw : zending).replaceChildren(...stukken);
}

/** @param {Element} stuk @param {(stand: "wacht" | "terzijde") => Promise<void>} zet @param {string} soort */
function bind(stuk, zet, soort) {
  zoek("[data-opnieuw]", stuk).addEventListener("click", async () => {
    await zet("wacht");
    await verzendNu();
  });
  const apart = zoek("[data-apart]", stuk);
  toonAls(apart, soort !== "apart");
  apart.addEventListener("click", () => zet("terzijde"));
}

/** @type {Record<string, string>} */
const FOTOSTAND = { wacht: "wacht", verzonden: "ontvangen", vastgehouden: "vastgehouden", terzijde: "apart gelegd" };

/** @param {Element} zending @param {Stapel} een @param {string} soort */
function vulFotos(zending, { fotos }, soort) {
  const lijst =
    soort === "verzonden" ? [] : fotos.filter(({ stand }) => (stand === "terzijde") === (soort === "apart"));
  const vouw = zoek("[data-perfoto]", zending);
  toonAls(vouw, lijst.length > 0);
  const regels = lijst.map((foto) => {
    const regel = kloon("t-foto");
    regel.dataset.foto = foto.id;
    const { stand, code, grootte, bon } = foto;
    const reden = stand === "vastgehouden" ? ` ${bon?.zin ?? ""} Code ${bon?.code ?? "onbekend"}.` : "";
    tekst(zoek("[data-tekst]", regel), `${code || "Foto"}, ${omvang(grootte)}.${reden}`);
    tekst(zoek("[data-stand]", regel), FOTOSTAND[stand]);
    regel.classList.add(stand === "verzonden" ? "deel--ok" : stand === "vastgehouden" ? "deel--fout" : "deel--let");
    toonAls(zoek(".deel__acties", regel), stand !== "verzonden" && stand !== "elders");
    bind(regel, (naar) => zetFotoStand(foto.id, naar), soort);
    return regel;
  });
  zoek("ul", vouw).replaceChildren(...regels);
}

/** The receipt: a number made from every hash the office confirmed. */
async function vulBon(
  /** @type {Element} */ zending,
  /** @type {Stapel} */ een,
  /** @type {(moment: string) => string} */ wanneer,
) {
  toonAls(zoek("[data-bon]", zending), true);
  tekst(zoek("[data-ontvangen]", zending), een.laatste ? wanneer(een.laatste) : "");
  tekst(
    zoek("[data-stukken]", zending),
    `${een.ontvangen} van ${een.regels.filter(({ stand }) => stand !== "terzijde").length}`,
  );
  tekst(
    zoek("[data-beelden]", zending),
    `${een.verzondenFotos} van ${een.fotos.filter(({ stand }) => stand !== "terzijde").length}`,
  );
  const nummer = (await sha256(een.hashes.join("\n"))).slice(0, 8).toUpperCase();
  tekst(zoek("[data-nummer]", zending), `${nummer.slice(0, 4)}-${nummer.slice(4)}`);
}
