"""The *bevindingenbrief*: one or two sheets in plain words for the betrokkene. No judgement, no LHSO."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageTemplate, Spacer

from app.core.clock import local
from app.core.filters import dag, meervoud, weekdag
from app.rapportage import zinnen
from app.rapportage.pdf.beeld import Druk
from app.rapportage.pdf.bouwstenen import alineas, blijft, feiten, kop2, paren, paren_of_tekst, regel
from app.rapportage.pdf.document import Stuk
from app.rapportage.pdf.tekens import Huislogo
from app.rapportage.pdf.tekst import register_fonts
from app.rapportage.pdfa import finish
from app.rapportage.waarde import Bevinding, Rapport

LANG = 700
WAT_WIJ_ZAGEN = "Wij hebben niet alles beoordeeld. Wat wij beoordeelden, is in orde."
GEMIST = (
    "Let op: een deel van wat wij bij deze controle opschreven of fotografeerden, is niet bij ons aangekomen en komt "
    "niet meer. Daarom kan in deze brief iets ontbreken. In het rapport staat wat."
)
BRIEFLOGO = (52 * mm, 13 * mm)
WIT = 1 * mm


def draw_brief(rapport: Rapport, logo: Druk | None = None) -> bytes:
    """The letter as PDF/A-2b. Equal values give equal bytes."""
    register_fonts()
    auteur = zinnen.authority(rapport.gezag)
    stuk = Stuk(
        titel=f"Brief over de controle {rapport.nummer}",
        links=f"Onze controle {rapport.nummer}",
        rechts=auteur,
        voet=f"Versie {rapport.versie} · {dag(local(rapport.dagtekening).date())} · {rapport.id}",
        kleur=rapport.gezag.kleur,
    )
    stuk.addPageTemplates([PageTemplate(id="brief", frames=[stuk.kader], onPage=stuk.inside)])
    data = stuk.made_of(_story(rapport, logo))
    titel = f"Brief over de controle {rapport.nummer}, versie {rapport.versie}"
    return finish(data, titel=titel, auteur=auteur, op=rapport.dagtekening, zaad=f"{rapport.id}-brief")


def _story(rapport: Rapport, logo: Druk | None) -> list[Flowable]:
    story: list[Flowable] = [*_head(rapport, logo), *_opening(rapport)]
    for item in rapport.bevindingen:
        story += _finding(item)
    return [*story, *_next(rapport), *_contact(rapport)]


def _head(rapport: Rapport, logo: Druk | None) -> list[Flowable]:
    """To whom, about what, from whom."""
    aan = list(dict.fromkeys(item.gericht_aan for item in rapport.bevindingen if item.gericht_aan))
    regels = [
        ("Aan", "; ".join(aan) if aan else "de eigenaar of gebruiker"),
        ("Adres", zinnen.full_address(rapport.onderwerp)),
        ("Datum", dag(local(rapport.dagtekening).date())),
        ("Ons kenmerk", rapport.nummer),
        ("Over", f"onze controle, {zinnen.period(rapport)}"),
    ]
    afzender: list[Flowable] = [regel(zinnen.authority(rapport.gezag), "kop2")]
    if logo:
        afzender = [Huislogo(logo, *BRIEFLOGO), Spacer(1, 4 * mm)]
    return [*afzender, paren(regels, 32, wit=WIT), Spacer(1, 3 * mm)]


def _opening(rapport: Rapport) -> list[Flowable]:
    wie = f" Onze toezichthouder is {rapport.ambtenaar.naam}." if rapport.ambtenaar.naam else ""
    if rapport.niet_aangetroffen:
        waarom = "Er was niemand aanwezig." if "Niemand" in rapport.bezoek.uitkomst else "Wij konden niet naar binnen."
        zin = f"Wij kwamen langs voor een controle. {waarom} Wij maken een nieuwe afspraak met u of komen terug.{wie}"
        return [regel("Geachte heer of mevrouw,"), regel(zin)]
    zin = f"Wij hebben uw adres gecontroleerd.{wie} In deze brief leest u wat wij zagen en wat u moet doen."
    gemist = [regel(GEMIST)] if rapport.gemist else []
    return [regel("Geachte heer of mevrouw,"), regel(zin), regel(_result(rapport)), *gemist]


def _result(rapport: Rapport) -> str:
    aantal = len(rapport.bevindingen)
    if zinnen.not_judged(rapport):
        return "Wij konden niet beoordelen of alles in orde is."
    if not aantal:
        wat = "Wij vonden niets dat niet in orde is." if zinnen.is_whole(rapport) else WAT_WIJ_ZAGEN
        return f"{wat} U hoeft niets te doen."
    zin = f"{meervoud(aantal, 'punt is', 'punten zijn')} niet in orde."
    hersteld = sum(item.direct_hersteld for item in rapport.bevindingen)
    return f"{zin} {meervoud(hersteld, 'punt is', 'punten zijn')} meteen opgelost." if hersteld else zin


def _finding(item: Bevinding) -> list[Flowable]:
    """What was seen, what must be done and by when."""
    kop: list[Flowable] = [kop2(f"{item.nummer}. {item.titel}")]
    tekst = feiten(item.constatering)
    regels = [("Waar", item.waar), ("Voorschrift", item.voorschrift), ("Wat moet u doen?", _todo(item))]
    regels.append(("Uiterlijk", _by(item)))
    slot = paren_of_tekst([(label, tekst_) for label, tekst_ in regels if tekst_], 32, WIT)
    if len(item.constatering) <= LANG:
        return [blijft(kop, tekst, Spacer(1, 1.5 * mm), slot[:1]), *slot[1:]]
    return [blijft(kop, tekst[:1]), *tekst[1:], Spacer(1, 1.5 * mm), *slot]


def _todo(item: Bevinding) -> str:
    if item.direct_hersteld:
        return "Dit is opgelost toen wij er waren. U hoeft niets meer te doen. Zorg dat het zo blijft."
    if item.herstel:
        return item.herstel
    if item.overtreding is False:
        return "Dit is geen overtreding. U hoeft hiervoor niets te doen."
    return "Breng dit in orde. Weet u niet hoe? Neem dan contact met ons op."


def _by(item: Bevinding) -> str:
    return weekdag(item.uiterlijk_op) if item.uiterlijk_op and not item.direct_hersteld else ""


def _next(rapport: Rapport) -> list[Flowable]:
    """What happens next."""
    if rapport.niet_aangetroffen:
        return []
    open_ = [item for item in rapport.bevindingen if not item.direct_hersteld and item.overtreding is not False]
    zinnen_ = []
    dagen = [item.hercontrole_op for item in rapport.bevindingen if item.hercontrole_op]
    if dagen:
        zinnen_.append(f"Wij komen terug om te kijken of het in orde is. Dat is op of na {weekdag(min(dagen))}.")
    if open_:
        zinnen_ += [
            "Is het dan niet in orde? Dan kunnen wij maatregelen nemen.",
            "Deze brief is geen besluit. U kunt er geen bezwaar tegen maken. Bent u het niet eens? Zeg het ons.",
        ]
    if any(punt.oordeel == "nader_onderzoek" for groep in rapport.groepen for punt in groep.punten):
        zinnen_.append("Sommige punten zoeken wij nog uit. Daarover hoort u later van ons.")
    if not zinnen_:
        klaar = "" if zinnen.not_judged(rapport) else " De controle is klaar."
        zinnen_.append(f"U hoeft nu niets te doen.{klaar}")
    return [blijft(kop2("Wat gebeurt er nu?"), *(regel(zin) for zin in zinnen_))]


def _contact(rapport: Rapport) -> list[Flowable]:
    huis = rapport.gezag
    manieren = [f"Bel {huis.telefoon}." if huis.telefoon else "", f"Mail naar {huis.email}." if huis.email else ""]
    zin = " ".join(deel for deel in (*manieren, f"Noem {rapport.nummer}.") if deel)
    groet: list[Flowable] = [regel("Met vriendelijke groet,"), *alineas(zinnen.authority(huis), "dicht")]
    if rapport.ambtenaar.naam:
        groet.append(regel(f"{rapport.ambtenaar.naam}, toezichthouder"))
    nagaan = regel(f"Is deze brief echt? Kijk op {rapport.verifieer}.", "klein")
    return [blijft(kop2("Hebt u vragen?"), regel(zin), Spacer(1, 2 * mm), groet, nagaan)]
