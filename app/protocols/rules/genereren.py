"""Makes a protocol of any size, to measure with: points with an oordeel, an explanation, a photo and a condition."""

from __future__ import annotations

from datetime import date

from app.protocols.rules.bouwstenen import Fotobeleid, Grondslag, Voorwaarde
from app.protocols.rules.definitie import Controlepunt, Definitie, Onderdeel, Vraag

PER_ONDERDEEL = 20


def generate_definitie(punten: int, versie: int = 1) -> Definitie:
    """A definition `meetprotocol-<punten>` of `punten` points, twenty per onderdeel.

    Every point has an oordeel, an explanation, a photo at voldoet niet and a vervolgvraag that shows then. Raises
    ValueError when `punten` is less than one.
    """
    if punten < 1:
        raise ValueError("a protocol has at least one point")
    nummers = range(1, punten + 1)
    return Definitie(
        protocol=f"meetprotocol-{punten}",
        versie=versie,
        titel=f"Meetprotocol met {punten} punten",
        thema="meten",
        soort="toezichtprotocol",
        doel="Meten hoe snel een formulier van deze omvang is; niet voor echte controles.",
        geldig_van=date(2024, 1, 1),
        wijzigingsnotitie="Gemaakt om mee te meten.",
        onderdelen=[
            Onderdeel(
                code=f"deel-{eerste // PER_ONDERDEEL + 1}",
                titel=f"Deel {eerste // PER_ONDERDEEL + 1}",
                punten=[_punt(nummer) for nummer in nummers[eerste : eerste + PER_ONDERDEEL]],
            )
            for eerste in range(0, punten, PER_ONDERDEEL)
        ],
    )


def _punt(nummer: int) -> Controlepunt:
    code = f"MP-{nummer:04d}"
    return Controlepunt(
        code=code,
        vraag=f"Is punt {nummer} in orde?",
        type="oordeel",
        toelichting=f"Kijk bij punt {nummer} rondom, voel of alles vastzit en vergelijk met de tekening.",
        grondslagen=[Grondslag(bron="geen", zekerheid="gelezen")],
        foto=Fotobeleid(wanneer="bij_afwijking", hint="Het hele onderdeel in beeld."),
        gevolg=2,
        vervolgvragen=[
            Vraag(
                code=f"{code}.1",
                vraag="Wat is er mis?",
                type="tekst",
                toon_als=Voorwaarde(vraag=code, is_="voldoet_niet"),
            )
        ],
    )
