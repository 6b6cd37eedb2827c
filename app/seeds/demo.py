"""The demo: municipality Waterdonk and a neighbour, made through the same actions the app uses.

The first run makes everything relative to that day; a later run only tops up the days ahead.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.actions import add_aanwijzing, create_user, set_beschikbaar, set_password
from app.accounts.models import Rol, User
from app.controles.actions import plan_controle
from app.controles.feiten import feiten_of
from app.controles.models import Controle
from app.controles.zicht import selected_points
from app.core.clock import local
from app.core.keys import new_key
from app.lhso.queries import active_matrix
from app.objecten.actions import create_object
from app.objecten.models import Inspectieobject
from app.organisatie.actions import change_organisatie, create_organisatie, set_logo
from app.organisatie.models import Organisatie
from app.planning.queries import failed_points
from app.protocols.actions import publish_shipped
from app.protocols.models import ProtocolVersie
from app.protocols.queries import published_version
from app.protocols.rules.canoniek import read_canonical
from app.protocols.rules.plan import make_plan
from app.seeds.beeld import teken_logo
from app.seeds.bord import Bord, Rij, _read, moment, workday
from app.seeds.telefoon import Telefoon
from app.seeds.verhaal import Verhaal
from app.seeds.wandeling import Wandeling
from app.sync.actions import receive
from app.sync.bezorger import Bezorger
from app.sync.fotos import store_bytes
from app.zaken.actions import create_zaak
from app.zaken.models import Zaak

ACCOUNTS: dict[str, tuple[str, list[Rol]]] = {
    "beheerder@schouw.example": ("Anneke Vos", [Rol.BEHEERDER]),
    "toezichthouder@schouw.example": ("Fatima El Amrani", [Rol.TOEZICHTHOUDER]),
    "collega@schouw.example": ("Joris van den Berg", [Rol.TOEZICHTHOUDER]),
    "planner@schouw.example": ("Els Brouwers", [Rol.PLANNER]),
    "auteur@schouw.example": ("Ruud Hendriks", [Rol.PROTOCOLBEHEERDER]),
    "jurist@schouw.example": ("Karin Maas", [Rol.HANDHAVINGSJURIST]),
    "kwaliteit@schouw.example": ("Sjoerd de Boer", [Rol.KWALITEITSMEDEWERKER]),
    "buur@anders.example": ("Olaf Jansen", list(Rol)),
}
BUUR = "buur@anders.example"


def make_demo(session: Session, *, wachtwoord: str, now: datetime) -> None:
    """Makes the demo when it is not there, and fills the days ahead when they are empty."""
    bord = msgspec.convert(_read("controles.yaml"), Bord)
    organisatie = session.scalars(select(Organisatie).where(Organisatie.naam == "Gemeente Waterdonk")).first()
    if organisatie is None:
        Waterdonk(session, bord, wachtwoord, now).make()
    else:
        _top_up(session, organisatie, bord, now)


class Waterdonk:
    """The first run."""

    def __init__(self, session: Session, bord: Bord, wachtwoord: str, now: datetime) -> None:
        self.session, self.bord, self.wachtwoord, self.now = session, bord, wachtwoord, now
        self.first = local(now).date()
        self.gedaan: dict[str, Controle] = {}

    def make(self) -> None:
        """Organisations, people, protocols, objects, cases, and forty controles of which the past ones are done."""
        publish_shipped(self.session, by=None, now=self.now)
        self.organisatie = self._organisatie("Gemeente Waterdonk", "Waterdonk", "00000009999990000000")
        set_logo(self.session, current_app.extensions["blobs"], self.organisatie, teken_logo(), by=None, now=self.now)
        self.buur = self._organisatie("Omgevingsdienst Anders", "Anders", "00000009999980000000")
        self.beheerder: User | None = None
        self.mensen = {email: self._account(email, naam, rollen) for email, (naam, rollen) in ACCOUNTS.items()}
        self._objecten()
        self._zaken()
        for volgorde, rij in enumerate(self.bord.controles):
            self._controle(rij, volgorde)
        self._neighbour()

    def _organisatie(self, naam: str, kort: str, oin: str) -> Organisatie:
        contact = {"adres": f"Markt 1, {kort}", "telefoon": "14 0999", "email": f"toezicht@{kort.lower()}.example"}
        organisatie = create_organisatie(self.session, naam=naam, kort=kort, oin=oin, now=self.now)
        eigen: dict[str, Any] = {"naam": naam, "kort": kort, "kleuren": {}, "instellingen": {}, "contact": contact}
        change_organisatie(self.session, organisatie, **eigen, by=None, now=self.now)
        return organisatie

    def _account(self, email: str, naam: str, rollen: list[Rol]) -> User:
        organisatie = self.buur if email == BUUR else self.organisatie
        lid = create_user(self.session, organisatie, email=email, naam=naam, rollen=rollen, by=None, now=self.now)
        user = self.session.get_one(User, lid.user_id)
        self.beheerder = self.beheerder or user
        set_password(self.session, user, self.wachtwoord, by=None, now=self.now)
        if Rol.TOEZICHTHOUDER in rollen:
            set_beschikbaar(self.session, lid, [420, 420, 420, 420, 0], by=self.beheerder, now=self.now)
            add_aanwijzing(
                self.session,
                lid,
                besluit=f"Aanwijzingsbesluit toezichthouders {organisatie.kort} 2024",
                legitimatienummer=f"{organisatie.kort[:2].upper()}-{len(email):03d}",
                geldig_van=date(2024, 1, 1),
                geldig_tot=None,
                by=self.beheerder,
                now=self.now,
            )
        return user

    def _objecten(self) -> None:
        self.objecten: dict[str, Inspectieobject] = {}
        for regel in _read("objecten.yaml"):
            row = create_object(self.session, self.organisatie.id, now=self.now, **regel)
            for name in (f"{row.straat} {row.huisnummer}" if row.huisnummer else None, row.naam):
                if name:
                    self.objecten.setdefault(name, row)

    def _zaken(self) -> None:
        self.zaken: dict[str, Zaak] = {}
        for regel in self.bord.zaken:
            nummer, object_name = regel["nummer"], regel["object"]
            more = {key: value for key, value in regel.items() if key not in {"nummer", "object"}}
            self.zaken[nummer] = create_zaak(
                self.session,
                self.organisatie.id,
                zaaknummer=nummer,
                object_id=self.objecten[object_name].id,
                now=self.now,
                ontvangen_op=self.first - timedelta(days=150),
                **more,
            )

    def _controle(self, rij: Rij, volgorde: int) -> None:
        day = workday(self.first, rij.dag)
        planned_at = min(moment(day, rij.tijd) - timedelta(days=5), self.now)
        vorige = self.gedaan.get(rij.hercontrole_van)
        controle = plan_controle(
            self.session,
            self.organisatie,
            object=self.objecten[rij.object],
            versie=published_version(self.session, self.organisatie.id, rij.protocol),
            soort=rij.soort,
            aanleiding=rij.aanleiding,
            by=self.mensen["planner@schouw.example"],
            now=planned_at,
            toezichthouder=self.mensen[f"{rij.wie}@schouw.example"],
            dag=day,
            tijd=rij.tijd,
            volgorde=volgorde,
            duur_minuten=90,
            opdracht=rij.opdracht,
            zaak=self.zaken.get(rij.zaak),
            fasen=rij.fasen,
            voorganger=vorige,
            selectie=failed_points(self.session, vorige) if vorige else (),
        )
        if rij.dag < 0:
            self._walk(controle, rij, moment(day, rij.tijd), zaad=volgorde)

    def _walk(self, controle: Controle, rij: Rij, begin: datetime, zaad: int) -> None:
        user = self.mensen[f"{rij.wie}@schouw.example"]
        telefoon = self._telefoon(controle, user, begin)
        if rij.niet_aangetroffen:
            inhoud = {
                "uitkomst": rij.niet_aangetroffen,
                "toelichting": "Twee keer aangebeld, gewacht en een kaartje achtergelaten.",
                "voorstel_dag": workday(self.first, 8).isoformat(),
                "voorstel_dagdeel": "ochtend",
                "eind_at": (begin + timedelta(minutes=12)).isoformat(),
            }
            telefoon.schrijf("niet_aangetroffen", inhoud)
        else:
            self._visit(controle, rij, telefoon, user, zaad)
        self._deliver(controle, telefoon, user)

    def _telefoon(self, controle: Controle, user: User, begin: datetime) -> Telefoon:
        place = self.session.get_one(Inspectieobject, controle.object_id)
        versie = self.session.get_one(ProtocolVersie, controle.protocol_versie_id)
        return Telefoon(
            gebruiker=user.id,
            toestel=UUID(int=user.id.int ^ 1),
            controle=controle.id,
            protocol_hash=versie.hash,
            klok=begin,
            lat=place.lat,
            lon=place.lon,
        )

    def _visit(self, controle: Controle, rij: Rij, telefoon: Telefoon, user: User, zaad: int) -> None:
        verhaal = self.bord.verhalen.get(rij.verhaal) or Verhaal(
            gesproken_met="De beheerder", betrokkene="De beheerder"
        )
        versie = self.session.get_one(ProtocolVersie, controle.protocol_versie_id)
        plan = make_plan(read_canonical(versie.definitie))
        matrix = active_matrix(self.session, self.organisatie.id)
        wandeling = Wandeling(telefoon, plan, verhaal, matrix, zaad)
        vast = {
            "feiten": feiten_of(self.session, controle),
            "fasen": frozenset(rij.fasen),
            "niveau": controle.niveau,
            "selectie": selected_points(controle),
        }
        wandeling.loop(vast=vast, toezichthouder=user.naam)
        if rij.verhaal:
            self.gedaan[rij.verhaal] = controle

    def _deliver(self, controle: Controle, telefoon: Telefoon, user: User) -> None:
        """Sends journal and photos as a phone would; nothing may be held."""
        bezorger = Bezorger(user, controle.organisatie_id, frozenset({controle.organisatie_id}))
        body = b'{"toestel":"%s","mutaties":[%s]}' % (
            str(telefoon.toestel).encode(),
            b",".join(telefoon.als_bytes()),
        )
        received = telefoon.klok + timedelta(minutes=3)
        bonnen = receive(self.session, bezorger, body, received).bonnen
        held = [bon for bon in bonnen if bon.uitkomst == "vastgehouden"]
        if held:
            raise RuntimeError(f"the demo's own journal was held: {held[0]}")
        blobs = current_app.extensions["blobs"]
        for data in telefoon.fotos.values():
            store_bytes(self.session, blobs, controle.organisatie_id, data, user_id=user.id, now=received)

    def _neighbour(self) -> None:
        """The neighbour has an object and a controle of its own, which Waterdonk must never see."""
        place = create_object(
            self.session, self.buur.id, now=self.now, soort="pand", plaats="Anders", straat="Elders", huisnummer="1"
        )
        plan_controle(
            self.session,
            self.buur,
            object=place,
            versie=published_version(self.session, self.buur.id, "bouwen-regulier"),
            soort="T2",
            aanleiding="jaarprogramma",
            by=self.mensen[BUUR],
            now=self.now,
            toezichthouder=self.mensen[BUUR],
            dag=self.first,
            tijd="09:00",
        )


def _top_up(session: Session, organisatie: Organisatie, bord: Bord, now: datetime) -> None:
    """On a later day: plans the rounds of today and tomorrow again, so that every day has something to do."""
    today = local(now).date()
    for steps in (0, 1):
        day = workday(today, steps)
        query = select(func.count()).where(Controle.organisatie_id == organisatie.id, Controle.dag == day)
        if not session.scalar(query):
            _plan_day(session, organisatie, [rij for rij in bord.controles if rij.dag == steps], day, now)


def _plan_day(session: Session, organisatie: Organisatie, rijen: list[Rij], day: date, now: datetime) -> None:
    objecten = session.scalars(select(Inspectieobject).where(Inspectieobject.organisatie_id == organisatie.id)).all()
    by_name = {row.naam or f"{row.straat} {row.huisnummer}": row for row in objecten}
    by_name |= {f"{row.straat} {row.huisnummer}": row for row in objecten if row.huisnummer}
    users = {user.email: user for user in session.scalars(select(User))}
    zaken = {
        zaak.zaaknummer: zaak for zaak in session.scalars(select(Zaak).where(Zaak.organisatie_id == organisatie.id))
    }
    for volgorde, rij in enumerate(rijen):
        plan_controle(
            session,
            organisatie,
            object=by_name[rij.object],
            versie=published_version(session, organisatie.id, rij.protocol),
            soort="T4" if rij.hercontrole_van else rij.soort,
            aanleiding="jaarprogramma" if rij.hercontrole_van else rij.aanleiding,
            by=users["planner@schouw.example"],
            now=now,
            toezichthouder=users[f"{rij.wie}@schouw.example"],
            dag=day,
            tijd=rij.tijd,
            volgorde=volgorde,
            opdracht="" if rij.hercontrole_van else rij.opdracht,
            zaak=zaken.get(rij.zaak),
            fasen=rij.fasen,
            key=new_key(),
        )
