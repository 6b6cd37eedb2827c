"""The deliberate break of every fault of the server: a house that changes each byte it keeps, says well to everything,
and does not trouble to look again. What is tried against it must fail; a test that passes here compares nothing.

A plugin of pytest: `-p tests.faults.breuk`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from flask import Flask, Response
from hypothesis import Phase, settings
from sqlalchemy import event

from app.controles.models import Mutatie
from app.controles.ontvangst import RuweInvoer
from app.core.blobs import Blobs
from app.core.images import Beeld
from app.sync.noodkopie import SOORT


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


def spoiled(get: Callable[..., bytes]) -> Callable[..., bytes]:
    """Gives back less than was stored."""
    return lambda *values: get(*values)[:-1]


def takes_anything(*_: Any, **__: Any) -> Any:
    """Finds every file good."""
    return SimpleNamespace(soort=SOORT)


READERS = SimpleNamespace(convert=takes_anything, ValidationError=msgspec.ValidationError, structs=msgspec.structs)
BREAKS: dict[str, Any] = {
    "app.core.blobs.Blobs.get": spoiled(Blobs.get),
    "flask.Flask.process_response": well(Flask.process_response),
    "app.core.queue._note_failure": lambda *_: None,
    "tests.faults.test_werker.sweep": lambda *_: None,
    "tests.faults.test_beeld.read_image": lambda data: Beeld(1, 1, data, data),
    "app.organisatie.actions.LOGO_PIXELS": 4000,
    "app.lhso.actions.msgspec": READERS,
    "app.protocols.loader.msgspec": READERS,
    "app.sync.noodkopie.LEZER": SimpleNamespace(decode=takes_anything),
}
settings.register_profile("breuk", phases=(Phase.explicit, Phase.generate))
settings.load_profile("breuk")  # what fails here need not be made smaller


@pytest.fixture(autouse=True)
def break_everything(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All of it is broken for as long as a test takes."""
    for name, broken in BREAKS.items():
        monkeypatch.setattr(name, broken)
    for kind in (Mutatie, RuweInvoer):
        event.listen(kind, "before_insert", spoil)
    yield
    for kind in (Mutatie, RuweInvoer):
        event.remove(kind, "before_insert", spoil)


def pytest_configure(config: pytest.Config) -> None:
    """Tells which tests hold all the same."""
    config.pluginmanager.register(Onopgemerkt(), "onopgemerkt")


class Onopgemerkt:
    """Tests that name a fault and pass here."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.failed = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Only what fails in the test itself noticed something."""
        if report.when == "call" and report.passed:
            self.passed.append(report.nodeid)
        self.failed += report.when == "call" and report.failed

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """All is well when every test failed."""
        session.exitstatus = 1 if self.passed or not self.failed else 0

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """In one line, with the names of what noticed nothing."""
        for name in self.passed:
            terminalreporter.write_line(f"NOTICED NOTHING  {name}")
        terminalreporter.write_line(f"breaks: {self.failed} tests noticed, {len(self.passed)} did not")
