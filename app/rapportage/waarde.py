"""The frozen value `Rapport`: everything the paper says, so that the same value always draws the same words.

Moments are ISO 8601 in UTC, days `YYYY-MM-DD`, coordinates WGS 84 degrees, accuracies metres. Texts a person typed are
kept to the letter; words of law and labels of choices are kept as they read on the day the report was made.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime

import msgspec
import rfc8785
from msgspec import Struct

from app.rapportage.waarde_oordeel import Beoordeling

VORM = 3
"""Version of this shape, written into every value. Parts that came later have a default: older values stay readable."""


class _Deel(Struct, frozen=True, kw_only=True):
    """Base of every part."""


class Huis(_Deel, frozen=True):
    """An organisatie as it stands on paper. `kleur` is the dark house colour `#08365a`; `logo_sha256` its logo."""

    naam: str
    soort: str
    kleur: str
    telefoon: str = ""
    email: str = ""
    adres: str = ""
    logo_sha256: str = ""


class Plek(_Deel, frozen=True):
    """A measured place."""

    lat: float
    lon: float
    nauwkeurigheid: float | None = None


class Ambtenaar(_Deel, frozen=True):
    """The toezichthouder with the decision that gives the power (Awb 5:11) and the card (Awb 5:12)."""

    naam: str
    besluit: str = ""
    legitimatienummer: str = ""


class Onderwerp(_Deel, frozen=True):
    """What was inspected and why."""

    adres: str
    naam: str
    soort: str
    postcode: str
    bag_id: str
    plek: Plek | None
    zaaknummer: str
    zaak_titel: str
    aanleiding: str
    soort_toezicht: str
    thema: str
    opdracht: str
    voorganger: str


class Regel(_Deel, frozen=True):
    """A label and what a person entered for it."""

    label: str
    tekst: str


class Bezoek(_Deel, frozen=True):
    """The visit: when, where, how, with whom. `regels` are the typed fields of *Bezoek* that were filled, in order."""

    begin_at: datetime | None
    eind_at: datetime | None
    plek: Plek | None
    regels: list[Regel]
    verklaring: str
    reactie: str
    cautie_at: datetime | None
    uitkomst: str
    voorstel: str
    klok_ms: int = 0
    """By how much the phone's clock was found wrong, at most; the moments here were set right. Negative: fast."""


class Gemist(_Deel, frozen=True):
    """Entries and photos that the phone named and that will not come: how many, why, and when that was recorded."""

    invoeren: int
    fotos: int
    reden: str
    gemeld_at: datetime


class Protocolversie(_Deel, frozen=True):
    """The protocol that was applied. `onbevestigd`: grondslagen whose source was not confirmed."""

    code: str
    titel: str
    versie: int
    hash: str
    geldig_van: date
    doel: str
    vaststelling: str
    onbevestigd: int
    fasen: list[str]
    niveau: str
    steekproef: bool
    """The toezichtniveau was S: the outcome holds for what was looked at, not for the whole."""


class Tellingen(_Deel, frozen=True):
    """How often each of the five answers was given; `open`: no oordeel; `anders`: other kinds of answers."""

    voldoet: int = 0
    voldoet_niet: int = 0
    nvt: int = 0
    nader_onderzoek: int = 0
    niet_gecontroleerd: int = 0
    open: int = 0
    anders: int = 0


class Punt(_Deel, frozen=True):
    """A question with its answer. `oordeel` is one of the five, `antwoord` the words of any other answer."""

    code: str
    vraag: str
    norm: str = ""
    oordeel: str = ""
    antwoord: str = ""
    reden: str = ""
    toelichting: str = ""
    nader: str = ""
    nader_uiterlijk: str = ""
    direct_hersteld: bool = False
    verborgen: bool = False
    gemist: bool = False
    advies: bool = False
    bevinding: int | None = None
    fotos: list[int] = []
    vervolg: list[Punt] = []


class Groep(_Deel, frozen=True):
    """An onderdeel (of one repeat) with its points. `diepte` 0 is the top."""

    titel: str
    diepte: int
    steekproef: str
    punten: list[Punt]


