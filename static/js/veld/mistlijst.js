// @ts-check
// The box that says what is not done yet, each line a link to its place.
import { kloon, meervoud, tekst, toonAls, zoek } from "./dom.js";

/**
 * @param {any} vak
 * @param {{adres: string, zin: string, data?: Record<string, string>}[]} rijen  data: what the link says of its place
 */
export function tekenMistlijst(vak, rijen) {
  toonAls(vak, rijen.length > 0);
  tekst(zoek("h2 span", vak), `Nog ${meervoud(rijen.length, "ding", "dingen")} niet klaar`);
  zoek("ol", vak).replaceChildren(
    ...rijen.map(({ adres, zin, data }) => {
      const li = kloon("sj-mist");
      const link = zoek("a", li);
      link.href = `#${adres}`;
      Object.assign(link.dataset, data);
      tekst(zoek("span", li), zin);
      return li;
    }),
  );
}
