// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { beforeEach, test } from "node:test";
import * as beelden from "../../static/js/veld/beelden.js";
import { BestandFout, leesBestand, maakBestand } from "../../static/js/veld/bestand.js";
import { stuurFotos } from "../../static/js/veld/fotozender.js";
import * as store from "../../static/js/veld/store.js";
import { stuurJournaal } from "../../static/js/veld/zender.js";
import { maakKantoor } from "./veld-kantoor.js";
import { alles, antwoord, CONTROLE, journaal, legeTelefoon, TESS } from "./veld-opzet.js";

const HOE = { toestel: "0190a000-0000-7000-8000-0000abcd1234", gestopt: () => false };

beforeEach(legeTelefoon);

/** A phone with two entries and a photo, as a file. */
async function volleTelefoon() {
  await store.schrijf(...antwoord("BR-01", 'één: ≥ 3 m, "ruw"'));
  const foto = await beelden.bewaarFoto(
    CONTROLE,
    { code: "BR-01" },
    "image/jpeg",
    new Uint8Array([0, 255, 128, 7]).buffer,
  );
  return { foto, tekst: (await maakBestand()).join("") };
}

test("out of one phone, into another, and on to the office: equal to the byte", async () => {
  const { foto, tekst } = await volleTelefoon();
  const eerder = await journaal();
  await legeTelefoon();
  assert.deepEqual(await leesBestand(tekst), { mutaties: 2, fotos: 1 });
  const kantoor = maakKantoor({ gebruiker: TESS });
  await stuurJournaal(kantoor.vraag, HOE);
  await stuurFotos(kantoor.vraag, HOE);
  assert.deepEqual(
    [...kantoor.mutaties.keys()],
    eerder.map(({ id }) => id),
  );
  assert.deepEqual([...(kantoor.fotos.get(foto.sha256) ?? [])], [0, 255, 128, 7]);
  assert.deepEqual(
    (await journaal()).map(({ stand }) => stand),
    ["verwerkt", "verwerkt"],
  );
  const { antwoorden } = await store.leesControle(CONTROLE);
  assert.equal(antwoorden[0].antwoord.waarde, 'één: ≥ 3 m, "ruw"');
});

test("a file that was made before is read: the office reads the same one", async () => {
  const tekst = await readFile(new URL("../vectors/noodkopie.json", import.meta.url), "utf8");
  assert.deepEqual(await leesBestand(tekst), { mutaties: 2, fotos: 1 });
});

test("reading the same file twice changes nothing", async () => {
  const { tekst } = await volleTelefoon();
  assert.deepEqual(await leesBestand(tekst), { mutaties: 0, fotos: 0 });
  assert.equal((await journaal()).length, 2);
});

test("what is typed after the file was made is a new entry: the one in the file never changes", async () => {
  const { tekst } = await volleTelefoon();
  await store.schrijf(...antwoord("BR-01", "later"));
  const regels = await journaal();
  assert.deepEqual(
    regels.map(({ soort }) => soort),
    ["antwoord", "foto", "antwoord"],
  );
  assert.deepEqual(regels[0].inhoud, JSON.parse(tekst).mutaties[0].inhoud);
});

test("what was received already is not in the file", async () => {
  await volleTelefoon();
  const kantoor = maakKantoor({ gebruiker: TESS });
  await stuurJournaal(kantoor.vraag, HOE);
  const bestand = JSON.parse((await maakBestand()).join(""));
  assert.deepEqual([bestand.mutaties.length, bestand.fotos.length], [0, 1]);
});

test("a photo whose entry was received, but not its bytes, reaches the office by way of another phone", async () => {
  const foto = await beelden.bewaarFoto(
    CONTROLE,
    { code: "BR-01", pad: "", genomen_at: "2026-03-02T10:00:00.000Z" },
    "image/jpeg",
    new Uint8Array([9, 8, 7]).buffer,
  );
  const kantoor = maakKantoor({ gebruiker: TESS });
  await stuurJournaal(kantoor.vraag, HOE);
  const tekst = (await maakBestand()).join("");
  await legeTelefoon();
  assert.deepEqual(await leesBestand(tekst), { mutaties: 0, fotos: 1 });
  assert.equal((await store.verzendstand()).fotos, 1);
  const [rij] = (await store.leesControle(CONTROLE)).fotos;
  assert.deepEqual(
    [rij.controle, rij.code, rij.sha256, rij.genomen_at, rij.stand],
    [CONTROLE, "BR-01", foto.sha256, "2026-03-02T10:00:00.000Z", "wacht"],
  );
  await stuurFotos(kantoor.vraag, HOE);
  assert.deepEqual([...(kantoor.fotos.get(foto.sha256) ?? [])], [9, 8, 7]);
  assert.equal((await store.verzendstand()).fotos, 0);
  assert.deepEqual(await leesBestand(tekst), { mutaties: 0, fotos: 0 });
  assert.equal((await store.verzendstand()).fotos, 0);
});

