"""A definition in words, for people who judge it: every point with its sources, conditions and consequences."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.protocols.rules.bouwstenen import Fotobeleid, Grondslag, Norm, Optie, Voorwaarde, Zekerheid
from app.protocols.rules.definitie import Controlepunt, Definitie, Onderdeel, Vraag
from app.protocols.rules.getallen import dutch_number
from app.protocols.rules.zin import sentence, short_code

SOORTEN = {
    "oordeel": "Oordeel",
    "getal": "Getal",
    "steekproef": "Hoeveel van hoeveel",
    "datum": "Datum",
    "tijdstip": "Datum en tijd",
    "tekst": "Tekst",
    "keuze": "Keuze",
    "meerkeuze": "Meer keuzes",
    "foto": "Foto",
    "document": "Document",
    "adres": "Adres",
    "locatie": "Plek, op de kaart of in woorden",
}
ACTIES = {
    "stilleggen": "Stilleggen voorstellen",
    "spoed": "Spoed",
    "hercontrole": "Hercontrole plannen",
    "doorsturen": "Doorsturen",
    "protocolwissel": "Ander protocol gebruiken",
    "advies_vragen": "Advies vragen",
    "document_opvragen": "Document opvragen",
    "taak": "Taak",
    "blok_openen": "Blok erbij nemen",
    "niet_vrijgeven": "Niet vrijgeven",
}
SPOREN = {"publiek": "", "privaat": "alleen contract", "bureau": "bureaucontrole", "signaal": "alleen signaleren"}
OPERATOREN = {"<=": "hoogstens", "<": "minder dan", ">=": "minstens", ">": "meer dan", "=": "gelijk aan"}


@dataclass(frozen=True)
class Bron:
    """One grondslag in words; `voorwaarde` says when it applies, empty for always."""

    tekst: str
    zekerheid: Zekerheid
    voorwaarde: str = ""
    toelichting: str = ""


@dataclass(frozen=True)
class VraagBeeld:
    """A question in words. `voorwaarde` is a whole sentence, empty when it always shows."""

    code: str
    vraag: str
    soort: str
    toelichting: str
    voorwaarde: str
    normen: list[str]
    verplicht: str


@dataclass(frozen=True)
class PuntBeeld(VraagBeeld):
    """A controlepunt in words."""

    zo_controleer_je: str = ""
    fasen: list[str] = field(default_factory=list)
    niveau: str = "S"
    foto: str = ""
    gevolg: list[str] = field(default_factory=list)
    spoor: str = ""
    aard: str = ""
    grondslagen: list[Bron] = field(default_factory=list)
    acties: list[str] = field(default_factory=list)
    vervolgvragen: list[VraagBeeld] = field(default_factory=list)
    stoppunt: bool = False


@dataclass(frozen=True)
class OnderdeelBeeld:
    """An onderdeel in words; `diepte` is how deep it is nested (0 = top), `herhaling` what it repeats for."""

    code: str
    titel: str
    toelichting: str
    voorwaarde: str
    herhaling: str
    diepte: int
    punten: list[PuntBeeld]


def describe(definitie: Definitie) -> list[OnderdeelBeeld]:
    """All onderdelen of a resolved definition in page order, nested ones after the one around them."""
    return [beeld for onderdeel in definitie.onderdelen for beeld in _onderdelen(definitie, onderdeel, 0)]


def grondslag_text(bron: Grondslag) -> str:
    """`Bbl 7.17 lid 1 onder a`."""
    delen = [bron.bron, bron.artikel or "", f"lid {bron.lid}" if bron.lid else ""]
    delen.append(f"onder {bron.onderdeel}" if bron.onderdeel else "")
    regime = " (Wabo)" if bron.regime == "wabo" and bron.bron != "Wabo" else ""
    return " ".join(deel for deel in delen if deel) + regime


def norm_mark(norm: Norm) -> str:
    """` (niet bevestigd)` behind a norm whose source was not confirmed; empty otherwise."""
    return " (niet bevestigd)" if norm.grondslag and norm.grondslag.zekerheid == "onbevestigd" else ""


def _onderdelen(definitie: Definitie, onderdeel: Onderdeel, diepte: int) -> list[OnderdeelBeeld]:
    herhaling = onderdeel.herhaling
    eigen = OnderdeelBeeld(
        code=onderdeel.code,
        titel=onderdeel.titel,
        toelichting=onderdeel.toelichting or "",
        voorwaarde=_shown_when(definitie, onderdeel.toon_als, onderdeel.bij_onbekend),
        herhaling=f"per {herhaling.per}" if herhaling else "",
        diepte=diepte,
        punten=[_punt(definitie, punt) for punt in onderdeel.punten],
    )
    return [eigen, *(beeld for kind in onderdeel.onderdelen for beeld in _onderdelen(definitie, kind, diepte + 1))]


def _punt(definitie: Definitie, punt: Controlepunt) -> PuntBeeld:
    fasen = {fase.code: fase.titel for fase in definitie.fasen}
    kaal = _vraag(definitie, punt)
    return PuntBeeld(
        **{naam: getattr(kaal, naam) for naam in VraagBeeld.__dataclass_fields__},
        zo_controleer_je=punt.zo_controleer_je or "",
        fasen=[fasen.get(code, code) for code in punt.fasen],
        niveau=punt.niveau,
        foto=_foto(punt.foto),
        gevolg=_gevolg(definitie, punt),
        spoor=SPOREN[punt.spoor],
        aard="advies" if punt.aard == "advies" else "",
        grondslagen=[_bron(definitie, bron) for bron in punt.grondslagen],
        acties=[
            _capital(f"{sentence(actie.als, definitie)}: {ACTIES[actie.soort].lower()}. {actie.tekst}")
            for actie in punt.acties
        ],
        vervolgvragen=[_vraag(definitie, vraag) for vraag in punt.vervolgvragen],
        stoppunt=punt.stoppunt,
    )


def _vraag(definitie: Definitie, vraag: Vraag) -> VraagBeeld:
    verplicht = "verplicht" if vraag.verplicht else ""
    if vraag.verplicht_als is not None:
        verplicht = f"verplicht als {sentence(vraag.verplicht_als, definitie)}"
    return VraagBeeld(
        code=short_code(vraag.code),
        vraag=vraag.vraag,
        soort=_soort(vraag),
        toelichting=vraag.toelichting or "",
        voorwaarde=_shown_when(definitie, vraag.toon_als, vraag.bij_onbekend),
        normen=[_norm(definitie, vraag, norm) for norm in vraag.normen],
        verplicht=verplicht,
    )


def _soort(vraag: Vraag) -> str:
    naam = SOORTEN[vraag.type]
    if vraag.eenheid:
        naam += f" in {vraag.eenheid}"
    return f"{naam}: {_labels(vraag.opties)}" if vraag.opties else naam


def _labels(opties: list[Optie]) -> str:
    return ", ".join(optie.label for optie in opties)


def _norm(definitie: Definitie, vraag: Vraag, norm: Norm) -> str:
    feiten = {feit.code: feit.label for feit in definitie.feiten}
    eenheid = " maanden geleden" if vraag.type in ("datum", "tijdstip") else f" {vraag.eenheid or ''}".rstrip()
    if norm.waarde is not None:
        grens = f"{dutch_number(norm.waarde)}{eenheid}"
    else:
        grens = f"“{feiten.get(norm.waarde_uit or '', norm.waarde_uit)}”"
    als = f", als {sentence(norm.als, definitie)}" if norm.als is not None else ""
    return f"{OPERATOREN[norm.operator]} {grens}{norm_mark(norm)}{als}"


def _foto(foto: Fotobeleid) -> str:
    aantal = f" (minstens {foto.minimum})" if foto.minimum > 1 else ""
    zin = {"nooit": "geen", "mag": "mag", "bij_afwijking": "verplicht bij afwijking", "altijd": "altijd verplicht"}
    return zin[foto.wanneer] + (aantal if foto.wanneer in ("bij_afwijking", "altijd") else "")


def _gevolg(definitie: Definitie, punt: Controlepunt) -> list[str]:
    if punt.spoor in ("privaat", "signaal") or punt.aard == "advies":
        return ["geen LHSO"]
    eerst = str(punt.gevolg) if punt.gevolg is not None else "vrije keuze"
    if punt.afwijking_als is not None:
        eerst += f", bij een afwijking: {sentence(punt.afwijking_als, definitie)}"
    regels = [f"{regel.naar} als {regel.omdat or sentence(regel.als, definitie)}" for regel in punt.gevolg_regels]
    return [eerst, *regels]


def _bron(definitie: Definitie, bron: Grondslag) -> Bron:
    als = f"als {sentence(bron.als, definitie)}" if bron.als is not None else ""
    return Bron(grondslag_text(bron), bron.zekerheid, als, bron.toelichting or "")


def _shown_when(definitie: Definitie, voorwaarde: Voorwaarde | None, bij_onbekend: str) -> str:
    if voorwaarde is None:
        return ""
    staart = ", en zolang dat niet bekend is" if bij_onbekend == "toon" else ""
    return f"Te zien als {sentence(voorwaarde, definitie)}{staart}."


def _capital(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]
