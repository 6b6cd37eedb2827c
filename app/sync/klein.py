"""The small picture of a photo."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.controles.models import Foto
from app.controles.projectie.fotos import bytes_of
from app.core.blobs import Blobs
from app.core.errors import NotFound
from app.core.images import read_image

NIET_TE_TONEN = ("foto-niet-te-tonen", "Van deze foto is (nog) geen beeld te maken.")


def small_picture(session: Session, blobs: Blobs, organisatie_id: UUID, foto_id: UUID) -> bytes:
    """JPEG of at most 480 px, of the newest copy where one was made (it may hide a face). Made on the spot when the
    worker has not got to it. Raises `NotFound`: no such photo, hidden, not received yet, or no picture."""
    query = select(Foto).where(Foto.organisatie_id == organisatie_id, Foto.id == foto_id, Foto.verborgen_at.is_(None))
    foto = session.scalars(query).one_or_none()
    if foto is None:
        raise NotFound("foto-onbekend", "Deze foto bestaat niet, of je mag hem niet zien.")
    kopieen = select(Foto).where(
        Foto.organisatie_id == organisatie_id, Foto.origineel_id == foto.id, Foto.verborgen_at.is_(None)
    )
    foto = session.scalars(kopieen.order_by(Foto.id.desc())).first() or foto
    found = bytes_of(session, organisatie_id, foto.sha256)
    if found is None or found.leesbaar is False:
        raise NotFound(*NIET_TE_TONEN)
    if found.klein_sha256:
        return blobs.get(organisatie_id, found.klein_sha256)
    beeld = read_image(blobs.get(organisatie_id, foto.sha256))
    if beeld is None:
        raise NotFound(*NIET_TE_TONEN)
    return beeld.klein
