"""HTML forms of the room `controles`: the filter of the list and the resolution of a held entry."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.controles.gemis import INVOER, Wachtend
from app.controles.lijstfilter import NIEMAND, Filter
from app.controles.models import Foto
from app.controles.rules.oplossing import Afhandeling, Keuze
from app.controles.rules.status import SOORTEN, Aanleiding, Status
from app.core.errors import Invalid
from app.core.filters import tijdstip
from app.core.forms import DagField, Form, Needed, TekstField, keuzes
from app.protocols.rules.zin import short_code

AANLEIDINGEN = {
    Aanleiding.JAARPROGRAMMA: "Jaarprogramma",
    Aanleiding.THEMA: "Themacontrole",
    Aanleiding.ZAAK: "Vergunning of melding",
    Aanleiding.MELDING: "Klacht of melding",
    Aanleiding.HANDHAVINGSVERZOEK: "Handhavingsverzoek",
    Aanleiding.INCIDENT: "Incident",
    Aanleiding.HERCONTROLE: "Hercontrole",
    Aanleiding.EIGEN_WAARNEMING: "Eigen waarneming",
}
SOORT_KORT = {
    "T1": "T1 gebied",
    "T2": "T2 bouw",
    "T3": "T3 overig",
    "T4": "T4 brandveilig",
    "T5": "T5 handhaving",
    "melding": "Klacht of melding",
    "wkb": "Wkb",
    "thema": "Themacontrole",
}
"""The kinds of `SOORTEN` as they fit in a column."""
SOORT_LANG = {code: f"{code} {naam}" if code.startswith("T") else naam for code, naam in SOORTEN.items()}
"""The kinds of `SOORTEN` in full, with their code where people say it."""
STATUSSEN = {
    Status.GEPLAND: "Gepland",
    Status.BEZIG: "Bezig",
    Status.AFGEROND: "Afgerond",
    Status.GERAPPORTEERD: "Gerapporteerd",
    Status.VERVALLEN: "Vervallen",
}
UITKOMSTEN = {
    "geen_overtreding": "Geen overtreding",
    "overtreding": "Overtreding",
    "niet_te_beoordelen": "Niet te beoordelen",
    "niemand_aanwezig": "Niemand aanwezig",
    "geen_toegang": "Geen toegang",
}
LIJSTEN = {
    "mijn": "Mijn werk",
    "lopend": "Lopend",
    "te-laat": "Te laat",
    "te-plannen": "Te plannen",
    "te-beoordelen": "Te beoordelen",
    "hercontroles": "Hercontroles",
    "overtredingen": "Open overtredingen",
    "vastgehouden": "Vastgehouden",
    "alles": "Alles",
}
LIJST_UITLEG = {
    "mijn": "Wat jij nog moet doen.",
    "lopend": "Gepland of bezig.",
    "te-laat": "De dag is voorbij en het bezoek is niet gedaan.",
    "te-plannen": "Zonder dag of zonder toezichthouder.",
    "te-beoordelen": "Het rapport wacht op vaststellen, of een beoordeling vraagt een tweede blik.",
    "hercontroles": "Bezoeken die nagaan of het hersteld is.",
    "overtredingen": "Dossiers met een overtreding die nog niet is opgeheven.",
    "vastgehouden": "Een telefoon stuurde iets waar een mens naar moet kijken.",
    "alles": "",
}
"""What stands in each list, in a sentence."""


def _checkboxes(label: str, choices: Mapping[Any, str], validators: list[Any] | None = None) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        validators,
        choices=keuzes(choices.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _choice(label: str, everything: str, choices: Mapping[Any, str]) -> SelectField:
    return SelectField(
        label,
        choices=keuzes(choices.items(), everything),
        default="",
    )


class FilterForm(Form):
    """The filter of the list; what cannot be read shows its error and filters nothing."""

    lijst = HiddenField(default="")
    s = HiddenField(default="")
    q = TekstField("Zoek", [Optional(), Length(max=100, message="Zoek met hoogstens 100 tekens.")])
    soort = _checkboxes("Soort", SOORT_KORT)
    status = _checkboxes("Status", STATUSSEN)
    toezichthouder = SelectField("Toezichthouder", default="", validate_choice=False)
    van = DagField("Dag vanaf", [Optional()])
    tot = DagField("Dag tot en met", [Optional()])
    plaats = SelectField("Kern", default="", validate_choice=False)
    thema = SelectField("Thema", default="", validate_choice=False)
    aanleiding = _choice("Aanleiding", "Elke aanleiding", AANLEIDINGEN)
    uitkomst = _choice("Resultaat", "Elk resultaat", UITKOMSTEN)

    def as_filter(self, default: str) -> Filter:
        """The values that could be read."""
        bad = {name for name, field in self._fields.items() if field.errors}
        values = {name: field.data for name, field in self._fields.items() if name not in bad}
        lijst = values.get("lijst") or default
        return Filter(
            lijst=lijst if lijst in LIJSTEN else default,
            q=values.get("q") or "",
            status=tuple(values.get("status") or ()),
            soort=tuple(values.get("soort") or ()),
            toezichthouder=values.get("toezichthouder") or "",
            van=values.get("van"),
            tot=values.get("tot"),
            thema=values.get("thema") or "",
            plaats=values.get("plaats") or "",
            aanleiding=values.get("aanleiding") or "",
            uitkomst=values.get("uitkomst") or "",
        )

    def fill_choices(self, personen: Sequence[tuple[str, str]], plaatsen: Sequence[str], themas: Sequence[str]) -> None:
        """The choices that depend on the organisatie."""
        self.toezichthouder.choices = keuzes([(NIEMAND, "Nog niemand"), *personen], "Iedereen")
        self.plaats.choices = keuzes(((plaats, plaats) for plaats in plaatsen), "Alle kernen")
        words = ((thema, thema.replace("-", " ").capitalize()) for thema in themas)
        self.thema.choices = keuzes(words, "Alle thema’s")


class GemisForm(Form):
    """What a finished visit waits for and will not come, and why."""

    sluiting = HiddenField()
    wat = _checkboxes("Wat komt niet meer?", {}, [Needed("Kruis aan wat niet meer komt.")])
    reden = TekstField("Reden", [Needed("Vul in waarom dit niet meer komt."), Length(max=500)])

    def offer(self, wacht: Wachtend) -> GemisForm:
        """What can be chosen: the entries as one, each photo by itself."""
        invoer = [(INVOER, _all(len(wacht.invoer)))] if wacht.invoer else []
        self.wat.choices = keuzes([*invoer, *((sha256, _photo(sha256, foto)) for sha256, foto in wacht.fotos)])
        return self


def _all(aantal: int) -> str:
    return "De invoer" if aantal == 1 else f"Alle {aantal} invoeren"


def _photo(sha256: str, foto: Foto | None) -> str:
    """What is known of a photo that is not here: most of it when its entry came, else only its hash."""
    if foto is None:
        return f"Een foto waarvan het punt niet bekend is (controlegetal {sha256[:8]})"
    return " · ".join(
        deel for deel in ("Foto", short_code(foto.code), foto.onderschrift, tijdstip(foto.genomen_at)) if deel
    )


KEUZES = {
    Keuze.OPNIEUW: "Verwerk zoals hij is",
    Keuze.GECORRIGEERD: "Verbeter en verwerk",
    Keuze.OPMERKING: "Laat wachten, met een opmerking voor collega’s",
    Keuze.TERZIJDE: "Leg apart; telt niet mee en blijft terug te vinden",
    Keuze.GEWEIGERD: "Weiger; ook de inhoud van deze invoer wordt vernietigd",
}


AFHANDELINGEN = {
    Afhandeling.BEWAREN: "Afgehandeld; wat is ontvangen blijft bewaard",
    Afhandeling.VERNIETIGEN: "Vernietig wat is ontvangen, voorgoed; alleen het controlegetal blijft",
}


class LosForm(Form):
    """What to do with what no entry could be made of."""

    keuze = RadioField(
        "Wat wil je doen?", [Needed("Kies wat hiermee moet gebeuren.")], choices=keuzes(AFHANDELINGEN.items())
    )
    reden = TekstField("Reden", [Needed("Vul in wat ermee gedaan is."), Length(max=1000)])

    def offer(self, mag: Collection[Afhandeling]) -> LosForm:
        """Only what this person may do."""
        self.keuze.choices = keuzes(item for item in AFHANDELINGEN.items() if item[0] in mag)
        return self


class OplosForm(Form):
    """What to do with a held entry."""

    keuze = RadioField(
        "Wat wil je doen?", [Needed("Kies wat er met deze invoer moet gebeuren.")], choices=keuzes(KEUZES.items())
    )
    inhoud = TextAreaField("Verbeterde inhoud", [Optional(), Length(max=200_000)])
    reden = TekstField("Reden", [Needed("Vul in waarom je dit zo oplost."), Length(max=1000)])

    def offer(self, mag: Collection[Keuze]) -> OplosForm:
        """Only what this person may do."""
        self.keuze.choices = keuzes(item for item in KEUZES.items() if item[0] in mag)
        return self

    def corrected(self) -> dict[str, Any] | None:
        """The content as corrected; None when another choice was made. Raises `Invalid` (`inhoud-geen-json`)."""
        if self.keuze.data != Keuze.GECORRIGEERD:
            return None
        try:
            inhoud = json.loads(self.inhoud.data or "")
        except ValueError as error:
            raise _not_json() from error
        if not isinstance(inhoud, dict):
            raise _not_json()
        return inhoud


def _not_json() -> Invalid:
    zin = "De verbeterde inhoud is niet te lezen. Verander alleen waarden en laat de vorm staan."
    return Invalid("inhoud-geen-json", zin, velden={"inhoud": zin})
