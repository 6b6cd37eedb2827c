// @ts-check
// The only fetch of the field app. Turns HTTP into what it means: good, or why it must wait. "Good" is an answer of our
// own server in its own words; a page of a hotel's wifi is never that.

/** @typedef {"goed" | "geen-bereik" | "poort" | "inloggen" | "geen-recht" | "druk" | "storing" | "weigering"} Uitslag */
/** @typedef {{uitslag: Uitslag, status: number, data: any, koppen: Headers, wacht?: number}} Antwoord */

const LEEG = new Headers();

/**
 * @param {string} pad
 * @param {{method?: string, body?: BodyInit | null, koppen?: Record<string, string>, token?: string, tijd?: number,
 *   credentials?: RequestCredentials}} opties  tijd: milliseconds before it counts as no connection
 * @returns {Promise<Antwoord>} never rejects
 */
export async function vraag(pad, { method = "GET", body = null, koppen = {}, token, tijd = 30_000, credentials } = {}) {
  const headers = { Accept: "application/json", ...koppen, ...(token ? { Authorization: `Toestel ${token}` } : {}) };
  const signal = AbortSignal.timeout(tijd);
  try {
    const antwoord = await fetch(pad, {
      method,
      body,
      headers,
      signal,
      credentials,
      cache: "no-store",
      redirect: "manual",
    });
    return await duid(antwoord, method);
  } catch {
    return { uitslag: "geen-bereik", status: 0, data: null, koppen: LEEG };
  }
}

/** @param {Response} antwoord @param {string} method @returns {Promise<Antwoord>} */
async function duid(antwoord, method) {
  const { status, headers: koppen } = antwoord;
  const kaal = { status, koppen, data: null };
  if (antwoord.type === "opaqueredirect" || (status >= 300 && status < 400 && status !== 304)) {
    return { ...kaal, uitslag: "poort" };
  }
  if (status === 304) return { ...kaal, uitslag: "goed" };
  if (method === "HEAD") return { ...kaal, uitslag: uitslagVan(status, status === 404 || koppen.has("Upload-Offset")) };
  const eigen = (koppen.get("Content-Type") ?? "").startsWith("application/json");
  const data = eigen ? await antwoord.json() : null;
  return { ...kaal, data, uitslag: uitslagVan(status, eigen), wacht: Number(koppen.get("Retry-After")) || undefined };
}

/** @param {number} status @param {boolean} eigen  whether the answer is in our own words @returns {Uitslag} */
function uitslagVan(status, eigen) {
  if (status >= 500 && status !== 511) return status === 503 ? "druk" : "storing";
  if (!eigen) return "poort";
  if (status === 409) return "storing"; // not in the present state: everything stays and is tried again
  if (status < 300 || status === 404) return status === 404 ? "weigering" : "goed";
  if (status === 401) return "inloggen";
  if (status === 403) return "geen-recht";
  return status === 429 ? "druk" : "weigering";
}

/** Outcomes after which the round stops and everything stays: nobody can help it but time, or the user. */
export const isStop = (/** @type {Uitslag} */ uitslag) => uitslag !== "goed" && uitslag !== "weigering";
