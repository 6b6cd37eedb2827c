// @ts-check
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as beelden from "../../static/js/veld/beelden.js";
import { gebruikersDb, metDb } from "../../static/js/veld/db.js";
import { DEEL, lijn, stuurFotos, zetFotoStand } from "../../static/js/veld/fotozender.js";
import { laatGaan, legPakket, neemOver } from "../../static/js/veld/pakket.js";
import { leesBonnen, ronde } from "../../static/js/veld/ronde.js";
import * as store from "../../static/js/veld/store.js";
import { pauze } from "../../static/js/veld/sync.js";
import { gebruikerVan } from "../../static/js/veld/wie.js";
import { stuurJournaal, zetStand } from "../../static/js/veld/zender.js";
import { fout, maakKantoor, sha } from "./veld-kantoor.js";
import { alles, antwoord, CONTROLE, journaal, legeTelefoon, TESS } from "./veld-opzet.js";

const HOE = { toestel: "0190a000-0000-7000-8000-0000abcd1234", gestopt: () => false };
/** @type {ReturnType<typeof maakKantoor>} */
let kantoor;

beforeEach(async () => {
  await legeTelefoon();
  kantoor = maakKantoor({ gebruiker: TESS });
  lijn.snelheid = 0;
});

const standen = async () => (await journaal()).map(({ stand }) => stand);
const bytes = (/** @type {number} */ aantal) => Uint8Array.from({ length: aantal }, (_, i) => (i * 7) % 256);
const foto = (/** @type {number} */ aantal, code = "BR-01") =>
  beelden.bewaarFoto(CONTROLE, { code, bron: "camera" }, "image/jpeg", bytes(aantal).buffer);

test("everything goes in order, and is done only by its receipt", async () => {
  for (const code of ["A", "B", "C"]) await store.schrijf(...antwoord(code, code));
  assert.equal(await stuurJournaal(kantoor.vraag, HOE), null);
  assert.deepEqual(await standen(), ["verwerkt", "verwerkt", "verwerkt"]);
  assert.deepEqual(
    [...kantoor.mutaties.keys()],
    (await journaal()).map(({ id }) => id),
  );
  const [eerste] = await journaal();
  assert.equal(eerste.bon.sha256, sha(kantoor.mutaties.get(eerste.id)?.tekst ?? ""));
  assert.equal((await store.leesControle(CONTROLE)).controle.versie, kantoor.versie);
});

for (const uitslag of ["geen-bereik", "poort", "inloggen", "druk", "storing"]) {
  test(`after "${uitslag}" everything is kept and goes later`, async () => {
    await store.schrijf(...antwoord("A", "a"));
    kantoor.storingen.push(fout(uitslag));
    assert.equal((await stuurJournaal(kantoor.vraag, HOE))?.uitslag, uitslag);
    assert.deepEqual(await standen(), ["wacht"]);
    assert.equal(await stuurJournaal(kantoor.vraag, HOE), null);
    assert.deepEqual(await standen(), ["verwerkt"]);
  });
}

test("an answer without receipts is not success", async () => {
  await store.schrijf(...antwoord("A", "a"));
  kantoor.storingen.push({ uitslag: "goed", status: 200, data: { iets: "anders" }, koppen: new Headers() });
  assert.equal((await stuurJournaal(kantoor.vraag, HOE))?.uitslag, "storing");
  assert.deepEqual(await standen(), ["wacht"]);
});

test("the answer got lost on the way back: sent again, known already, kept once", async () => {
  await store.schrijf(...antwoord("A", "a"));
  kantoor.storingen.push("daarna");
  await stuurJournaal(kantoor.vraag, HOE);
  assert.deepEqual(await standen(), ["wacht"]);
  await stuurJournaal(kantoor.vraag, HOE);
  assert.equal(kantoor.mutaties.size, 1);
  assert.equal((await journaal())[0].bon.uitkomst, "al-bekend");
});

test("what is typed while an entry is on its way becomes a next entry", async () => {
  await store.schrijf(...antwoord("A", "een"));
  const traag = async (/** @type {string} */ pad, /** @type {any} */ opties) => {
    await store.schrijf(...antwoord("A", "een en twee"));
    return kantoor.vraag(pad, opties);
  };
  let keer = 0;
  await stuurJournaal((pad, opties) => (keer++ ? kantoor.vraag(pad, opties) : traag(pad, opties)), HOE);
  const waarden = [...kantoor.mutaties.values()].map(({ tekst }) => JSON.parse(tekst).inhoud.antwoord.waarde);
  assert.deepEqual(waarden, ["een", "een en twee"]);
  assert.deepEqual(await standen(), ["verwerkt", "verwerkt"]);
});

