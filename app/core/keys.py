"""Keys are UUIDv7: made by whoever creates the row, sortable by time."""

from __future__ import annotations

from uuid import UUID

from uuid6 import uuid7


def new_key() -> UUID:
    """A new UUIDv7 as a plain `uuid.UUID`."""
    return UUID(int=uuid7().int)
