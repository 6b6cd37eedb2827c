"""Builders for tests of the report: a visit that was walked on a phone and delivered, with photos in the store."""

from __future__ import annotations

import hashlib
import io
import random
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from flask import current_app
from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from app.accounts.models import Aanwijzing
from app.controles.models import Controle
from app.controles.ontvangst import FotoBytes
from app.protocols.models import Protocol, ProtocolVersie
from app.protocols.rules.bouwstenen import Grondslag, Norm, Optie, Voorwaarde
from app.protocols.rules.canoniek import canonical_json, text_hash
from app.protocols.rules.definitie import Controlepunt, Definitie, Fase, Herhaling, Onderdeel, Vraag
from app.rapportage.actions import make_version
from app.rapportage.queries import load_bundel
from app.rapportage.rapport import build_rapport
from app.rapportage.waarde import Rapport
from app.sync.actions import receive
from app.sync.bezorger import Bezorger
from tests.controles.builders import DAG, NU, Schrijver, make_controle, make_object, pakket
from tests.people import Dorp

BOUWLAAG, WONING = "01980000-0000-7000-8000-0000000000b1", "01980000-0000-7000-8000-0000000000b2"
ADRES = "https://schouw.waterdonk.example"

OPDRACHT = "Mevrouw Jansen van nummer 12 klaagt over geluid"
"""What the planner wrote for the toezichthouder."""


def make_definitie() -> Definitie:
    """All kinds of answers, a stop point, a follow-up, a hidden question, and a repeat."""
    bbl = Grondslag(bron="Bbl", artikel="3.117", lid="2", zekerheid="gelezen")
    onzeker = Grondslag(bron="Bbl", artikel="6.35", zekerheid="onbevestigd", toelichting="nog na te gaan")
    wisselend = [
        Grondslag(bron="Bbl", artikel="6.25", zekerheid="gelezen", geldig_tot=date(2026, 6, 30)),
        Grondslag(bron="Bbl", artikel="6.25a", zekerheid="gelezen", geldig_van=date(2026, 7, 1)),
        Grondslag(bron="Bouwbesluit 2012", artikel="7.12", zekerheid="gelezen", regime="wabo"),
    ]
    return Definitie(
        protocol="brandproef",
        versie=7,
        titel="Brandveilig gebruik",
        thema="brandveilig_gebruik",
        soort="toezichtprotocol",
        doel="Nagaan of het pand veilig gebruikt wordt.",
        geldig_van=date(2026, 1, 1),
        wijzigingsnotitie="eerste",
        fasen=[Fase(code="1", titel="Gebruik")],
        onderdelen=[
            Onderdeel(
                code="rondgang",
                titel="Rondgang",
                punten=[
                    Controlepunt(
                        code="BG-01",
                        vraag="Hangen rookmelders in de gezamenlijke vluchtroute?",
                        type="oordeel",
                        grondslagen=[bbl],
                        normadressaat="eigenaar",
                    ),
                    Controlepunt(code="BG-02", vraag="Is de vluchtroute vrij?", type="oordeel", grondslagen=[onzeker]),
                    Controlepunt(
                        code="BG-03", vraag="Gaan deuren zonder sleutel open?", type="oordeel", grondslagen=wisselend
                    ),
                    Controlepunt(code="BG-04", vraag="Is de zolder leeg?", type="oordeel", stoppunt=True),
                    Controlepunt(code="BG-05", vraag="Is er een lift?", type="oordeel"),
                    Controlepunt(code="BG-06", vraag="Is de installatie gekeurd?", type="oordeel"),
                    Controlepunt(
                        code="BG-07",
                        vraag="Hoe breed is de doorgang?",
                        type="getal",
                        eenheid="m",
                        decimalen=2,
                        normen=[Norm(operator=">=", waarde=Decimal("0.85"))],
                    ),
                    Controlepunt(
                        code="BG-08",
                        vraag="Welke middelen zijn er?",
                        type="meerkeuze",
                        opties=[Optie(waarde="toestel", label="Blustoestel"), Optie(waarde="haspel", label="Haspel")],
                    ),
                    Controlepunt(code="BG-09", vraag="Is het logboek er?", type="document"),
                    Controlepunt(code="BG-10", vraag="Wat valt op?", type="tekst"),
                    Controlepunt(
                        code="BG-11",
                        vraag="Zijn er accu’s?",
                        type="oordeel",
                        vervolgvragen=[
                            Vraag(code="BG-11.1", vraag="Hoeveel?", type="getal"),
                            Vraag(code="BG-11.2", vraag="Is het laadplan er?", type="document"),
                            Vraag(code="BG-11.3", vraag="Staan ze vrij?", type="oordeel"),
                        ],
                    ),
                    Controlepunt(
                        code="BG-12",
                        vraag="Alleen na afkeur van de lift?",
                        type="oordeel",
                        toon_als=Voorwaarde(vraag="BG-05", is_="voldoet_niet"),
                    ),
                ],
            ),
            Onderdeel(
                code="kamers",
                titel="Kamers",
                herhaling=Herhaling(per="kamer", steekproef=True),
                punten=[Controlepunt(code="BG-20", vraag="Is de kamer groot genoeg?", type="oordeel")],
            ),
            Onderdeel(
                code="lift",
                titel="Lift",
                toon_als=Voorwaarde(vraag="BG-05", is_="voldoet"),
                punten=[Controlepunt(code="BG-30", vraag="Is de lift gekeurd?", type="oordeel")],
            ),
        ],
    )


