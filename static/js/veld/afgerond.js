// @ts-check
// After afronden: what is still to be sent, what was agreed, the next controle, and the way to a correction.
import { alle, icoon, kloon, meervoud, tekst, tijd, toonAls, zoek } from "./dom.js";
import { leg } from "./form.js";
import { uitkomst } from "./gevolgen.js";
import { bevindingSleutels } from "./mist.js";
import { naar } from "./schermen.js";
import { leesControles, verzendstand } from "./store.js";
import { korteDag } from "./tijd.js";
import { deel, isDicht, kaal, statusVan } from "./werk.js";

/** @typedef {import("./form.js").Blad} Blad */

/** "Bewaard. Je kunt weg." @param {Blad} blad @returns {import("./schermen.js").Kop | void} */
export function openAfgerond(blad) {
  if (!isDicht(blad.werk)) return void naar("afronden", true);
  const { lokaal = { elders: true }, afgerond_at } = blad.werk.controle;
  const om = lokaal.afgerond_at ?? afgerond_at;
  tekst(zoek("[data-af=tijd]"), om ? `Om ${tijd(om)}${lokaal.elders ? "" : " op deze telefoon"}.` : "");
  tekenZending(blad);
  tekenAfspraken(blad);
  tekenVolgende(blad);
  return {
    titel: blad.titel,
    onder: blad.protocol,
    terug: "/veld",
    terugnaam: "Terug naar vandaag",
    focus: () => zoek("#kl").focus(),
  };
}

/** @param {Blad} blad */
export async function tekenZending(blad) {
  if (blad.proef) return;
  const { mutaties, fotos, vastgehouden, elders } = await verzendstand(blad.werk.id);
  /** @type {[number, string, string, string, string, string][]} */
  const soorten = [
    [mutaties, "let", "wacht", "antwoord of gegeven", "antwoorden en gegevens", "nog te verzenden"],
    [fotos, "let", "camera", "foto", "foto's", "nog te verzenden"],
    [elders, "let", "camera", "foto", "foto's", "op een ander toestel"],
    [vastgehouden, "fout", "vast", "gegeven", "gegevens", "vastgehouden"],
  ];
  const rijen = soorten
    .filter(([aantal]) => aantal)
    .map(([aantal, klas, beeld, een, meer, stand]) =>
      zending(`deel--${klas}`, beeld, meervoud(aantal, een, meer), stand),
    );
  if (!rijen.length) rijen.push(zending("deel--ok", "verzonden", "Alles van deze controle", "verzonden"));
  zoek("[data-af=zending]").replaceChildren(...rijen);
}

/** @param {string} klas @param {string} beeld @param {string} wat @param {string} stand */
function zending(klas, beeld, wat, stand) {
  const li = kloon("sj-deel");
  if (klas) li.classList.add(klas);
  icoon(li, beeld);
  const [links, rechts] = alle("span", li);
  tekst(links, wat);
  tekst(rechts, stand);
  return li;
}

/** @param {Blad} blad */
function tekenAfspraken(blad) {
  const { werk } = blad;
  const rijen = bevindingSleutels(werk).flatMap((key) => {
    const b = werk.bevindingen.get(key) ?? {};
    const delen = [
      zending(
        "",
        "weeg",
        `${kaal(deel(key)[0])}: ${uitkomst({ ...werk, bevindingen: new Map([[key, { ...b, termijn: null, cel_definitief: "" }]]) }, key).replace(/\.$/, "")}`,
        b.cel_definitief ?? "",
      ),
    ];
    if (b.termijn?.uiterlijk) delen.push(zending("", "kalender", "Herstel uiterlijk", korteDag(b.termijn.uiterlijk)));
    if (b.hercontrole_op) delen.push(zending("", "opnieuw", "Hercontrole", korteDag(b.hercontrole_op)));
    return delen;
  });
  toonAls(zoek("[data-afspraken]"), rijen.length > 0);
  zoek("[data-af=afspraken]").replaceChildren(...rijen);
}

/** The next controle of today, when there is one. @param {Blad} blad */
async function tekenVolgende(blad) {
  const link = zoek("[data-volgende-controle]");
  if (blad.proef) return;
  const rest = (await leesControles()).filter(
    (c) => c.id !== blad.werk.id && ["gepland", "bezig"].includes(statusVan(c)) && c.dag === blad.werk.vandaag,
  );
  const volgende = rest.sort(
    (a, b) => (a.volgorde ?? 0) - (b.volgorde ?? 0) || String(a.tijd).localeCompare(String(b.tijd)),
  )[0];
  link.href = volgende ? `/veld/controles/${volgende.id}` : "/veld";
  tekst(
    zoek("span", link),
    volgende ? `Volgende: ${(volgende.object?.adres ?? volgende.nummer).split(",")[0]}` : "Naar Vandaag",
  );
}

/** Opens a finished controle for a correction, with a reason. @param {Blad} blad */
export async function vulAan(blad) {
  const veld = zoek("#aanvulreden");
  const reden = veld.value.trim();
  toonAls(zoek("#aanvulfout"), !reden);
  veld.setAttribute("aria-invalid", String(!reden));
  if (!reden) return veld.focus();
  if (!(await leg(blad, "aanvullen", "", { reden }, { strikt: true }))) return;
  blad.werk.controle.lokaal = { ...blad.werk.controle.lokaal, status: "bezig", aanvul_reden: reden };
  blad.maakOpen();
  naar("formulier", true);
}
