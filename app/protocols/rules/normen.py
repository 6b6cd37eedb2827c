"""What a value says by itself: is it possible, does it meet the norm, which gevolg and which acts follow (twin:
`static/js/rules/normen.js`). Everything here is a proposal; the toezichthouder decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.protocols.rules.bouwstenen import OORDELEN, Actie, Gevolg
from app.protocols.rules.getallen import as_number, decimals_in, dutch_number, is_decimal
from app.protocols.rules.plan import PlanNorm, PlanVraag
from app.protocols.rules.stand import Antwoord, has_waarde, oordeel_of
from app.protocols.rules.vergelijken import age_in_months, date_parts, sample_share
from app.protocols.rules.voorwaarden import Zicht

_WOORDEN = {"<=": "meer dan", "<": "niet minder dan", ">=": "minder dan", ">": "niet meer dan", "=": "niet gelijk aan"}
_VOLDOET_WOORDEN = {"<=": "hoogstens", "<": "minder dan", ">=": "minstens", ">": "meer dan", "=": "gelijk aan"}


@dataclass(frozen=True)
class Voorstel:
    """A proposal: `voldoet`, `voldoet_niet`, or None when nothing can be proposed, with the reason in Dutch."""

    oordeel: str | None = None
    zin: str = ""


@dataclass(frozen=True)
class Gevolgvoorstel:
    """The proposed gevolg of an overtreding with its reason; None is free choice."""

    gevolg: Gevolg | None
    omdat: str = ""


def norm_voorstel(zicht: Zicht, code: str, pad: str = "") -> Voorstel:
    """Holds the answer to one visible question against its norms.

    One norm that is not met makes the proposal voldoet_niet; voldoet asks that all norms that may apply are known
    and met. No norm, no (valid) value: nothing is proposed.
    """
    vraag = zicht.vragen.get((code, pad))
    if vraag is None or not vraag.normen:
        return Voorstel()
    antwoord = zicht.stand.antwoord(vraag, pad)
    getal = _measured(zicht, vraag, antwoord)
    if getal is None or invalid_reason(vraag, antwoord):
        return Voorstel()
    uitkomsten = [_judge(zicht, vraag, norm, getal, pad) for norm in vraag.normen]
    geldig = [uitkomst for uitkomst in uitkomsten if uitkomst is not None]
    for oordeel in ("voldoet_niet", "", "voldoet"):
        gevonden = [uitkomst for uitkomst in geldig if (uitkomst.oordeel or "") == oordeel]
        if gevonden:
            return gevonden[0]
    return Voorstel()


def oordeel_voorstel(zicht: Zicht, code: str, pad: str = "") -> Voorstel:
    """The proposal for a controlepunt: from its own norms and those of its visible vervolgvragen."""
    eigen = [vraag for vraag in zicht.plan.vragen if code in (vraag.code, vraag.bij)]
    voorstellen = [norm_voorstel(zicht, vraag.code, pad) for vraag in eigen]
    for oordeel in ("voldoet_niet", "voldoet"):
        gevonden = [voorstel for voorstel in voorstellen if voorstel.oordeel == oordeel]
        if gevonden:
            return gevonden[0]
    return Voorstel()


def gevolg_voorstel(zicht: Zicht, code: str, pad: str = "") -> Gevolgvoorstel:
    """The gevolg of the point, raised by the rules that hold; the highest wins."""
    vraag = zicht.plan.vraag_van_code[code]
    voorstel = Gevolgvoorstel(vraag.gevolg)
    for regel in vraag.gevolg_regels:
        hoger = voorstel.gevolg is None or regel.naar > voorstel.gevolg
        if hoger and zicht.evaluate(regel.als, pad):
            voorstel = Gevolgvoorstel(regel.naar, regel.omdat)
    return voorstel


def open_acties(zicht: Zicht, code: str, pad: str = "") -> list[Actie]:
    """The acts a visible point calls for now."""
    vraag = zicht.vragen.get((code, pad))
    return [actie for actie in vraag.acties if zicht.evaluate(actie.als, pad)] if vraag else []


def invalid_reason(vraag: PlanVraag, antwoord: Antwoord | None) -> str | None:
    """Why an answer cannot be right, as a sentence; None when it can be, or when there is none."""
    if antwoord is None or vraag.type == "foto" or antwoord.waarde in (None, "", [], {}):
        return None
    waarde = antwoord.waarde
    if vraag.type == "getal":
        return _invalid_number(vraag, waarde)
    if vraag.type == "steekproef":
        return _invalid_sample(waarde)
    if vraag.type in ("datum", "tijdstip"):
        return None if is_date(waarde) else "Vul een bestaande datum in."
    if vraag.type == "document":
        return _invalid_document(vraag, antwoord)
    if vraag.type in ("keuze", "meerkeuze", "oordeel"):
        return _invalid_choice(vraag, waarde)
    if vraag.type in ("tekst", "adres"):
        return _invalid_text(vraag, waarde)
    return None


def is_date(waarde: object) -> bool:
    """Whether a text begins with a day that exists."""
    delen = date_parts(waarde)
    if delen is None:
        return False
    try:
        date(*delen)
    except ValueError:
        return False
    return True


def _judge(zicht: Zicht, vraag: PlanVraag, norm: PlanNorm, getal: float, pad: str) -> Voorstel | None:
    """One norm: None when it does not apply, a Voorstel without oordeel when that cannot be known."""
    van_toepassing = True if norm.als is None else zicht.evaluate(norm.als, pad)
    if van_toepassing is False:
        return None
    grens = norm.waarde if norm.waarde is not None else zicht.stand.feiten.get(norm.waarde_uit or "")
    grens_getal = as_number(grens)
    if van_toepassing is None or grens_getal is None:
        ontbreekt = f": “{norm.label or norm.waarde_uit}” is niet bekend" if grens_getal is None else ""
        return Voorstel(None, f"Of de norm gehaald wordt is niet te zeggen{ontbreekt}.")
    voldoet = _meets(getal, norm.operator, grens_getal)
    return Voorstel("voldoet" if voldoet else "voldoet_niet", _norm_sentence(zicht, vraag, norm, grens, pad, voldoet))


def _meets(getal: float, operator: str, grens: float) -> bool:
    return {
        "<=": getal <= grens,
        ">=": getal >= grens,
        "<": getal < grens,
        ">": getal > grens,
        "=": getal == grens,
    }[operator]


def _norm_sentence(zicht: Zicht, vraag: PlanVraag, norm: PlanNorm, grens: object, pad: str, voldoet: bool) -> str:
    woord = (_VOLDOET_WOORDEN if voldoet else _WOORDEN)[norm.operator]
    if vraag.type in ("datum", "tijdstip"):
        return f"De datum is {woord} {_dutch(grens)} maanden geleden."
    if vraag.type == "steekproef":
        return f"Het bekeken deel is {woord} de norm van {_dutch(grens)}."
    eenheid = f" {vraag.eenheid}" if vraag.eenheid else ""
    antwoord = zicht.stand.antwoord(vraag, pad)
    return f"{_dutch(antwoord and antwoord.waarde)}{eenheid} is {woord} de norm van {_dutch(grens)}{eenheid}."


def _dutch(waarde: object) -> str:
    return dutch_number(waarde) if isinstance(waarde, str | int | float) else ""


def _measured(zicht: Zicht, vraag: PlanVraag, antwoord: Antwoord | None) -> float | None:
    """The number norms are held against: the value, the share of a steekproef, or the age of a date in months."""
    if not has_waarde(vraag, antwoord) or antwoord is None:
        return None
    waarde = antwoord.waarde
    if vraag.type == "steekproef":
        return sample_share(waarde)
    if vraag.type in ("datum", "tijdstip"):
        return age_in_months(waarde, zicht.stand.feiten.get("controle.datum"))
    return as_number(waarde) if vraag.type == "getal" else None


def _invalid_number(vraag: PlanVraag, waarde: object) -> str | None:
    """What is wrong with a number; a comma that was forgotten is offered."""
    getal = as_number(waarde)
    if getal is None or not isinstance(waarde, str) or not is_decimal(waarde):
        return "Vul een getal in, bijvoorbeeld 0,12."
    eenheid = f" {vraag.eenheid}" if vraag.eenheid else ""
    if vraag.decimalen is not None and decimals_in(waarde) > vraag.decimalen:
        cijfers = {0: "een heel getal", 1: "hoogstens 1 cijfer achter de komma"}
        return f"Gebruik {cijfers.get(vraag.decimalen, f'hoogstens {vraag.decimalen} cijfers achter de komma')}."
    if vraag.minimum is not None and getal < float(vraag.minimum):
        return f"Vul minstens {dutch_number(vraag.minimum)}{eenheid} in."
    if vraag.maximum is not None and getal > float(vraag.maximum):
        bedoeld = f"{waarde[:-1]}.{waarde[-1]}"
        if _invalid_number(vraag, bedoeld):
            return f"Vul hoogstens {dutch_number(vraag.maximum)}{eenheid} in."
        return f"{dutch_number(waarde)} is te hoog. Bedoel je {dutch_number(bedoeld)}?"
    return None


def _invalid_sample(waarde: object) -> str | None:
    if not isinstance(waarde, Mapping):
        return "Vul in hoeveel van hoeveel je hebt bekeken."
    bekeken, totaal = as_number(waarde.get("n")), as_number(waarde.get("van"))
    if bekeken is None or totaal is None:
        return "Vul in hoeveel van hoeveel je hebt bekeken."
    if bekeken < 0 or bekeken > totaal:
        return "Je kunt niet meer bekeken hebben dan er zijn."
    return None


def _invalid_document(vraag: PlanVraag, antwoord: Antwoord) -> str | None:
    if oordeel_of(vraag, antwoord) is None or not isinstance(antwoord.waarde, Mapping):
        return "Kies of het document is gezien, niet getoond of verlopen."
    datum = antwoord.waarde.get("datum")
    return "Vul een bestaande datum in." if datum and not is_date(datum) else None


def _invalid_choice(vraag: PlanVraag, waarde: object) -> str | None:
    opties = vraag.opties if vraag.type != "oordeel" else OORDELEN
    gekozen = waarde if isinstance(waarde, list) and vraag.type == "meerkeuze" else [waarde]
    return None if all(keuze in opties for keuze in gekozen) else "Kies uit de lijst."


def _invalid_text(vraag: PlanVraag, waarde: object) -> str | None:
    if not isinstance(waarde, str):
        return "Vul tekst in."
    lengte = len(waarde.strip(" \t\r\n"))
    if vraag.minimum_lengte and 0 < lengte < vraag.minimum_lengte:
        return f"Schrijf minstens {vraag.minimum_lengte} tekens."
    return None
