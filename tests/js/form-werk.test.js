// The open controle as values: what counts as open, as missing, and what a repeat is called.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allesWatMist,
  bevindingMist,
  bevindingSleutels,
  fotoMist,
  metLhso,
  overzie,
} from "../../static/js/veld/mist.js";
import { leesWaarde } from "../../static/js/veld/velden.js";
import {
  cautieNodig,
  fasenzin,
  fotosBij,
  herbereken,
  herhalingTitel,
  isDicht,
  maakWerk,
  zonderHerhaling,
} from "../../static/js/veld/werk.js";

const PLAN = {
  protocol: "proef",
  versie: 1,
  reden_bij: ["niet_gecontroleerd"],
  onderdelen: [
    { code: "bezoek" },
    { code: "bouwplaats" },
    {
      code: "woningen",
      herhaling: { per: "woning", titel_vraag: "W-01.1", minimum: 1 },
    },
  ],
  vragen: [
    {
      code: "ALG-01",
      onderdeel: "bezoek",
      type: "keuze",
      opties: ["ja"],
      bezoekveld: "legitimatie",
      verplicht: true,
    },
    {
      code: "B-01",
      onderdeel: "bouwplaats",
      foto: { wanneer: "bij_afwijking" },
      gevolg: 3,
    },
    {
      code: "B-01.1",
      onderdeel: "bouwplaats",
      bij: "B-01",
      type: "tekst",
      toon_als: { vraag: "B-01", is: "voldoet_niet" },
    },
    { code: "B-02", onderdeel: "bouwplaats", spoor: "privaat" },
    { code: "W-01", onderdeel: "woningen" },
    { code: "W-01.1", onderdeel: "woningen", bij: "W-01", type: "tekst" },
  ],
};
const MATRIX = {
  cellen: {
    B3: {
      zone: "midden",
      herstel: ["WAA"],
      ingrijpend: [],
      bestraffend: ["BB"],
      strafrecht: [],
      overleg: "nee",
    },
  },
  interventies: {
    WAA: {
      label: "Waarschuwen",
      categorie: "herstellend",
      besluit: false,
      handhavingsmiddel: false,
    },
    BB: {
      label: "Bestuurlijke boete",
      categorie: "bestraffend",
      besluit: true,
      handhavingsmiddel: true,
    },
  },
  verschuiving: { kolommen: 1, rijen: 1 },
  recidive: { jaren: 5 },
};

function maak(anders = {}, controle = {}) {
  const leeg = {
    antwoorden: [],
    herhalingen: [],
    bezoek: [],
    bevindingen: [],
    fotos: [],
    handtekeningen: [],
  };
  return maakWerk(PLAN, { ...leeg, ...anders, controle: { id: "c1", ...controle } }, { lhso: MATRIX }, "2026-11-21");
}
const antwoord = (code, waarde, pad = "") => ({
  code,
  pad,
  antwoord: { waarde },
  verborgen: false,
});
const foto = (id, meer = {}) => ({
  id,
  code: "B-01",
  pad: "",
  genomen_at: "2026-11-21T09:00:00Z",
  verborgen: false,
  origineel: null,
  ...meer,
});

test("open is every place where something is missing: also the visit and a repeat that is short", () => {
  const { open, totaal } = overzie(maak({ antwoorden: [antwoord("B-01", "voldoet")] }));
  assert.deepEqual(open, ["ALG-01@", "B-02@", "woningen@"]);
  assert.equal(totaal, 4);
});

test("progress counts per onderdeel and per repeat", () => {
  const werk = maak({
    herhalingen: [{ onderdeel: "woningen", pad: "u1", weg: false, volgorde: 1 }],
    antwoorden: [antwoord("W-01", "voldoet_niet", "u1")],
  });
  const { per, oordelen } = overzie(werk);
  assert.deepEqual(per.get("woningen@u1"), { af: 0, totaal: 1, fout: 1 });
  assert.deepEqual(per.get("woningen@"), { af: 0, totaal: 1, fout: 1 });
  assert.deepEqual(per.get("bouwplaats@"), { af: 0, totaal: 2, fout: 0 });
  assert.equal(oordelen.voldoet_niet, 1);
});

test("a punt that fails is open until its finding is complete", () => {
  const rij = { code: "B-01", pad: "", constatering: "Los hek", is_overtreding: false, reden_geen_overtreding: "Nee" };
  const bij = (bevindingen, fotos) => {
    const { open, alleenBevinding } = overzie(
      maak({ antwoorden: [antwoord("B-01", "voldoet_niet")], bevindingen, fotos }),
    );
    return [open.includes("B-01@"), alleenBevinding.get("B-01@")];
  };
  assert.deepEqual(bij([], []), [true, false]);
  assert.deepEqual(bij([], [foto("f1")]), [true, true]);
  assert.deepEqual(bij([{ ...rij, constatering: "" }], [foto("f1")]), [true, true]);
  assert.deepEqual(bij([rij], [foto("f1")]), [false, undefined]);
});

