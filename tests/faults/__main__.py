"""`make faults`: every fault of the list, on the server and in a real browser, with all rounds; the last line counts.

First the faults of the server are tried, each once, against a house that is broken on purpose (`breuk.py`): all must
notice. Arguments go to pytest; with any of them this is left out. Without Chromium the faults of the browser are said
to be not tried.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.lijst import FAULTS
from tests.faults.verslag import UITSLAG, lines_of
from tests.run import ROOT, need_chromium


def main() -> int:
    """0 when all that was tried held."""
    which = "fault"
    try:
        need_chromium()
    except SystemExit as missing:
        which = "fault and not browser"
        print(missing, flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "uitslag.json")
        environment = {"FAULT_ROUNDS": "full"} | os.environ | {UITSLAG: str(path)}
        pytest = [sys.executable, "-m", "pytest", "-q"]
        broken = [*pytest, "--tb=no", "-p", "tests.faults.breuk", "-m", "fault", "tests/faults"]
        blind = not sys.argv[1:] and subprocess.run(broken, cwd=ROOT, check=False).returncode
        command = [*pytest, "-p", "tests.faults.verslag", "-m", which, *sys.argv[1:]]
        code = subprocess.run(command, cwd=ROOT, check=False, env=environment).returncode
        outcome = json.loads(path.read_text(encoding="utf-8"))
    print("\n".join(lines_of(outcome, FAULTS)), flush=True)  # noqa: T201
    return 1 if blind or code or outcome["lost"] else 0


if __name__ == "__main__":
    sys.exit(main())
