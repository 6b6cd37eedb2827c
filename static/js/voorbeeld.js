// @ts-check
// Entry of the bundle voorbeeld: the form of the field for an author, with a database that keeps nothing.
import { startVoorbeeld } from "./voorbeeld/telefoon.js";

startVoorbeeld();
