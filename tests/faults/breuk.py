"""The deliberate break of every fault of the server: a house that changes each byte it keeps, says well to everything,
and does not trouble to look again. What is tried against it must fail; a test that passes here compares nothing.

A plugin of pytest: `-p tests.faults.breuk`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, Response
from sqlalchemy import event

from app.controles.models import Mutatie
from app.controles.ontvangst import RuweInvoer
from app.core.blobs import Blobs
from app.core.images import Beeld


def spoil(_mapper: Any, _connection: Any, row: Mutatie | RuweInvoer) -> None:
    """Keeps other bytes than came."""
    row.ruw = row.ruw + b" "
    if isinstance(row, Mutatie):
        row.inhoud = row.inhoud | {"erbij": 1}


def well(answer: Callable[[Flask, Response], Response]) -> Callable[[Flask, Response], Response]:
    """Whatever goes wrong, the phone hears that all is well."""

    def say(app: Flask, response: Response) -> Response:
        if response.status_code >= 400:
            response.status_code, response.data = 200, b'{"bonnen": []}'
        return answer(app, response)

    return say


@pytest.fixture(autouse=True)
def break_everything(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All of it is broken for as long as a test takes."""
    echt = Blobs.get
    monkeypatch.setattr(Blobs, "get", lambda *values: echt(*values)[:-1])
    monkeypatch.setattr(Flask, "process_response", well(Flask.process_response))
    monkeypatch.setattr("tests.faults.test_werker.sweep", lambda *_: None)
    monkeypatch.setattr("tests.faults.test_beeld.read_image", lambda data: Beeld(1, 1, data, data))
    monkeypatch.setattr("tests.faults.test_bestand.read_matrix", lambda data: data)
    for kind in (Mutatie, RuweInvoer):
        event.listen(kind, "before_insert", spoil)
    yield
    for kind in (Mutatie, RuweInvoer):
        event.remove(kind, "before_insert", spoil)
