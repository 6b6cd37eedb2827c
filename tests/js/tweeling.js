// @ts-check
/** Answers one line of JSON per line of JSON: what the rules say about a plan and a stand. For the test of the twins. */
import { createInterface } from "node:readline";
import { gevolgVoorstel, normVoorstel, oordeelVoorstel } from "../../static/js/rules/normen.js";
import { ontbrekend, verplichteFotos } from "../../static/js/rules/volledigheid.js";
import { evalueer, maakStand, zichtbaar } from "../../static/js/rules/voorwaarden.js";

for await (const regel of createInterface({ input: process.stdin })) {
  const { plan, stand: invoer, vragen } = JSON.parse(regel);
  const stand = maakStand(plan, invoer);
  const zicht = zichtbaar(plan, stand);
  const punten = [...zicht.vragen].map((sleutel) => /** @type {[string, string]} */ (sleutel.split("@")));
  const uitkomst = {
    vragen: [...zicht.vragen],
    onderdelen: [...zicht.onderdelen],
    evaluaties: vragen.map((/** @type {[any, string]} */ [voorwaarde, pad]) => evalueer(voorwaarde, stand, pad)),
    normen: punten.map(([code, pad]) => normVoorstel(plan, stand, code, pad)),
    oordelen: punten.map(([code, pad]) => oordeelVoorstel(plan, stand, code, pad)),
    gevolgen: punten.map(([code, pad]) => gevolgVoorstel(plan, stand, code, pad)),
    ontbreekt: ontbrekend(plan, stand, new Map()),
    fotos: Object.fromEntries(verplichteFotos(plan, stand)),
  };
  process.stdout.write(`${JSON.stringify(uitkomst)}\n`);
}