test("with whom you spoke is asked at every controle, also when only some punten are", () => {
  const gesprek = { code: "ALG-06", onderdeel: "bezoek", type: "tekst", bezoekveld: "gesproken_met" };
  const plan = { ...PLAN, vragen: [...PLAN.vragen, gesprek] };
  const bij = (bezoek) => overzie(herbereken({ ...maak({ bezoek }, { selectie: ["B-02@"] }), plan })).open;
  assert.deepEqual(bij([]), ["ALG-01@", "ALG-06@", "B-02@"]);
  assert.deepEqual(bij([{ veld: "gesproken_met", waarde: "Niemand gesproken" }]), ["ALG-01@", "B-02@"]);
});

test("a repeat with a steekproef is open until it says how many were looked at", () => {
  const [bezoek, plek, woningen] = PLAN.onderdelen;
  const plan = { ...PLAN, onderdelen: [bezoek, plek, { ...woningen, herhaling: { per: "woning", steekproef: true } }] };
  const bij = (antwoorden) => overzie(herbereken({ ...maak({ antwoorden }), plan }));
  const leeg = bij([]);
  assert.ok(leeg.open.includes("woningen@"));
  assert.deepEqual(leeg.per.get("woningen@"), { af: 0, totaal: 1, fout: 0 });
  const gevuld = bij([antwoord("woningen", { n: 2, van: 8 })]);
  assert.ok(!gevuld.open.includes("woningen@"));
  assert.deepEqual(gevuld.per.get("woningen@"), { af: 1, totaal: 1, fout: 0 });
});

test("a repeat with a minimum opens of itself once; one that was taken away stays away", () => {
  assert.deepEqual(zonderHerhaling(maak()), ["woningen@"]);
  const rij = { onderdeel: "woningen", pad: "u1", weg: true, volgorde: 1 };
  assert.deepEqual(zonderHerhaling(maak({ herhalingen: [rij] })), []);
  assert.deepEqual(zonderHerhaling(maak({}, { selectie: ["B-02@"] })), []);
});

test("the head of the form names one fase, or the codes of several", () => {
  assert.equal(fasenzin([]), "");
  assert.equal(fasenzin([{ code: "7", titel: "Afbouw" }]), "fase 7 afbouw");
  assert.equal(
    fasenzin([
      { code: "2", titel: "A" },
      { code: "7", titel: "B" },
    ]),
    "fasen 2, 7",
  );
});

test("a boete without the cautie is not a complete finding, unless nobody was spoken to", () => {
  const rij = { code: "B-01", pad: "", is_overtreding: true, interventies: ["BB"] };
  const velden = (bezoek) => bevindingMist(maak({ bevindingen: [rij], bezoek }), "B-01@").map(([veld]) => veld);
  assert.ok(velden([]).includes("cautie"));
  assert.ok(!velden([{ veld: "cautie", waarde: "2026-11-21T10:00:00Z" }]).includes("cautie"));
  assert.ok(!velden([{ veld: "gesproken_met", waarde: "Niemand gesproken" }]).includes("cautie"));
});

test("a repeat that was taken away asks nothing any more and comes back when it is put back", () => {
  const rij = { onderdeel: "woningen", pad: "u1", weg: true, volgorde: 1 };
  const werk = maak({ herhalingen: [rij] });
  assert.ok(!werk.zicht.vragen.has("W-01@u1"));
  rij.weg = false;
  assert.ok(herbereken(werk).zicht.vragen.has("W-01@u1"));
});

test("a repeat is called by its place and by the answer that names it", () => {
  const herhalingen = ["u1", "u2"].map((pad, i) => ({
    onderdeel: "woningen",
    pad,
    weg: false,
    volgorde: i,
  }));
  const werk = maak({
    herhalingen,
    antwoorden: [antwoord("W-01.1", "nummer 21b", "u2")],
  });
  assert.equal(herhalingTitel(werk, "woningen", "u1"), "Woning 1");
  assert.equal(herhalingTitel(werk, "woningen", "u2"), "Woning 2, nummer 21b");
});

test("a failed punt asks a photo and a finding; a hidden photo or an edited copy does not count as one", () => {
  const werk = maak({
    antwoorden: [antwoord("B-01", "voldoet_niet")],
    fotos: [foto("f1", { verborgen: true }), foto("f2", { origineel: "f1" })],
  });
  assert.ok(fotoMist(werk, "B-01@"));
  assert.deepEqual(bevindingSleutels(werk), ["B-01@"]);
  const soorten = allesWatMist(werk)
    .filter(({ code }) => code === "B-01")
    .map(({ soort }) => soort);
  assert.deepEqual(soorten, ["foto", "bevinding"]);
});

