// @ts-check
// Entry of the bundle formulier: one controle on its form.
import { maakStart } from "./veld/controle.js";

maakStart();
