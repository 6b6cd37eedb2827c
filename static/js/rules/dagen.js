// @ts-check
/** Days in Dutch words. Days are `YYYY-MM-DD` strings; no clock and no zone can move one. */

const kortweg = new Intl.DateTimeFormat("nl-NL", { day: "numeric", month: "long", timeZone: "UTC" });
const voluit = new Intl.DateTimeFormat("nl-NL", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** `28 december`. @param {string} dag */
export const kort = (dag) => kortweg.format(new Date(dag));

/** `maandag 28 december 2026`. @param {string} dag */
export const lang = (dag) => voluit.format(new Date(dag));