test("one held entry does not stop its neighbours, and is done after a person solved it", async () => {
  const { id } = await store.schrijf(...antwoord("A", "a"));
  await store.schrijf(...antwoord("B", "b"));
  kantoor.houdVast.add(id);
  await stuurJournaal(kantoor.vraag, HOE);
  assert.deepEqual(await standen(), ["vastgehouden", "verwerkt"]);
  assert.equal((await journaal())[0].bon.code, "inhoud-onleesbaar");
  assert.deepEqual(await store.verzendstand(), { mutaties: 0, fotos: 0, vastgehouden: 1, elders: 0 });
  kantoor.houdVast.clear();
  await ronde(kantoor.vraag, TESS, { volledig: true });
  assert.deepEqual(await standen(), ["verwerkt", "verwerkt"]);
});

test("a receipt over other bytes is no receipt", async () => {
  await store.schrijf(...antwoord("A", "a"));
  const vals = async (/** @type {string} */ pad, /** @type {any} */ opties) => {
    const echt = await kantoor.vraag(pad, opties);
    for (const bon of echt.data.bonnen) bon.sha256 = "0".repeat(64);
    return echt;
  };
  await stuurJournaal(vals, HOE);
  const [regel] = await journaal();
  assert.deepEqual([regel.stand, regel.bon.code], ["vastgehouden", "bon-verschilt"]);
});

test("set aside is not sent, and comes back whole", async () => {
  const { id } = await store.schrijf(...antwoord("A", "a"));
  await zetStand(id, "terzijde");
  await stuurJournaal(kantoor.vraag, HOE);
  assert.equal(kantoor.mutaties.size, 0);
  await zetStand(id, "wacht");
  await stuurJournaal(kantoor.vraag, HOE);
  assert.equal(kantoor.mutaties.size, 1);
});

test("450 entries go in batches of at most 200", async () => {
  await Promise.all(Array.from({ length: 450 }, (_, i) => store.schrijf(...antwoord(`P-${i}`, i))));
  await stuurJournaal(kantoor.vraag, HOE);
  assert.equal(kantoor.mutaties.size, 450);
  assert.equal(kantoor.verzoeken.length, 3);
});

test("a server that finds a batch too big gets halves", async () => {
  for (const code of ["A", "B", "C"]) await store.schrijf(...antwoord(code, code));
  kantoor.storingen.push({ uitslag: "weigering", status: 413, data: { code: "te-groot" }, koppen: new Headers() });
  await stuurJournaal(kantoor.vraag, HOE);
  assert.deepEqual(await standen(), ["verwerkt", "verwerkt", "verwerkt"]);
});

test("one entry that is too big even alone waits here, and the others go; a proxy may say so in its own words", async () => {
  for (const code of ["A", "B", "C"]) await store.schrijf(...antwoord(code, code));
  const [groot] = await journaal();
  const proxy = async (/** @type {string} */ pad, /** @type {any} */ opties) =>
    String(opties?.body).includes(groot.id)
      ? { uitslag: "poort", status: 413, data: null, koppen: new Headers() }
      : kantoor.vraag(pad, opties);
  assert.equal(await stuurJournaal(/** @type {any} */ (proxy), HOE), null);
  assert.deepEqual(await standen(), ["vastgehouden", "verwerkt", "verwerkt"]);
  assert.equal((await journaal())[0].bon.code, "te-groot");
});

test("a small photo goes whole, a big one in parts, and both arrive byte for byte", async () => {
  const klein = await foto(1000);
  const groot = await foto(DEEL * 2 + 77, "BR-02");
  await stuurFotos(kantoor.vraag, HOE);
  assert.deepEqual(kantoor.fotos.get(klein.sha256), bytes(1000));
  assert.deepEqual(kantoor.fotos.get(groot.sha256), bytes(DEEL * 2 + 77));
  assert.equal(kantoor.verzoeken.filter((verzoek) => verzoek.startsWith("PUT")).length, 4);
  assert.deepEqual(
    (await alles("fotos")).map(({ stand }) => stand),
    ["verzonden", "verzonden"],
  );
});

