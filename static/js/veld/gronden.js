// @ts-check
// The form is drawn once per version and knows no day and no case: here its grondslagen get the law of this controle.
import { toepasselijk } from "../rules/grondslagen.js";
import { evalueer } from "../rules/voorwaarden.js";
import { alle, kloon, recht, tekst, vandaag } from "./dom.js";

/**
 * Puts the grondslagen that hold first and marks the others. To be called before repeats are copied from their templates.
 * @param {import("./werk.js").Werk} werk
 * @param {any} boom  the form, or the content of a template in it
 */
export function ordenGronden(werk, boom) {
  const dag = vandaag(recht(werk.controle.lokaal?.begin_at));
  for (const lijst of alle("[data-kies]", boom)) {
    const rijen = [...lijst.children].map((vak) => ({ vak, ...vak.dataset }));
    const geldend = toepasselijk(rijen, dag, werk.controle.regime ?? "ow", (als) =>
      evalueer(JSON.parse(als), werk.stand),
    );
    for (const { vak } of rijen.filter((rij) => !geldend.includes(rij)))
      vak.lastElementChild.prepend(kloon("sj-geldt-niet"), " ");
    lijst.prepend(...geldend.map(({ vak }) => vak));
    const kort = geldend.find(({ g }) => g && g.length <= 28);
    tekst(lijst.closest(".punt").querySelector(".punt__bron"), kort?.g ?? "");
  }
  for (const sjabloon of alle("template", boom)) ordenGronden(werk, sjabloon.content);
}
