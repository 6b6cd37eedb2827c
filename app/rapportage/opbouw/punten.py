"""Every point of the visit with its answer, per onderdeel and repeat, and how often each answer was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from msgspec import structs

from app.controles.feiten import join_feiten
from app.controles.models import Antwoord as AntwoordRij
from app.controles.recht import Recht, law_of
from app.controles.rules.journaal import day_of
from app.controles.rules.tellen import applies, count_answers, totals
from app.controles.zicht import plan_of, stand_of
from app.core.filters import dag
from app.protocols.rules.bouwstenen import Grondslag
from app.protocols.rules.canoniek import read_canonical
from app.protocols.rules.definitie import Controlepunt, Definitie, Onderdeel, Vraag
from app.protocols.rules.grondslagen import applicable_grondslagen
from app.protocols.rules.plan import Plan
from app.protocols.rules.stand import Antwoord, Sleutel, oordeel_of
from app.protocols.rules.voorwaarden import Zicht, zichtbaar
from app.protocols.rules.walk import walk_vragen
from app.protocols.rules.zin import short_code
from app.rapportage.opbouw import woorden
from app.rapportage.queries import Bundel
from app.rapportage.waarde import Groep, Punt, Tellingen


@dataclass(frozen=True)
class Beeld:
    """The form as it stood at the end: definition, what was visible, the answers, and the law of its day."""

    bundel: Bundel
    definitie: Definitie
    plan: Plan
    zicht: Zicht
    recht: Recht

    @cached_property
    def rijen(self) -> dict[Sleutel, AntwoordRij]:
        """Answers by (code, pad)."""
        return {(rij.code, rij.pad): rij for rij in self.bundel.antwoorden}

    @cached_property
    def onderdelen(self) -> dict[str, Onderdeel]:
        """Onderdelen of the definition by code."""
        return dict(_flatten(self.definitie.onderdelen))

    @cached_property
    def labels(self) -> dict[str, str]:
        """What facts are called."""
        return {feit.code: feit.label for feit in self.definitie.feiten}

    @cached_property
    def titels(self) -> dict[str, str]:
        """Title per pad of a repeat: its own, or `woning 2`."""
        titels: dict[str, str] = {}
        for rij in self.bundel.herhalingen:
            onderdeel = self.onderdelen.get(rij.onderdeel)
            per = onderdeel.herhaling.per if onderdeel and onderdeel.herhaling else "deel"
            pads = self.zicht.pads.get(rij.onderdeel, [])
            nummer = pads.index(rij.pad) + 1 if rij.pad in pads else rij.volgorde + 1
            titels[rij.pad] = rij.titel or f"{per} {nummer}"
        return titels

    def grounds(self, punt: Controlepunt) -> list[Grondslag]:
        """The grondslagen of a point that hold in this case."""
        return applicable_grondslagen(punt, dag=self.recht.dag, regime=self.recht.regime, evaluate=self.zicht.evaluate)

    def at(self, pad: str) -> str:
        """Titles of a repeat and the repeats around it: `Bouwlaag 1, Woning 3`."""
        delen = pad.split("/") if pad else []
        pads = ["/".join(delen[: lengte + 1]) for lengte in range(len(delen))]
        return ", ".join(self.titels.get(deel, deel) for deel in pads)


@dataclass
class Nummers:
    """What points refer to: the number of their finding and of their photos. `getoond` collects the answers that got
    their place in the list, so that none is forgotten and none stands there twice."""

    bevindingen: Mapping[Sleutel, int] = field(default_factory=dict)
    fotos: Mapping[Sleutel, list[int]] = field(default_factory=dict)
    getoond: set[Sleutel] = field(default_factory=set)


def make_beeld(bundel: Bundel) -> Beeld:
    """Reads the version of the controle and decides what was visible, by its own rules."""
    controle = bundel.controle
    tekst = controle.protocol_versie.definitie
    feiten = join_feiten(controle, controle.object, controle.zaak, controle.bevoegd_gezag)
    stand = stand_of(controle, feiten, bundel.antwoorden, bundel.herhalingen, bundel.fotos)
    plan = plan_of(tekst)
    recht = law_of(controle, controle.zaak)
    return Beeld(bundel, read_canonical(tekst), plan, zichtbaar(plan, stand), recht)


def groups_of(beeld: Beeld, nummers: Nummers) -> list[Groep]:
    """The onderdelen in page order, each repeat apart; without those that have nothing to say."""
    groepen = [groep for onderdeel in beeld.definitie.onderdelen for groep in _groups(beeld, nummers, onderdeel, "", 0)]
    return [groep for groep in groepen if groep.punten or groep.steekproef]


def _groups(beeld: Beeld, nummers: Nummers, onderdeel: Onderdeel, rond: str, diepte: int) -> Iterator[Groep]:
    if onderdeel.herhaling is None:
        yield from _group(beeld, nummers, onderdeel, rond, diepte, onderdeel.titel)
        return
    steekproef = beeld.rijen.get((onderdeel.code, rond))
    bekeken = woorden.sample(steekproef.antwoord.get("waarde")) if steekproef else ""
    yield Groep(titel=onderdeel.titel, diepte=diepte, steekproef=bekeken, punten=[])
    for pad in beeld.zicht.pads.get(onderdeel.code, []):
        if pad.rpartition("/")[0] == rond:
            titel = f"{onderdeel.titel}: {beeld.at(pad)}"
            yield from _group(beeld, nummers, onderdeel, pad, diepte + 1, titel)


def _group(beeld: Beeld, nummers: Nummers, onderdeel: Onderdeel, pad: str, diepte: int, titel: str) -> Iterator[Groep]:
    punten = [punt for item in onderdeel.punten if (punt := _point(beeld, nummers, item, pad)) is not None]
    yield Groep(titel=titel, diepte=diepte, steekproef="", punten=punten)
    for kind in onderdeel.onderdelen:
        yield from _groups(beeld, nummers, kind, pad, diepte + 1)


def _point(beeld: Beeld, nummers: Nummers, punt: Controlepunt, pad: str) -> Punt | None:
    """A point that was asked, or that was answered as given; answers that were hidden stand apart."""
    if punt.bezoekveld or not _applies(beeld, punt.code, pad):
        return None
    vervolg = [_line(beeld, nummers, vraag, punt, pad, []) for vraag in _follow_ups(beeld, punt, pad)]
    return _line(beeld, nummers, punt, punt, pad, vervolg)


def _applies(beeld: Beeld, code: str, pad: str) -> bool:
    return applies(beeld.zicht, beeld.rijen, beeld.plan.vraag_van_code[code], pad)


def _follow_ups(beeld: Beeld, punt: Controlepunt, pad: str) -> list[Vraag]:
    """Follow-ups that count, were answered, or have photos."""
    return [
        vraag
        for vraag in punt.vervolgvragen
        if _applies(beeld, vraag.code, pad)
        and (
            vraag.type == "oordeel"
            or (vraag.code, pad) in beeld.rijen
            or beeld.zicht.stand.fotos.get((vraag.code, pad))
        )
    ]


def _line(beeld: Beeld, nummers: Nummers, vraag: Vraag, punt: Controlepunt, pad: str, vervolg: list[Punt]) -> Punt:
    rij = beeld.rijen.get((vraag.code, pad))
    nummers.getoond.add((vraag.code, pad))
    antwoord = Antwoord.from_wire(rij.antwoord) if rij else Antwoord()
    bekend = oordeel_of(beeld.plan.vraag_van_code[vraag.code], antwoord) or (rij and rij.oordeel) or ""
    oordeel = bekend if bekend in woorden.OORDELEN else ""
    in_woorden = "" if vraag.type == "oordeel" and oordeel else woorden.answer(vraag, antwoord.waarde)
    uiterlijk = antwoord.nader.uiterlijk if antwoord.nader else ""
    return Punt(
        code=short_code(vraag.code),
        vraag=vraag.vraag,
        norm=_norms(beeld, vraag, pad),
        oordeel=oordeel,
        antwoord=in_woorden,
        reden=antwoord.reden or "",
        toelichting=antwoord.toelichting or "",
        nader=antwoord.nader.wat if antwoord.nader else "",
        nader_uiterlijk=dag(day_of(uiterlijk)) or uiterlijk,
        direct_hersteld=antwoord.direct_hersteld,
        verborgen=bool(rij and rij.verborgen),
        gemist=vraag is punt and _missed(punt, oordeel),
        advies=punt.aard == "advies",
        bevinding=nummers.bevindingen.get((vraag.code, pad)),
        fotos=nummers.fotos.get((vraag.code, pad), []),
        vervolg=vervolg,
    )


def _norms(beeld: Beeld, vraag: Vraag, pad: str) -> str:
    """The bounds that hold in this case, in words."""
    geldig = [norm for norm in vraag.normen if norm.als is None or beeld.zicht.evaluate(norm.als, pad) is not False]
    return "; ".join(woorden.norm(vraag, norm, beeld.labels) for norm in geldig)


def _missed(punt: Controlepunt, oordeel: str) -> bool:
    """A stop point that was not looked at: what was not seen now cannot be seen later."""
    return punt.stoppunt and oordeel in ("", "niet_gecontroleerd")


def hidden_of(beeld: Beeld, nummers: Nummers) -> list[Punt]:
    """Answers without a place in the list (call after `groups_of`): given to questions that did not apply any more or
    in repeats that were taken away. They are kept, not counted, and said."""
    vragen = {plek.vraag.code: plek for plek in walk_vragen(beeld.definitie)}
    over = [sleutel for sleutel in sorted(beeld.rijen) if sleutel not in nummers.getoond and sleutel[0] in vragen]
    return [
        _named(_line(beeld, nummers, vragen[code].vraag, vragen[code].punt, pad, []), beeld.at(pad))
        for code, pad in over
        if not vragen[code].punt.bezoekveld
    ]


def _named(punt: Punt, waar: str) -> Punt:
    return structs.replace(punt, vraag=f"{waar}: {punt.vraag}" if waar else punt.vraag, verborgen=True, gemist=False)


def count(beeld: Beeld) -> Tellingen:
    """How often each answer was given, by the rule of the dossier. *Niet gecontroleerd* never counts as voldoet."""
    return Tellingen(**totals(count_answers(beeld.zicht, beeld.rijen)))


def _flatten(onderdelen: list[Onderdeel]) -> Iterator[tuple[str, Onderdeel]]:
    for onderdeel in onderdelen:
        yield onderdeel.code, onderdeel
        yield from _flatten(onderdeel.onderdelen)
