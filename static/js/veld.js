// @ts-check
// Entry of the field pages outside a controle; the page reads the screen it shows.
import { kleurAdresbalk } from "./veld/dom.js";
import * as nieuw from "./veld/screens/nieuw.js";
import * as vandaag from "./veld/screens/vandaag.js";
import * as wachtrij from "./veld/screens/wachtrij.js";
import { start } from "./veld/sync.js";

/** @type {Record<string, {start: () => Promise<void>}>} */
const SCHERMEN = { vandaag, nieuw, wachtrij };

// On a form, which has no name of a screen, this file is only what the rest of the form shares with the shell.
const { scherm } = document.body.dataset;
if (scherm) {
  kleurAdresbalk();
  start();
  SCHERMEN[scherm]?.start();
}