test("what is known of a photo cannot be changed in the file", async () => {
  const { tekst } = await volleTelefoon();
  await legeTelefoon();
  const bestand = JSON.parse(tekst);
  bestand.fotos[0].rij.code = "BR-99";
  await assert.rejects(leesBestand(JSON.stringify(bestand)), /veranderd/);
});

test("what the phone refused to keep is in the file, beside what it kept, and is read back", async () => {
  const { tekst: eerder } = await volleTelefoon();
  const voor = await journaal();
  const data = new Uint8Array([6, 5, 4]).buffer;
  const foto = "0190a000-0000-7000-8000-0000000000f1";
  const beeld = { type: "image/jpeg", data };
  const opdrachten = [
    { controle: CONTROLE, soort: "antwoord", sleutel: "BR-01@", inhoud: antwoord("BR-01", "later")[3] },
    { controle: CONTROLE, soort: "foto", sleutel: foto, inhoud: { code: "BR-01", pad: "" }, beeld },
    { controle: CONTROLE, soort: "afronden", sleutel: "", inhoud: {} },
  ];
  const tekst = (await maakBestand(CONTROLE, opdrachten)).join("");
  assert.deepEqual(await journaal(), voor);
  assert.deepEqual(JSON.parse(tekst).mutaties.slice(0, 2), JSON.parse(eerder).mutaties);
  assert.deepEqual(await leesBestand(tekst), { mutaties: 2, fotos: 1 });
  const { antwoorden, fotos } = await store.leesControle(CONTROLE);
  assert.equal(antwoorden[0].antwoord.waarde, "later");
  assert.deepEqual(fotos.find(({ id }) => id === foto)?.stand, "wacht");
  const kantoor = maakKantoor({ gebruiker: TESS });
  await stuurJournaal(kantoor.vraag, HOE);
  await stuurFotos(kantoor.vraag, HOE);
  assert.deepEqual([kantoor.mutaties.size, kantoor.fotos.size], [4, 2]);
  const regels = await journaal();
  assert.equal(new Set(regels.map(({ hlc }) => hlc)).size, 4);
});

test("a file of one controle holds only that controle", async () => {
  await volleTelefoon();
  await store.schrijf("0190a000-0000-7000-8000-0000000000c2", "bezoek", "reactie", { veld: "reactie", waarde: "ja" });
  const bestand = JSON.parse((await maakBestand(CONTROLE)).join(""));
  assert.deepEqual(new Set(bestand.mutaties.map((/** @type {any} */ regel) => regel.controle)), new Set([CONTROLE]));
});

test("a changed, foreign or broken file is refused with a sentence, and nothing is read", async () => {
  const { tekst } = await volleTelefoon();
  await legeTelefoon();
  const [gebruiker, organisatie] = TESS.split(".");
  const vreemd = tekst.replaceAll(gebruiker, "0190a000-0000-7000-8000-000000000009");
  const elders = tekst.replaceAll(organisatie, "0190a000-0000-7000-8000-0000000000b2");
  for (const [slecht, woord] of [
    [tekst.replace("ruw", "glad"), /veranderd/],
    [tekst.replace("AP+A", "AP+B"), /beschadigd/],
    [vreemd, /van een ander/],
    [elders, /andere organisatie/],
    [tekst.slice(0, 100), /niet heel/],
    ['{"soort":"iets anders"}', /geen noodkopie/],
  ]) {
    await assert.rejects(
      leesBestand(/** @type {string} */ (slecht)),
      (fout) => fout instanceof BestandFout && /** @type {RegExp} */ (woord).test(fout.message),
    );
  }
  for (const naam of ["journaal", "fotos", "fotobytes", "antwoorden"]) assert.equal((await alles(naam)).length, 0);
});
