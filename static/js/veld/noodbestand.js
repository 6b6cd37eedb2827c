// @ts-check
// The way out when the phone refuses to write: everything on the screen as a file.
import { nietBewaard } from "./bewaren.js";

/** Gives what could not be kept, and the whole controle as it is on screen, as a file. @param {Record<string, any>} werk */
export function bewaarAlsBestand(werk) {
  const opdrachten = nietBewaard();
  const naam = `schouw-${werk.controle.nummer ?? werk.id}`;
  const inhoud = JSON.stringify({
    schouw: "niet-bewaard",
    gemaakt_at: new Date().toISOString(),
    controle: werk.id,
    niet_bewaard: opdrachten.map(({ beeld, ...rest }) => rest),
    antwoorden: Object.fromEntries(werk.antwoorden),
    bezoek: werk.bezoek,
    bevindingen: [...werk.bevindingen.values()],
    herhalingen: werk.herhalingen,
  });
  geefBestand(`${naam}.json`, new Blob([inhoud], { type: "application/json" }));
  const beelden = opdrachten.flatMap(({ beeld }) => (beeld ? [beeld] : []));
  for (const [nummer, { type, data }] of beelden.entries()) {
    geefBestand(`${naam}-foto-${nummer + 1}.jpg`, new Blob([data], { type }));
  }
}

/** @param {string} naam @param {Blob} inhoud */
function geefBestand(naam, inhoud) {
  const adres = URL.createObjectURL(inhoud);
  Object.assign(document.createElement("a"), { href: adres, download: naam }).click();
  setTimeout(() => URL.revokeObjectURL(adres), 60_000);
}