test("a photo broken off halfway goes on where the server is", async () => {
  const groot = await foto(DEEL * 3);
  let puts = 0;
  const wegval = (/** @type {string} */ pad, /** @type {any} */ opties) =>
    opties?.method === "PUT" && ++puts === 2 ? Promise.resolve(fout("geen-bereik")) : kantoor.vraag(pad, opties);
  assert.equal((await stuurFotos(/** @type {any} */ (wegval), HOE))?.uitslag, "geen-bereik");
  assert.equal((await store.verzendstand()).fotos, 1);
  kantoor.verzoeken.length = 0;
  await stuurFotos(kantoor.vraag, HOE);
  assert.deepEqual(kantoor.verzoeken, ["HEAD /sync/fotos/<hash>", "PUT /sync/fotos/<hash>", "PUT /sync/fotos/<hash>"]);
  assert.deepEqual(kantoor.fotos.get(groot.sha256), bytes(DEEL * 3));
});

test("on a good line a big photo goes whole, and in parts again once that broke off", async () => {
  const groot = await foto(DEEL * 3);
  lijn.snelheid = 10_000_000;
  kantoor.storingen.push(fout("geen-bereik"));
  await stuurFotos(kantoor.vraag, HOE);
  assert.deepEqual(kantoor.verzoeken, ["PUT /sync/fotos/<hash>"]);
  await stuurFotos(kantoor.vraag, HOE);
  assert.deepEqual(kantoor.verzoeken.slice(1, 3), ["HEAD /sync/fotos/<hash>", "PUT /sync/fotos/<hash>"]);
  assert.deepEqual(kantoor.fotos.get(groot.sha256), bytes(DEEL * 3));
});

test("three photos in one burst arrive as three, the failed one is tried again alone", async () => {
  await Promise.all([foto(10), foto(20), foto(30)]);
  let keer = 0;
  const hapert = (/** @type {string} */ pad, /** @type {any} */ opties) =>
    ++keer === 2 ? Promise.resolve(fout("storing", 500)) : kantoor.vraag(pad, opties);
  await stuurFotos(/** @type {any} */ (hapert), HOE);
  assert.equal((await store.verzendstand()).fotos, 1);
  const eerder = kantoor.verzoeken.length;
  await stuurFotos(kantoor.vraag, HOE);
  assert.equal(kantoor.verzoeken.length, eerder + 1);
  assert.equal(kantoor.fotos.size, 3);
});

test("a photo whose bytes are gone is told, not skipped", async () => {
  const rij = await foto(10);
  await metDb(gebruikersDb(TESS), (db) => db.delete("fotobytes", rij.id));
  await stuurFotos(kantoor.vraag, HOE);
  const [na] = await alles("fotos");
  assert.deepEqual([na.stand, na.bon.code], ["vastgehouden", "foto-ontbreekt"]);
  assert.equal(kantoor.verzoeken.length, 0);
  await zetFotoStand(rij.id, "wacht");
  assert.equal((await store.verzendstand()).fotos, 1);
});

test("a read that fails is no lost photo: the others go, and it goes itself once it can be read", async () => {
  const onleesbaar = await foto(10);
  await foto(20, "BR-02");
  const { prototype } = /** @type {any} */ (globalThis).IDBObjectStore;
  const echt = prototype.get;
  prototype.get = function (/** @type {any[]} */ ...args) {
    if (this.name === "fotobytes" && args[0] === onleesbaar.id) throw new DOMException("weg", "DataError");
    return echt.apply(this, args);
  };
  const stand = async () => (await alles("fotos")).map(({ stand, bon }) => [stand, bon?.code]);
  try {
    await stuurFotos(kantoor.vraag, HOE);
    assert.deepEqual(await stand(), [
      ["vastgehouden", "foto-onleesbaar"],
      ["verzonden", undefined],
    ]);
  } finally {
    prototype.get = echt;
  }
  await stuurFotos(kantoor.vraag, HOE);
  assert.deepEqual((await stand())[0], ["verzonden", undefined]);
  assert.equal(kantoor.fotos.size, 2);
});

