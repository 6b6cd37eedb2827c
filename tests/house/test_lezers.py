"""What is read from text or a file is of a type that msgspec learned of when its module was imported."""

from __future__ import annotations

import ast
import gc
import subprocess
import sys
from pathlib import Path

import msgspec

from app.factory import create_app
from app.protocols.loader import read_file
from app.protocols.rules.canoniek import canonical_json

ROOT = Path(__file__).resolve().parents[2]
# Eight threads that read their first definition at the same moment, switching as often as Python can.
EIGHT_AT_ONCE = """
import sys, threading
from app.protocols.rules.canoniek import read_canonical
sys.setswitchinterval(1e-6)
text, gate = sys.stdin.read(), threading.Barrier(8)
def read():
    gate.wait()
    read_canonical(text)
threads = [threading.Thread(target=read) for _ in range(8)]
[one.start() for one in threads]
[one.join() for one in threads]
"""


def asked_types() -> dict[str, str]:
    """Name of each type that is read by a call of msgspec -> where. The seeds run alone, in one thread."""
    found = {}
    for file in sorted((ROOT / "app").rglob("*.py")):
        if "seeds" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"msgspec.convert", "msgspec.json.decode"}:
                given = [*node.args[1:], *(word.value for word in node.keywords if word.arg == "type")]
                found[ast.unparse(given[0]) if given else ast.unparse(node)] = f"{file.name}:{node.lineno}"
    return found


def test_each_type_that_is_read_was_learned_on_import() -> None:
    assert create_app is not None  # the whole house is imported
    learned = {one.type.__name__ for one in gc.get_objects() if isinstance(one, msgspec.json.Decoder)}
    asked = asked_types()
    assert "Definitie" in asked
    assert {name: place for name, place in asked.items() if name not in learned} == {}


def test_threads_may_read_their_first_definition_at_once() -> None:
    definitie = read_file(ROOT / "protocols/bouwen-regulier/1.yaml").definitie
    assert definitie is not None
    done = subprocess.run(
        [sys.executable, "-c", EIGHT_AT_ONCE], input=canonical_json(definitie), text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0
