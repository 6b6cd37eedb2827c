// Schouw beside other products in a script that measures several in one go (the shape of its adapters is theirs):
//
//   node bench_peer.mjs --adapters <here>/tests/bench/adapter.mjs,<another> --items 60,300,1000 --profiles fast,slow
//
// Needs what `make setup` sets up, and nothing else: a server of its own is started on an empty folder. Each run gets a
// toezichthouder of its own with one controle. A small gate in front of the server logs them in (the script does not)
// and counts what is received. The script looks into the page with eval, which the Content-Security-Policy forbids:
// only the gate lets it.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const kloon = readFileSync(new URL("./kloon.js", import.meta.url), "utf8");
const wortel = fileURLToPath(new URL("../../", import.meta.url));
const data = mkdtempSync(join(tmpdir(), "schouw-meten-"));
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** A port nobody listens at. */
const poort = await new Promise((klaar) => {
  const proef = http.createServer().listen(0, "127.0.0.1", () => {
    const { port } = proef.address();
    proef.close(() => klaar(port));
  });
});
const doel = `http://127.0.0.1:${poort}`;
const omgeving = { cwd: wortel, env: { ...process.env, SCHOUW_DEMO: "1", SCHOUW_DATA: data, PORT: `${poort}` } };
const programma = (naam) => join(wortel, ".venv/bin", naam);

/** What `flask --app wsgi …` says. */
async function flask(...woorden) {
  const { stdout } = await promisify(execFile)(programma("flask"), ["--app", "wsgi", ...woorden], omgeving);
  return stdout;
}
const zetKlaar = async (...woorden) => JSON.parse(await flask("meet", "klaarzetten", ...woorden));

await flask("db", "upgrade");
const web = ["wsgi:app", "--bind", `127.0.0.1:${poort}`, "--workers", "2", "--threads", "4", "--no-control-socket"];
const server = spawn(programma("gunicorn"), web, { ...omgeving, stdio: "ignore" });
process.on("exit", () => {
  server.kill();
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});
for (const sein of ["SIGINT", "SIGTERM"]) process.on(sein, () => process.exit(1));
while (!(await fetch(`${doel}/gezond`).catch(() => null))?.ok) await new Promise((klaar) => setTimeout(klaar, 100));

const cookies = (antwoord) => antwoord.headers.getSetCookie().map((regel) => regel.split(";")[0]);

/** Logs in through the form and gives the cookie header of the session. */
async function logIn({ email, wachtwoord }) {
  const pagina = await fetch(`${doel}/inloggen`);
  const velden = new URLSearchParams(
    [...(await pagina.text()).matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([veld]) => [
      /name="([^"]*)"/.exec(veld)?.[1] ?? "",
      /value="([^"]*)"/.exec(veld)?.[1] ?? "",
    ]),
  );
  velden.set("email", email);
  velden.set("wachtwoord", wachtwoord);
  const headers = { Cookie: cookies(pagina).join("; "), Origin: doel };
  const antwoord = await fetch(`${doel}/inloggen`, { method: "POST", body: velden, headers, redirect: "manual" });
  if (antwoord.status !== 302 && antwoord.status !== 303) throw new Error(`inloggen: ${antwoord.status}`);
  const koeken = [...cookies(pagina), ...cookies(antwoord)].map((koek) => [koek.split("=")[0], koek]);
  return [...new Map(koeken).values()].join("; ");
}

/** Whose phone it is in this run: the account, its session, its controle and others to be visited. */
const nu = { email: "", koek: "", bron: "", andere: [] };
/** What was received since the last reset; of each controle the photos its entries name. */
const leeg = () => ({ controles: new Map(), fotos: new Set(), posts: 0, bytes: 0, last: 0 });
let telling = leeg();

/** Counts a delivery that the server accepted. */
function tel({ method, url }, status, inhoud) {
  if (!["POST", "PUT"].includes(method) || status >= 300) return;
  telling.bytes += inhoud.length;
  telling.last = Date.now();
  if (url.startsWith("/sync/fotos/") && status === 200) telling.fotos.add(url.slice("/sync/fotos/".length));
  if (url !== "/sync/mutaties") return;
  telling.posts += 1;
  for (const { controle, soort, inhoud: zegt } of JSON.parse(inhoud.toString()).mutaties) {
    const fotos = telling.controles.get(controle) ?? [];
    telling.controles.set(controle, soort === "foto" ? [...fotos, zegt.sha256] : fotos);
  }
}

/** The controles that are here with all their photos. */
const heel = () => [...telling.controles.values()].filter((fotos) => fotos.every((foto) => telling.fotos.has(foto)));

const gate = http.createServer((verzoek, antwoord) => {
  const delen = [];
  const headers = { ...verzoek.headers, host: new URL(doel).host, cookie: nu.koek };
  for (const naam of ["origin", "referer"])
    if (headers[naam]) headers[naam] = headers[naam].replace(/^https?:\/\/[^/]+/, doel);
  const { method, url: path } = verzoek;
  const door = http.request(`${doel}${path}`, { method, headers, agent }, (van) => {
    tel(verzoek, van.statusCode, Buffer.concat(delen));
    const koppen = van.rawHeaders.map((woord) => woord.replace("script-src ", "script-src 'unsafe-eval' "));
    antwoord.writeHead(van.statusCode, koppen);
    van.pipe(antwoord);
  });
  door.on("error", () => antwoord.destroy());
  verzoek.on("data", (deel) => delen.push(deel));
  verzoek.pipe(door);
});
await new Promise((klaar) => gate.listen(0, "127.0.0.1", klaar));

const punt = (i) => `fieldset[data-vraag="MP-${String(i).padStart(4, "0")}"]`;
const stand = `document.querySelector("#verzendstand").textContent`;

export default {
  name: "schouw",
  upstream: `http://127.0.0.1:${gate.address().port}`,
  path: async (items) => {
    const { controles, ...account } = await zetKlaar("--punten", `${items}`, "--controles", "1");
    Object.assign(nu, { email: account.email, koek: await logIn(account), bron: controles[items][0], andere: [] });
    return `/veld/controles/${nu.bron}`;
  },
  readyExpr: (items) =>
    `document.querySelectorAll("#formulier[data-klaar] fieldset.punt input[type=radio]").length >= ${items * 3}`,
  answer: (i) => `${punt(i)} .keus:first-child input`,
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
    const lading = JSON.stringify({ bron: nu.bron, controles: nu.andere.slice(0, n - 1) });
    const doe = kloon.trim().replace(/^(\/\/.*\n)+/, "").replace(/;$/, "");
    return `(async () => 1 + (await (${doe})(${lading})))()`;
  },
  startSync: (page) => page.evaluate(() => window.dispatchEvent(new Event("online"))),
  queueEmptyExpr: `${stand}.startsWith("Alles verzonden")`,
  // Other controles of the same toezichthouder, for the copies of the one that is filled by hand.
  resetServer: async () => {
    const { controles } = await zetKlaar("--punten", "60", "--controles", "49", "--email", nu.email);
    nu.andere = controles[60];
    telling = leeg();
  },
  serverStats: async () => {
    const { posts, bytes, last, fotos } = telling;
    return { posts, bytes, last, files: fotos.size, unique: heel().length };
  },
};