test("a store that answers nothing at all stops the round and says nothing of the photos", async () => {
  await foto(10);
  const { prototype } = /** @type {any} */ (globalThis).IDBObjectStore;
  const echt = { get: prototype.get, put: prototype.put };
  const weg = () => {
    throw new DOMException("weg", "DataError");
  };
  Object.assign(prototype, { get: weg, put: weg });
  try {
    await assert.rejects(stuurFotos(kantoor.vraag, HOE));
  } finally {
    Object.assign(prototype, echt);
  }
  assert.deepEqual(await store.verzendstand(), { mutaties: 1, fotos: 1, vastgehouden: 0, elders: 0 });
});

test("bytes that rotted on the phone are not sent as if they were good", async () => {
  const rij = await foto(10);
  await metDb(gebruikersDb(TESS), (db) =>
    db.put("fotobytes", { id: rij.id, data: bytes(9).buffer, type: "image/jpeg" }),
  );
  await stuurFotos(kantoor.vraag, HOE);
  assert.equal((await alles("fotos"))[0].bon.code, "foto-beschadigd");
});

test("a round without a session still delivers with the phone's token", async () => {
  await ronde(kantoor.vraag, TESS, {});
  await store.schrijf(...antwoord("A", "a"));
  kantoor.gebruiker = null;
  const uitkomst = await ronde(kantoor.vraag, TESS, { volledig: true });
  assert.deepEqual(uitkomst, { bereik: "goed", sessie: false });
  assert.deepEqual(await standen(), ["verwerkt"]);
});

test("a phone whose token is not known any more makes itself known again while the session is good", async () => {
  await ronde(kantoor.vraag, TESS, {});
  await store.schrijf(...antwoord("A", "a"));
  await store.schrijfMeta("pakket_at", new Date().toISOString());
  kantoor.verzoeken.length = 0;
  kantoor.storingen.push(null, fout("inloggen", 401));
  assert.deepEqual(await ronde(kantoor.vraag, TESS, {}), { bereik: "goed", sessie: true });
  assert.deepEqual(await standen(), ["verwerkt"]);
  assert.equal(kantoor.verzoeken.filter((verzoek) => verzoek === "POST /sync/toestel").length, 1);
});

test("without session and without token nothing is sent and login is asked for", async () => {
  await store.schrijf(...antwoord("A", "a"));
  kantoor.gebruiker = null;
  assert.deepEqual(await ronde(kantoor.vraag, TESS, {}), { bereik: "inloggen", sessie: false });
  assert.deepEqual(kantoor.verzoeken, ["GET /sync/hallo"]);
  assert.deepEqual(await standen(), ["wacht"]);
});

test("work of one user is never sent in the session of another", async () => {
  await store.schrijf(...antwoord("A", "a"));
  kantoor.gebruiker = "0190a000-0000-7000-8000-000000000002";
  assert.equal((await ronde(kantoor.vraag, TESS, {})).bereik, "andere-gebruiker");
  Object.assign(kantoor, { gebruiker: gebruikerVan(TESS), organisatie: "org-b" });
  assert.equal((await ronde(kantoor.vraag, TESS, {})).bereik, "andere-gebruiker");
  assert.equal(kantoor.mutaties.size, 0);
});

test("what waits of a user goes by the phone's token alone before the page is another's", async () => {
  await ronde(kantoor.vraag, TESS, {});
  await store.schrijf(...antwoord("A", "a"));
  await foto(50);
  Object.assign(kantoor, { gebruiker: gebruikerVan(TESS), organisatie: "org-b" });
  /** @type {any[]} */
  const gestuurd = [];
  /** @type {typeof kantoor.vraag} */
  const vraag = (/** @type {string} */ pad, /** @type {any} */ opties) => {
    if (pad !== "/sync/hallo") gestuurd.push([opties.credentials, opties.token]);
    return kantoor.vraag(pad, opties);
  };
  kantoor.storingen.push(null, fout("geen-bereik"));
  assert.equal((await ronde(vraag, TESS, {})).bereik, "geen-bereik", "first it goes, then the page changes hands");
  kantoor.gebruiker = "0190a000-0000-7000-8000-000000000002";
  kantoor.storingen.push(null, fout("geen-bereik"));
  assert.equal((await ronde(vraag, TESS, {})).bereik, "andere-gebruiker", "of another the page shows nothing");
  assert.equal((await ronde(vraag, TESS, {})).bereik, "andere-gebruiker");
  assert.deepEqual(await store.verzendstand(), { mutaties: 0, fotos: 0, vastgehouden: 0, elders: 0 });
  assert.deepEqual([kantoor.mutaties.size, kantoor.fotos.size], [2, 1]);
  assert.deepEqual(new Set(gestuurd.map(String)), new Set([`omit,${"t".repeat(40)}`]));
});

