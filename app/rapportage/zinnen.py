"""Sentences of the paper and of the HTML report: how the value reads. Both draw from here, so both say the same."""

from __future__ import annotations

from datetime import datetime

from app.core.clock import local
from app.core.filters import dag, meervoud, tijd, weekdag
from app.rapportage.opbouw.woorden import AANLEIDINGEN, UITKOMSTEN, ZEKERHEID
from app.rapportage.waarde import (
    Bevinding,
    Handtekening,
    Huis,
    Onderwerp,
    Rapport,
    Regel,
)
from app.rapportage.zinnen_foto import place

BEVOEGDHEID = (
    "De toezichthouder is aangewezen en gebruikte de bevoegdheden van titel 5.2 van de Algemene wet bestuursrecht "
    "(artikel 5:11 tot en met 5:20)."
)
STEEKPROEF = "Toezichtniveau S is een steekproef: de uitkomst geldt voor wat is bekeken, niet voor het geheel."
CONCEPT = "concept, niet vastgesteld"
EERDER_GETEKEND = "tekende op {op}. Daarna is de inhoud veranderd. Voor deze versie is niet opnieuw getekend."
KORT = 150
"""Longer entries do not fit on the cover; they stand in the part about the visit."""
ONDER_ONS = 3
"""Shape of the value from which words between colleagues stand in the internal version only: page and paper of a
version from before it have them both."""
EIGEN = frozenset({AANLEIDINGEN["zaak"], AANLEIDINGEN["jaarprogramma"], AANLEIDINGEN["thema"]})
"""Reasons for a visit that nobody else gave: there the title of the zaak names no other person."""


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
        tot = "" if rapport.niet_aangetroffen else "tot "
        return f"{weekdag(local(eind).date())}, {tot}{tijd(eind)} uur" if eind else "tijd niet vastgelegd"
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


def opening(rapport: Rapport, *, intern: bool) -> list[str]:
    """What was done. The planner's opdracht is a word between colleagues and may name who complained."""
    waar, protocol = rapport.onderwerp.adres, rapport.protocol
    zinnen = [f"Wij controleerden {waar} met het protocol {protocol_line(rapport)}. {outcome(rapport)}."]
    if rapport.niet_aangetroffen:
        zinnen = [f"Wij kwamen bij {waar} voor een controle. {rapport.bezoek.uitkomst}. De controle is niet gedaan."]
    if protocol.fasen:
        zinnen.append(f"Fase: {', '.join(protocol.fasen)}. Toezichtniveau:\u00a0{protocol.niveau}.")
    if rapport.onderwerp.opdracht and (intern or rapport.vorm < ONDER_ONS):
        zinnen.append(f"Opdracht: {rapport.onderwerp.opdracht}")
    return zinnen


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


def gaps(rapport: Rapport) -> list[tuple[str, str]]:
    """What was not seen, by kind: the codes, for the reasons stand in the list."""
    punten = [punt for groep in rapport.groepen for punt in groep.punten]
    niet = [punt.code for punt in punten if punt.oordeel == "niet_gecontroleerd"]
    nader = [punt.code for punt in punten if punt.oordeel == "nader_onderzoek"]
    gemist = [punt.code for punt in punten if punt.gemist]
    aantal = meervoud(len(niet), "punt is", "punten zijn")
    soorten = (
        ("Niet gecontroleerd", niet, f"{aantal} niet gecontroleerd: {{}}. De reden staat in de controlelijst."),
        ("Gemiste stoppunten", gemist, "{}. Dit is niet gezien en is later niet meer te zien."),
        ("Nader onderzoek", nader, "Wij zoeken nog uit: {}. Zie de controlelijst."),
    )
    return [(kop, zin.format(", ".join(codes))) for kop, codes, zin in soorten if codes]


def no_findings(rapport: Rapport) -> str:
    """What stands in the place of findings."""
    if rapport.niet_aangetroffen and not rapport.groepen:
        return "Er is niets gecontroleerd."
    return "Er zijn geen bevindingen: geen enkel punt voldoet niet."


