"""The tests of a source sheet run once for every row of it."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.protocols.bladtoets")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives each test of a sheet's class that takes a `rij` every row of that sheet."""
    rijen = getattr(metafunc.cls, "rijen", None)
    if rijen is not None and "rij" in metafunc.fixturenames:
        metafunc.parametrize("rij", rijen, ids=[rij.code for rij in rijen])
