// @ts-check
import "./veld-scherm.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { rondControleAf } from "../../static/js/veld/afronden.js";
import { bewaarOpnieuw, ietsNietBewaard } from "../../static/js/veld/bewaren.js";
import { fotosKlaar, haalFotoWeg, neemFotos, zetFotosTerug } from "../../static/js/veld/photos.js";
import { hashVanAlles } from "../../static/js/veld/samenvatting.js";
import { scherm } from "../../static/js/veld/schermen.js";
import { leesControle } from "../../static/js/veld/store.js";
import { maakWerk, statusVan } from "../../static/js/veld/werk.js";
import { alles, CONTROLE, journaal, legeTelefoon, zetControle } from "./veld-opzet.js";

beforeEach(legeTelefoon);
scherm("formulier", () => ({ titel: "", onder: "" }));

/** The page of the controle on this phone, with both signatures and nothing else to fill in. */
async function maakBlad() {
  const gelezen = await leesControle(CONTROLE);
  const plan = { onderdelen: [], vragen: [] };
  const werk = maakWerk(/** @type {any} */ (plan), gelezen, {}, "2026-11-27");
  werk.handtekeningen.toezichthouder = { lijnen: [1] };
  werk.handtekeningen.betrokkene = { reden_geen: "wil_niet" };
  return /** @type {any} */ ({ werk, vragen: new Map(), naWijziging() {}, maakDicht() {} });
}

/** A file whose bytes come when they are told to. */
function traag() {
  /** @type {PromiseWithResolvers<ArrayBuffer>} */
  const { promise, resolve, reject } = Promise.withResolvers();
  const bestand = /** @type {any} */ ({ type: "image/jpeg", lastModified: 0, arrayBuffer: () => promise });
  return { bestand, klaar: () => resolve(new Uint8Array([1, 2, 3]).buffer), weg: () => reject(new Error("weg")) };
}

test("a photo still being made smaller belongs to the controle that is finished meanwhile, which finishes once", async () => {
  const blad = await maakBlad();
  const { bestand, klaar } = traag();
  const foto = neemFotos(blad, "BR-01@", [bestand]);
  const af = [rondControleAf(blad), rondControleAf(blad)];
  await new Promise((beurt) => setTimeout(beurt, 0));
  assert.deepEqual(await journaal(), []);
  klaar();
  await Promise.all([foto, ...af]);
  const regels = await journaal();
  assert.deepEqual(
    regels.map(({ soort }) => soort),
    ["starten", "foto", "afronden"],
  );
  const { manifest } = regels[2].inhoud;
  assert.deepEqual(manifest.fotos, [regels[1].inhoud.sha256]);
  assert.ok(manifest.mutaties.includes(regels[1].id));
});

test("a file that cannot be read does not hold up the photo after it", async () => {
  const blad = await maakBlad();
  const [eerste, tweede] = [traag(), traag()];
  const fotos = neemFotos(blad, "BR-01@", [eerste.bestand, tweede.bestand]);
  eerste.weg();
  tweede.klaar();
  await assert.rejects(fotos);
  await fotosKlaar();

  assert.equal((await journaal()).filter(({ soort }) => soort === "foto").length, 1);
});

test("a photo that was written but could not be read back is tried again as the same photo", async () => {
  const blad = await maakBlad();
  const { bestand, klaar } = traag();
  klaar();
  const { prototype } = /** @type {any} */ (globalThis).IDBObjectStore;
  const echt = prototype.get;
  prototype.get = function (/** @type {any[]} */ ...args) {
    if (this.name === "fotobytes") throw new DOMException("weg", "DataError");
    return echt.apply(this, args);
  };
  try {
    await neemFotos(blad, "BR-01@", [bestand]);
  } finally {
    prototype.get = echt;
  }
  assert.equal(ietsNietBewaard(), true);
  await bewaarOpnieuw();
  assert.equal(ietsNietBewaard(), false);
  const fotos = await alles("fotos");
  assert.deepEqual([...blad.werk.fotos.keys()], [fotos[0].id]);
  assert.deepEqual([fotos.length, (await alles("fotobytes")).length], [1, 1]);
  assert.deepEqual(
    (await journaal()).map(({ soort }) => soort),
    ["starten", "foto"],
  );
});

