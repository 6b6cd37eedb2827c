// Bundles static/js and static/css into static/dist, copies icons and the report's fonts, writes the manifest of files.
import { build } from "esbuild";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { minify } from "terser";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

const dist = "static/dist";
const out = `static/.dist-${process.pid}`; // built aside and put in place at once: nobody sees half a front end
await rm(out, { recursive: true, force: true });
await mkdir(join(out, "fonts"), { recursive: true });

// Icons of the field are one picture: a browser makes a document of each picture, and eighteen of them delayed the first
// paint by a quarter. `url(icoon:blad)` is that picture: a row of thin lines, below it the same row thick;
// `@import "icoon:alle"` gives every icon its place in the row.
const SYMBOL = /<symbol id="([\w-]+)" viewBox="0 0 24 24">(.+)<\/symbol>/g;
const STEPS = 50; // two percent each
const symbols = [...(await readFile("static/build/iconen.svg", "utf8")).matchAll(SYMBOL)];
if (symbols.length > STEPS + 1) throw new Error("meer iconen dan plaatsen op het blad");
const places = symbols.map(([, name], i) => `[data-icoon="${name}"] { --icoon: ${(i * 100) / STEPS}%; }`);
const row = symbols.map(([, , drawing], i) => `<svg x="${i * 24}">${drawing}</svg>`).join("");
const lines = 'fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round"';
const rows = `<g stroke-width="2.25"><g id="rij">${row}</g></g><use href="#rij" y="24" stroke-width="3.25"/>`;
const sheet = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${(STEPS + 1) * 24} 48" ${lines}>${rows}</svg>`;
const icons = {
  name: "icoon",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^icoon:/ }, ({ path }) => ({ path: `${path}.svg`, namespace: "icoon" }));
    onLoad({ filter: /:alle\.svg$/, namespace: "icoon" }, () => ({ contents: places.join("\n"), loader: "css" }));
    onLoad({ filter: /:blad\.svg$/, namespace: "icoon" }, () => ({ contents: sheet, loader: "dataurl" }));
  },
};

const options = {
  bundle: true,
  minify: true,
  sourcemap: true,
  format: "esm",
  target: ["es2022", "safari16"],
  entryNames: "[name]-[hash]",
  outdir: out,
};
// The field's pages share their parts, so a phone fetches each part once. What an entry has for itself would be a file
// beside what it shares; the rest of the form names both entries, so that each is one file with what it shares.
const whole = {
  name: "heel",
  setup({ onLoad }) {
    onLoad({ filter: /veld\/rest\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      return { contents: `${text}\nimport "../veld.js";\nimport "../formulier.js";\n`, loader: "js" };
    });
  },
};
const field = await build({
  ...options,
  entryPoints: { veld: "static/js/veld.js", formulier: "static/js/formulier.js" },
  plugins: [whole],
  splitting: true,
  chunkNames: "deel-[hash]",
  metafile: true,
});
await build({
  ...options,
  entryPoints: {
    office: "static/js/office.js",
    redactie: "static/js/redactie.js",
    sw: "static/js/sw.js",
    verifieer: "static/js/verifieer.js",
    proefbank: "static/js/proefbank.js",
    poort: "static/js/poort.js",
  },
});
// An author tries a draft in the form of the field itself; only what it keeps is nowhere. No phone fetches this bundle.
await build({
  ...options,
  entryPoints: { voorbeeld: "static/js/voorbeeld.js" },
  plugins: [
    {
      name: "bewaart-niets",
      setup({ onResolve }) {
        onResolve({ filter: /^\.\/db\.js$/ }, () => ({ path: resolve("static/js/voorbeeld/db.js") }));
      },
    },
  ],
});
await build({
  entryPoints: {
    kantoor: "static/css/kantoor.css",
    veld: "static/css/veld.css",
    voorbeeld: "static/css/voorbeeld.css",
  },
  plugins: [icons],
  bundle: true,
  minify: true,
  entryNames: "[name]-[hash]",
  outdir: out,
});

const fonts = {
  "SourceSans3-Regular.ttf": "@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf",
  "SourceSans3-Italic.ttf": "@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
  "SourceSans3-SemiBold.ttf": "@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf",
  "SourceSans3-Bold.ttf": "@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf",
  "DejaVuSans.ttf": "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
};
for (const [name, source] of Object.entries(fonts)) {
  await cp(join("node_modules", source), join(out, "fonts", name));
}
await cp("static/icons", join(out, "icons"), { recursive: true });

// The parts of each field bundle: what it imports (`nu`) and what it reads once one can work (`later`). Of an entry that
// is whole in a part only an import of that part is left: the part takes its place.
const [parts, bundles] = [{}, {}];
for (const [stub, { entryPoint, imports }] of Object.entries(field.metafile.outputs)) {
  if (!entryPoint || !/(veld|formulier)-[A-Z0-9]{8}\.js$/.test(stub)) continue;
  const file = imports.find(({ path }) => field.metafile.outputs[path].inputs[entryPoint])?.path;
  if (!file) throw new Error(`${entryPoint} zit in geen deel`);
  const [now, all] = [partsOf(file, (kind) => kind !== "dynamic-import"), partsOf(file, () => true)];
  parts[basename(entryPoint)] = { nu: now, later: all.filter((name) => !now.includes(name) && name !== basename(file)) };
  bundles[basename(entryPoint)] = basename(file);
  await Promise.all([stub, `${stub}.map`].map((name) => rm(name)));
}
await writeFile(join(out, "delen.json"), JSON.stringify(parts, null, 1));

function partsOf(file, follow, seen = new Set()) {
  for (const { path, kind } of field.metafile.outputs[file].imports) {
    if (seen.has(path) || !follow(kind)) continue;
    seen.add(path);
    partsOf(path, follow, seen);
  }
  return [...seen].map((path) => basename(path)).sort();
}

// The manifest names each bundle: {"veld.js": "veld-AB12CD34.js"}. A hashed name never changes its content.
const manifest = bundles;
for (const name of (await readdir(out)).filter((n) => /\.(js|css)$/.test(n) && !n.startsWith("deel-")).sort()) {
  manifest[name.replace(/-[A-Z0-9]{8}\./, ".")] = name;
}
await writeFile(join(out, "manifest.json"), JSON.stringify(manifest, null, 1));

// Terser takes off another thirtieth that esbuild, which looks at each file once, leaves.
const SMALL = { module: true, ecma: 2020, compress: { passes: 2 } };
for (const name of await readdir(out)) {
  if (!name.endsWith(".js")) continue;
  const [file, map] = [join(out, name), join(out, `${name}.map`)];
  const sourceMap = { content: await readFile(map, "utf8"), url: `${name}.map` };
  const small = await minify(await readFile(file, "utf8"), { ...SMALL, sourceMap });
  await writeFile(file, small.code);
  await writeFile(map, small.map);
}

// Text goes over a slow line: every file that a browser reads as text lies ready in two compressed forms as well.
for (const name of await readdir(out)) {
  if (!/\.(js|css|svg)$/.test(name)) continue;
  const bytes = await readFile(join(out, name));
  await writeFile(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  await writeFile(join(out, `${name}.br`), brotliCompressSync(bytes));
}

await rm(`${out}-oud`, { recursive: true, force: true });
await rename(dist, `${out}-oud`).catch(() => {});
await rename(out, dist);
await rm(`${out}-oud`, { recursive: true, force: true });
