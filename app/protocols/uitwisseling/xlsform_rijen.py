"""The rows of an XLSForm for a definition: what other tools read, and in columns of our own everything else.

Every field of ours stands in a column `schouw::<veld>` as YAML on one line. What XLSForm says itself (label, hint,
relevant, constraint, required) stands there too. Rows that only other tools need wear `schouw::hulp`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from app.protocols.rules.bouwstenen import OORDELEN, Optie, Voorwaarde
from app.protocols.rules.definitie import Controlepunt, Definitie, Feit, Onderdeel, Vraag
from app.protocols.rules.getallen import dutch_number
from app.protocols.rules.voorwaarden import NIVEAUS
from app.protocols.rules.zin import OORDEEL_LABELS
from app.protocols.uitwisseling.namen import FASE, NIVEAU, Namen, names_of
from app.protocols.uitwisseling.xpath_uit import NietUitTeDrukken, join, number, to_xpath
from app.protocols.uitwisseling.yaml_uit import filled, to_line

Rij = dict[str, str]
EIGEN = "schouw::"
HULP = f"{EIGEN}hulp"
CEL_MAX = 32_000
"""A cell of a spreadsheet holds 32,767 characters."""
FOTO_KLEIN = "max-pixels=2400"
STANDEN = ("gezien", "niet_getoond", "verlopen")
JA_NEE = "schouw_ja_nee"
TYPEN = {
    "oordeel": "select_one schouw_oordeel",
    "document": "select_one schouw_document",
    "getal": "decimal",
    "steekproef": "integer",
    "datum": "date",
    "tijdstip": "dateTime",
    "tekst": "text",
    "adres": "text",
    "foto": "image",
    "locatie": "geopoint",
}
_FEITEN = {"getal": "decimal", "datum": "date", "ja_nee": f"select_one {JA_NEE}"}
_IN_TEKST = {"vraag": "label", "titel": "label", "toelichting": "hint", "zo_controleer_je": "guidance_hint"}
"""Fields that stand in a column of XLSForm; in one of ours only when a spreadsheet cannot hold the text as it is."""
_ELDERS = {"punten", "onderdelen", "vervolgvragen", "opties"}
_VREEMD = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def survey(definitie: Definitie) -> Iterator[Rij]:
    """The rows of the sheet `survey`."""
    namen = names_of(definitie)
    yield from _facts(definitie, namen)
    for onderdeel in definitie.onderdelen:
        yield from _Blad(definitie, namen).onderdeel(onderdeel)


def choices(definitie: Definitie) -> Iterator[Rij]:
    """The rows of the sheet `choices`."""
    namen = names_of(definitie)
    yield from _list("schouw_oordeel", [(waarde, OORDEEL_LABELS[waarde]) for waarde in OORDELEN])
    yield from _list("schouw_document", [(waarde, OORDEEL_LABELS[waarde]) for waarde in STANDEN])
    yield from _list(JA_NEE, [("ja", "Ja"), ("nee", "Nee")])
    yield from _list(FASE, [(fase.code, fase.titel) for fase in definitie.fasen])
    yield from _list(NIVEAU, [(str(plek), naam) for plek, naam in enumerate(NIVEAUS)])
    for sleutel in sorted(definitie.lijsten):
        yield from _list(sleutel, _pairs(definitie.lijsten[sleutel]))
    for feit in namen.feit_van.values():
        yield from _list(f"{feit.code}__opties", _pairs(feit.opties))
    for vraag in _vragen(definitie.onderdelen):
        yield from _list(f"{namen.vragen[vraag.code]}__opties", _pairs(vraag.opties))


def clean(tekst: str) -> str:
    """The text as a cell and an XLSForm can hold it."""
    return _VREEMD.sub(" ", tekst).replace("${", "$ {")[:CEL_MAX]


def _list(naam: str, opties: list[tuple[str, str]]) -> Iterator[Rij]:
    return ({"list_name": naam, "name": waarde, "label": clean(label)} for waarde, label in opties)


def _pairs(opties: list[Optie]) -> list[tuple[str, str]]:
    return [(optie.waarde, optie.label) for optie in opties]


def _vragen(onderdelen: list[Onderdeel]) -> Iterator[Vraag]:
    for onderdeel in onderdelen:
        for punt in onderdeel.punten:
            yield from (punt, *punt.vervolgvragen)
        yield from _vragen(onderdeel.onderdelen)


def _facts(definitie: Definitie, namen: Namen) -> Iterator[Rij]:
    """What Schouw knows of zaak, object and controle, and other tools must ask."""
    rijen: list[Rij] = []
    if namen.fase and definitie.fasen:
        rijen.append({"type": f"select_multiple {FASE}", "name": FASE, "label": "Fase van deze controle"})
    elif namen.fase:
        rijen.append({"type": "text", "name": FASE, "label": "Fase van deze controle"})
    if namen.niveau:
        rijen.append({"type": f"select_one {NIVEAU}", "name": NIVEAU, "label": "Toezichtniveau", "default": "4"})
    rijen += [{"type": _fact_type(feit), "name": feit.code, "label": clean(feit.label)} for feit in _sorted(namen)]
    if rijen:
        yield {"type": "begin_group", "name": "schouw_feiten", "label": "Gegevens vooraf", HULP: "feiten"}
        yield from (rij | {HULP: "feit"} for rij in rijen)
        yield {"type": "end_group", HULP: "feiten"}


def _sorted(namen: Namen) -> list[Feit]:
    return list(namen.feit_van.values())


def _fact_type(feit: Feit) -> str:
    if feit.opties and feit.type in ("keuze", "meerkeuze"):
        return f"{'select_one' if feit.type == 'keuze' else 'select_multiple'} {feit.code}__opties"
    return _FEITEN.get(feit.type, "text")


class _Blad:
    """Writes the rows of one definition."""

    def __init__(self, definitie: Definitie, namen: Namen) -> None:
        self.definitie, self.namen = definitie, namen

    def onderdeel(self, onderdeel: Onderdeel) -> Iterator[Rij]:
        """A group or a repeat with everything in it."""
        soort = "repeat" if onderdeel.herhaling else "group"
        naam = self.namen.onderdelen[onderdeel.code]
        kop = {"type": f"begin_{soort}", "name": naam, "label": _label(onderdeel.titel, onderdeel.code)}
        yield kop | {"relevant": self._relevant([], onderdeel.toon_als, onderdeel.bij_onbekend)} | _own(onderdeel)
        if onderdeel.toelichting or not (onderdeel.punten or onderdeel.onderdelen):
            tekst = clean(onderdeel.toelichting or "") or "Hier staat nog niets."
            yield {"type": "note", "name": f"{naam}__toelichting", "label": tekst, HULP: "toelichting"}
        for punt in onderdeel.punten:
            yield from self.punt(punt)
        for kind in onderdeel.onderdelen:
            yield from self.onderdeel(kind)
        yield {"type": f"end_{soort}"}

    def punt(self, punt: Controlepunt) -> Iterator[Rij]:
        """A point; with what belongs to it in a group, so that it shows on one screen and hides as one."""
        naam = self.namen.vragen[punt.code]
        eigen = self.vraag(punt)
        rest = [*self._helpers(punt), *(rij for vraag in punt.vervolgvragen for rij in self.vraag(vraag))]
        if len(eigen) == 1 and not rest:
            yield from eigen
            return
        kop = {"type": "begin_group", "name": f"{naam}__punt", "label": eigen[0]["label"], "appearance": "field-list"}
        yield kop | {"relevant": eigen[0]["relevant"], HULP: "punt"}
        yield from (*eigen, *rest)
        yield {"type": "end_group", HULP: "punt"}

    def vraag(self, vraag: Vraag) -> list[Rij]:
        """A question, with the parts of its answer that are questions of their own."""
        naam = self.namen.vragen[vraag.code]
        rij = {
            "type": self._type(vraag, naam),
            "name": naam,
            "label": _label(vraag.vraag, vraag.code),
            "hint": clean(vraag.toelichting or ""),
            "required": self._required(vraag),
            "relevant": self._relevant(_scope(vraag), vraag.toon_als, vraag.bij_onbekend),
            "parameters": FOTO_KLEIN if vraag.type == "foto" else "",
            **constraint(vraag),
        }
        if isinstance(vraag, Controlepunt):
            rij["guidance_hint"] = clean(vraag.zo_controleer_je or "")
        return [rij | _own(vraag), *self._parts(vraag, naam)]

    def _type(self, vraag: Vraag, naam: str) -> str:
        if vraag.type == "getal" and vraag.decimalen == 0:
            return "integer"
        if vraag.type not in ("keuze", "meerkeuze"):
            return TYPEN[vraag.type]
        lijst = vraag.lijst or (f"{naam}__opties" if vraag.opties else "")
        return f"{'select_one' if vraag.type == 'keuze' else 'select_multiple'} {lijst}" if lijst else "text"

    def _parts(self, vraag: Vraag, naam: str) -> Iterator[Rij]:
        if vraag.type == "steekproef":
            yield {"type": "integer", "name": f"{naam}__van", "label": "Van hoeveel?", HULP: "van"}
        if vraag.type == "document":
            yield {"type": "date", "name": f"{naam}__datum", "label": "Datum van het document", HULP: "datum"}
        if (vraag.code, "direct_hersteld") in self.namen.delen:
            yield {
                "type": f"select_one {JA_NEE}",
                "name": f"{naam}__hersteld",
                "label": "Direct hersteld?",
                HULP: "deel",
            }

    def _helpers(self, punt: Controlepunt) -> Iterator[Rij]:
        """The photo and the words that Schouw asks by itself."""
        naam, mis = self.namen.vragen[punt.code], self._deviates(punt)
        if punt.foto.wanneer != "nooit" and punt.type != "foto":
            nodig = "yes" if punt.foto.wanneer in ("altijd", "bij_afwijking") else ""
            als = mis if punt.foto.wanneer == "bij_afwijking" else ""
            foto = {"type": "image", "name": f"{naam}__foto", "label": "Foto", "parameters": FOTO_KLEIN}
            foto["hint"] = clean(punt.foto.hint or "")
            yield foto | {
                "required": nodig if als or punt.foto.wanneer == "altijd" else "",
                "relevant": als,
                HULP: "foto",
            }
        if mis:
            tekst = {"type": "text", "name": f"{naam}__toelichting", "label": "Wat zie je?", "relevant": mis}
            yield tekst | {HULP: "toelichting"}

    def _deviates(self, punt: Controlepunt) -> str:
        voorwaarde = punt.afwijking_als
        if punt.type in ("oordeel", "document"):
            voorwaarde = Voorwaarde(vraag=punt.code, is_="voldoet_niet")
        return self._relevant([], voorwaarde, "verberg")

    def _relevant(self, vooraf: list[Voorwaarde], voorwaarde: Voorwaarde | None, bij_onbekend: str) -> str:
        try:
            delen = [to_xpath(deel, "verberg", self.namen) for deel in vooraf]
            if voorwaarde is not None:
                delen.append(to_xpath(voorwaarde, bij_onbekend, self.namen))
        except NietUitTeDrukken:
            return ""
        return join(delen, "and").tekst if delen else ""

    def _required(self, vraag: Vraag) -> str:
        als = self._relevant([], vraag.verplicht_als, "verberg")
        return als or ("yes" if vraag.verplicht else "")


def _scope(vraag: Vraag) -> list[Voorwaarde]:
    """The fasen and the niveau at which a point is asked, as conditions."""
    if not isinstance(vraag, Controlepunt):
        return []
    fase = [Voorwaarde(fase=vraag.fasen)] if vraag.fasen else []
    return fase + ([Voorwaarde(niveau_vanaf=vraag.niveau)] if vraag.niveau != "S" else [])


def _label(tekst: str, code: str) -> str:
    return clean(tekst) if clean(tekst).strip() else code


def _own(deel: Onderdeel | Vraag) -> Rij:
    """The columns of our own."""
    velden = filled(deel)
    rij = {}
    for naam, waarde in velden.items():
        if naam in _ELDERS or (naam in _IN_TEKST and naam != "toelichting" and clean(waarde) == waarde):
            continue
        if naam == "toelichting" and isinstance(deel, Vraag) and clean(waarde) == waarde:
            continue
        rij[EIGEN + naam] = to_line(waarde)
    return rij


def constraint(vraag: Vraag) -> Rij:
    """The bounds of an answer, and the sentence that says them."""
    delen, zinnen = [], []
    for grens, teken, woord in ((vraag.minimum, ">=", "minstens"), (vraag.maximum, "<=", "hoogstens")):
        if grens is not None:
            delen.append(f". {teken} {_decimal(grens)}")
            zinnen.append(f"{woord} {dutch_number(grens)}")
    if vraag.type == "getal" and vraag.decimalen:
        delen.append(f"regex(string(.), '^-?[0-9]+([.][0-9]{{1,{vraag.decimalen}}})?$')")
        zinnen.append(f"hoogstens {vraag.decimalen} cijfers achter de komma")
    if vraag.minimum_lengte:
        delen.append(f"string-length(.) >= {vraag.minimum_lengte}")
        zinnen.append(f"minstens {vraag.minimum_lengte} tekens")
    if not delen:
        return {"constraint": "", "constraint_message": ""}
    return {"constraint": " and ".join(delen), "constraint_message": f"Vul in: {' en '.join(zinnen)}."}


def _decimal(waarde: Decimal) -> str:
    return number(int(waarde)) if waarde == waarde.to_integral_value() else f"{waarde:f}"
