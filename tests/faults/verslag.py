"""Counts which faults were tried and which lost something; `make faults` prints it as its last lines."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

UITSLAG = "FAULT_REPORT"
TELLING = "telling"
"""Name of the property in which a test tells what it met; it stands behind its fault."""


class Verslag:
    """A plugin of pytest: hears each test that names a fault."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.names: dict[str, list[str]] = {}
        self.tried: dict[str, int] = defaultdict(int)
        self.lost: set[str] = set()
        self.counted: dict[str, list[str]] = defaultdict(list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Which faults each test tries."""
        for item in items:
            self.names[item.nodeid] = [str(mark.args[0]) for mark in item.iter_markers("fault")]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that was skipped tried nothing; one that failed anywhere lost something."""
        for name in self.names.get(report.nodeid, []):
            if report.when == "call" and not report.skipped:
                self.tried[name] += 1
                self.counted[name] += [str(value) for kind, value in report.user_properties if kind == TELLING]
            if report.failed:
                self.tried[name] += 0
                self.lost.add(name)

    def pytest_sessionfinish(self) -> None:
        """For who started this run."""
        self.path.write_text(
            json.dumps({"tried": self.tried, "lost": sorted(self.lost), "counted": self.counted}), encoding="utf-8"
        )


def pytest_configure(config: pytest.Config) -> None:
    """Only when somebody waits for the outcome."""
    if path := os.environ.get(UITSLAG):
        config.pluginmanager.register(Verslag(Path(path)), "verslag")


def lines_of(outcome: dict[str, Any], faults: dict[str, str]) -> list[str]:
    """Each fault that was tried with how many tests tried it, what was not, and the one line at the end."""
    tried, lost = outcome["tried"], outcome["lost"]
    said = [
        f"{'LOST' if name in lost else 'held'}  {name}: {what} ({tried[name]} tests)"
        for name, what in faults.items()
        if name in tried
    ]
    said += [f"      {line}" for name in faults for line in outcome["counted"].get(name, [])]
    said += [f"----  {name}: not tried here" for name in faults if name not in tried]
    return [*said, f"faults: {len(tried)} tried, {len(lost)} lost"]
