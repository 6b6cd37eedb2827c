// @ts-check
// Entry of the field pages outside a controle; the page reads the screen it shows.
import { kleurAdresbalk } from "./veld/adresbalk.js";
import * as vandaag from "./veld/screens/vandaag.js";
import { start } from "./veld/sync.js";

/** @type {Record<string, () => Promise<{start: () => Promise<void>}>>} */
const SCHERMEN = {
  vandaag: async () => vandaag,
  nieuw: () => import("./veld/screens/nieuw.js"),
  wachtrij: () => import("./veld/screens/wachtrij.js"),
};

kleurAdresbalk();
start();
SCHERMEN[document.body.dataset.scherm ?? ""]?.().then((scherm) => scherm.start());
