"""Acts of an author in the outline: which edit each is, and in which words it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable

from app.protocols.rules.bewerken import (
    Bewerking,
    Dupliceer,
    MaakOnderdeel,
    PlekWeg,
    Ruw,
    Soort,
    Verplaats,
    Voeg,
    Weg,
    codes,
    find,
    free_code,
    free_volgcode,
    last_plek,
    walk,
)
from app.protocols.rules.overzicht import put_back_at, step
from app.protocols.rules.plakken import punten_uit_plaktekst

NIEUWE_VRAAG = "Nieuwe vraag"
Daad = tuple[Bewerking, str, str]
"""The edit, how it is called, and the plek to open after it."""


def add_punt(ruw: Ruw, bij: str, ooit: Iterable[str]) -> Daad:
    """A new punt after the one that is open, or last in its onderdeel. Raises `PlekWeg` when there is no onderdeel."""
    binnen, na = _place(ruw, bij)
    buren = [code for code in codes(ruw) if "." not in code]
    code = free_code([*codes(ruw), *ooit], na.partition(":")[2] if na else buren[-1] if buren else "P-01")
    return Voeg("punt", binnen, _question(code), na), f"Punt {code} erbij", f"punt:{code}"


def add_vervolg(ruw: Ruw, punt: str, ooit: Iterable[str]) -> Daad:
    """A vervolgvraag of a punt, asked when it is not in order."""
    plek = punt if find(ruw, punt).ouder.startswith("onderdeel:") else find(ruw, punt).ouder
    moeder = find(ruw, plek).inhoud
    code = free_volgcode([*codes(ruw), *ooit], str(moeder["code"]))
    inhoud: Ruw = {"code": code, "vraag": NIEUWE_VRAAG, "type": "tekst"}
    if moeder.get("type") in ("oordeel", "document"):
        inhoud["toon_als"] = {"vraag": str(moeder["code"]), "is": "voldoet_niet"}
    na = last_plek(ruw, "punt", plek)
    return Voeg("punt", plek, inhoud, na), f"Vervolgvraag {code} erbij", f"punt:{code}"


def add_onderdeel(ruw: Ruw, bij: str) -> Daad:
    """A new onderdeel after the one that is open."""
    code = _free_part(ruw)
    onderdelen = [f"onderdeel:{deel.get('code')}" for deel in ruw.get("onderdelen") or []]
    hier = bij if bij in onderdelen else onderdelen[-1] if onderdelen else None
    inhoud = {"code": code, "titel": "Nieuw onderdeel", "punten": []}
    return Voeg("onderdeel", "protocol", inhoud, hier), f"Onderdeel {code} erbij", f"onderdeel:{code}"


def duplicate(ruw: Ruw, plek: str, ooit: Iterable[str]) -> Daad:
    """A copy of a punt under a free code."""
    deel = find(ruw, plek)
    oud = str(deel.inhoud["code"])
    gebruikt = [*codes(ruw), *ooit]
    vervolg = deel.ouder.startswith("punt:")
    code = free_volgcode(gebruikt, oud.rpartition(".")[0]) if vervolg else free_code(gebruikt, oud)
    return Dupliceer(plek, code), f"Kopie van {oud}", f"punt:{code}"


def move(ruw: Ruw, plek: str, richting: int) -> Daad | None:
    """One place up or down; None when it cannot go further."""
    stap = step(ruw, plek, richting)
    return (stap, f"{name_of(plek)} verplaatst", plek) if stap else None


def move_to(ruw: Ruw, plekken: list[str], binnen: str, na: str | None = None) -> Daad:
    """Everything chosen into an onderdeel: after `na`, at its `begin`, or at its end."""
    kind = [plek for plek in plekken if find(ruw, plek).ouder not in plekken]
    soort: Soort = "onderdeel" if kind[0].startswith("onderdeel:") else "punt"
    if na == "begin":
        return Verplaats(kind, binnen), f"{_count(kind)} verplaatst", kind[0]
    last = na or last_plek(ruw, soort, binnen)
    if last in kind:
        rest = [f"punt:{inhoud.get('code')}" for inhoud in find(ruw, binnen).inhoud.get("punten") or []]
        last = next((plek for plek in reversed(rest) if plek not in kind), None)
    return Verplaats(kind, binnen, last), f"{_count(kind)} verplaatst", kind[0]


def make_part(ruw: Ruw, plekken: list[str], titel: str) -> Daad:
    """Everything chosen together in a new onderdeel."""
    kind = [plek for plek in plekken if find(ruw, plek).ouder.startswith("onderdeel:") and plek.startswith("punt:")]
    if not kind:
        raise PlekWeg(plekken[0] if plekken else "punt:")
    code = _free_part(ruw)
    return MaakOnderdeel(kind, code, titel), f"Onderdeel van {_count(kind)}", f"onderdeel:{code}"


def paste(ruw: Ruw, tekst: str, ooit: Iterable[str]) -> Daad:
    """Rows copied from a spreadsheet as punten of a new onderdeel. Raises `PlekWeg` when there is none in it."""
    buren = [code for code in codes(ruw) if "." not in code]
    punten = punten_uit_plaktekst(tekst, free_code([*codes(ruw), *ooit], buren[-1] if buren else "P-01"))
    if not punten:
        raise PlekWeg("plaktekst:")
    code = _free_part(ruw)
    inhoud = {"code": code, "titel": "Geplakt", "punten": punten}
    na = last_plek(ruw, "onderdeel", "protocol")
    return Voeg("onderdeel", "protocol", inhoud, na), f"{len(punten)} punten geplakt", f"onderdeel:{code}"


def remove(ruw: Ruw, plekken: list[str]) -> Daad:
    """Lets things lapse; opens what stood before the first of them."""
    kind = [plek for plek in plekken if find(ruw, plek).ouder not in plekken]
    rijen = [deel.plek for deel in walk(ruw) if deel.plek.partition(":")[0] in ("punt", "onderdeel")]
    ervoor = [plek for plek in rijen[: rijen.index(kind[0])] if plek not in kind]
    return Weg(kind), f"{_count(kind)} vervallen", ervoor[-1] if ervoor else "protocol"


def put_back(ruw: Ruw, basis: Ruw, plek: str) -> Daad:
    """A punt that lapsed, back as it was in the version before."""
    inhoud, binnen = put_back_at(ruw, basis, plek)
    return Voeg("punt", binnen, inhoud, last_plek(ruw, "punt", binnen)), f"{name_of(plek)} teruggezet", plek


def name_of(plek: str) -> str:
    """What a plek is called in a sentence."""
    soort, _, code = plek.partition(":")
    return code if soort == "punt" else f"{soort} {code}".strip()


def _count(plekken: list[str]) -> str:
    return name_of(plekken[0]) if len(plekken) == 1 else f"{len(plekken)} punten"


def _place(ruw: Ruw, bij: str) -> tuple[str, str | None]:
    """The onderdeel to add to, and what to come after."""
    if bij.startswith("punt:"):
        deel = find(ruw, bij)
        return (deel.ouder, bij) if deel.ouder.startswith("onderdeel:") else _place(ruw, deel.ouder)
    onderdelen = [deel.plek for deel in walk(ruw) if deel.plek.startswith("onderdeel:")]
    if not onderdelen:
        raise PlekWeg("onderdeel:")
    binnen = bij if bij in onderdelen else onderdelen[-1]
    return binnen, last_plek(ruw, "punt", binnen)


def _question(code: str) -> Ruw:
    return {"code": code, "vraag": NIEUWE_VRAAG, "type": "oordeel"}


def _free_part(ruw: Ruw) -> str:
    bezet = {deel.plek.partition(":")[2] for deel in walk(ruw) if deel.plek.startswith("onderdeel:")}
    return next(code for code in (f"onderdeel-{nummer}" for nummer in range(1, len(bezet) + 2)) if code not in bezet)
