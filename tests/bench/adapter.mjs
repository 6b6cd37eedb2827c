// Schouw beside other products in a script that measures several in one go (the shape of its adapters is theirs).
//
//   SCHOUW_URL       where Schouw listens (http://127.0.0.1:8000)
//   SCHOUW_METEN     what `flask --app wsgi meet klaarzetten` printed
//   SCHOUW_EMAIL     the account that was named there (toezichthouder@schouw.example)
//   SCHOUW_WOORD     its password
//
// A session is asked for once; a small gate in front of the server adds it to every request and counts what is received.
import { readFileSync } from "node:fs";
import http from "node:http";

const { SCHOUW_URL = "http://127.0.0.1:8000", SCHOUW_EMAIL = "toezichthouder@schouw.example" } = process.env;
const controles = JSON.parse(process.env.SCHOUW_METEN ?? "{}");
const kloon = readFileSync(new URL("./kloon.js", import.meta.url), "utf8");
const doel = new URL(SCHOUW_URL);
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** What was received since the last reset. */
let telling = { controles: new Set(), posts: 0, bytes: 0, files: 0, last: 0 };
const ronde = 0;

const cookies = (antwoord) => antwoord.headers.getSetCookie().map((regel) => regel.split(";")[0]);

/** Logs in through the form and gives the cookie header of the session. */
async function logIn() {
  const pagina = await fetch(`${SCHOUW_URL}/inloggen`);
  const velden = new URLSearchParams(
    [...(await pagina.text()).matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([veld]) => [
      /name="([^"]*)"/.exec(veld)?.[1] ?? "",
      /value="([^"]*)"/.exec(veld)?.[1] ?? "",
    ]),
  );
  velden.set("email", SCHOUW_EMAIL);
  velden.set("wachtwoord", process.env.SCHOUW_WOORD ?? "");
  const kop = { Cookie: cookies(pagina).join("; "), Origin: SCHOUW_URL };
  const antwoord = await fetch(`${SCHOUW_URL}/inloggen`, {
    method: "POST",
    body: velden,
    headers: kop,
    redirect: "manual",
  });
  if (antwoord.status !== 302 && antwoord.status !== 303) throw new Error(`inloggen: ${antwoord.status}`);
  return [
    ...new Map([...cookies(pagina), ...cookies(antwoord)].map((koek) => [koek.split("=")[0], koek])).values(),
  ].join("; ");
}

/** Counts a delivery that the server accepted. */
function tel(verzoek, inhoud) {
  telling.bytes += inhoud.length;
  telling.last = Date.now();
  if (verzoek.url.startsWith("/sync/fotos/")) telling.files += 1;
  if (verzoek.url !== "/sync/mutaties") return;
  telling.posts += 1;
  for (const { controle } of JSON.parse(inhoud.toString()).mutaties) telling.controles.add(controle);
}

const koek = await logIn();
const poort = http.createServer(async (verzoek, antwoord) => {
  const delen = [];
  for await (const deel of verzoek) delen.push(deel);
  const inhoud = Buffer.concat(delen);
  const headers = { ...verzoek.headers, host: doel.host, cookie: koek };
  for (const naam of ["origin", "referer"])
    if (headers[naam]) headers[naam] = headers[naam].replace(/^https?:\/\/[^/]+/, SCHOUW_URL);
  const { hostname, port } = doel;
  const door = http.request({ hostname, port, path: verzoek.url, method: verzoek.method, headers, agent }, (van) => {
    if (["POST", "PUT"].includes(verzoek.method) && van.statusCode < 300) tel(verzoek, inhoud);
    antwoord.writeHead(van.statusCode, van.rawHeaders);
    van.pipe(antwoord);
  });
  door.on("error", () => antwoord.destroy());
  door.end(inhoud);
});
await new Promise((klaar) => poort.listen(0, "127.0.0.1", klaar));

const punt = (i) => `fieldset[data-vraag="MP-${String(i).padStart(4, "0")}"]`;
const STAND = `document.querySelector("#verzendstand").textContent`;

export default {
  name: "schouw",
  upstream: `http://127.0.0.1:${poort.address().port}`,
  path: async (items) => `/veld/controles/${controles[items][ronde % controles[items].length]}`,
  readyExpr: (items) =>
    `document.querySelectorAll("#formulier[data-klaar] fieldset.punt input[type=radio]").length >= ${items * 3}`,
  answer: (i) => `${punt(i)} .keus:first-child label`,
  answeredExpr: (i) => `document.querySelector('${punt(i)} .keus:first-child input').checked`,
  comment: (i) => `${punt(i)} [data-rol=toelichting]`,
  photo: (i) => `${punt(i)} [data-rol=foto]`,
  durableStores: ["antwoorden"],
  // There is no draft to save: everything is kept as it is entered. The tap stands for the wish to know that it is.
  saveDraft: async (page) => ({
    commit: () => page.click("#titel"),
    savedExpr: `document.querySelector("#bewaard").textContent.trim() === "Bewaard"`,
  }),
  submitOffline: (page) =>
    page.waitForFunction(() => parseInt(document.querySelector("#verzendstand").textContent, 10) >= 3),
  seedClone: (n) => {
    const [bron, ...andere] = controles[60];
    const lading = JSON.stringify({ bron, controles: andere.slice(0, n - 1) });
    return `(async () => (${kloon
      .trim()
      .replace(/^(\/\/.*\n)+/, "")
      .replace(/;$/, "")})(${lading}))()`;
  },
  startSync: (page) => page.evaluate(() => window.dispatchEvent(new Event("online"))),
  queueEmptyExpr: `${STAND}.startsWith("Alles verzonden")`,
  resetServer: async () => {
    telling = { controles: new Set(), posts: 0, bytes: 0, files: 0, last: 0 };
  },
  serverStats: async () => ({ ...telling, controles: undefined, unique: telling.controles.size }),
};