def visit_lines(rapport: Rapport) -> list[tuple[str, str]]:
    """What was visited, where and how; only what is known."""
    onderwerp, bezoek = rapport.onderwerp, rapport.bezoek
    bag = f"BAG {onderwerp.bag_id}" if onderwerp.bag_id else ""
    regels = [
        ("Object", ", ".join(deel for deel in (onderwerp.soort, onderwerp.postcode, bag) if deel)),
        ("Plaats van de controle (RD)", place(bezoek.plek) if bezoek.plek else ""),
        ("Soort toezicht", onderwerp.soort_toezicht),
        ("Cautie gegeven", day_and_time(bezoek.cautie_at)),
    ]
    return [(label, tekst) for label, tekst in regels if tekst]


def not_judged(rapport: Rapport) -> bool:
    """True when the visit says nothing of whether it is in order."""
    return not rapport.bevindingen and rapport.bezoek.uitkomst == UITKOMSTEN["niet_te_beoordelen"]


def is_whole(rapport: Rapport) -> bool:
    """True when everything that was asked was judged, and came in."""
    telling = rapport.tellingen
    return not (telling.nader_onderzoek or telling.niet_gecontroleerd or telling.open or rapport.gemist)


def cover_lines(rapport: Rapport, *, intern: bool) -> list[Regel]:
    """Everything that may stand on the cover, most important first."""
    onderwerp = rapport.onderwerp
    uit = f"{rapport.nummer}, {onderwerp.aanleiding}"
    regels = [
        ("Controle", f"{uit} ({onderwerp.voorganger})" if onderwerp.voorganger else uit),
        ("Uitgevoerd", period(rapport)),
        ("Door", official(rapport)),
    ]
    zaak = " ".join(deel for deel in (onderwerp.zaaknummer, _case_title(rapport, intern=intern)) if deel)
    if zaak:
        regels.append(("Zaak", zaak))
    vast = [Regel(label=label, tekst=tekst) for label, tekst in regels]
    return [*vast, *(regel for regel in rapport.bezoek.regels if is_short(regel.tekst))]


def _case_title(rapport: Rapport, *, intern: bool) -> str:
    """The title of the zaak. That of somebody's melding or request may name who complained: it stays with us."""
    eigen = rapport.onderwerp.aanleiding in EIGEN
    return rapport.onderwerp.zaak_titel if intern or eigen or rapport.vorm < ONDER_ONS else ""


def is_short(tekst: str) -> bool:
    """True when an entry fits on one or two lines of the cover."""
    return len(tekst) <= KORT and "\n" not in tekst and "\r" not in tekst


def deadline(bevinding: Bevinding) -> str:
    """By when: `maandag 7 december 2026`, or that it was put right."""
    if bevinding.direct_hersteld:
        return "ter plekke hersteld"
    return weekdag(bevinding.uiterlijk_op) if bevinding.uiterlijk_op else ""


def repair_lines(bevinding: Bevinding) -> list[tuple[str, str]]:
    """What follows on a finding; only what is known."""
    regels = [
        ("Reden geen overtreding", bevinding.reden_geen_overtreding),
        ("Wat moet u doen?", bevinding.herstel),
        ("Stand" if bevinding.direct_hersteld else "Uiterlijk", deadline(bevinding)),
        ("Hercontrole", weekdag(bevinding.hercontrole_op) if bevinding.hercontrole_op else ""),
    ]
    return [(label, tekst) for label, tekst in regels if tekst]


def is_violation(bevinding: Bevinding) -> str:
    """Whether the finding is an overtreding, as it was judged."""
    if bevinding.overtreding is None:
        return "nog niet beoordeeld"
    return "ja" if bevinding.overtreding else "nee"


def day_and_time(moment: datetime | None) -> str:
    """`19 november 2026 om 11:34 uur`."""
    return f"{dag(local(moment).date())} om {tijd(moment)} uur" if moment else ""


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


def grounds_intro(rapport: Rapport) -> list[str]:
    """In which version the grondslagen stood, how many are not confirmed, and which law they are of."""
    if not rapport.gronden:
        return ["Bij deze punten staan geen grondslagen."]
    protocol = rapport.protocol
    stand = protocol.vaststelling or CONCEPT
    zin = f"Zoals zij stonden in {protocol.titel}, versie {protocol.versie} ({stand})."
    if not protocol.onbevestigd:
        zin = f"{zin} Alle grondslagen zijn nagezocht."
    else:
        aantal = f"{protocol.onbevestigd} van {len(rapport.gronden)}"
        zin = f"{zin} Niet bevestigd: {aantal}. Zij zijn nog niet in een bron nagezocht."
    return [deel for deel in (zin, law(rapport)) if deel]


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
