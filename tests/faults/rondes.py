"""How often a fault that strikes at random is tried: a few times in `make test`, all of it in `make faults`."""

from __future__ import annotations

import os

VOL = os.environ.get("FAULT_ROUNDS") == "full"


def rounds(few: int, full: int) -> int:
    """`few`, or `full` when the whole is asked for."""
    return full if VOL else few
