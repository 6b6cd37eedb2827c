// @ts-check
// What was left open last time, shown where it is asked again.
import { lang } from "../rules/dagen.js";
import { kloon, tekst, zoek } from "./dom.js";
import { sleutel } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

/** Draws at their punt what was left open last time. @param {Blad} blad */
export function toonVorige(blad) {
  const { vorige } = blad.werk.controle;
  for (const open of vorige?.open ?? []) {
    const vak = blad.vragen.get(sleutel(open.code, open.pad ?? "")) ?? blad.vragen.get(sleutel(open.code));
    if (!vak?.querySelector(".punt__vak")) continue;
    const blokje = kloon("sj-vorige");
    const termijn = open.uiterlijk_op ? ` Herstel moest uiterlijk ${lang(open.uiterlijk_op)}.` : "";
    tekst(zoek("strong", blokje), `${lang(vorige.dag)}: voldoet niet.`);
    tekst(zoek("p span", blokje), `${open.constatering ?? ""}${termijn}`);
    const strook_ = zoek("ul", blokje);
    for (const id of open.fotos ?? []) strook_.append(fotoVanToen(id));
    if (!strook_.childElementCount) strook_.remove();
    zoek(".punt__vak", vak).prepend(blokje);
  }
}

/** @param {string} id */
function fotoVanToen(id) {
  const li = kloon("sj-foto");
  const link = zoek("a", li);
  link.href = `/sync/fotos/${id}/klein`;
  link.target = "_blank";
  link.setAttribute("aria-label", "Foto van vorige keer");
  Object.assign(zoek("img", li), { src: link.href, loading: "lazy" });
  zoek(".foto__tijd", li).remove();
  return li;
}
