"""Sentences of the paper and of the HTML report: how the value reads. Both draw from here, so both say the same."""

from __future__ import annotations

from datetime import datetime

from app.core.clock import local
from app.core.filters import dag, getal, meervoud, tijd, weekdag
from app.rapportage.opbouw.woorden import OORDELEN, ZEKERHEID
from app.rapportage.rd import to_rd
from app.rapportage.waarde import (
    Bevinding,
    Foto,
    Handtekening,
    Huis,
    Onderwerp,
    Plek,
    Punt,
    Rapport,
    Regel,
)

BEVOEGDHEID = (
    "De toezichthouder is aangewezen en gebruikte de bevoegdheden van titel 5.2 van de Algemene wet bestuursrecht "
    "(artikel 5:11 tot en met 5:20)."
)
STEEKPROEF = "Toezichtniveau S is een steekproef: de uitkomst geldt voor wat is bekeken, niet voor het geheel."
CONCEPT = "concept, niet vastgesteld"
EERDER_GETEKEND = "tekende op {op}. Daarna is de inhoud veranderd. Voor deze versie is niet opnieuw getekend."
TIJD_VAN = {"foto": "tijd uit de foto", "bestand": "tijd van het bestand, niet uit de foto"}
PLAATS_VAN = {"foto": "plaats uit de foto"}
HERKOMST = "Waar niets bij tijd of plaats staat, komen zij van de telefoon van de toezichthouder."
KORT = 150
"""Longer entries do not fit on the cover; they stand in the part about the visit."""


def authority(huis: Huis) -> str:
    """`Gemeente Waterdonk`."""
    prefix = "Gemeente " if huis.soort == "gemeente" and not huis.naam.lower().startswith("gemeente") else ""
    return f"{prefix}{huis.naam}"


def full_address(onderwerp: Onderwerp) -> str:
    """`Molenstraat 14, 5392 XC Sint-Odamolen`."""
    straat, komma, plaats = onderwerp.adres.rpartition(", ")
    if not komma or not onderwerp.postcode:
        return onderwerp.adres
    return f"{straat}, {onderwerp.postcode} {plaats}"


def period(rapport: Rapport) -> str:
    """`donderdag 19 november 2026, 10:12 tot 11:34 uur`."""
    begin, eind = rapport.bezoek.begin_at, rapport.bezoek.eind_at
    if begin is None:
        return f"{weekdag(local(eind).date())}, tot {tijd(eind)} uur" if eind else "tijd niet vastgelegd"
    start = f"{weekdag(local(begin).date())}, {tijd(begin)}"
    if eind is None:
        return f"{start} uur"
    if local(begin).date() == local(eind).date():
        return f"{start} tot {tijd(eind)} uur"
    return f"{start} uur tot {weekdag(local(eind).date())}, {tijd(eind)} uur"


def official(rapport: Rapport) -> str:
    """The toezichthouder with decision and card number."""
    wie = rapport.ambtenaar
    if not wie.naam:
        return "niet vastgelegd"
    delen = [_decision(wie.besluit) if wie.besluit else "aanwijzingsbesluit niet vastgelegd"]
    if wie.legitimatienummer:
        delen.append(f"legitimatienummer {wie.legitimatienummer}")
    return f"{wie.naam}, toezichthouder ({', '.join(delen)})"


def _decision(besluit: str) -> str:
    """The decision by its name; the word *aanwijzingsbesluit* only before a name that has it not."""
    return besluit if "besluit" in besluit.lower() else f"aanwijzingsbesluit {besluit}"


def protocol_line(rapport: Rapport) -> str:
    """`Bouwen regulier, versie 1 (concept, niet vastgesteld)`."""
    protocol = rapport.protocol
    stand = f"vastgesteld: {protocol.vaststelling}" if protocol.vaststelling else CONCEPT
    return f"{protocol.titel}, versie {protocol.versie} ({stand})"


def outcome(rapport: Rapport) -> str:
    """The result in one line."""
    if rapport.niet_aangetroffen:
        return rapport.bezoek.uitkomst
    aantal = len(rapport.overtredingen)
    if aantal:
        return f"{meervoud(aantal, 'overtreding', 'overtredingen')} vastgesteld"
    if rapport.bevindingen:
        return f"{meervoud(len(rapport.bevindingen), 'bevinding', 'bevindingen')}, geen overtreding vastgesteld"
    return rapport.bezoek.uitkomst or "Geen overtreding vastgesteld"


def outcome_detail(rapport: Rapport) -> str:
    """What is under the result: counts and the day of a next visit."""
    if rapport.niet_aangetroffen:
        return f"Voorstel voor een nieuw bezoek: {rapport.bezoek.voorstel}." if rapport.bezoek.voorstel else ""
    delen = [f"{counts(rapport)}."]
    dagen = [item.hercontrole_op for item in rapport.bevindingen if item.hercontrole_op]
    if dagen:
        delen.append(f"Hercontrole: {dag(min(dagen))}.")
    return " ".join(delen)