class Foto(_Deel, frozen=True):
    """A photo on paper. `beeld_sha256` is the picture that is drawn; `sha256` the file it was made from, as taken;
    `bewerkt_sha256` the edited copy that is shown in its place, with `bewerkingen` in words."""

    nummer: int
    id: str
    code: str
    bij: str
    onderschrift: str
    sha256: str
    bewerkt_sha256: str
    beeld_sha256: str
    bewerkingen: list[str]
    genomen_at: datetime | None
    plek: Plek | None
    maker: str
    bron: str
    tijd_bron: str = ""
    plaats_bron: str = ""
    """Where time and place are from, as the phone told: `telefoon`, `foto`, `bestand`; empty when it did not."""
    ontbreekt: bool = False
    """The picture that would be drawn never came."""


class Bevinding(_Deel, frozen=True):
    """A point that is not in order: the facts, the rule, and what must be done by when."""

    nummer: int
    code: str
    pad: str
    titel: str
    waar: str
    constatering: str
    voorschrift: str
    gezien_at: datetime | None
    gericht_aan: str
    overtreding: bool | None
    reden_geen_overtreding: str
    direct_hersteld: bool
    herstel: str
    uiterlijk_op: date | None
    hercontrole_op: date | None
    fotos: list[int] = []


class Handtekening(_Deel, frozen=True):
    """A signature as strokes (`[[x, y], …]` per stroke, in the box `breedte` x `hoogte`), or why there is none."""

    rol: str
    naam: str
    lijnen: list[list[list[float]]]
    breedte: float
    hoogte: float
    reden_geen: str
    gezet_at: datetime | None
    eerder: bool = False
    """It was set under another content than this report has: it is told, its strokes do not stand here."""


class Grond(_Deel, frozen=True):
    """A grondslag in the version that was checked, and how sure its text is."""

    tekst: str
    zekerheid: str
    codes: list[str]


class Rechtsstand(_Deel, frozen=True):
    """The law that was applied: that of `dag`; `oud`: of before the Omgevingswet, for the case is from before it."""

    dag: date
    oud: bool


class Versie(_Deel, frozen=True):
    """A version of this report."""

    nummer: int
    gemaakt_at: datetime
    reden: str


class Rapport(_Deel, frozen=True):
    """One version of the report of one controle."""

    vorm: int
    id: str
    nummer: str
    versie: int
    dagtekening: datetime
    verifieer: str
    gezag: Huis
    uitvoerder: Huis
    onderwerp: Onderwerp
    ambtenaar: Ambtenaar
    bezoek: Bezoek
    protocol: Protocolversie
    tellingen: Tellingen
    niet_aangetroffen: bool
    bevindingen: list[Bevinding]
    groepen: list[Groep]
    verborgen: list[Punt]
    beoordelingen: list[Beoordeling]
    handtekeningen: list[Handtekening]
    fotos: list[Foto]
    gronden: list[Grond]
    versies: list[Versie]
    recht: Rechtsstand | None = None
    gemist: list[Gemist] = []

    @property
    def overtredingen(self) -> list[Bevinding]:
        """The findings that are an overtreding."""
        return [bevinding for bevinding in self.bevindingen if bevinding.overtreding]

    def fotos_met(self, nummers: list[int]) -> list[Foto]:
        """The photos with these numbers, in order."""
        wanted = set(nummers)
        return [foto for foto in self.fotos if foto.nummer in wanted]

    @property
    def losse_fotos(self) -> list[Foto]:
        """The photos that stand with no finding."""
        bij = {nummer for bevinding in self.bevindingen for nummer in bevinding.fotos}
        return [foto for foto in self.fotos if foto.nummer not in bij]


LEZER = msgspec.json.Decoder(Rapport)
"""Made on import, see `app/protocols/rules/definitie.py`."""


def to_canonical(rapport: Rapport) -> str:
    """The value as canonical JSON (RFC 8785): what is stored and hashed."""
    return rfc8785.dumps(msgspec.to_builtins(rapport)).decode("utf-8")


def from_canonical(tekst: str) -> Rapport:
    """The value from its canonical JSON. Raises msgspec.ValidationError when the text is none."""
    return LEZER.decode(tekst)


def hash_of(tekst: str) -> str:
    """sha256 (hex) of a canonical text, as the paper prints it."""
    return hashlib.sha256(tekst.encode("utf-8")).hexdigest()
