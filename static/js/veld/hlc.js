// @ts-check
// The hybrid logical clock of the journal: `<iso-utc-ms>-<counter 4 hex>-<toestel 8 hex>`, sortable as text.
// It never goes back, even when the clock of the phone does.

const VOL = 0xffff;

/** The moment and counter of a stamp; null when there is none yet. @param {string | undefined} stempel */
function lees(stempel) {
  if (!stempel) return null;
  const [, moment, teller] = /^(.+Z)-([0-9a-f]{4})-[0-9a-f]{8}$/.exec(stempel) ?? [];
  return moment ? { ms: Date.parse(moment), teller: Number.parseInt(teller, 16) } : null;
}

/** @param {number} ms @param {number} teller @param {string} toestel */
function schrijf(ms, teller, toestel) {
  const hex = teller.toString(16).padStart(4, "0");
  return `${new Date(ms).toISOString()}-${hex}-${toestel.replaceAll("-", "").slice(-8)}`;
}

/**
 * The next stamp after `vorige` at `nu` (ms since the epoch, corrected with the measured offset of the phone).
 * @param {string | undefined} vorige
 * @param {number} nu
 * @param {string} toestel  UUID of the phone; its last eight hex digits break ties
 */
export function volgendeStempel(vorige, nu, toestel) {
  const laatst = lees(vorige);
  if (!laatst || nu > laatst.ms) return schrijf(nu, 0, toestel);
  if (laatst.teller < VOL) return schrijf(laatst.ms, laatst.teller + 1, toestel);
  return schrijf(laatst.ms + 1, 0, toestel);
}
