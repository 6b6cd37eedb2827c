// @ts-check
// The screens one goes to from the form: afronden, a finding, one photo.
export { openAfgerond, tekenZending, vulAan } from "./afgerond.js";
export { openAfronden, openDeels, pasDeelsToe, rondControleAf, tekenMist } from "./afronden.js";
export { bevindingKlaar, naarVeld, openBevinding, sluitBevinding, voegZinToe } from "./bevinding.js";
export { fotoKlaar, fotoSleutel, fotoWeg, maakOngedaan, openFoto, verlaatFoto } from "./foto-bewerken.js";
export {
  betrokkeneKlaar,
  bewaarNaam,
  openSamenvatting,
  openTeruggeven,
  opnieuwTekenen,
  tekentNiet,
  weerVanMij,
} from "./ondertekenen.js";
