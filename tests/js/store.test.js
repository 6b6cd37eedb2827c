// @ts-check
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as beelden from "../../static/js/veld/beelden.js";
import { gebruikersDb, inTransactie, metDb, verbinding } from "../../static/js/veld/db.js";
import { zetFotoStand } from "../../static/js/veld/fotozender.js";
import { rondAf } from "../../static/js/veld/manifest.js";
import * as store from "../../static/js/veld/store.js";
import { gebruikerVan } from "../../static/js/veld/wie.js";
import { zetStand } from "../../static/js/veld/zender.js";
import { alles, antwoord, CONTROLE, journaal, legeTelefoon, TESS } from "./veld-opzet.js";

beforeEach(legeTelefoon);

/** @param {(rij: any) => any} wijzig */
const wijzigJournaal = (wijzig) =>
  metDb(gebruikersDb(TESS), async (db) => {
    const tx = db.transaction("journaal", "readwrite");
    for (const rij of await tx.store.getAll()) await tx.store.put({ ...rij, ...wijzig(rij) });
    await tx.done;
  });

test("an answer is a row to show and an entry to send", async () => {
  const { id } = await store.schrijf(...antwoord("BR-01", "voldoet"));
  const { antwoorden } = await store.leesControle(CONTROLE);
  assert.equal(antwoorden.length, 1);
  assert.deepEqual(antwoorden[0].antwoord, { waarde: "voldoet" });
  assert.equal(antwoorden[0].verborgen, false);
  const [regel] = await journaal();
  assert.equal(regel.id, id);
  assert.deepEqual(
    {
      basis: regel.basis,
      soort: regel.soort,
      sleutel: regel.sleutel,
      hash: regel.protocol_hash,
      gebruiker: regel.gebruiker,
    },
    { basis: 3, soort: "antwoord", sleutel: "BR-01@", hash: "a".repeat(64), gebruiker: gebruikerVan(TESS) },
  );
  assert.deepEqual(await store.verzendstand(), { mutaties: 1, fotos: 0, vastgehouden: 0, elders: 0 });
});

test("unsent keystrokes of one answer become one entry, with the last words", async () => {
  const eerst = await store.schrijf(...antwoord("BR-01", "a"));
  const laatst = await store.schrijf(...antwoord("BR-01", "ab"));
  assert.equal(eerst.id, laatst.id);
  const regels = await journaal();
  assert.equal(regels.length, 1);
  assert.equal(regels[0].inhoud.antwoord.waarde, "ab");
});

test("an entry that was put on the wire never changes: the next word is a new entry", async () => {
  await store.schrijf(...antwoord("BR-01", "a"));
  await wijzigJournaal(() => ({ gestuurd: true }));
  await store.schrijf(...antwoord("BR-01", "ab"));
  const regels = await journaal();
  assert.deepEqual(
    regels.map((regel) => regel.inhoud.antwoord.waarde),
    ["a", "ab"],
  );
  assert.ok(regels[0].hlc < regels[1].hlc);
  const { antwoorden } = await store.leesControle(CONTROLE);
  assert.equal(antwoorden[0].antwoord.waarde, "ab");
});

test("what was signed and finished stays in the journal, also when it is corrected before any contact", async () => {
  const teken = (/** @type {string} */ getoond, /** @type {string} */ naam) =>
    store.schrijf(CONTROLE, "handtekening", "betrokkene", { rol: "betrokkene", naam, getoond });
  await store.schrijf(...antwoord("BR-01", "voldoet_niet"));
  await teken("een", "Jan");
  await rondAf(CONTROLE);
  await store.schrijf(CONTROLE, "aanvullen", "", { reden: "vergissing" });
  await store.schrijf(...antwoord("BR-01", "voldoet"));
  await teken("een", "Piet");
  const regels = await journaal();
  const van = (/** @type {string} */ soort) => regels.filter((regel) => regel.soort === soort);
  assert.deepEqual(
    van("antwoord").map(({ inhoud }) => inhoud.antwoord.waarde),
    ["voldoet_niet", "voldoet"],
  );
  assert.deepEqual(
    van("handtekening").map(({ inhoud }) => inhoud.naam),
    ["Jan", "Piet"],
  );
  const [afronden] = van("afronden");
  assert.deepEqual(afronden.inhoud.manifest.mutaties.toSorted(), [regels[0].id, regels[1].id].toSorted());
});