def publish(session: Session) -> ProtocolVersie:
    """That definition as a published version."""
    definitie = make_definitie()
    tekst = canonical_json(definitie)
    protocol = Protocol(code="brandproef", titel=definitie.titel, thema=definitie.thema, soort=definitie.soort)
    session.add(protocol)
    session.flush()
    versie = ProtocolVersie(
        protocol_id=protocol.id,
        nummer=7,
        definitie=tekst,
        hash=text_hash(tekst),
        geldig_van=definitie.geldig_van,
        gepubliceerd_at=NU,
        wijzigingsnotitie="eerste",
        protocol=protocol,
    )
    session.add(versie)
    session.flush()
    return versie


def plaatje(zaad: int, breedte: int = 640, hoogte: int = 480) -> bytes:
    """A JPEG that differs per `zaad`."""
    rng = random.Random(zaad)
    image = Image.new("RGB", (breedte, hoogte), (rng.randrange(120, 240), rng.randrange(120, 240), 210))
    draw = ImageDraw.Draw(image)
    for _ in range(6):
        x, y = rng.randrange(breedte), rng.randrange(hoogte)
        draw.ellipse((x - 90, y - 60, x + 90, y + 60), fill=(rng.randrange(255), rng.randrange(255), 60))
    draw.text((20, 20), f"foto {zaad}", fill=(0, 0, 0))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


