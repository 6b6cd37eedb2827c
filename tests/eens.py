"""What is dear to make and the same for every test: made once per run, whichever worker asks first."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
"""Whether this process is one of several that run the tests."""


def once(base: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of this run, filled by `make`: the first worker that asks makes it, the others wait for it.
    `base` is pytest's folder of this worker. Whoever changes what is in it takes a copy."""
    run = base.parent if IS_WORKER else base
    made, half = run / name, run / f"{name}.half"
    with (run / f"{name}.slot").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            make(half)
            half.rename(made)
    return made
