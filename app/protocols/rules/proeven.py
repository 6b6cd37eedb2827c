"""Runs the tests an author wrote inside a definition."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.protocols.rules.definitie import Definitie, Proef, ProefStap
from app.protocols.rules.getallen import dutch_number
from app.protocols.rules.normen import gevolg_voorstel
from app.protocols.rules.plan import Plan, PlanVraag, make_plan
from app.protocols.rules.problemen import Probleem
from app.protocols.rules.stand import Antwoord, Sleutel, Stand, pad_segments
from app.protocols.rules.volledigheid import failed, missing, required_fotos
from app.protocols.rules.voorwaarden import Zicht, zichtbaar


def run_proeven(definitie: Definitie) -> list[Probleem]:
    """Runs every proef of a resolved definition; each difference is a problem that names the proef and the code."""
    plan = make_plan(definitie)
    problemen: list[Probleem] = []
    for nummer, proef in enumerate(definitie.proeven):
        problemen += run_proef(plan, proef, f"proeven[{nummer}]")
    return problemen


def run_proef(plan: Plan, proef: Proef, pad: str) -> list[Probleem]:
    """Runs one proef. Repeats may bear any label; labels of different onderdelen never meet."""
    lezer = _Lezer(plan, proef, pad)
    stand = lezer.stand()
    if lezer.problemen:
        return lezer.problemen
    return _compare(zichtbaar(plan, stand), lezer)


class _Lezer:
    """Turns a proef into a stand, and its codes into keys."""

    def __init__(self, plan: Plan, proef: Proef, pad: str) -> None:
        self.plan = plan
        self.proef = proef
        self.pad = pad
        self.problemen: list[Probleem] = []
        self._herhalingen: dict[str, dict[str, None]] = {}

    def stand(self) -> Stand:
        """The stand; unknown codes and wrong pads become problems. A repeat exists as soon as the proef names it,
        be it only in what it expects."""
        for onderdeel, pads in self.proef.herhalingen.items():
            for pad in pads:
                self._place(onderdeel, pad)
        antwoorden: dict[Sleutel, Antwoord] = {}
        fotos: dict[Sleutel, int] = {}
        bezoek: dict[str, object] = {}
        for stap in self.proef.antwoorden:
            self._take(stap, antwoorden, fotos, bezoek)
        for geschreven in self._expected():
            self.key(geschreven)
        return Stand(
            antwoorden=antwoorden,
            herhalingen={code: list(pads) for code, pads in self._herhalingen.items()},
            feiten=self.proef.feiten,
            fasen=frozenset(self.proef.fase),
            niveau=self.proef.niveau,
            fotos=fotos,
            bezoek=bezoek,
        )

    def key(self, geschreven: str) -> Sleutel | None:
        """`CODE` or `CODE@pad` of a question or onderdeel as a key; None and a problem when it cannot be one."""
        code, _, pad = geschreven.partition("@")
        vraag = self.plan.vraag_van_code.get(code)
        if vraag is None and code not in self.plan.onderdeel_van_code:
            self._report("proef-code", f"{code} bestaat niet.", "Verbeter de code.")
            return None
        return code, self._place(vraag.onderdeel if vraag else code, pad)

    def _expected(self) -> list[str]:
        proef = self.proef
        lijsten = (proef.zichtbaar, proef.verborgen, proef.bevindingen, proef.fotos_verplicht, proef.ontbreekt)
        return [code for lijst in (*lijsten, list(proef.gevolg)) for code in lijst or ()]

    def _take(
        self,
        stap: ProefStap,
        antwoorden: dict[Sleutel, Antwoord],
        fotos: dict[Sleutel, int],
        bezoek: dict[str, object],
    ) -> None:
        sleutel = self.key(f"{stap.vraag}@{stap.pad}")
        vraag = self.plan.vraag_van_code.get(stap.vraag)
        if sleutel is None or vraag is None:
            return
        if stap.fotos:
            fotos[sleutel] = stap.fotos
        if vraag.type == "foto":
            fotos[sleutel] = stap.waarde if isinstance(stap.waarde, int) else 1
        elif vraag.bezoekveld is not None:
            bezoek[vraag.bezoekveld] = stap.waarde
        else:
            antwoorden[sleutel] = Antwoord(_wire(vraag, stap), stap.reden, direct_hersteld=stap.direct_hersteld)

    def _place(self, onderdeel: str, pad: str) -> str:
        """The pad with labels that are unique per onderdeel; notes that the repeats on it exist."""
        keten = self.plan.ketens.get(onderdeel)
        delen = pad_segments(pad)
        if keten is None or len(delen) > len(keten) or (len(delen) < len(keten) and onderdeel not in keten):
            diepte = len(keten or ())
            remedie = f"Noem {diepte} herhaling(en) in het pad." if diepte else "Laat het pad weg."
            self._report("proef-pad", f"Pad “{pad}” past niet bij {onderdeel}.", remedie)
            return pad
        uniek = [f"{code}={label}" for code, label in zip(keten, delen, strict=False)]
        for diepte, code in enumerate(keten[: len(delen)]):
            self._herhalingen.setdefault(code, {})["/".join(uniek[: diepte + 1])] = None
        return "/".join(uniek)

    def _report(self, code: str, zin: str, remedie: str) -> None:
        self.problemen.append(Probleem(code, self.pad, f"Proef “{self.proef.naam}”: {zin}", remedie))


def _wire(vraag: PlanVraag, stap: ProefStap) -> object:
    """The value as a phone would send it: numbers as decimal strings, a document's stand as an object."""
    waarde = stap.waarde
    if vraag.type == "getal" and isinstance(waarde, int | float) and not isinstance(waarde, bool):
        return dutch_number(waarde).replace(".", "").replace(",", ".")
    if vraag.type == "document" and isinstance(waarde, str):
        return {"stand": waarde}
    if vraag.type == "meerkeuze" and isinstance(waarde, str):
        return [waarde]
    return waarde


