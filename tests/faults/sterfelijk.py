"""A server and a worker that die, as by kill -9, at the moment they are told: in the middle of what they do.

The file `dood` in the folder of data names the moment; who comes there first takes the file away and is gone, with
all the requests the process was busy with.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.controles.models import Mutatie
from app.core.blobs import Blobs
from app.sync.onderweg import Onderweg

SERVER = (
    "the entries are committed",
    "an entry is written, not committed",
    "the bytes of a photo are stored, without a row",
    "a part of a photo is written",
    "a request about a photo is done, not committed",
)
WERKER = ("a picture or a report is stored, without a row", "a job is done, not committed")


def make_mortal(app: Flask) -> Flask:
    """The same app, that dies when it is told."""
    order = Path(app.config["DATA"]) / "dood"

    def die_at(moment: str) -> None:
        if order.exists() and order.read_text(encoding="ascii") == moment:
            order.unlink()
            os.kill(os.getpid(), signal.SIGKILL)

    def written(_mapper: Any, _connection: Any, _target: Any) -> None:
        die_at(SERVER[1])

    def before_commit(session: Session) -> None:
        if not session.in_nested_transaction():
            die_at(SERVER[4] if is_sent("PUT") else WERKER[1] if not has_request_context() else "")

    def after_commit(session: Session) -> None:
        if is_sent("POST") and not session.in_nested_transaction():
            die_at(SERVER[0])

    def stored() -> None:
        die_at(SERVER[2] if is_sent("PUT") else WERKER[0])

    event.listen(Mutatie, "after_insert", written)
    event.listen(Session, "before_commit", before_commit)
    event.listen(Session, "after_commit", after_commit)
    Blobs.put = telling(Blobs.put, stored)  # type: ignore[method-assign]
    Blobs.put_file = telling(Blobs.put_file, stored)  # type: ignore[method-assign]
    Onderweg.add = telling(Onderweg.add, partial(die_at, SERVER[3]))  # type: ignore[method-assign]
    return app


def is_sent(method: str) -> bool:
    """True while a phone's request of this kind is answered."""
    return has_request_context() and request.method == method


def telling(act: Callable[..., Any], tell: Callable[[], None]) -> Callable[..., Any]:
    """The same act, told of when it is done."""

    @wraps(act)
    def told(*values: Any, **more: Any) -> Any:
        done = act(*values, **more)
        tell()
        return done

    return told
