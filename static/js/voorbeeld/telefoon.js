// @ts-check
// The phone of the author: the form of the field with answers to try, told by the page around it what to show.
import { open, voorbeeld } from "../veld/controle.js";
import { alle, tekst, toonAls, zoek } from "../veld/dom.js";
import { leesVoorwaarden, tekenOmdat } from "./omdat.js";
import { doeAlsof, laadProef, maakProef } from "./proef.js";
import { luisterNaarFotos } from "./standin.js";
import { vernieuw, zetVraag } from "./vernieuw.js";

/** @typedef {import("../veld/form.js").Blad} Blad */

/** Opens the form without a controle, and listens to the page around it. */
export async function startVoorbeeld() {
  luisterNaarFotos(() => blad);
  sluitUitgangen();
  leesVoorwaarden(document);
  const geopend = await open(voorbeeld(), true);
  if (!geopend) return;
  blad = geopend;
  volg(geopend);
  const uitleg = zoek("#proef-uitleg");
  uitleg.addEventListener("change", () => document.body.classList.toggle("zonder-omdat", !uitleg.checked));
  addEventListener("message", (event) => event.origin === location.origin && hoor(geopend, event.data));
  naarBuiten({ soort: "klaar" });
}

/** @type {Blad | undefined} */
let blad;

/** After everything that changes: the lines of explanation, and what a proef of it would be. @param {Blad} nieuw */
function volg(nieuw) {
  const veld = nieuw.toonGevolgen;
  nieuw.toonGevolgen = (key, anders) => {
    veld?.(key, anders);
    tekenOmdat(nieuw);
    naarBuiten({ soort: "stand", proef: maakProef(nieuw) });
  };
  nieuw.toonGevolgen();
}

/** @param {any} bericht */
function naarBuiten(bericht) {
  if (parent !== window) parent.postMessage({ ...bericht, bron: "voorbeeld" }, location.origin);
}

/** What the page around it may ask. @type {Record<string, (blad: Blad, bericht: any) => void>} */
const BERICHTEN = {
  proef: (b, { proef }) => laadProef(b, proef),
  alsof: (b, { feiten, fase, niveau }) => doeAlsof(b, { feiten, fase, niveau }),
  vraag: (b, { code, waarde }) => zetVraag(b, code, waarde),
  gewijzigd: (b, { plek }) => vernieuw(b, plek),
  punt: (b, { code }) => wijsAan(b, code),
};

/** @param {Blad} b @param {any} bericht */
function hoor(b, bericht) {
  BERICHTEN[bericht?.soort]?.(b, bericht);
}

/** Rolls a punt into view, wherever it stands first; when it is out of sight, what is said about that. @param {Blad} b @param {string} code */
function wijsAan(b, code) {
  const plekken = [...b.vragen].filter(([key]) => key.startsWith(`${code}@`));
  const [, vak] = plekken.find(([key]) => b.werk.zicht.vragen.has(key)) ?? plekken[0] ?? [];
  for (let om = vak; om; om = om.parentElement) {
    const staat = [om, om.previousElementSibling].find((deel) => deel?.getClientRects().length);
    if (!staat) continue;
    rolNaar(staat);
    requestAnimationFrame(() => rolNaar(staat)); // what came into view has its real height only now
    return;
  }
}

/** To a third of the screen; this page only: `scrollIntoView` would roll the page around it too. @param {Element} staat */
function rolNaar(staat) {
  const top = staat.getBoundingClientRect().top + scrollY - innerHeight / 3;
  scrollTo({ top, behavior: "instant" });
}

/** Nothing leads out of the preview to the real field app. */
function sluitUitgangen() {
  toonAls(zoek("#terug"), false);
  document.addEventListener(
    "click",
    (event) => {
      const link = /** @type {Element} */ (event.target).closest("a[href^='/']");
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  for (const vak of alle("#bewaard span")) tekst(vak, "Proef");
}