@dataclass(frozen=True)
class _Uitkomst:
    """What came out, by key."""

    bevindingen: list[Sleutel]
    fotos: list[Sleutel]
    ontbreekt: list[Sleutel]


def _compare(zicht: Zicht, lezer: _Lezer) -> list[Probleem]:
    proef = lezer.proef
    _expect(lezer, proef.zichtbaar, lambda key: _shows(zicht, key), "is verborgen, verwacht zichtbaar", "zichtbaar")
    _expect(lezer, proef.verborgen, lambda key: not _shows(zicht, key), "is zichtbaar, verwacht verborgen", "verborgen")
    for code, gevolg in proef.gevolg.items():
        key = lezer.key(code)
        gekregen = gevolg_voorstel(zicht, *key).gevolg if key else None
        if key and gekregen != gevolg:
            _differ(lezer, f"{code}: gevolg {gekregen or 'vrije keuze'}, verwacht {gevolg}", "gevolg")
    uitkomst = _Uitkomst(failed(zicht), list(required_fotos(zicht)), [(deel.code, deel.pad) for deel in missing(zicht)])
    _expect_exactly(lezer, proef.bevindingen, uitkomst.bevindingen, "bevindingen")
    _expect_exactly(lezer, proef.fotos_verplicht, uitkomst.fotos, "fotos_verplicht")
    _expect_exactly(lezer, proef.ontbreekt, uitkomst.ontbreekt, "ontbreekt")
    return lezer.problemen


def _shows(zicht: Zicht, key: Sleutel) -> bool:
    return key in zicht.vragen or key in zicht.onderdelen


def _expect(lezer: _Lezer, codes: list[str], holds: Callable[[Sleutel], bool], zin: str, veld: str) -> None:
    for code in codes:
        key = lezer.key(code)
        if key is not None and not holds(key):
            _differ(lezer, f"{code} {zin}", veld)


def _expect_exactly(lezer: _Lezer, verwacht: list[str] | None, gekregen: Iterable[Sleutel], veld: str) -> None:
    if verwacht is None:
        return
    keys = [lezer.key(code) for code in verwacht]
    gevonden = list(dict.fromkeys(gekregen))
    for code, key in zip(verwacht, keys, strict=True):
        if key is not None and key not in gevonden:
            _differ(lezer, f"{code} hoort bij {veld} maar is er niet", veld)
    for key in gevonden:
        if key not in keys:
            _differ(lezer, f"{_written(key)} is er wel maar staat niet bij {veld}", veld)


def _differ(lezer: _Lezer, zin: str, veld: str) -> None:
    remedie = "Verbeter de voorwaarde of de proef."
    lezer.problemen.append(
        Probleem("proef-mislukt", f"{lezer.pad}.{veld}", f"Proef “{lezer.proef.naam}”: {zin}.", remedie)
    )


def _written(key: Sleutel) -> str:
    """A key as an author writes it."""
    code, pad = key
    labels = "/".join(deel.partition("=")[2] for deel in pad_segments(pad))
    return f"{code}@{labels}" if labels else code
