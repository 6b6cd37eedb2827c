// Bundles static/js and static/css into static/dist, copies icons and the report's fonts, writes the manifest of files.
import { build } from "esbuild";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

const dist = "static/dist";
const out = `static/.dist-${process.pid}`; // built aside and put in place at once: nobody sees half a front end
await rm(out, { recursive: true, force: true });
await mkdir(join(out, "fonts"), { recursive: true });

// In a style sheet `url(icoon:vink)` is the symbol of that name as a picture, `url(icoon:vink@3.25)` with that line width;
// `@import "icoon:alle"` gives every symbol its rule, by the attribute data-icoon.
const SYMBOL = /<symbol id="([\w-]+)" viewBox="0 0 24 24">(.+)<\/symbol>/g;
const sprite = await readFile("static/build/iconen.svg", "utf8");
const symbols = new Map([...sprite.matchAll(SYMBOL)].map(([, name, drawing]) => [name, drawing]));
const icons = {
  name: "icoon",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^icoon:/ }, ({ path }) => ({ path: `${path.slice(6)}.svg`, namespace: "icoon" }));
    onLoad({ filter: /^alle\.svg$/, namespace: "icoon" }, () => {
      const rules = [...symbols.keys()].map((name) => `[data-icoon="${name}"] { mask-image: url(icoon:${name}); }`);
      return { contents: rules.join("\n"), loader: "css" };
    });
    onLoad({ filter: /./, namespace: "icoon" }, ({ path }) => {
      const [, name, width = "2.25"] = /^([\w-]+)(?:@([\d.]+))?\.svg$/.exec(path);
      if (!symbols.has(name)) throw new Error(`geen icoon ${name} in iconen.svg`);
      const lines = `fill="none" stroke="#000" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`;
      const contents = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" ${lines}>${symbols.get(name)}</svg>`;
      return { contents, loader: "dataurl" };
    });
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
// The field's pages share their parts, so a phone fetches each part once.
const field = await build({
  ...options,
  entryPoints: { veld: "static/js/veld.js", formulier: "static/js/formulier.js" },
  splitting: true,
  chunkNames: "deel-[hash]",
  metafile: true,
});
await build({
  ...options,
  entryPoints: {
    office: "static/js/office.js",
    sw: "static/js/sw.js",
    verifieer: "static/js/verifieer.js",
    poort: "static/js/poort.js",
  },
});
await build({
  entryPoints: { kantoor: "static/css/kantoor.css", veld: "static/css/veld.css" },
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

// The parts of each field bundle: what it imports (`nu`) and what it reads once one can work (`later`).
const parts = {};
for (const [file, { entryPoint }] of Object.entries(field.metafile.outputs)) {
  if (!entryPoint || !/(veld|formulier)-[A-Z0-9]{8}\.js$/.test(file)) continue;
  const [now, all] = [partsOf(file, (kind) => kind !== "dynamic-import"), partsOf(file, () => true)];
  parts[basename(entryPoint)] = { nu: now, later: all.filter((name) => !now.includes(name)) };
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
const manifest = {};
for (const name of (await readdir(out)).filter((n) => /\.(js|css)$/.test(n) && !n.startsWith("deel-")).sort()) {
  manifest[name.replace(/-[A-Z0-9]{8}\./, ".")] = name;
}
await writeFile(join(out, "manifest.json"), JSON.stringify(manifest, null, 1));

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
