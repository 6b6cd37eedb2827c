"""A `Rapport` by hand, for tests of the paper: every text carries a mark that stands nowhere else."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from functools import cache

from msgspec import structs

from app.rapportage.waarde import (
    VORM,
    Ambtenaar,
    Bevinding,
    Bezoek,
    Foto,
    Groep,
    Grond,
    Handtekening,
    Huis,
    Onderwerp,
    Plek,
    Protocolversie,
    Punt,
    Rapport,
    Regel,
    Tellingen,
    Versie,
)
from app.rapportage.waarde_oordeel import Beoordeling, Ingreep, Keuze
from tests.rapportage.bouw import plaatje

OP = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
PLEK = Plek(lat=51.60012, lon=5.50011, nauwkeurigheid=6.0)
GEHEIM = (
    "mgevolg", "mgedrag", "mcelreden", "momstandig", "maspect", "mrecidive", "moverleg", "mingreep", "mtermijn",
    "mnalaten", "movertreder", "mopdracht",
)  # fmt: skip
"""Marks that may stand in the internal version only."""
OPEN = (
    "mvoldoet", "mafwijking", "mreden", "mnader", "mvolg", "mverborgen", "mconstatering1", "mconstatering2", "mherstel",
    "mverklaring", "mreactie", "mwerkwijze", "mgeentekening", "mversiereden", "mwaar",
)  # fmt: skip
"""Marks that stand in both versions, once."""


def sha(tekst: str) -> str:
    """A hash that belongs to a text."""
    return hashlib.sha256(tekst.encode()).hexdigest()


@cache
def beeld(nummer: int) -> bytes:
    """The bytes of a photo."""
    return plaatje(nummer, 320, 240)


def foto_bytes(foto: Foto) -> bytes | None:
    """What the store would give."""
    return beeld(foto.nummer)


def make_fotos(aantal: int) -> list[Foto]:
    """Photos with a caption each; the first two belong to finding 1, the third to finding 2."""
    return [
        Foto(
            nummer=nummer,
            id=f"01980000-0000-7000-8000-{nummer:012d}",
            code="BG-01" if nummer <= 2 else "BG-02" if nummer == 3 else "",
            bij="",
            onderschrift=f"mfoto{nummer}x",
            sha256=sha(f"foto {nummer}"),
            bewerkt_sha256=sha(f"kopie {nummer}") if nummer == 2 else "",
            beeld_sha256=sha(f"beeld {nummer}"),
            bewerkingen=["vervaagd"] if nummer == 2 else [],
            genomen_at=OP,
            plek=PLEK if nummer % 2 else None,
            maker="F. El Amrani",
            bron="camera",
        )
        for nummer in range(1, aantal + 1)
    ]


def make_rapport(*, fotos: int = 4, extra: str = "", **vervang: object) -> Rapport:
    """A report with two findings. `extra` is added to every text a person typed."""
    foto_lijst = make_fotos(fotos)
    bij = {code: [foto.nummer for foto in foto_lijst if foto.code == code] for code in ("BG-01", "BG-02")}
    rapport = Rapport(
        vorm=VORM,
        id="01980000-0000-7000-8000-00000000abcd",
        nummer="C-2026-0847",
        versie=2,
        dagtekening=OP,
        verifieer="https://schouw.waterdonk.example/verifieer/01980000-0000-7000-8000-00000000abcd",
        gezag=Huis(naam="Waterdonk", soort="gemeente", kleur="#08365a", telefoon="14 0499"),
        uitvoerder=Huis(naam="Waterdonk", soort="gemeente", kleur="#08365a"),
        onderwerp=Onderwerp(
            adres="Molenstraat 14, Sint-Odamolen",
            naam="",
            soort="pand",
            postcode="5491 AB",
            bag_id="0844010000001234",
            plek=PLEK,
            zaaknummer="Z-2026-77",
            zaak_titel="Kamerverhuur",
            aanleiding="jaarprogramma",
            soort_toezicht="T4, toezicht brandveilig gebruik",
            thema="brandveilig gebruik",
            opdracht=f"mopdracht {extra}",
            voorganger="",
        ),
        ambtenaar=Ambtenaar(naam="F. El Amrani", besluit="2024-17", legitimatienummer="WD-118"),
        bezoek=Bezoek(
            begin_at=datetime(2026, 11, 20, 9, 12, tzinfo=UTC),
            eind_at=datetime(2026, 11, 20, 10, 34, tzinfo=UTC),
            plek=PLEK,
            regels=[Regel(label="Werkwijze", tekst=f"mwerkwijze {extra}")],
            verklaring=f"mverklaring {extra}",
            reactie=f"mreactie {extra}",
            cautie_at=None,
            uitkomst="Overtreding vastgesteld",
            voorstel="",
        ),
        protocol=Protocolversie(
            code="brandproef",
            titel="Brandveilig gebruik",
            versie=7,
            hash=sha("protocol"),
            geldig_van=date(2026, 1, 1),
            doel="Nagaan of het veilig is.",
            vaststelling="",
            onbevestigd=1,
            fasen=["Gebruik"],
            niveau="4",
            steekproef=False,
        ),
        tellingen=Tellingen(voldoet=1, voldoet_niet=2, niet_gecontroleerd=1, nader_onderzoek=1),
        niet_aangetroffen=False,
        bevindingen=[_bevinding(1, "BG-01", bij["BG-01"], extra), _bevinding(2, "BG-02", bij["BG-02"], extra)],
        groepen=[_groep(bij, extra)],
        verborgen=[Punt(code="BG-12", vraag="Vervallen?", oordeel="voldoet", toelichting=f"mverborgen {extra}")],
        beoordelingen=[_beoordeling(extra)],
        handtekeningen=[
            Handtekening(
                rol="toezichthouder",
                naam="F. El Amrani",
                lijnen=[[[10.0 + i * 6, 40.0 + (i % 5) * 7] for i in range(24)]],
                breedte=300,
                hoogte=120,
                reden_geen="",
                gezet_at=OP,
            ),
            Handtekening(
                rol="betrokkene",
                naam="R. van der Pas",
                lijnen=[],
                breedte=0,
                hoogte=0,
                reden_geen=f"mgeentekening {extra}",
                gezet_at=None,
            ),
        ],
        fotos=foto_lijst,
        gronden=[Grond(tekst="Bbl 3.117 lid 2", zekerheid="onbevestigd", codes=["BG-01"])],
        versies=[
            Versie(nummer=1, gemaakt_at=OP, reden=""),
            Versie(nummer=2, gemaakt_at=OP, reden=f"mversiereden {extra}"),
        ],
    )
    return structs.replace(rapport, **vervang)


def _bevinding(nummer: int, code: str, fotos: list[int], extra: str) -> Bevinding:
    return Bevinding(
        nummer=nummer,
        code=code,
        pad="",
        titel="Hangen rookmelders in de vluchtroute?",
        waar=f"mwaar {extra}" if nummer == 1 else "",
        constatering=f"mconstatering{nummer} {extra}",
        voorschrift="Bbl 3.117 lid 2",
        gezien_at=OP,
        gericht_aan="de eigenaar",
        overtreding=True,
        reden_geen_overtreding="",
        direct_hersteld=nummer == 2,
        herstel=f"mherstel {extra}" if nummer == 1 else "",
        uiterlijk_op=date(2026, 12, 7) if nummer == 1 else None,
        hercontrole_op=date(2026, 12, 8) if nummer == 1 else None,
        fotos=fotos,
    )


def _groep(bij: dict[str, list[int]], extra: str) -> Groep:
    return Groep(
        titel="Rondgang",
        diepte=0,
        steekproef="",
        punten=[
            Punt(code="BG-01", vraag="Rookmelders?", oordeel="voldoet_niet", toelichting=f"mafwijking {extra}",
                 bevinding=1, fotos=bij["BG-01"]),
            Punt(code="BG-02", vraag="Vrij?", oordeel="voldoet_niet", bevinding=2, fotos=bij["BG-02"]),
            Punt(code="BG-03", vraag="Deuren?", oordeel="voldoet", toelichting=f"mvoldoet {extra}",
                 vervolg=[Punt(code="BG-03.1", vraag="Welke?", antwoord=f"mvolg {extra}")]),
            Punt(code="BG-04", vraag="Zolder?", oordeel="niet_gecontroleerd", reden=f"mreden {extra}", gemist=True),
            Punt(code="BG-06", vraag="Gekeurd?", oordeel="nader_onderzoek", nader=f"mnader {extra}"),
        ],
    )  # fmt: skip


def _beoordeling(extra: str) -> Beoordeling:
    return Beoordeling(
        bevindingen=[1],
        voorschrift="Bbl 3.117 lid 2",
        overtreder=f"movertreder {extra}",
        soort="voortdurend",
        herstelbaar=True,
        gebruik=None,
        handhaven=True,
        reden_geen_handhaving="",
        legalisatie="mnalaten",
        gevolg="4 Aanzienlijk en/of onomkeerbaar",
        gevolg_motivering=f"mgevolg {extra}",
        gedrag="B Neutraal/onverschillig",
        gedrag_motivering=f"mgedrag {extra}",
        cel_berekend="B4",
        cel_definitief="C4",
        cel_reden=f"mcelreden {extra}",
        omstandigheden=[Keuze(label="verzwarend: waarschuwing", toelichting=f"momstandig {extra}")],
        geen_omstandigheden=False,
        aspecten=[Keuze(label="structureel", toelichting=f"maspect {extra}")],
        geen_aspecten=False,
        recidive="nee",
        recidive_motivering=f"mrecidive {extra}",
        recidive_verwijzing="",
        recidive_volledig=False,
        overleg="niet nodig",
        overleg_toelichting=f"moverleg {extra}",
        interventies=[
            Ingreep(label="Last onder dwangsom", spoor="bestuursrecht", uit_matrix=True, motivering=f"mingreep {extra}")
        ],
        termijn=f"mtermijn {extra}",
        matrix_versie="concept-0",
        matrix_vastgesteld=False,
        zones={f"{letter}{cijfer}": "midden" for letter in "ABCD" for cijfer in "1234"},
        beoordelaar="F. El Amrani",
        beoordeeld_at=OP,
        versie=1,
        toets="",
    )