test("a signature grows with its strokes, and seals the answers above it; under another text it is a new one", async () => {
  const teken = (/** @type {string} */ getoond, /** @type {number} */ lijnen) =>
    store.schrijf(CONTROLE, "handtekening", "betrokkene", {
      rol: "betrokkene",
      getoond,
      lijnen: Array(lijnen).fill(0),
    });
  await store.schrijf(...antwoord("BR-01", "a"));
  await teken("een", 1);
  await teken("een", 2);
  await store.schrijf(...antwoord("BR-01", "b"));
  await teken("twee", 1);
  const wat = (await journaal()).map(
    ({ inhoud }) => inhoud.antwoord?.waarde ?? `${inhoud.getoond} ${inhoud.lijnen.length}`,
  );
  assert.deepEqual(wat, ["a", "een 2", "b", "twee 1"]);
});

test("kinds that are events are never joined", async () => {
  const inhoud = { begin_at: "2026-11-27T09:00:00Z" };
  await store.schrijf(CONTROLE, "starten", "", inhoud);
  await store.schrijf(CONTROLE, "starten", "", inhoud);
  assert.equal((await journaal()).length, 2);
  assert.equal((await store.leesControle(CONTROLE)).controle.lokaal.status, "bezig");
});

test("a hundred entries at once keep their order and lose nothing", async () => {
  const codes = Array.from({ length: 100 }, (_, i) => `P-${i}`);
  await Promise.all(codes.map((code) => store.schrijf(...antwoord(code, code))));
  const regels = await journaal();
  assert.deepEqual(
    regels.map((regel) => regel.volgnummer),
    codes.map((_, i) => i + 1),
  );
  assert.equal(new Set(regels.map((regel) => regel.hlc)).size, 100);
  assert.deepEqual(
    regels.map((regel) => regel.hlc),
    regels.map((regel) => regel.hlc).sort(),
  );
});

test("a connection that died is opened again and the same answer is kept, once", async () => {
  await store.schrijf(...antwoord("BR-01", "a"));
  (await verbinding(gebruikersDb(TESS))).close();
  await store.schrijf(...antwoord("BR-02", "b"));
  assert.deepEqual(
    (await journaal()).map((regel) => regel.sleutel),
    ["BR-01@", "BR-02@"],
  );
});

test("a write that is tried again gives way to the later one of its place, not to one of a clock that ran ahead", async (t) => {
  const stores = ["journaal", "meta", "controles", "antwoorden"];
  const ouder = await store.vasteGegevens(...antwoord("BR-01", "abc"));
  await store.schrijf(...antwoord("BR-01", "abcd"));
  await metDb(gebruikersDb(TESS), (db) => inTransactie(db, stores, (tx) => store.boek(tx, ouder)));
  const waarden = async () => (await journaal()).map(({ inhoud }) => inhoud.antwoord.waarde);
  assert.deepEqual(await waarden(), ["abcd"]);
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() - 86_400_000 });
  await store.schrijf(...antwoord("BR-01", "abcde"));
  assert.deepEqual(await waarden(), ["abcde"]);
});

test("a full phone is told as such, and nothing is half written", async () => {
  const db = await verbinding(gebruikersDb(TESS));
  const { prototype } = /** @type {any} */ (globalThis).IDBObjectStore;
  const echt = prototype.put;
  prototype.put = function (/** @type {any[]} */ ...args) {
    if (this.name === "journaal") throw new DOMException("geen ruimte", "QuotaExceededError");
    return echt.apply(this, args);
  };
  try {
    await assert.rejects(store.schrijf(...antwoord("BR-01", "a")), { code: "vol" });
  } finally {
    prototype.put = echt;
  }
  assert.equal(await db.count("antwoorden"), 0);
  assert.equal(await db.count("journaal"), 0);
  assert.equal(await db.count("meta"), 0);
  await store.schrijf(...antwoord("BR-01", "a"));
  assert.equal(await db.count("antwoorden"), 1);
});

test("a photo is bytes, facts and an entry, read back with the same hash", async () => {
  const bytes = new Uint8Array(5000).map((_, i) => i % 251);
  const rij = await beelden.bewaarFoto(
    CONTROLE,
    { code: "BR-01", pad: "", bron: "camera" },
    "image/jpeg",
    bytes.buffer,
  );
  assert.equal(rij.grootte, 5000);
  assert.equal(rij.stand, "wacht");
  assert.equal(rij.sha256, await store.sha256(bytes));
  const [kopie] = await alles("fotobytes");
  assert.deepEqual(new Uint8Array(kopie.data), bytes);
  assert.equal(Object.prototype.toString.call(kopie.data), "[object ArrayBuffer]");
  assert.equal((await journaal())[0].inhoud.foto, rij.id);
  assert.deepEqual(await store.verzendstand(CONTROLE), { mutaties: 1, fotos: 1, vastgehouden: 0, elders: 0 });
});

