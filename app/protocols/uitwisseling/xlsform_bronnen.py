"""What XLSForm calls things: other spellings of columns and types, and what becomes of each type here."""

from __future__ import annotations

from app.protocols.uitwisseling.xlsx_lezen import Regel

KOLOM = {
    "relevance": "relevant",
    "caption": "label",
    "value": "name",
    "list name": "list_name",
    "constraint message": "constraint_message",
    "required message": "required_message",
    "repeat count": "repeat_count",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
}
TYPE = {
    "select one": "select_one",
    "select one from": "select_one",
    "select1": "select_one",
    "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple",
    "select multiple": "select_multiple",
    "begin group": "begin_group",
    "end group": "end_group",
    "begin repeat": "begin_repeat",
    "end repeat": "end_repeat",
    "begin_loop": "begin_repeat",
    "begin loop": "begin_repeat",
    "end loop": "end_repeat",
    "int": "integer",
    "string": "text",
    "photo": "image",
    "gps": "geopoint",
    "location": "geopoint",
    "datetime": "datetime",
    "add select one prompt using": "select_one",
    "add select multiple prompt using": "select_multiple",
}
SOORT = {
    "text": "tekst",
    "integer": "getal",
    "decimal": "getal",
    "range": "getal",
    "date": "datum",
    "datetime": "tijdstip",
    "time": "tekst",
    "image": "foto",
    "geopoint": "locatie",
    "barcode": "tekst",
    "select_one": "keuze",
    "select_multiple": "meerkeuze",
}
"""Types that become a question; whatever else there is, is told in the report."""
NIET_ZO = {
    "time": "Een tijd is hier tekst.",
    "barcode": "Een streepjescode is hier tekst: typ haar over.",
    "range": "Een schuif is hier een getal.",
}
ZELF = {
    "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "audit",
    "start-geopoint", "background-audio",
}  # fmt: skip
"""What Schouw keeps by itself at every controle."""
EN_TALEN = ("label", "hint", "guidance_hint", "constraint_message", "required_message")


def split_type(tekst: str) -> tuple[str, str]:
    """`select_one lijst` as type and list; other spellings become one."""
    schoon = " ".join(tekst.split())
    for anders, gewoon in sorted(TYPE.items(), key=lambda paar: -len(paar[0])):
        if schoon.lower() == anders or schoon.lower().startswith(f"{anders} "):
            return gewoon, schoon[len(anders) :].strip()
    eerste, _, rest = schoon.partition(" ")
    return eerste.lower(), rest.strip()


def rename_columns(regels: list[Regel], taal: str) -> None:
    """Gives columns their usual name, and the texts of the main language the plain one."""
    for regel in regels:
        for kop in list(regel.cellen):
            gewoon = KOLOM.get(kop.lower(), kop if "::" in kop else kop.lower())
            if "::" in kop:
                basis, _, welke = (deel.strip() for deel in kop.partition("::"))
                gewoon = basis if basis in EN_TALEN and welke == taal else gewoon
            if gewoon != kop and gewoon not in regel.cellen:
                regel.cellen = {gewoon if naam == kop else naam: cel for naam, cel in regel.cellen.items()}


def main_language(regels: list[Regel], gekozen: str) -> str:
    """The language whose texts are taken when there is no plain label: the default one, Dutch, or the first."""
    talen = list(
        dict.fromkeys(
            kop.partition("::")[2].strip()
            for regel in regels
            for kop in regel.cellen
            if kop.lower().startswith("label::")
        )
    )
    if gekozen in talen:
        return gekozen
    nederlands = [
        taal for taal in talen if "nl" in taal.lower() or "nederlands" in taal.lower() or "dutch" in taal.lower()
    ]
    return (nederlands or talen or [""])[0]
