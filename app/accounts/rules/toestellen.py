"""Which row of a phone belongs to whom."""

from __future__ import annotations

from uuid import UUID, uuid5


def toestel_key(organisatie_id: UUID, user_id: UUID, key: UUID) -> UUID:
    """The row of a phone (`key` is its own UUID) for one user: a shared phone has one per user."""
    return uuid5(key, f"{organisatie_id}/{user_id}")
