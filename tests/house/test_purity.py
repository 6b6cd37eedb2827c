"""Rules are pure: each rules module loads in a process without Flask, SQLAlchemy or the clock of the house."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MODULES = sorted(ROOT.glob("app/*/rules/*.py"))
FORBIDDEN_CALLS = {"now", "today", "utcnow", "open", "print", "input"}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def test_there_are_rules() -> None:
    assert len(MODULES) > 10


def test_no_rule_wakes_the_framework() -> None:
    names = [dotted(path) for path in MODULES if path.name != "__init__.py"]
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "bad = {'flask', 'sqlalchemy', 'werkzeug', 'app.core.db', 'app.settings'} & set(sys.modules)\n"
        "sys.exit(f'rules woke {bad}' if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_rule_reads_clock_file_or_chance() -> None:
    found = [
        f"{dotted(path)}:{node.lineno} calls {called_name(node)}(): make it a parameter"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and called_name(node) in FORBIDDEN_CALLS
    ]
    assert not found, "\n".join(found)


def called_name(node: ast.Call) -> str:
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
