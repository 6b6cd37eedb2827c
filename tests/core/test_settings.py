"""Every setting: what is missing or unclear stops the start with a sentence, and never with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import Settings, SettingsError

ROOT = Path(__file__).parent.parent.parent


def productie(tmp_path: Path) -> dict[str, str]:
    """The least that production needs."""
    return {
        "SCHOUW_DATA": str(tmp_path / "data"),
        "SECRET_KEY": "geheim" * 6,
        "SCHOUW_ADRES": "https://schouw.waterdonk.example",
    }


@pytest.mark.parametrize(
    ("naam", "waarde", "zin"),
    [
        ("PORT", "0", "geen poortnummer"),
        ("PORT", "65536", "geen poortnummer"),
        ("PORT", "http", "geen poortnummer"),
        ("PORT", "8²", "geen poortnummer"),
        ("SCHOUW_DATA", "{bestand}", "geen map die Schouw kan maken"),
        ("SCHOUW_DATA", "{bestand}/data", "geen map die Schouw kan maken"),
        ("DATABASE_URL", "mysql://db/schouw", "DATABASE_URL is onduidelijk"),
        ("DATABASE_URL", "schouw.db", "DATABASE_URL is onduidelijk"),
        ("DATABASE_URL", "sqlite:schouw.db", "DATABASE_URL is onduidelijk"),
        ("DATABASE_URL", "sqlite://", "DATABASE_URL is onduidelijk"),
        ("DATABASE_URL", "sqlite:///:memory:", "DATABASE_URL is onduidelijk"),
        ("DATABASE_URL", "sqlite:///{leeg}/nergens/schouw.db", "bestaat niet"),
        ("DATABASE_URL", "postgresql:schouw", "DATABASE_URL is onduidelijk"),
        ("DATABASE_URL", "postgresql://ik:woord@db:poort/schouw", "DATABASE_URL is geen adres"),
        ("SCHOUW_BLOBS", "s3:bucket", "SCHOUW_BLOBS='s3:bucket' is onduidelijk"),
        ("SCHOUW_BLOBS", "s3:/bucket", "onduidelijk"),
        ("SCHOUW_BLOBS", "s3://", "onduidelijk"),
        ("SCHOUW_BLOBS", "s3://buck et", "onduidelijk"),
        ("SCHOUW_BLOBS", "s3://bucket?regio=x", "onduidelijk"),
        ("SCHOUW_BLOBS", "s4://bucket", "onduidelijk"),
        ("SCHOUW_BLOBS", "http://opslag.example/bucket", "onduidelijk"),
        ("SCHOUW_BLOBS", "file:///srv/blobs", "onduidelijk"),
        ("SCHOUW_BLOBS", "memory:", "onduidelijk"),
        ("SCHOUW_BLOBS", "{bestand}", "geen map die Schouw kan maken"),
        ("SCHOUW_QUEUE", "amqp://rij", "SCHOUW_QUEUE is onduidelijk"),
        ("SCHOUW_QUEUE", "memory:", "SCHOUW_QUEUE is onduidelijk"),
        ("SCHOUW_QUEUE", "sqlite:wachtrij.db", "SCHOUW_QUEUE is onduidelijk"),
        ("SCHOUW_QUEUE", "redis:rij", "SCHOUW_QUEUE is onduidelijk"),
        ("SCHOUW_QUEUE", "redis://rij:poort", "SCHOUW_QUEUE is onduidelijk"),
        ("SCHOUW_QUEUE", "sqlite:///{leeg}/nergens/wachtrij.db", "bestaat niet"),
        ("SECRET_KEY", "", "SECRET_KEY ontbreekt"),
        ("SECRET_KEY", "kort", "SECRET_KEY is te kort"),
        ("SCHOUW_DEMO", "misschien", "SCHOUW_DEMO='misschien' is onduidelijk"),
        ("SCHOUW_ADRES", "", "SCHOUW_ADRES ontbreekt"),
        ("SCHOUW_ADRES", "schouw.waterdonk.example", "geen webadres"),
        ("SCHOUW_ADRES", "https://", "geen webadres"),
        ("SCHOUW_ADRES", "https://[", "geen webadres"),
        ("SCHOUW_ADRES", "https://schouw.waterdonk.example:poort", "geen webadres"),
        ("SCHOUW_ADRES", "https://waterdonk.example/schouw", "geen webadres"),
        ("SCHOUW_ADRES", "https://ik:woord@waterdonk.example", "geen webadres"),
        ("SCHOUW_ADRES", "http://schouw.waterdonk.example", "alleen met https"),
    ],
)
def test_an_unclear_value_stops_the_start_with_a_sentence(tmp_path: Path, naam: str, waarde: str, zin: str) -> None:
    (tmp_path / "bestand").write_text("hier staat al iets", encoding="utf-8")
    plek = {"bestand": str(tmp_path / "bestand"), "leeg": str(tmp_path)}
    before = {path.name for path in Path.cwd().iterdir()}
    with pytest.raises(SettingsError) as stop:
        Settings.from_env(productie(tmp_path) | {naam: waarde.format(**plek)})
    assert zin in str(stop.value)
    assert naam in str(stop.value)
    assert str(stop.value).endswith(".")
    assert ":woord@db" not in str(stop.value), "a password must not reach the log"
    assert {path.name for path in Path.cwd().iterdir()} == before, "nothing is made where the app is started"


@pytest.mark.parametrize(
    ("naam", "waarde", "veld", "verwacht"),
    [
        ("PORT", "8123", "port", 8123),
        ("SCHOUW_DATA", "{leeg}/diep/erin", "data", "{leeg}/diep/erin"),
        ("DATABASE_URL", "", "database_url", "sqlite:///{leeg}/data/schouw.db"),
        ("DATABASE_URL", "sqlite:///{leeg}/a.db", "database_url", "sqlite:///{leeg}/a.db"),
        ("DATABASE_URL", "postgres://schouw@db/schouw", "database_url", "postgresql+psycopg://schouw@db/schouw"),
        ("DATABASE_URL", "postgresql:///schouw", "database_url", "postgresql+psycopg:///schouw"),
        ("DATABASE_URL", "postgresql+psycopg://db:5433/s", "database_url", "postgresql+psycopg://db:5433/s"),
        ("DATABASE_URL", "postgresql://ik:a#b[@db/s", "database_url", "postgresql+psycopg://ik:a#b[@db/s"),
        ("SCHOUW_BLOBS", "", "blobs", "{leeg}/data/blobs"),
        ("SCHOUW_BLOBS", "{leeg}/foto's", "blobs", "{leeg}/foto's"),
        ("SCHOUW_BLOBS", "s3://schouw-fotos/waterdonk", "blobs", "s3://schouw-fotos/waterdonk"),
        ("SCHOUW_QUEUE", "", "queue", "sqlite:///{leeg}/data/wachtrij.db"),
        ("SCHOUW_QUEUE", "redis://rij:6379/0", "queue", "redis://rij:6379/0"),
        ("SCHOUW_QUEUE", "postgresql://schouw@db/schouw", "queue", "postgresql://schouw@db/schouw"),
        ("SECRET_KEY", "x" * 32, "secret_key", "x" * 32),
        ("SCHOUW_DEMO", "ja", "demo", True),
        ("SCHOUW_DEMO", "", "demo", False),
        ("SCHOUW_ADRES", "https://schouw.waterdonk.example/", "adres", "https://schouw.waterdonk.example"),
        ("SCHOUW_ADRES", "http://127.0.0.1:8000", "adres", "http://127.0.0.1:8000"),
    ],
)
def test_a_clear_value_is_taken(tmp_path: Path, naam: str, waarde: str, veld: str, verwacht: object) -> None:
    made = getattr(Settings.from_env(productie(tmp_path) | {naam: waarde.format(leeg=tmp_path)}), veld)
    wanted = verwacht.format(leeg=tmp_path) if isinstance(verwacht, str) else verwacht
    assert (str(made) if isinstance(made, Path) else made) == wanted


def test_the_demo_needs_nothing_but_a_folder(tmp_path: Path) -> None:
    env = {"SCHOUW_DATA": str(tmp_path), "SCHOUW_DEMO": "1", "PORT": "8123"}
    settings = Settings.from_env(env)
    assert settings.adres == "http://127.0.0.1:8123"
    assert len(settings.secret_key) == 64
    assert Settings.from_env(env).secret_key == settings.secret_key
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root every folder can be written, so the system's answer is given here."""
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path).name != "data")
    with pytest.raises(SettingsError, match=r"SCHOUW_DATA=.*niet mag schrijven"):
        Settings.from_env(productie(tmp_path))


def test_the_server_itself_stops_with_that_sentence(tmp_path: Path) -> None:
    """What whoever installs it sees: one line, no traceback."""
    env = os.environ | productie(tmp_path) | {"SCHOUW_BLOBS": "s4://bucket", "SCHOUW_DEMO": "0"}
    command = [sys.executable, "-c", "import wsgi"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == "SCHOUW_BLOBS='s4://bucket' is onduidelijk: gebruik een map of s3://bucket."
