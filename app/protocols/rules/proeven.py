"""Runs the tests an author wrote inside a definition."""

from __future__ import annotations

from dataclasses import dataclass

from app.protocols.rules.definitie import Definitie, Proef, ProefStap
from app.protocols.rules.getallen import dutch_number
from app.protocols.rules.normen import gevolg_voorstel
from app.protocols.rules.plan import Plan, PlanVraag, make_plan
from app.protocols.rules.problemen import Probleem
from app.protocols.rules.stand import Antwoord, Sleutel, Stand, pad_segments
from app.protocols.rules.volledigheid import failed, missing, required_fotos
from app.protocols.rules.voorwaarden import Zicht, zichtbaar


@dataclass(frozen=True)
class Verschil:
    """One thing that came out otherwise: the field of the proef, where (as `CODE` or `CODE@pad`), and both sides."""

    veld: str
    plek: str
    key: Sleutel
    verwacht: str
    gekregen: str


@dataclass(frozen=True)
class Uitslag:
    """How one proef went. `fouten` is what is wrong with the proef itself: then it did not run and `zicht` is None."""

    proef: Proef
    fouten: list[Probleem]
    verschillen: list[Verschil]
    zicht: Zicht | None

    @property
    def slaagt(self) -> bool:
        """Whether everything came out as expected."""
        return not self.fouten and not self.verschillen


def run_proeven(definitie: Definitie) -> list[Probleem]:
    """Runs every proef of a resolved definition; each difference is a problem that names the proef and the code."""
    problemen: list[Probleem] = []
    for nummer, uitslag in enumerate(judge_proeven(definitie)):
        problemen += uitslag.fouten
        problemen += [_probleem(uitslag.proef, verschil, f"proeven[{nummer}]") for verschil in uitslag.verschillen]
    return problemen


def judge_proeven(definitie: Definitie) -> list[Uitslag]:
    """Every proef of a resolved definition with how it went."""
    plan = make_plan(definitie)
    return [judge_proef(plan, proef, f"proeven[{nummer}]") for nummer, proef in enumerate(definitie.proeven)]


def judge_proef(plan: Plan, proef: Proef, pad: str = "proeven[0]") -> Uitslag:
    """Runs one proef. Repeats may bear any label; labels of different onderdelen never meet."""
    lezer = _Lezer(plan, proef, pad)
    stand = lezer.stand()
    if lezer.problemen:
        return Uitslag(proef, lezer.problemen, [], None)
    zicht = zichtbaar(plan, stand)
    return Uitslag(proef, [], _compare(zicht, lezer), zicht)


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
class Uitkomst:
    """What came out, by key: what is not in order, what must have a photo, what afronden still asks for."""

    bevindingen: list[Sleutel]
    fotos_verplicht: list[Sleutel]
    ontbreekt: list[Sleutel]


def outcome(zicht: Zicht) -> Uitkomst:
    """What a proef can expect besides what shows."""
    ontbreekt = dict.fromkeys((deel.code, deel.pad) for deel in missing(zicht))
    return Uitkomst(failed(zicht), list(required_fotos(zicht)), list(ontbreekt))


def _compare(zicht: Zicht, lezer: _Lezer) -> list[Verschil]:
    proef = lezer.proef
    verschillen = _shown(lezer, zicht, proef.zichtbaar, toon=True) + _shown(lezer, zicht, proef.verborgen, toon=False)
    for code, gevolg in proef.gevolg.items():
        key = lezer.key(code)
        gekregen = gevolg_voorstel(zicht, *key).gevolg if key else None
        if key and gekregen != gevolg:
            verschillen.append(Verschil("gevolg", code, key, f"gevolg {gevolg}", f"gevolg {gekregen or 'vrije keuze'}"))
    uitkomst = outcome(zicht)
    for veld in _LIJSTEN:
        verschillen += _exactly(lezer, veld, getattr(proef, veld), getattr(uitkomst, veld))
    return verschillen


_LIJSTEN = {
    "bevindingen": ("een bevinding", "geen bevinding"),
    "fotos_verplicht": ("foto verplicht", "foto niet verplicht"),
    "ontbreekt": ("nog in te vullen", "niet meer in te vullen"),
}
"""Lists that must hold exactly, with what being in it and not being in it is called."""


def _shown(lezer: _Lezer, zicht: Zicht, codes: list[str], *, toon: bool) -> list[Verschil]:
    woorden = ("in beeld", "niet in beeld")
    verwacht, gekregen = woorden if toon else woorden[::-1]
    keys = [(code, lezer.key(code)) for code in codes]
    veld = "zichtbaar" if toon else "verborgen"
    return [Verschil(veld, code, key, verwacht, gekregen) for code, key in keys if key and shows(zicht, key) != toon]


def shows(zicht: Zicht, key: Sleutel) -> bool:
    """Whether a question or an onderdeel shows."""
    return key in zicht.vragen or key in zicht.onderdelen


def _exactly(lezer: _Lezer, veld: str, verwacht: list[str] | None, gekregen: list[Sleutel]) -> list[Verschil]:
    if verwacht is None:
        return []
    keys = {code: lezer.key(code) for code in verwacht}
    wel, niet = _LIJSTEN[veld]
    te_weinig = [Verschil(veld, code, key, wel, niet) for code, key in keys.items() if key and key not in gekregen]
    te_veel = [Verschil(veld, written(key), key, niet, wel) for key in gekregen if key not in keys.values()]
    return te_weinig + te_veel


def _probleem(proef: Proef, verschil: Verschil, pad: str) -> Probleem:
    zin = f"Proef “{proef.naam}”: bij {verschil.plek} verwacht: {verschil.verwacht}, gekregen: {verschil.gekregen}."
    return Probleem("proef-mislukt", f"{pad}.{verschil.veld}", zin, "Verbeter de voorwaarde of de proef.")


def written(key: Sleutel) -> str:
    """A key as an author writes it."""
    code, pad = key
    labels = "/".join(deel.partition("=")[2] for deel in pad_segments(pad))
    return f"{code}@{labels}" if labels else code