test("a cancelled visit begins at its first photo too", async () => {
  await zetControle({ id: CONTROLE, versie: 3, status: "vervallen", protocol: { hash: "a".repeat(64) } });
  const blad = await maakBlad();
  const { bestand, klaar } = traag();
  klaar();
  await neemFotos(blad, "BR-01@", [bestand]);
  assert.deepEqual(
    (await journaal()).map(({ soort }) => soort),
    ["starten", "foto"],
  );
});

test("on a full phone nothing is finished before what stands on the screen is kept, and then once", async () => {
  const blad = await maakBlad();
  const { bestand, klaar } = traag();
  klaar();
  const { prototype } = /** @type {any} */ (globalThis).IDBObjectStore;
  const echt = prototype.put;
  let vol = "fotobytes";
  prototype.put = function (/** @type {any[]} */ ...args) {
    if (this.name === vol || args[0].soort === vol) throw new DOMException("vol", "QuotaExceededError");
    return echt.apply(this, args);
  };
  const soorten = async () => (await journaal()).map(({ soort }) => soort);
  try {
    await neemFotos(blad, "BR-01@", [bestand]);
    await rondControleAf(blad);
    assert.deepEqual(await soorten(), ["starten"]);
    vol = "afronden";
    await rondControleAf(blad);
    assert.deepEqual(await soorten(), ["starten", "foto"]);
    assert.equal(statusVan(blad.werk.controle), "bezig");
  } finally {
    prototype.put = echt;
  }
  await rondControleAf(blad);
  assert.deepEqual(await soorten(), ["starten", "foto", "afronden"]);
  assert.equal(statusVan(blad.werk.controle), "afgerond");
});

test("a photo taken away can be put back after the page was left, until the controle is finished", async () => {
  const eerst = await maakBlad();
  const { bestand, klaar } = traag();
  klaar();
  await neemFotos(eerst, "BR-01@", [bestand]);
  const [{ id }] = await alles("fotos");
  await haalFotoWeg(eerst, id);

  const later = await maakBlad();
  assert.equal(later.werk.fotos.get(id).verborgen, true);
  await zetFotosTerug(later, "BR-02@");
  assert.equal((await alles("fotos"))[0].verborgen, true);
  await zetFotosTerug(later, "BR-01@");
  assert.equal((await alles("fotos"))[0].verborgen, false);
  assert.equal(later.werk.fotos.get(id).verborgen, false);

  await haalFotoWeg(later, id);
  await rondControleAf(later);
  await zetFotosTerug(later, "BR-01@");
  assert.equal((await alles("fotos"))[0].verborgen, true);
  assert.deepEqual(
    (await journaal()).filter(({ soort }) => soort === "foto_wijzigen").map(({ inhoud }) => inhoud.verborgen),
    [true, false, true],
  );
});

test("a signature of the toezichthouder under something else does not finish; one under this does, and says so", async () => {
  const blad = await maakBlad();
  const teken = async () => ({ rol: "toezichthouder", lijnen: [1], getoond: await hashVanAlles(blad.werk) });
  const einde = async () => (await journaal()).find(({ soort }) => soort === "afronden");
  blad.werk.handtekeningen.toezichthouder = await teken();
  blad.werk.bezoek.reactie = "Ik ben het er niet mee eens.";
  await rondControleAf(blad);
  assert.equal(await einde(), undefined);
  blad.werk.handtekeningen.toezichthouder = await teken();
  await rondControleAf(blad);
  assert.equal((await einde()).inhoud.getoond.toezichthouder, await hashVanAlles(blad.werk));
  assert.match((await einde()).inhoud.getoond.betrokkene, /^[0-9a-f]{64}$/);
});
