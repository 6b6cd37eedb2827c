// Bundles static/js and static/css into static/dist, copies icons and the report's fonts, writes the manifest of files.
import { build } from "esbuild";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const out = "static/dist";
await rm(out, { recursive: true, force: true });
await mkdir(join(out, "fonts"), { recursive: true });

await build({
  entryPoints: {
    office: "static/js/office.js",
    veld: "static/js/veld.js",
    formulier: "static/js/formulier.js",
    sw: "static/js/sw.js",
    verifieer: "static/js/verifieer.js",
    poort: "static/js/poort.js",
  },
  bundle: true,
  minify: true,
  sourcemap: true,
  format: "esm",
  target: ["es2022", "safari16"],
  entryNames: "[name]-[hash]",
  outdir: out,
});
await build({
  entryPoints: { kantoor: "static/css/kantoor.css", veld: "static/css/veld.css" },
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

// The manifest names each bundle: {"veld.js": "veld-AB12CD34.js"}. A hashed name never changes its content.
const manifest = {};
for (const name of (await readdir(out)).filter((n) => /\.(js|css)$/.test(n)).sort()) {
  manifest[name.replace(/-[A-Z0-9]{8}\./, ".")] = name;
}
await writeFile(join(out, "manifest.json"), JSON.stringify(manifest, null, 1));