test("a login page of somebody's wifi is not our server", async () => {
  const poort = async () => ({ uitslag: "goed", status: 200, data: { schouw: "nee" }, koppen: new Headers() });
  assert.equal((await ronde(/** @type {any} */ (poort), TESS, {})).bereik, "poort");
});

test("a server put back from a backup is made whole by the phone", async () => {
  await store.schrijf(...antwoord("A", "a"));
  await foto(100);
  await ronde(kantoor.vraag, TESS, {});
  assert.equal((await store.verzendstand()).mutaties, 0);
  kantoor.mutaties.clear();
  kantoor.fotos.clear();
  await store.noteer(CONTROLE, { bonnen_at: "2026-01-01T00:00:00Z" });
  await ronde(kantoor.vraag, TESS, {});
  await ronde(kantoor.vraag, TESS, {});
  assert.equal(kantoor.mutaties.size, 2);
  assert.equal(kantoor.fotos.size, 1);
});

test("another epoch of the server: all that was sent is compared at once, and what is gone goes again", async () => {
  const { id } = await store.schrijf(...antwoord("A", "a"));
  const { sha256 } = await foto(500);
  await ronde(kantoor.vraag, TESS);
  await ronde(kantoor.vraag, TESS);
  kantoor.mutaties.delete(id);
  kantoor.fotos.delete(sha256);
  await ronde(kantoor.vraag, TESS);
  assert.deepEqual(await store.verzendstand(), { mutaties: 0, fotos: 0, vastgehouden: 0, elders: 0 });
  assert.equal(await store.leesMeta("teruggezet"), undefined);
  kantoor.tijdperk = "b";
  await ronde(kantoor.vraag, TESS);
  assert.equal(await store.leesMeta("teruggezet"), true);
  assert.deepEqual(await store.verzendstand(), { mutaties: 1, fotos: 1, vastgehouden: 0, elders: 0 });
  await ronde(kantoor.vraag, TESS);
  assert.deepEqual(await store.verzendstand(), { mutaties: 0, fotos: 0, vastgehouden: 0, elders: 0 });
  assert.ok(kantoor.mutaties.has(id));
  assert.deepEqual(kantoor.fotos.get(sha256), bytes(500));
});

test("a day list leaves local work alone and never lowers a version", async () => {
  await store.schrijf(CONTROLE, "starten", "", { begin_at: "2026-11-27T09:00:00Z" });
  await legPakket({ controles: [{ id: CONTROLE, versie: 1, status: "gepland", dag: "2026-11-27" }], lhso: {} }, '"e"');
  const { controle } = await store.leesControle(CONTROLE);
  assert.deepEqual([controle.versie, controle.lokaal.status, controle.dag], [3, "bezig", "2026-11-27"]);
});

test("a controle that was cancelled keeps its work and says why", async () => {
  await store.schrijf(...antwoord("A", "a"));
  await legPakket({ controles: [], vervallen: [{ id: CONTROLE, reden: "Bewoner verhuisd" }] }, '"e"');
  await laatGaan(14, Date.now());
  const { controle, antwoorden } = await store.leesControle(CONTROLE);
  assert.equal(controle.vervallen, "Bewoner verhuisd");
  assert.equal(antwoorden.length, 1);
});

test("received work leaves the phone only when it is old and nothing of it waits", async () => {
  await store.schrijf(...antwoord("A", "a"));
  await foto(50);
  await legPakket({ controles: [] }, '"e"');
  await stuurJournaal(kantoor.vraag, HOE);
  const straks = Date.now() + 15 * 86_400_000;
  await laatGaan(14, straks);
  assert.equal((await alles("fotobytes")).length, 1);
  await stuurFotos(kantoor.vraag, HOE);
  await laatGaan(14, Date.now());
  assert.equal((await alles("fotobytes")).length, 1);
  await laatGaan(14, straks);
  for (const naam of ["controles", "antwoorden", "journaal", "fotos", "fotobytes"])
    assert.equal((await alles(naam)).length, 0, naam);
});