test("a choice that deviates is a finding too, and counts with what does not comply", () => {
  const keuze = {
    code: "B-03",
    onderdeel: "bouwplaats",
    type: "keuze",
    opties: ["rustig", "te_druk"],
    afwijking_als: { vraag: "B-03", is: "te_druk" },
  };
  const plan = { ...PLAN, vragen: [...PLAN.vragen, keuze] };
  const bij = (waarde) => herbereken({ ...maak({ antwoorden: [antwoord("B-03", waarde)] }), plan });
  assert.deepEqual(bevindingSleutels(bij("te_druk")), ["B-03@"]);
  assert.equal(overzie(bij("te_druk")).oordelen.voldoet_niet, 1);
  assert.deepEqual(bevindingSleutels(bij("rustig")), []);
});

test("the edited copy stands in for its original, the newest that is not hidden", () => {
  const werk = maak({
    fotos: [foto("f1"), foto("f2", { origineel: "f1", verborgen: true }), foto("f3", { origineel: "f1" })],
  });
  const [paar] = fotosBij(werk, "B-01@");
  assert.equal(paar.foto.id, "f1");
  assert.equal(paar.beeld.id, "f3");
});

test("a private punt gets a short finding without LHSO", () => {
  const bevinding = {
    code: "B-02",
    pad: "",
    constatering: "De erfafscheiding staat scheef.",
    is_overtreding: false,
    reden_geen_overtreding: "Privaat",
  };
  const werk = maak({
    antwoorden: [antwoord("B-02", "voldoet_niet")],
    bevindingen: [bevinding],
  });
  assert.equal(metLhso(werk, "B-02"), false);
  assert.equal(metLhso(werk, "B-01"), true);
  assert.deepEqual(bevindingMist(werk, "B-02@"), []);
});

test("a term is not asked when the offence was put right at once", () => {
  const bevinding = {
    code: "B-01",
    pad: "",
    constatering: "Open hek",
    is_overtreding: true,
    voorschrift: "Bbl 7.15",
    overtreder: "Bouw BV",
    soort_overtreding: "eenmalig",
    herstelbaar: true,
    gebruik: false,
    gevolg: 3,
    gevolg_motivering: "x",
    gedrag: "B",
    gedrag_motivering: "x",
    recidive: "nee",
    geen_omstandigheden: true,
    geen_aspecten: true,
    cel_berekend: "B3",
    cel_definitief: "B3",
    interventies: ["WAA"],
    overleg: "niet_nodig",
    hercontrole: false,
    legalisatie: "nvt",
  };
  const met = (direct_hersteld) =>
    maak({
      bevindingen: [bevinding],
      antwoorden: [
        {
          code: "B-01",
          pad: "",
          antwoord: { waarde: "voldoet_niet", direct_hersteld },
        },
      ],
    });
  assert.deepEqual(
    bevindingMist(met(false), "B-01@").map(([veld]) => veld),
    ["termijn"],
  );
  assert.deepEqual(bevindingMist(met(true), "B-01@"), []);
});

test("a boete asks the cautie until it was given", () => {
  const werk = maak({
    bevindingen: [{ code: "B-01", pad: "", interventies: ["WAA", "BB"] }],
  });
  assert.ok(cautieNodig(werk));
  assert.equal(werk.stand.feiten["controle.bestraffing_overwogen"], true);
  werk.bezoek.cautie = "2026-11-21T10:00:00Z";
  assert.ok(!cautieNodig(werk));
});

test("what this phone did goes before what the office last said", () => {
  assert.ok(isDicht(maak({}, { status: "bezig", lokaal: { status: "afgerond" } })));
  assert.ok(!isDicht(maak({}, { status: "afgerond", lokaal: { status: "bezig" } })));
});

test("a hercontrole asks the visit and only the punten of its selectie", () => {
  const werk = maak({}, { selectie: ["B-02@"] });
  assert.deepEqual([...werk.zicht.vragen], ["ALG-01@", "B-02@"]);
});

test("a place in words goes beside the one on the map, and leaves it", () => {
  const lees = (omschrijving, oud) => {
    const vak = { querySelectorAll: () => [veld] };
    const veld = { dataset: { rol: "omschrijving" }, value: omschrijving, closest: () => vak };
    return leesWaarde(vak, { code: "A", type: "locatie" }, oud);
  };
  const kaart = { lat: 51.6, lon: 5.5, nauwkeurigheid: 6 };
  assert.deepEqual(lees(" Hoek Markt ", null), { omschrijving: "Hoek Markt" });
  assert.deepEqual(lees("Hoek Markt", kaart), { ...kaart, omschrijving: "Hoek Markt" });
  assert.deepEqual(lees("", { ...kaart, omschrijving: "Hoek Markt" }), kaart);
  assert.equal(lees("", { omschrijving: "Hoek Markt" }), null);
});
