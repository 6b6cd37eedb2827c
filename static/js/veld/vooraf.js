// @ts-check
// What is known before you begin: why this controle is done, and what was left open last time.
import { lang } from "../rules/termijnen.js";
import { kloon, tekst, zoek } from "./dom.js";
import { isDicht, sleutel } from "./werk.js";

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

/** Says above the form why this controle is done and which part of the protocol is asked. @param {Blad} blad @param {{code: string, titel: string}[]} fasen */
export function toonVooraf(blad, fasen) {
  const { controle } = blad.werk;
  const gekozen = fasen.filter((fase) => controle.fasen?.includes(fase.code)).map((fase) => fase.titel.toLowerCase());
  const zinnen = [
    controle.opdracht && `Opdracht: ${controle.opdracht}`,
    controle.aanleiding === "hercontrole" && "Hercontrole: alleen de punten die vorige keer niet voldeden.",
    gekozen.length && `Je controleert: ${gekozen.join(", ")}.`,
    controle.lokaal?.aanvul_reden && isDicht(blad.werk) === false && `Aanvulling: ${controle.lokaal.aanvul_reden}`,
    nieuwereVersie(blad.werk),
  ];
  const blokje = metTekst(kloon("sj-vooraf"), zinnen.filter(Boolean).join("\n"));
  zoek("[data-vooraf]").replaceChildren(...(zinnen.some(Boolean) ? [blokje] : []));
}

/** A started controle stays with its version of the protocol. @param {import("./werk.js").Werk} werk */
function nieuwereVersie({ controle, protocollen }) {
  const { code, versie } = controle.protocol ?? {};
  const nieuwste = protocollen.find((protocol) => protocol.code === code)?.versie;
  return nieuwste > versie && `Er is een nieuwe versie van dit protocol. Deze controle blijft op versie ${versie}.`;
}

/** @param {any} element @param {string} zin */
function metTekst(element, zin) {
  zoek("span", element).textContent = zin;
  return element;
}
