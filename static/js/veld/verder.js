// @ts-check
// The screens one goes to from the form: afronden, a finding, one photo.
export {
  betrokkeneKlaar,
  bewaarNaam,
  openAfgerond,
  openAfronden,
  openDeels,
  openSamenvatting,
  openTeruggeven,
  opnieuwTekenen,
  pasDeelsToe,
  rondControleAf,
  tekenMist,
  tekentNiet,
  tekenZending,
  vulAan,
  weerVanMij,
} from "./afronden.js";
export { bevindingKlaar, naarVeld, openBevinding, sluitBevinding, voegZinToe } from "./bevinding.js";
export { fotoKlaar, fotoSleutel, fotoWeg, maakOngedaan, openFoto, verlaatFoto } from "./foto-bewerken.js";