test("an empty photo is refused aloud", async () => {
  await assert.rejects(beelden.bewaarFoto(CONTROLE, {}, "image/jpeg", new ArrayBuffer(0)), { code: "niet-bewaard" });
});

test("hiding a photo keeps its bytes and its row", async () => {
  const rij = await beelden.bewaarFoto(CONTROLE, { code: "BR-01" }, "image/jpeg", new Uint8Array([1, 2, 3]).buffer);
  await beelden.wijzigFoto(rij.id, { verborgen: true });
  await beelden.wijzigFoto(rij.id, { onderschrift: "Doorvoer" });
  const { fotos } = await store.leesControle(CONTROLE);
  assert.deepEqual([fotos[0].verborgen, fotos[0].onderschrift], [true, "Doorvoer"]);
  assert.equal((await alles("fotobytes")).length, 1);
  assert.equal((await journaal()).length, 3);
});

test("afronden names every entry and photo hash before it", async () => {
  await store.schrijf(...antwoord("BR-01", "voldoet"));
  const foto = await beelden.bewaarFoto(CONTROLE, { code: "BR-01" }, "image/jpeg", new Uint8Array([9]).buffer);
  const { id } = await rondAf(CONTROLE, { eind_at: "2026-11-27T10:00:00Z" });
  const regels = await journaal();
  const afronden = regels.find((regel) => regel.id === id);
  assert.deepEqual(
    afronden.inhoud.manifest.mutaties.toSorted(),
    regels
      .filter((r) => r.id !== id)
      .map((r) => r.id)
      .toSorted(),
  );
  assert.deepEqual(afronden.inhoud.manifest.fotos, [foto.sha256]);
  assert.equal((await store.leesControle(CONTROLE)).controle.lokaal.status, "afgerond");
});

test("afronden does not name what was set aside: the office would wait for it for ever", async () => {
  const apart = await store.schrijf(...antwoord("BR-01", "voldoet"));
  const blijft = await store.schrijf(...antwoord("BR-02", "voldoet"));
  const weg = await beelden.bewaarFoto(CONTROLE, { code: "BR-01" }, "image/jpeg", new Uint8Array([9]).buffer);
  const foto = await beelden.bewaarFoto(CONTROLE, { code: "BR-02" }, "image/jpeg", new Uint8Array([8]).buffer);
  await zetStand(apart.id, "terzijde");
  await zetFotoStand(weg.id, "terzijde");
  const { id } = await rondAf(CONTROLE);
  const { manifest } = (await journaal()).find((regel) => regel.id === id).inhoud;
  assert.ok(!manifest.mutaties.includes(apart.id));
  assert.ok(manifest.mutaties.includes(blijft.id));
  assert.deepEqual(manifest.fotos, [foto.sha256]);
});

test("a controle of another visit is left out of what is read", async () => {
  const ander = "0190a000-0000-7000-8000-0000000000c2";
  await store.schrijf(...antwoord("BR-01", "voldoet"));
  await store.schrijf(ander, "antwoord", "BR-01@", { code: "BR-01", pad: "", antwoord: { waarde: "nee" } });
  assert.deepEqual(
    (await store.leesControle(CONTROLE)).antwoorden.map((rij) => rij.antwoord.waarde),
    ["voldoet"],
  );
  assert.deepEqual(
    (await store.leesControle(ander)).antwoorden.map((rij) => rij.antwoord.waarde),
    ["nee"],
  );
});

test("listeners hear of what was kept, and can stop", async () => {
  /** @type {any[]} */
  const gehoord = [];
  const stop = store.luister((bericht) => gehoord.push(bericht));
  await store.schrijf(...antwoord("BR-01", "voldoet"));
  await new Promise((klaar) => setImmediate(klaar));
  stop();
  await store.schrijf(...antwoord("BR-01", "voldoet_niet"));
  await new Promise((klaar) => setImmediate(klaar));
  assert.deepEqual(gehoord, [
    { soort: "bewaard", controle: CONTROLE, mutatie: "antwoord", sleutel: "BR-01@", elders: false },
  ]);
});
