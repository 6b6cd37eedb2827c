"""Every fault of the list is tried by a test that says so, and no test names a fault that is not on the list."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.lijst import BROWSER, FAULTS, SERVER

TESTS = Path(__file__).parent.parent
NAMED = re.compile(r'mark\.fault\(\s*"([a-z0-9-]+)"')
KEYED = re.compile(r'^    "(text-[a-z0-9-]+)":', re.MULTILINE)
"""Cases of text carry their name as the key of a table."""


def named_in(folder: str) -> set[str]:
    """The faults that tests in this folder say they try."""
    found: set[str] = set()
    for path in (TESTS / folder).rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(NAMED.findall(text))
        found |= set(KEYED.findall(text)) if path.name == "test_tekst.py" else set()
    return found


def test_every_fault_has_a_test_and_every_name_is_on_the_list() -> None:
    assert named_in("faults") | named_in("browser") == set(FAULTS)


def test_a_fault_of_the_server_is_tried_without_a_browser() -> None:
    assert set(SERVER) <= named_in("faults")
    assert set(BROWSER) <= named_in("browser")


def test_there_are_enough() -> None:
    assert len(FAULTS) >= 80
    assert not set(SERVER) & set(BROWSER)
