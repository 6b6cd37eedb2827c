// @ts-check
// Where this phone is: asked once when it is first needed, then followed while the page is open.

/** @type {{lat: number, lon: number, nauwkeurigheid: number, om: number} | null} */
let laatste = null;
let volgt = false;

/** Starts following; asks permission the first time. */
export function volgPlaats() {
  if (volgt || !navigator.geolocation) return;
  volgt = true;
  navigator.geolocation.watchPosition(onthoud, () => {}, {
    enableHighAccuracy: true,
    maximumAge: 30_000,
    timeout: 30_000,
  });
}

/** @param {GeolocationPosition} plek */
function onthoud({ coords, timestamp }) {
  laatste = { lat: coords.latitude, lon: coords.longitude, nauwkeurigheid: Math.round(coords.accuracy), om: timestamp };
}

/** The place of the last two minutes, as fields; empty when it is not known. */
export function leesPlaats() {
  if (!laatste || Date.now() - laatste.om > 120_000) return {};
  const { lat, lon, nauwkeurigheid } = laatste;
  return { lat, lon, nauwkeurigheid };
}

/** Asks for the place now. @returns {Promise<{lat: number, lon: number, nauwkeurigheid: number}>} */
export function vraagPlaats() {
  return new Promise((klaar, fout) => {
    if (!navigator.geolocation) return fout(new Error("geen plaatsbepaling"));
    navigator.geolocation.getCurrentPosition(
      (plek) => {
        onthoud(plek);
        const { lat, lon, nauwkeurigheid } = /** @type {any} */ (laatste);
        klaar({ lat, lon, nauwkeurigheid });
      },
      fout,
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  });
}
