// @ts-check
// What is known before you begin: why this controle is done.
import { kloon, zoek } from "./dom.js";
import { isDicht } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

/** Says above the form why this controle is done and which part of the protocol is asked. @param {Blad} blad @param {{code: string, titel: string}[]} fasen */
export function toonVooraf(blad, fasen) {
  const { controle } = blad.werk;
  const gekozen = fasen.filter((fase) => controle.fasen?.includes(fase.code)).map((fase) => fase.titel.toLowerCase());
  const zinnen = [
    controle.ingetrokken,
    blad.werk.gezag && `Je controleert namens ${blad.werk.gezag.naam}.`,
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