def counts(rapport: Rapport) -> str:
    """`36 punten voldoen, 3 voldoen niet, 1 niet van toepassing`."""
    telling = rapport.tellingen
    delen = [f"{telling.voldoet} {'punt voldoet' if telling.voldoet == 1 else 'punten voldoen'}"]
    delen.append(f"{telling.voldoet_niet} {'voldoet' if telling.voldoet_niet == 1 else 'voldoen'} niet")
    rest = (
        (telling.nader_onderzoek, "nader onderzoek"),
        (telling.nvt, "niet van toepassing"),
        (telling.niet_gecontroleerd, "niet gecontroleerd"),
        (telling.anders, "met een ander antwoord"),
        (telling.open, "zonder antwoord"),
    )
    return ", ".join([*delen, *(f"{aantal} {woord}" for aantal, woord in rest if aantal)])


def coverage(rapport: Rapport) -> str:
    """How much of what was asked was judged: *niet gecontroleerd* and open points count as not judged."""
    telling = rapport.tellingen
    beoordeeld = telling.voldoet + telling.voldoet_niet
    gevraagd = beoordeeld + telling.nader_onderzoek + telling.niet_gecontroleerd + telling.open
    if not gevraagd:
        return ""
    return (
        f"Beoordeeld: {beoordeeld} van de {gevraagd} punten die van toepassing zijn ({100 * beoordeeld // gevraagd}%)."
    )


def cover_lines(rapport: Rapport) -> list[Regel]:
    """Everything that may stand on the cover, most important first."""
    onderwerp = rapport.onderwerp
    uit = f"{rapport.nummer}, {onderwerp.aanleiding}"
    regels = [
        ("Controle", f"{uit} ({onderwerp.voorganger})" if onderwerp.voorganger else uit),
        ("Uitgevoerd", period(rapport)),
        ("Door", official(rapport)),
    ]
    zaak = " ".join(deel for deel in (onderwerp.zaaknummer, onderwerp.zaak_titel) if deel)
    if zaak:
        regels.append(("Zaak", zaak))
    vast = [Regel(label=label, tekst=tekst) for label, tekst in regels]
    return [*vast, *(regel for regel in rapport.bezoek.regels if is_short(regel.tekst))]


def is_short(tekst: str) -> bool:
    """True when an entry fits on one or two lines of the cover."""
    return len(tekst) <= KORT and "\n" not in tekst and "\r" not in tekst


def deadline(bevinding: Bevinding) -> str:
    """By when: `maandag 7 december 2026`, or that it was put right."""
    if bevinding.direct_hersteld:
        return "ter plekke hersteld"
    return weekdag(bevinding.uiterlijk_op) if bevinding.uiterlijk_op else ""


def is_violation(bevinding: Bevinding) -> str:
    """Whether the finding is an overtreding, as it was judged."""
    if bevinding.overtreding is None:
        return "nog niet beoordeeld"
    return "ja" if bevinding.overtreding else "nee"


def caption(foto: Foto) -> str:
    """`Foto 1. Gang 1e verdieping. 10:31:08, 6 m nauwkeurig`."""
    delen = [f"Foto {foto.nummer}."]
    if foto.onderschrift:
        delen.append(foto.onderschrift if foto.onderschrift.endswith((".", "!", "?")) else f"{foto.onderschrift}.")
    moment = f"uit de galerij, {stamp(foto.genomen_at)}" if foto.bron == "galerij" else clock(foto.genomen_at)
    gemaakt = ", ".join(deel for deel in (moment, time_origin(foto), accuracy(foto.plek)) if deel)
    if gemaakt:
        delen.append(gemaakt)
    if foto.bewerkt_sha256:
        delen.append(f"({edited(foto)})")
    return " ".join(delen)


def no_picture(foto: Foto) -> str:
    """What stands in the place of a picture that cannot be drawn."""
    if foto.ontbreekt:
        return "Deze foto is niet ontvangen. Bij ‘Het bezoek’ staat waarom."
    return "Dit bestand is niet als foto te openen. Het is wel bewaard."


def edited(foto: Foto) -> str:
    """`bewerkt: vervaagd`, or that it is as taken."""
    if not foto.bewerkt_sha256:
        return "zoals gemaakt"
    return f"bewerkt: {', '.join(foto.bewerkingen)}" if foto.bewerkingen else "bewerkt"


def clock(moment: datetime | None) -> str:
    """`10:31:08` on a Dutch clock."""
    return f"{local(moment):%H:%M:%S}" if moment else ""