@dataclass
class Bezoek:
    """A phone at work on one controle; `lever` sends everything, `rond_af` finishes it."""

    session: Session
    dorp: Dorp
    controle: Controle
    telefoon: Schrijver
    entries: list[dict[str, Any]] = field(default_factory=list)
    fotos: list[str] = field(default_factory=list)

    def doe(self, entry: dict[str, Any]) -> dict[str, Any]:
        """Adds an entry."""
        self.entries.append(entry)
        return entry

    def antwoord(self, code: str, waarde: Any, pad: str = "", **antwoord: Any) -> None:
        """An answer; `antwoord` holds reden, toelichting and so on."""
        verborgen = antwoord.pop("verborgen", False)
        self.doe(self.telefoon.antwoord(code, waarde, pad, antwoord=antwoord, verborgen=verborgen))

    def bezoek(self, veld: str, waarde: str) -> None:
        """A typed field of *Bezoek*."""
        self.doe(self.telefoon.entry("bezoek", {"veld": veld, "waarde": waarde}))

    def foto(self, code: str, data: bytes, **inhoud: Any) -> str:
        """A photo whose bytes have arrived; gives its id."""
        organisatie = self.controle.organisatie_id
        sha256 = current_app.extensions["blobs"].put(organisatie, data)
        if sha256 not in self.fotos:
            self.session.add(
                FotoBytes(
                    organisatie_id=organisatie,
                    sha256=sha256,
                    grootte=len(data),
                    type="image/jpeg",
                    ontvangen_at=NU,
                    leesbaar=True,
                    weergave_sha256=sha256,
                )
            )
            self.session.flush()
        self.fotos.append(sha256)
        entry = self.doe(self.telefoon.foto(sha256, code, genomen_at="2026-11-20T09:31:08Z", **inhoud))
        return str(entry["inhoud"]["foto"])

    def handtekening(self, rol: str, **inhoud: Any) -> None:
        """A signature, or the reason there is none."""
        self.doe(self.telefoon.entry("handtekening", {"rol": rol, **inhoud}))

    def lever(self) -> None:
        """Delivers what was written since the last time."""
        if not self.entries:
            return
        wie = Bezorger(self.dorp.tess, self.controle.organisatie_id, frozenset({self.controle.organisatie_id}))
        bonnen = receive(self.session, wie, pakket(*self.entries), NU).bonnen
        assert {bon.uitkomst for bon in bonnen} == {"verwerkt"}, bonnen
        self.entries = []

    def rond_af(self) -> None:
        """Finishes with a manifest of everything, and delivers."""
        slot = self.telefoon.afronden(list(self.entries), list(dict.fromkeys(self.fotos)))
        slot["inhoud"]["eind_at"] = "2026-11-20T10:34:00Z"
        self.doe(slot)
        self.lever()

    def waarde(self) -> Rapport:
        """The value of the next version."""
        self.session.flush()
        bundel = load_bundel(self.session, self.controle.id, self.controle.organisatie_id)
        assert bundel is not None
        assert self.controle.compleet_at is not None
        return build_rapport(
            bundel,
            rapport_id=self.controle.id,
            versie=len(bundel.eerdere) + 1,
            dagtekening=self.controle.compleet_at,
            verifieer=f"{ADRES}/verifieer/{self.controle.id}",
        )

    def versie(self) -> Any:
        """The next version, drawn and stored as bytes."""
        blobs = current_app.extensions["blobs"]
        return make_version(self.session, blobs, self.controle.id, self.controle.organisatie_id, adres=ADRES)


def begin(session: Session, dorp: Dorp) -> Bezoek:
    """Tess starts a visit in the Molenstraat."""
    session.add(
        Aanwijzing(
            organisatie_id=dorp.waterdonk.id,
            user_id=dorp.tess.id,
            besluit="2024-17",
            legitimatienummer="WD-118",
            geldig_van=date(2024, 1, 1),
        )
    )
    ding = make_object(session, dorp.waterdonk, postcode="5491 AB", bag_id="0844010000001234")
    controle = make_controle(
        session, dorp.waterdonk, dorp.tess, object=ding, versie=publish(session), soort="T4", dag=DAG, opdracht=OPDRACHT
    )
    bezoek = Bezoek(session, dorp, controle, Schrijver(controle.id, dorp.tess.id))
    bezoek.doe(
        bezoek.telefoon.entry(
            "starten", {"begin_at": "2026-11-20T09:12:00Z", "lat": 51.6, "lon": 5.5, "nauwkeurigheid": 6.0}
        )
    )
    return bezoek


