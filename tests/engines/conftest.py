"""Fixtures of the walks in other engines than Chromium: a server on an empty board, and one browser of each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import Server, free_port
from tests.engines import firefox, webkit
from tests.engines.bord import make_board
from tests.engines.motor import Motor

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These walks have a command of their own, that installs the engines."""
    if os.environ.get("SCHOUW_ENGINES"):
        return
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.skip("Firefox en WebKit lopen met `make engines`"))


@pytest.fixture(scope="session")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the demo's people, protocols and objects, and nothing planned."""
    data = tmp_path_factory.mktemp("motoren") / "data"
    make_board(data)
    made = Server(data, free_port())
    made.start()
    yield made
    made.close()


@pytest.fixture
def server(one_server: Server) -> Server:
    """The server of this run; each test hires its own toezichthouder. A test may stop it, and starts it again."""
    one_server.mine = ""
    return one_server


@pytest.fixture(params=[firefox.Firefox, webkit.WebKit], ids=["firefox", "webkit"])
def motor(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Motor]:
    """One engine after the other; what is not on this machine is skipped, in so many words."""
    if ontbreekt := {firefox.Firefox: firefox.ONTBREEKT, webkit.WebKit: webkit.ONTBREEKT}[request.param]:
        pytest.skip(ontbreekt)
    made: Motor = request.param(tmp_path)
    yield made
    made.sluit()
