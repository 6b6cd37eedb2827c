// @ts-check
// Klaar voor vertrek: is everything for work without a network on this phone, and if not, what is missing?
import { ruimte } from "./opslag.js";
import { nodigeFormulieren, oudeFotos } from "./pakket.js";
import { leesControles, leesMeta } from "./store.js";
import { aantalBeelden, formulierVan, heeftFormulier } from "./voorraad.js";
import { isBeheerd } from "./worker.js";

/** @typedef {{hier: number, nodig: number}} Deel */

/**
 * @returns {Promise<{klaar: boolean, app: boolean, controles: Deel, protocollen: Deel, fotos: Deel,
 *   ruimte: Awaited<ReturnType<typeof ruimte>>, pakket_at: string | undefined}>}
 */
export async function vertrekstand() {
  const open = (await leesControles()).filter((rij) => !rij.buiten_pakket && ["gepland", "bezig"].includes(rij.status));
  const [app, controles, protocollen, fotos, plek, pakket_at] = await Promise.all([
    isBeheerd(),
    deel(open, ({ id }) => metFormulier(id)),
    deel(await nodigeFormulieren(), heeftFormulier),
    fotostand(oudeFotos(open)),
    ruimte(),
    leesMeta("pakket_at"),
  ]);
  const heel = [controles, protocollen, fotos].every(({ hier, nodig }) => hier >= nodig);
  return {
    klaar: Boolean(app && pakket_at && heel && !plek?.krap),
    app,
    controles,
    protocollen,
    fotos,
    ruimte: plek,
    pakket_at,
  };
}

/** @template T @param {T[]} lijst @param {(een: T) => Promise<boolean>} hier @returns {Promise<Deel>} */
async function deel(lijst, hier) {
  const stand = await Promise.all(lijst.map(hier));
  return { hier: stand.filter(Boolean).length, nodig: lijst.length };
}

/** @param {string} controle */
async function metFormulier(controle) {
  const url = await formulierVan(controle);
  return url !== undefined && (await heeftFormulier(url));
}

/** @param {string[]} fotos @returns {Promise<Deel>} */
const fotostand = async (fotos) => ({ hier: await aantalBeelden(fotos), nodig: fotos.length });