def stamp(moment: datetime | None) -> str:
    """`19-11-2026 10:31:08` on a Dutch clock."""
    return f"{local(moment):%d-%m-%Y %H:%M:%S}" if moment else "niet vastgelegd"


def day_and_time(moment: datetime | None) -> str:
    """`19 november 2026 om 11:34 uur`."""
    return f"{dag(local(moment).date())} om {tijd(moment)} uur" if moment else ""


def accuracy(plek: Plek | None) -> str:
    """`6 m nauwkeurig`."""
    return f"{round(plek.nauwkeurigheid)} m nauwkeurig" if plek and plek.nauwkeurigheid is not None else ""


def place(plek: Plek | None) -> str:
    """`161 402, 398 117 (6 m)` in RD metres; outside the country in degrees."""
    if plek is None:
        return "niet vastgelegd"
    meters = to_rd(plek.lat, plek.lon)
    if meters:
        waar = ", ".join(f"{round(getal_):,}".replace(",", "\u00a0") for getal_ in meters)
    else:
        waar = f"{getal(round(plek.lat, 5))}, {getal(round(plek.lon, 5))}"
    return f"{waar} ({round(plek.nauwkeurigheid)} m)" if plek.nauwkeurigheid is not None else waar


def time_origin(foto: Foto) -> str:
    """Where the moment is from; of a camera photo it is the phone's, which goes without saying."""
    return TIJD_VAN.get(foto.tijd_bron, "") if foto.genomen_at else ""


def place_origin(foto: Foto) -> str:
    """Where the place is from; of a camera photo it is the phone's, which goes without saying."""
    return PLAATS_VAN.get(foto.plaats_bron, "") if foto.plek else ""


def hashed(sha256: str) -> str:
    """A hash in groups of eight, readable."""
    return " ".join(sha256[begin : begin + 8] for begin in range(0, len(sha256), 8))


def verdict(punt: Punt) -> tuple[str, str]:
    """Sign and word of an answer."""
    if punt.oordeel:
        return punt.oordeel, OORDELEN[punt.oordeel]
    return ("anders", "") if punt.antwoord or punt.fotos or punt.reden else ("open", "geen antwoord")


def remarks(punt: Punt) -> list[str]:
    """What stands beside an answer: value, norm, reason, explanation, and what it refers to."""
    regels = [
        punt.antwoord,
        f"Norm: {punt.norm}" if punt.norm else "",
        f"Reden: {punt.reden}" if punt.reden else "",
        punt.toelichting,
        _further(punt),
        "Op aanwijzing direct hersteld" if punt.direct_hersteld else "",
        "Gemist stoppunt: dit is later niet meer te zien" if punt.gemist else "",
        "Advies, geen plicht" if punt.advies else "",
        _refers(punt),
    ]
    return [regel for regel in regels if regel]


def _further(punt: Punt) -> str:
    if not punt.nader and not punt.nader_uiterlijk:
        return ""
    uiterlijk = f" (uiterlijk {punt.nader_uiterlijk})" if punt.nader_uiterlijk else ""
    return f"Nader onderzoek: {punt.nader}{uiterlijk}"


def _refers(punt: Punt) -> str:
    delen = [f"bevinding {punt.bevinding}"] if punt.bevinding else []
    if punt.fotos:
        delen.append(f"foto {', '.join(map(str, punt.fotos))}")
    return ", ".join(delen)


def signed(handtekening: Handtekening) -> str:
    """Under a signature: who and when, or why there is none."""
    rol = {"toezichthouder": "toezichthouder", "betrokkene": "betrokkene"}.get(handtekening.rol, handtekening.rol)
    wie = f"{handtekening.naam}, {rol}" if handtekening.naam else rol
    if handtekening.eerder:
        return f"{wie}: {EERDER_GETEKEND.format(op=day_and_time(handtekening.gezet_at))}"
    if not handtekening.lijnen:
        return f"{wie}: niet ondertekend. {handtekening.reden_geen}".strip()
    op = day_and_time(handtekening.gezet_at)
    return f"{wie}, ondertekend op {op}" if op else f"{wie}, ondertekend"


def certainty(zekerheid: str) -> str:
    """How sure a grondslag is, in words."""
    return ZEKERHEID.get(zekerheid, zekerheid)


def law(rapport: Rapport) -> str:
    """Which law the grondslagen are of; empty in reports from before this was noted."""
    if rapport.recht is None:
        return ""
    zin = f"Dit is het recht zoals het gold op {dag(rapport.recht.dag)}."
    oud = " De zaak is van voor 1 januari 2024: waar bekend, staat hier het recht van voor de Omgevingswet."
    return zin + oud if rapport.recht.oud else zin


def yes_no(waarde: bool | None) -> str:
    """`ja`, `nee` or `niet vastgelegd`."""
    return {True: "ja", False: "nee", None: "niet vastgelegd"}[waarde]
