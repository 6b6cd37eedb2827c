"""Who, what, where, when and why: the first sheet of the report."""

from __future__ import annotations

from app.controles.models import Controle
from app.core.filters import dag
from app.organisatie.models import Organisatie
from app.organisatie.rules.kleuren import STANDAARD, tokens
from app.protocols.rules.definitie import Definitie
from app.rapportage.opbouw import woorden
from app.rapportage.queries import Bundel
from app.rapportage.waarde import Ambtenaar, Bezoek, Huis, Onderwerp, Plek, Protocolversie, Regel

NIET_AANGETROFFEN = ("niemand_aanwezig", "geen_toegang")


def house_of(organisatie: Organisatie) -> Huis:
    """An organisatie with its dark house colour and how to reach it."""
    contact = {name: str(value or "") for name, value in organisatie.contact.items()}
    return Huis(
        naam=organisatie.naam,
        soort=organisatie.soort,
        kleur=tokens(organisatie.kleuren).get("--schouw-brand-strong", STANDAARD["brand_strong"]),
        telefoon=contact.get("telefoon", ""),
        email=contact.get("email", ""),
        adres=contact.get("adres", ""),
        logo_sha256=organisatie.logo_sha256 or "",
    )


def subject_of(bundel: Bundel) -> Onderwerp:
    """The object, the zaak, and why the visit was made."""
    controle, ding, zaak = bundel.controle, bundel.controle.object, bundel.controle.zaak
    return Onderwerp(
        adres=ding.adres,
        naam=ding.naam or "",
        soort=ding.soort,
        postcode=ding.postcode or "",
        bag_id=ding.bag_id or "",
        plek=place(ding.lat, ding.lon, None),
        zaaknummer=zaak.zaaknummer if zaak else "",
        zaak_titel=zaak.titel if zaak else "",
        aanleiding=woorden.AANLEIDINGEN.get(controle.aanleiding, controle.aanleiding),
        soort_toezicht=woorden.soort_toezicht(controle.soort),
        thema=controle.thema.replace("_", " "),
        opdracht=controle.opdracht,
        voorganger=bundel.voorganger,
    )


def official_of(bundel: Bundel) -> Ambtenaar:
    """The toezichthouder and the decision that gives the power."""
    persoon, aanwijzing = bundel.controle.toezichthouder, bundel.aanwijzing
    return Ambtenaar(
        naam=persoon.naam if persoon else "",
        besluit=aanwijzing.besluit if aanwijzing else "",
        legitimatienummer=(aanwijzing.legitimatienummer or "") if aanwijzing else "",
    )


def visit_of(controle: Controle, klok_ms: int) -> Bezoek:
    """The typed fields of *Bezoek*, in the order of the form; only those that were filled."""
    velden = (
        ("Gesproken met", controle.gesproken_met),
        ("Aanwezig", controle.aanwezigen),
        ("Legitimatie", woorden.LEGITIMATIE.get(controle.legitimatie or "", controle.legitimatie)),
        ("Toegang", woorden.BETREDING.get(controle.betreding or "", controle.betreding)),
        ("Machtiging", controle.machtiging),
        ("Verslag van binnentreden", controle.binnentredingsverslag),
        ("Werkwijze", controle.werkwijze),
        ("Omstandigheden", controle.omstandigheden),
        ("Waarom het niet doorging", controle.voorstel_toelichting),
    )
    return Bezoek(
        begin_at=controle.begin_at,
        eind_at=controle.eind_at,
        plek=place(controle.begin_lat, controle.begin_lon, controle.begin_nauwkeurigheid),
        regels=[Regel(label=label, tekst=tekst) for label, tekst in velden if tekst],
        verklaring=controle.verklaring or "",
        reactie=controle.reactie or "",
        cautie_at=controle.cautie,
        uitkomst=woorden.UITKOMSTEN.get(controle.uitkomst or "", controle.uitkomst or ""),
        voorstel=_proposal(controle),
        klok_ms=klok_ms,
    )


def _proposal(controle: Controle) -> str:
    """When a next visit was proposed: `12 december 2026, ochtend`."""
    delen = (dag(controle.voorstel_dag), controle.voorstel_dagdeel or "")
    return ", ".join(deel for deel in delen if deel)


def protocol_of(controle: Controle, definitie: Definitie, onbevestigd: int) -> Protocolversie:
    """The version that was applied, with its hash and whether it was adopted."""
    versie = controle.protocol_versie
    besluit = definitie.vaststelling
    return Protocolversie(
        code=definitie.protocol,
        titel=definitie.titel,
        versie=versie.nummer,
        hash=versie.hash,
        geldig_van=definitie.geldig_van,
        doel=definitie.doel,
        vaststelling=f"{besluit.besluit}, {dag(besluit.datum)}" if besluit else "",
        onbevestigd=onbevestigd,
        fasen=[fase.titel for fase in definitie.fasen if not controle.fasen or fase.code in controle.fasen],
        niveau=woorden.NIVEAUS.get(controle.niveau, controle.niveau),
        steekproef=controle.niveau == "S",
    )


def place(lat: float | None, lon: float | None, nauwkeurigheid: float | None) -> Plek | None:
    """A measured place, or None when one of its numbers is missing."""
    if lat is None or lon is None:
        return None
    return Plek(lat=lat, lon=lon, nauwkeurigheid=nauwkeurigheid)
