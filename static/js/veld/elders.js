// @ts-check
// What was changed elsewhere while a controle is open here: in another tab, on another device or at the office.

import { vernieuwBevinding } from "./bevinding.js";
import { isOnderweg, spoel } from "./bewaren.js";
import { vulBlad } from "./form.js";
import { tekenAlleFotos } from "./photos.js";
import { ga, opScherm } from "./schermen.js";
import { leesControle } from "./store.js";
import { isDicht, maakWerk } from "./werk.js";

/** The controle as it is kept, once all that stands on the screen is in it. @param {string} id */
async function leesNaInvoer(id) {
  let gelezen;
  do {
    spoel();
    gelezen = await leesControle(id);
  } while (isOnderweg());
  return gelezen;
}

/**
 * Puts the controle on the screen as it is kept now. The form stays where the thumb is, and an open photo is left to who
 * works on it. The field with the cursor follows when the cursor leaves it.
 * @param {import("./form.js").Blad} blad
 */
export async function leesOpnieuw(blad) {
  const gelezen = await leesNaInvoer(blad.werk.id);
  const { plan, matrix, ...bekend } = blad.werk;
  const wasDicht = isDicht(blad.werk);
  Object.assign(blad.werk, maakWerk(plan, gelezen, { ...bekend, lhso: matrix }, bekend.vandaag));
  const dicht = isDicht(blad.werk);
  const toon = () => {
    vulBlad(blad);
    vernieuwBevinding();
  };
  toon();
  document.activeElement?.addEventListener("blur", toon, { once: true });
  tekenAlleFotos(blad);
  if (dicht) blad.maakDicht();
  else blad.maakOpen();
  if (dicht !== wasDicht || !["formulier", "bevinding", "foto"].includes(opScherm())) ga();
}
