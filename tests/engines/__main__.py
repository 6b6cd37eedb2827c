"""`make engines`: the core walk in Firefox and WebKit. They are too big to install for every `make test` (some 400 MB):
here they are installed when root on Debian; elsewhere the walk of what is missing is skipped and says so.

What comes after `make engines PYTEST_ARGS=…` goes to pytest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ENGINES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
"""Command -> Debian's package."""


def main() -> int:
    """The exit code of pytest."""
    install([package for command, package in ENGINES.items() if not shutil.which(command)])
    environment = {**os.environ, "SCHOUW_ENGINES": "1"}
    command = [sys.executable, "-m", "pytest", str(Path(__file__).parent), *sys.argv[1:]]
    return subprocess.run(command, check=False, env=environment).returncode


def install(packages: list[str]) -> None:
    """Installs what is missing where that is ours to do."""
    if not packages or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"· {', '.join(packages)} installeren", flush=True)  # noqa: T201
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
