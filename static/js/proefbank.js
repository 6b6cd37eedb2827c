// @ts-check
// Beside the editor of a draft: the phone that shows it, what it does as if, and the proeven that are made with it.
import { bindProefbank } from "./office/proefbank.js";

bindProefbank(document);
