// @ts-check
// The editor of protocols: keys, dragging and the marks in the outline; everything it does a form does too.
import { bindRedactie } from "./office/redactie.js";

bindRedactie(document);
