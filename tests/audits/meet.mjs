// Runs Lighthouse on pages of Schouw and prints one JSON object per category: {versie, pagina, soort, waarde, gebreken}.
// The one argument is JSON: {url, paginas: {name: path}, koek, chromium, vlaggen, runs}.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import lighthouse11 from "lighthouse-11";

const { url, paginas, koek, chromium, vlaggen, runs } = JSON.parse(process.argv[2]);
/** Version 11 is the last that looks at what makes a page an app (PWA). */
const RONDEN = [
  { keur: lighthouse11, soorten: ["pwa"], runs: 1 },
  { keur: lighthouse, soorten: ["performance", "accessibility", "best-practices"], runs },
];

/** One look at a page by a browser that knows nothing yet. */
async function kijk(keur, soorten, pad) {
  const chrome = await launch({ chromePath: chromium, chromeFlags: ["--headless", ...vlaggen], logLevel: "silent" });
  try {
    const keuzes = { port: chrome.port, onlyCategories: soorten, extraHeaders: { Cookie: koek }, logLevel: "silent" };
    const { lhr } = await keur(`${url}${pad}`, keuzes);
    if (lhr.runtimeError) throw new Error(`${pad}: ${lhr.runtimeError.message}`);
    if (new URL(lhr.finalDisplayedUrl).pathname !== pad) throw new Error(`${pad} leads to ${lhr.finalDisplayedUrl}`);
    return lhr;
  } finally {
    await chrome.kill();
  }
}

const gebreken = (lhr, soort) =>
  lhr.categories[soort].auditRefs
    .map(({ id, weight }) => ({ ...lhr.audits[id], weight }))
    .filter(({ score, weight }) => weight > 0 && score !== null && score < 0.9)
    .map(({ id, score, displayValue }) => [id, score, displayValue].filter((deel) => deel !== undefined).join(" "));

for (const { keur, soorten, runs: keren } of RONDEN)
  for (const [pagina, pad] of Object.entries(paginas)) {
    const gezien = [];
    for (let keer = 0; keer < keren; keer += 1) gezien.push(await kijk(keur, soorten, pad));
    for (const soort of soorten) {
      gezien.sort((a, b) => a.categories[soort].score - b.categories[soort].score);
      const midden = gezien[Math.floor(gezien.length / 2)];
      const waarde = midden.categories[soort].score;
      const snelheid = midden.environment.benchmarkIndex;
      const versie = parseInt(midden.lighthouseVersion, 10);
      console.log(JSON.stringify({ versie, pagina, soort, waarde, snelheid, gebreken: gebreken(midden, soort) }));
    }
  }