test("received work goes also when the server is asked for its list every day in between", async (t) => {
  await store.schrijf(...antwoord("A", "a"));
  await foto(50);
  await legPakket({ controles: [] }, '"e"');
  await stuurJournaal(kantoor.vraag, HOE);
  await stuurFotos(kantoor.vraag, HOE);
  const ontvangen = (await journaal()).map(({ bon }) => bon.ontvangen_at);
  const straks = Date.now() + 15 * 86_400_000;
  t.mock.timers.enable({ apis: ["Date"], now: straks });
  await leesBonnen(CONTROLE, (await kantoor.vraag(`/sync/bonnen?controle=${CONTROLE}`)).data);
  assert.deepEqual(
    (await journaal()).map(({ bon }) => bon.ontvangen_at),
    ontvangen,
  );
  await laatGaan(14, straks);
  assert.deepEqual(await alles("journaal"), []);
});

test("a correction begun at any moment while old work leaves the phone is kept", async () => {
  for (let beurten = 0; beurten < 40; beurten++) {
    await legeTelefoon();
    await store.schrijf(...antwoord("A", "a"));
    await legPakket({ controles: [] }, '"e"');
    await stuurJournaal(kantoor.vraag, HOE);
    const gaan = laatGaan(14, Date.now() + 15 * 86_400_000);
    for (let beurt = 0; beurt < beurten; beurt++) await new Promise(setImmediate);
    await Promise.all([gaan, store.schrijf(...antwoord("A", "toch b"))]);
    assert.deepEqual((await standen()).slice(-1), ["wacht"], `na ${beurten} beurten`);
  }
});

test("a draft of another device merges per answer, the later one wins in any order", async () => {
  /** @type {any[]} */
  const gehoord = [];
  store.luister((bericht) => gehoord.push(bericht));
  await store.schrijf(...antwoord("A", "hier"));
  const [eigen] = await journaal();
  const elders = (/** @type {string} */ code, /** @type {number} */ basis, /** @type {string} */ waarde) => ({
    id: `0190a000-0000-7000-8000-00000000${code}${basis}`,
    controle: CONTROLE,
    soort: "antwoord",
    sleutel: `${code}@`,
    basis,
    hlc: "2020-01-01T00:00:00.000Z-0000-00000001",
    toestel_tijd: "2020-01-01T00:00:00Z",
    inhoud: { code, pad: "", antwoord: { waarde } },
  });
  await neemOver(CONTROLE, [elders("A", 2, "ouder"), elders("B", 2, "daar"), { ...eigen }], 9);
  const waarden = () =>
    store.leesControle(CONTROLE).then(({ antwoorden }) => antwoorden.map((rij) => rij.antwoord.waarde));
  assert.deepEqual(await waarden(), ["hier", "daar"]);
  // *Afgerond* says "op deze telefoon" only when nothing came from elsewhere.
  assert.equal((await store.leesControle(CONTROLE)).controle.lokaal.elders, true);
  await neemOver(CONTROLE, [elders("A", 8, "nieuwer")], 9);
  assert.deepEqual(await waarden(), ["nieuwer", "daar"]);
  assert.deepEqual(
    gehoord.flatMap(({ overschreven }) => overschreven ?? []),
    [{ code: "A", hier: "hier", daar: "nieuwer" }],
  );
  assert.equal((await store.leesControle(CONTROLE)).controle.versie, 9);
  // An open form draws again only what was not entered on it.
  const tekent = gehoord.filter(({ elders }) => elders).map(({ mutatie, controle }) => [mutatie, controle]);
  assert.deepEqual(tekent, [
    ["concept", CONTROLE],
    ["concept", CONTROLE],
  ]);
});

