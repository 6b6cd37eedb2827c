// @ts-check
// Keys and hashes: made by whoever creates a row, this phone included.
import { v7 } from "uuid";

/** A new UUIDv7: sortable by the moment it was made. @returns {string} */
export const nieuweSleutel = () => v7();

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
