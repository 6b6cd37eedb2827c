// @ts-check
// Keys and hashes: made by whoever creates a row, this phone included.

let moment = 0;
let volg = 0;

const hex = (/** @type {number} */ getal, tekens = 4) => getal.toString(16).padStart(tekens, "0");

/**
 * A new UUIDv7 (RFC 9562, 5.7): sortable by the moment it was made. Two in one millisecond, or after the clock was put
 * back, are told apart by a number that counts on.
 * @returns {string}
 */
export function nieuweSleutel() {
  const [begin, soort, ...rest] = crypto.getRandomValues(new Uint16Array(5));
  if (Date.now() > moment) [moment, volg] = [Date.now(), begin & 0x7ff];
  else if (++volg > 0xfff) [moment, volg] = [moment + 1, 0];
  const tijd = hex(moment, 12);
  const einde = rest.map((deel) => hex(deel)).join("");
  return `${tijd.slice(0, 8)}-${tijd.slice(8)}-${hex(0x7000 | volg)}-${hex(0x8000 | (soort & 0x3fff))}-${einde}`;
}

/**
 * The SHA-256 of bytes or text, as 64 lower-case hex digits.
 * @param {ArrayBuffer | Uint8Array | string} inhoud
 * @returns {Promise<string>}
 */
export async function sha256(inhoud) {
  const bytes = typeof inhoud === "string" ? new TextEncoder().encode(inhoud) : inhoud;
  const hash = await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (bytes));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
