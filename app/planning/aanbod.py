"""What the form of a new controle offers on its day: for whom, by which protocol, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import gezagen, toezichthouders_for
from app.controles.models import Controle
from app.core.forms import keuzes
from app.organisatie.models import Organisatie
from app.planning import queries
from app.planning.forms import ControleForm
from app.protocols.models import ProtocolVersie
from app.protocols.queries import usable_versions
from app.protocols.rules.canoniek import read_canonical


@dataclass(frozen=True)
class Aanbod:
    """What can be chosen on one day; the people follow from the bevoegd gezag that is chosen now."""

    organisatie: Organisatie
    gezagen: Mapping[str, Organisatie]
    versies: Sequence[ProtocolVersie]
    mensen: Sequence[User]

    def chosen_versie(self, form: ControleForm) -> ProtocolVersie | None:
        """The chosen protocol version; None when it cannot be used that day."""
        return next((versie for versie in self.versies if str(versie.id) == form.protocol.data), None)


def key_of(text: str | None) -> UUID | None:
    """A key from a form or address; None when it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def find_offer(session: Session, organisatie: Organisatie, form: ControleForm, vandaag: date) -> Aanbod:
    """What the form can offer: the protocols of the organisatie and of who it may act for, and who may do it."""
    dag = form.dag.data or vandaag
    anderen = gezagen(session, organisatie.id, dag)
    eigenaars = [organisatie.id, *(gezag.id for gezag in anderen)]
    found = {versie.id: versie for key in eigenaars for versie in usable_versions(session, key, dag)}
    namens = key_of(form.gezag.data) if form.gezag.data else organisatie.id
    return Aanbod(
        organisatie,
        {str(gezag.id): gezag for gezag in anderen},
        sorted(found.values(), key=lambda versie: versie.protocol.titel),
        toezichthouders_for(session, organisatie.id, namens, dag),
    )


def offer_choices(
    session: Session, aanbod: Aanbod, form: ControleForm, object_id: UUID, voorganger: Controle | None
) -> None:
    """Fills the choices that come from the database."""
    form.offer_people(aanbod.mensen)
    form.gezag.choices = keuzes(_gezagen(session, aanbod, voorganger).items(), aanbod.organisatie.naam)
    zaken = queries.zaken_of(session, aanbod.organisatie.id, object_id)
    form.zaak.choices = keuzes(((zaak.id, f"{zaak.zaaknummer}, {zaak.titel}") for zaak in zaken), "Geen zaak")
    form.protocol.choices = keuzes(((versie.id, _title(aanbod, versie)) for versie in aanbod.versies), "Kies")
    offer_fasen(aanbod, form)


def _gezagen(session: Session, aanbod: Aanbod, voorganger: Controle | None) -> dict[str, str]:
    """Names by key. The bevoegd gezag of the visit before stays to be seen: left out, the form would without a word
    be about ourselves."""
    namen = {key: gezag.naam for key, gezag in aanbod.gezagen.items()}
    eerder = voorganger.bevoegd_gezag_id if voorganger else aanbod.organisatie.id
    if eerder != aanbod.organisatie.id and str(eerder) not in namen:
        namen[str(eerder)] = f"{session.get_one(Organisatie, eerder).naam}, aanwijzing voorbij"
    return namen


def _title(aanbod: Aanbod, versie: ProtocolVersie) -> str:
    van = aanbod.gezagen.get(str(versie.protocol.eigenaar_id))
    return f"{versie.protocol.titel}, versie {versie.nummer}" + (f" ({van.naam})" if van else "")


def offer_fasen(aanbod: Aanbod, form: ControleForm) -> None:
    """The moments of the chosen protocol."""
    versie = aanbod.chosen_versie(form)
    if versie is not None:
        form.fasen.choices = keuzes((fase.code, fase.titel) for fase in read_canonical(versie.definitie).fasen)


def not_appointed(gezag: Organisatie) -> str:
    """Why someone cannot be chosen for another bevoegd gezag."""
    return f"Deze toezichthouder is op die dag niet aangewezen door {gezag.naam}. Kies iemand anders."
