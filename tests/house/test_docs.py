"""The README tells the truth: settings, commands and rooms are in it; every refusal has one code and one sentence."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

from flask import Flask

from app.settings import Settings

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text()
ENVIRONMENT = {
    "PORT",
    "SCHOUW_DATA",
    "DATABASE_URL",
    "SCHOUW_BLOBS",
    "SCHOUW_QUEUE",
    "SECRET_KEY",
    "SCHOUW_DEMO",
    "SCHOUW_ADRES",
}
FIELDS = {"port", "data", "database_url", "blobs", "queue", "secret_key", "demo", "testing", "adres"}


def test_every_setting_is_in_the_readme() -> None:
    assert {field.name for field in fields(Settings)} == FIELDS, "a new setting goes into the README and this test"
    source = (ROOT / "app" / "settings.py").read_text()
    for name in ENVIRONMENT:
        assert name in source
        assert f"`{name}`" in README


def test_only_settings_reads_the_environment() -> None:
    for path in (ROOT / "app").rglob("*.py"):
        if path.name not in {"settings.py", "serve.py"}:
            assert "os.environ" not in path.read_text(), f"{path}: read settings through app/settings.py"


def test_every_command_is_in_the_readme(app: Flask) -> None:
    for name, command in app.cli.commands.items():
        if name in {"db", "run", "shell", "routes"}:
            continue
        for part in getattr(command, "commands", {None: None}):
            words = f"{name} {part}" if part else name
            assert f"{words}" in README, f"`flask --app wsgi {words}` is not in the README"


def test_every_room_is_in_the_readme() -> None:
    rooms = sorted(path.parent.name for path in (ROOT / "app").glob("*/__init__.py"))
    assert rooms
    for room in rooms:
        assert f"`{room}`" in README, f"the map of rooms misses {room}"


def problems() -> list[tuple[str, str, str, Path]]:
    """Every (kind of refusal, code, sentence, file) of a Problem raised with literals."""
    found = []
    names = {"Problem", "Invalid", "NotFound", "Gone", "NotAllowed", "NotLoggedIn", "Conflict"}
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            kind = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and kind in names and len(node.args) >= 2:
                code, zin = node.args[0], node.args[1]
                if isinstance(code, ast.Constant) and isinstance(zin, ast.Constant):
                    found.append((kind, str(code.value), str(zin.value), path))
    return found


def test_codes_are_kebab_case_and_mean_one_kind_of_refusal() -> None:
    found = problems()
    assert len(found) > 30
    for kind, code, zin, path in found:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code), f"{path}: {code}"
        assert zin.endswith((".", "!", "?")), f"{path}: {code} needs a whole sentence"
        kinds = {other for other, other_code, _, _ in found if other_code == code}
        assert kinds == {kind}, f"{code} is used for several kinds of refusal: {kinds}"


def test_codes_on_the_screen_are_kebab_case_too() -> None:
    shown = {
        code
        for path in (ROOT / "app" / "templates").rglob("*.html")
        for code in re.findall(r"[Cc]ode:? ([^\s<{}]+)</p>", path.read_text())
    }
    assert {"telefoon-vol", "niet-bewaard", "geen-opslag"} <= shown
    for code in shown:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code), code


def test_what_the_handleiding_puts_in_italics_stands_on_a_screen() -> None:
    """Who looks for a button must find it under that very name."""
    files = [*(ROOT / "app").rglob("*.html"), *(ROOT / "app").rglob("*.py"), *(ROOT / "static" / "js").rglob("*.js")]
    screens = "\n".join(path.read_text() for path in files)
    for path in sorted((ROOT / "docs" / "handleiding").glob("*.md")):
        words = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", path.read_text())
        lost = [word for word in words if not re.search(rf"[>\"'}}\s]{re.escape(word)}\s*[<\"'{{]", screens)]
        assert not lost, f"{path.name}: {lost}"


def test_the_project_speaks_of_itself_alone() -> None:
    words = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w|registry\.npmjs|files\.pythonhosted")
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT).parts
        if path.is_dir() or inside[0] in {".git", ".venv", "var", ".stamps"} or {"dist", "node_modules"} & {*inside}:
            continue
        if path.suffix in {".py", ".md", ".js", ".mjs", ".html", ".css", ".yaml", ".toml", ".json", ".lock"}:
            if path == Path(__file__):
                continue
            hit = words.search(path.read_text(errors="replace"))
            assert not hit, f"{path}: {hit and hit.group()}"
