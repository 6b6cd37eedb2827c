// @ts-check
// Stands in for `veld/db.js` in the bundle voorbeeld: a database that keeps nothing and knows of one photo, a stand-in.

export const TOESTEL_DB = "schouw-toestel";
/** @param {string} gebruiker */
export const gebruikersDb = (gebruiker) => `schouw-${gebruiker}`;
export class OpslagFout extends Error {}

/** @type {any} */
const niets = {
  get: async (/** @type {string} */ store) => (store === "fotobytes" ? standIn() : undefined),
  getAll: async () => [],
  count: async () => 0,
  put: async () => undefined,
  delete: async () => undefined,
  index: () => niets,
  objectStore: () => niets,
  transaction: () => niets,
  uit: () => niets,
  zet: () => undefined,
};

/** @param {string} _naam @param {(db: any) => any} werk */
export const metDb = async (_naam, werk) => werk(niets);
/** @param {any} _db @param {string[]} _stores @param {(tx: any) => any} werk */
export const inTransactie = async (_db, _stores, werk) => werk(niets);
export const verbinding = async () => niets;
export const sluit = async () => undefined;

/** A grey picture that says what it is. */
async function standIn() {
  const doek = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
  const tekening = /** @type {CanvasRenderingContext2D} */ (doek.getContext("2d"));
  tekening.fillStyle = "#5b6b7a";
  tekening.fillRect(0, 0, 320, 240);
  tekening.fillStyle = "#ffffff";
  tekening.font = "600 44px sans-serif";
  tekening.textAlign = "center";
  tekening.fillText("Voorbeeld", 160, 135);
  const blob = await new Promise((klaar) => doek.toBlob(klaar, "image/png"));
  return { type: "image/png", data: await /** @type {any} */ (blob).arrayBuffer() };
}
