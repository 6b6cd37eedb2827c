// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { gedaan, groepen, lopende, naastTeken, staatVan, waarom, wat } from "../../static/js/veld/lijst.js";
import { inlogwoorden, woorden } from "../../static/js/veld/stand.js";
import { delen, stapel, verdeel } from "../../static/js/veld/stapel.js";
import { afstand, meters, omvang, smalleDag } from "../../static/js/veld/tijd.js";

const VANDAAG = "2026-11-27";
const NIETS = { mutaties: 0, fotos: 0, vastgehouden: 0 };
const rij = (/** @type {string} */ id, /** @type {any} */ velden = {}) => ({
  id,
  status: "gepland",
  dag: VANDAAG,
  ...velden,
});
const met = (/** @type {any} */ rij, stand = NIETS) => ({ rij, stand });

test("the sign of a card", () => {
  const wacht = { ...NIETS, fotos: 1 };
  for (const [verwacht, een, stand] of /** @type {const} */ ([
    ["gepland", rij("a"), NIETS],
    ["bezig", rij("a", { status: "bezig" }), wacht],
    ["bezig", rij("a", { lokaal: { status: "bezig" } }), NIETS],
    ["wacht", rij("a", { lokaal: { status: "afgerond" } }), wacht],
    ["verzonden", rij("a", { lokaal: { status: "afgerond" } }), NIETS],
    ["verzonden", rij("a", { status: "gerapporteerd", lokaal: { status: "bezig" } }), NIETS],
    ["bezig", rij("a", { status: "gerapporteerd", lokaal: { status: "bezig", aanvul_reden: "x" } }), NIETS],
    ["vastgehouden", rij("a"), { ...NIETS, vastgehouden: 1 }],
    ["vervallen", rij("a", { vervallen: "Verhuisd" }), NIETS],
    ["bezig", rij("a", { vervallen: "Verhuisd", lokaal: { status: "bezig" } }), NIETS],
  ]))
    assert.equal(staatVan(een, stand), verwacht);
});

test("beside the sign stands what it does not tell: the visit, or what still has to go", () => {
  const wacht = { mutaties: 2, fotos: 1, vastgehouden: 0 };
  const vast = { ...wacht, vastgehouden: 1 };
  assert.equal(naastTeken(rij("a", { status: "bezig" }), wacht), "3 te verzenden");
  assert.equal(naastTeken(rij("a", { status: "bezig" }), NIETS), "");
  assert.equal(naastTeken(rij("a", { status: "bezig" }), vast), "Bezig");
  assert.equal(naastTeken(rij("a", { lokaal: { status: "afgerond" } }), vast), "Afgerond");
  assert.equal(naastTeken(rij("a", { lokaal: { status: "afgerond" } }), wacht), "");
});

test("held first, then what was begun, today by order, what was left, later", () => {
  const lijst = [
    met(rij("laat", { volgorde: 2, tijd: "09:00" })),
    met(rij("vroeg", { volgorde: 1, tijd: "15:00" })),
    met(rij("morgen", { dag: "2026-11-28" })),
    met(rij("gisteren", { dag: "2026-11-26" })),
    met(rij("begonnen", { dag: "2026-11-26", status: "bezig" })),
    met(rij("vast"), { ...NIETS, vastgehouden: 1 }),
    met(rij("ooit", { dag: null })),
    met(rij("hier", { dag: VANDAAG, van_hier: true, volgorde: 3 })),
    met(rij("vorige week", { dag: "2026-11-20", status: "afgerond", afgerond_at: "2026-11-20T10:00:00Z" })),
  ];
  const namen = Object.fromEntries(
    Object.entries(groepen(lijst, VANDAAG)).map(([naam, deel]) => [naam, deel.map((een) => een.rij.id)]),
  );
  assert.deepEqual(namen, {
    aandacht: ["vast"],
    eerder: ["begonnen"],
    route: ["vroeg", "laat", "hier"],
    blijven: ["gisteren"],
    later: ["morgen", "ooit"],
  });
});

test("done counts what is done; cancelled does not count", () => {
  assert.equal(
    gedaan([met(rij("a", { status: "afgerond" })), met(rij("b")), met(rij("c", { vervallen: "x" }))]),
    "1 van 2 gedaan",
  );
});

test("the controle to go on with is the last one begun", () => {
  const begonnen = (/** @type {string} */ id, /** @type {string} */ begin_at) =>
    met(rij(id, { lokaal: { status: "bezig", begin_at } }));
  assert.equal(
    lopende([begonnen("a", "2026-11-27T08:00:00Z"), begonnen("b", "2026-11-27T09:00:00Z"), met(rij("c"))]),
    "b",
  );
  assert.equal(lopende([met(rij("c"))]), undefined);
});