test("what was finished on another phone can be read here; what this phone finished itself is not fetched", async () => {
  const rij = (/** @type {string} */ id, /** @type {string} */ status) => ({ id, status, versie: 3 });
  const leeg = { keys: async () => [], match: async () => undefined };
  Object.assign(globalThis, { caches: { open: async () => leeg } });
  const concepten = () => kantoor.verzoeken.filter((/** @type {string} */ pad) => pad.includes("/sync/concept"));
  kantoor.pakket = { controles: [rij("elders", "gerapporteerd"), rij(CONTROLE, "afgerond"), rij("straks", "gepland")] };
  await store.schrijf(CONTROLE, "starten", "", { begin_at: "2026-11-22T09:00:00Z" });
  await ronde(kantoor.vraag, TESS, { volledig: true });
  assert.deepEqual(concepten(), ["GET /sync/concept?controle=elders"]);
  await ronde(kantoor.vraag, TESS, { volledig: true });
  assert.equal(concepten().length, 1, "once per version");
  kantoor.pakket.controles[0].versie = 4;
  await ronde(kantoor.vraag, TESS, { volledig: true });
  assert.equal(concepten().length, 2);
});

test("what was changed here at a photo of another device stays, whatever of it comes again or late", async () => {
  const id = "0190a000-0000-7000-8000-0000000000f1";
  const vaste = { controle: CONTROLE, sleutel: id, toestel_tijd: "2020-01-01T00:00:00Z" };
  const hlc = (/** @type {number} */ n) => `2020-01-01T00:00:0${n}.000Z-0000-00000001`;
  const nieuw = { ...vaste, id: "a", soort: "foto", basis: 2, hlc: hlc(1), inhoud: { foto: id, code: "A" } };
  const wijzig = (/** @type {string} */ naam, /** @type {number} */ n, /** @type {any} */ wat) => ({
    ...vaste,
    id: naam,
    soort: "foto_wijzigen",
    basis: 2,
    hlc: hlc(n),
    inhoud: { foto: id, ...wat },
  });
  const eerste = wijzig("b", 2, { onderschrift: "een", verborgen: false });
  await neemOver(CONTROLE, [nieuw, wijzig("c", 3, { onderschrift: "twee" }), eerste], 3);
  const stand = async () => (await alles("fotos")).map(({ onderschrift, verborgen }) => [onderschrift, verborgen]);
  assert.deepEqual(await stand(), [["twee", false]]);
  await beelden.wijzigFoto(id, { verborgen: true });
  await beelden.wijzigFoto(id, { onderschrift: "drie" });
  await neemOver(CONTROLE, [nieuw, eerste, wijzig("d", 4, { verborgen: false, onderschrift: null })], 3);
  assert.deepEqual(await stand(), [["drie", true]]);
  await neemOver(CONTROLE, [{ ...wijzig("e", 5, { verborgen: false }), basis: 99 }], 99);
  assert.deepEqual(await stand(), [["drie", false]]);
});

test("a photo of another device counts as sent only once the server has its bytes", async () => {
  const sha = "f".repeat(64);
  const regel = {
    id: "0190a000-0000-7000-8000-0000000000e1",
    controle: CONTROLE,
    soort: "foto",
    sleutel: "f1",
    basis: 2,
    hlc: "2020-01-01T00:00:00.000Z-0000-00000001",
    toestel_tijd: "2020-01-01T00:00:00Z",
    inhoud: { foto: "f1", code: "A", pad: "", sha256: sha, grootte: 3, type: "image/jpeg" },
  };
  const stand = async () => (await alles("fotos"))[0].stand;
  await neemOver(CONTROLE, [regel], 9);
  assert.equal(await stand(), "elders");
  assert.equal((await store.verzendstand(CONTROLE)).elders, 1);
  await leesBonnen(CONTROLE, { mutaties: [], fotos: [] });
  assert.equal(await stand(), "elders");
  await leesBonnen(CONTROLE, { mutaties: [], fotos: [sha] });
  assert.equal(await stand(), "verzonden");
  await neemOver(CONTROLE, [regel], 10);
  assert.equal(await stand(), "verzonden", "fetching the draft again does not unlearn it");
  await leesBonnen(CONTROLE, { mutaties: [], fotos: [] });
  assert.equal(await stand(), "elders", "the server lost it, and this phone has no bytes to send");
  assert.equal((await store.verzendstand()).elders, 1);
});

test("pauses double from 5 s, stay below 60 s in sight and 7 min out of sight", () => {
  assert.equal(pauze(1, false, 0.5), 5000);
  assert.equal(pauze(2, false, 0.5), 10000);
  assert.ok(pauze(20, false, 1) <= 60_000);
  assert.ok(pauze(20, true, 1) <= 420_000 && pauze(20, true, 0) > 60_000);
  assert.notEqual(pauze(3, false, 0), pauze(3, false, 1));
});