def walk(session: Session, dorp: Dorp) -> Bezoek:
    """A whole visit with every kind of answer, two overtredingen and four photos, finished and delivered."""
    bezoek = begin(session, dorp)
    for veld, waarde in {
        "legitimatie": "ja",
        "betreding": "erf_bedrijf",
        "gesproken_met": "de heer R. van der Pas, eigenaar",
        "werkwijze": "rondgang van alle bouwlagen, gemeten met rolmaat",
        "omstandigheden": "droog, daglicht",
        "verklaring": "De melders zijn na het schilderen niet meer opgehangen.",
        "reactie": "Ik regel het deze week.",
    }.items():
        bezoek.bezoek(veld, waarde)
    bezoek.antwoord("BG-01", "voldoet_niet", toelichting="Twee lege montageplaten.")
    bezoek.antwoord("BG-02", "voldoet_niet", direct_hersteld=True)
    bezoek.antwoord("BG-03", "voldoet")
    bezoek.antwoord("BG-04", "niet_gecontroleerd", reden="De zolder was op slot.")
    bezoek.antwoord("BG-05", "nvt", reden="Het pand heeft geen lift.")
    bezoek.antwoord("BG-06", "nader_onderzoek", nader={"wat": "Keuring opvragen", "uiterlijk": "2026-12-04"})
    bezoek.antwoord("BG-07", "0.62")
    bezoek.antwoord("BG-08", ["toestel", "haspel"])
    bezoek.antwoord("BG-09", {"stand": "gezien", "datum": "2026-03-01"})
    bezoek.antwoord("BG-10", "Verder netjes.")
    bezoek.antwoord("BG-11", "voldoet")
    bezoek.antwoord("BG-11.1", "3")
    bezoek.antwoord("BG-11.2", {"stand": "gezien", "datum": "2026-03-01"})
    bezoek.antwoord("BG-11.3", "voldoet")
    bezoek.antwoord("BG-12", "voldoet", verborgen=True)
    for nummer, (pad, titel) in enumerate(((BOUWLAAG, "Kamer 1"), (WONING, ""))):
        inhoud = {"onderdeel": "kamers", "pad": pad, "titel": titel, "volgorde": nummer}
        bezoek.doe(bezoek.telefoon.entry("herhaling", inhoud))
        bezoek.antwoord("BG-20", "voldoet", pad)
    bezoek.antwoord("kamers", {"n": 2, "van": 6})
    plek = {"lat": 51.60012, "lon": 5.50011, "nauwkeurigheid": 6.0, "breedte": 640, "hoogte": 480}
    bezoek.foto("BG-01", plaatje(1), onderschrift="Gang 1e verdieping", **plek)
    bezoek.foto("BG-01", plaatje(2), onderschrift="Gang 2e verdieping", **plek)
    origineel = bezoek.foto("BG-02", plaatje(3), onderschrift="Fietsen onder de trap", **plek)
    bezoek.foto("BG-02", plaatje(33), origineel=origineel, bewerkingen=[{"soort": "vervaag"}], bron="bewerking")
    bezoek.foto("", plaatje(4, 480, 640), onderschrift="Voorgevel", **plek)
    bezoek.doe(
        bezoek.telefoon.bevinding(
            "BG-01",
            constatering="Op de gang van de eerste en de tweede verdieping hangt geen rookmelder.",
            waar="gang 1e en 2e verdieping",
            voorschrift="Bbl 3.117 lid 2",
            gevolg=4,
            gedrag="B",
            gevolg_motivering="Slapende bewoners, geen alarm.",
            gedrag_motivering="Niet uit onwil.",
            cel_berekend="B4",
            cel_definitief="C4",
            cel_reden="Eerder gewaarschuwd.",
            interventies=["LOD"],
            interventie_motivering="Er slapen mensen.",
            omstandigheden=[{"soort": "verzwarend", "code": "waarschuwing", "toelichting": "in 2023"}],
            geen_aspecten=True,
            recidive="nee",
            overleg="niet_nodig",
            overtreder="R. van der Pas",
            overtreder_rol="eigenaar",
            soort_overtreding="voortdurend",
            herstelbaar=True,
            handhaven=True,
            herstel="Hang op elke verdieping een werkende rookmelder in de gang.",
        )
    )
    bezoek.doe(
        bezoek.telefoon.bevinding(
            "BG-02",
            constatering="Twee elektrische fietsen staan te laden onder de houten trap.",
            voorschrift="Bbl 6.4",
            termijn=None,
            hercontrole=False,
            hercontrole_op=None,
        )
    )
    lijnen = [{"points": [{"x": 10 + i * 6, "y": 40 + (i % 5) * 7, "time": i} for i in range(24)]}]
    bezoek.handtekening(
        "toezichthouder", naam="Tess", lijnen=lijnen, breedte=300, hoogte=120, gezet_at="2026-11-20T10:34:00Z"
    )
    bezoek.handtekening("betrokkene", naam="R. van der Pas", reden_geen="Wilde niet tekenen.")
    bezoek.rond_af()
    assert bezoek.controle.compleet_at is not None
    return bezoek


def sha(data: bytes) -> str:
    """sha256 in hex."""
    return hashlib.sha256(data).hexdigest()