test("why and what, in words", () => {
  const fasen = [
    { code: "f1", titel: "Fundering" },
    { code: "f2", titel: "Ruwbouw" },
  ];
  const een = rij("a", {
    aanleiding: "zaak",
    zaak: { zaaknummer: "Z-1" },
    protocol: { kort: "Bouwen", hash: "h" },
    fasen: ["f2"],
  });
  assert.equal(waarom(een), "Zaak Z-1");
  assert.equal(wat(een, [{ hash: "h", fasen }]), "Bouwen, ruwbouw");
  assert.equal(wat({ ...een, fasen: ["f1", "f2"] }, [{ hash: "h", fasen }]), "Bouwen");
});

test("the words of the line, exactly", () => {
  const zin = (/** @type {any} */ stand, /** @type {string} */ bereik) =>
    Object.values(woorden({ ...NIETS, ...stand }, bereik)).join("");
  assert.equal(zin({}, "verbonden"), "Alles verzonden");
  assert.equal(zin({ mutaties: 2, fotos: 1 }, "verbonden"), "3 te verzenden");
  assert.equal(zin({ mutaties: 2, fotos: 1 }, "geen-bereik"), "3 te verzenden, geen bereik");
  assert.equal(zin({}, "poort"), "Alles verzonden, geen bereik");
  assert.equal(zin({ vastgehouden: 1 }, "verbonden"), "Alles verzonden, 1 vastgehouden");
});

test("the queue says per kind what was received", () => {
  const regel = (/** @type {string} */ soort, /** @type {string} */ stand, sleutel = "") =>
    /** @type {any} */ ({ soort, stand, sleutel, bon: null, inhoud: {} });
  const regels = [
    regel("antwoord", "verwerkt", "A@"),
    regel("antwoord", "verwerkt", "B@"),
    regel("antwoord", "wacht", "B@"),
    regel("antwoord", "verwerkt", "B@"),
    regel("starten", "verwerkt"),
    regel("antwoord", "terzijde", "C@"),
  ];
  assert.deepEqual(
    delen(regels).map(({ soort, totaal, ontvangen }) => [soort, totaal, ontvangen]),
    [
      ["antwoord", 2, 1],
      ["rest", 1, 1],
    ],
  );
});

test("the groups of the queue", () => {
  const bon = { ontvangen_at: "2026-11-27T09:00:00Z", sha256: "x" };
  const regel = (/** @type {string} */ stand, /** @type {any} */ eigen = bon) =>
    /** @type {any} */ ({ soort: "antwoord", stand, bon: eigen, inhoud: {} });
  const stapels = [
    stapel({ id: "wacht" }, [regel("verwerkt"), regel("wacht", null)], []),
    stapel({ id: "af" }, [regel("verwerkt")], []),
    stapel({ id: "eerder" }, [regel("verwerkt", { ...bon, ontvangen_at: "2026-11-20T09:00:00Z" })], []),
    stapel({ id: "vast" }, [regel("vastgehouden")], []),
    stapel({ id: "fotovast" }, [regel("verwerkt")], [{ stand: "vastgehouden", bon: {} }]),
    stapel({ id: "apart" }, [regel("terzijde", null)], []),
  ];
  const namen = Object.fromEntries(
    Object.entries(verdeel(stapels, VANDAAG)).map(([naam, deel]) => [naam, deel.map((een) => een.rij.id)]),
  );
  assert.deepEqual(namen, {
    aandacht: ["vast", "fotovast"],
    wacht: ["wacht"],
    vandaag: ["af"],
    eerder: ["eerder"],
    apart: ["apart"],
  });
});

test("a day on a card says its weekday while that is clear, else its month", () => {
  assert.equal(smalleDag("2026-11-30", VANDAAG), "ma 30");
  assert.equal(smalleDag("2026-12-04", VANDAAG), "4 dec");
  assert.equal(smalleDag("2026-11-10", VANDAAG), "10 nov");
});

test("distances and sizes as people say them", () => {
  assert.equal(Math.round(meters({ lat: 52, lon: 5 }, { lat: 52.01, lon: 5 }) / 10), 111);
  assert.equal(afstand(340), "350 m");
  assert.equal(afstand(4230), "4,2 km");
  assert.equal(afstand(42_300), "42 km");
  assert.equal(omvang(2_400_000), "2,4 MB");
  assert.equal(omvang(900), "1 kB");
});

test("the banner says that sending waits for a login only when it does", () => {
  assert.match(inlogwoorden(false).titel, /om te verzenden/);
  const { titel, zin } = inlogwoorden(true);
  assert.doesNotMatch(titel, /verzenden/);
  assert.match(zin, /wordt gewoon verzonden/);
});
