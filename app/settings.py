"""The only reader of the environment: every setting, its default and what makes it unclear."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,62}")
"""Names that S3 and its likes give to a bucket."""
LOKAAL = {"127.0.0.1", "localhost", "::1"}


class SettingsError(SystemExit):
    """A setting is missing or unclear; the text says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """What the app needs to know about the place it runs in. Made by `from_env`; passed down as values."""

    port: int
    data: Path
    database_url: str
    blobs: str
    queue: str
    secret_key: str
    demo: bool
    testing: bool = False
    adres: str = "http://127.0.0.1:8000"
    """The address people reach this app at: stands on paper and in QR codes."""

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Reads and checks the environment. Raises `SettingsError` with a sentence when a value is unclear."""
        env = os.environ if env is None else env
        demo = _flag(env, "SCHOUW_DEMO")
        data = _folder("SCHOUW_DATA", env.get("SCHOUW_DATA") or "var")
        port = _port(env.get("PORT") or "8000")
        return cls(
            port=port,
            data=data,
            database_url=_database_url(env.get("DATABASE_URL") or f"sqlite:///{data / 'schouw.db'}"),
            blobs=_blobs(env.get("SCHOUW_BLOBS") or str(data / "blobs")),
            queue=_queue(env.get("SCHOUW_QUEUE") or f"sqlite:///{data / 'wachtrij.db'}"),
            secret_key=_secret(env.get("SECRET_KEY"), data, demo=demo),
            demo=demo,
            adres=_adres(env.get("SCHOUW_ADRES"), port, demo=demo),
        )


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value in {"", "0", "nee", "false"}:
        return False
    if value in {"1", "ja", "true"}:
        return True
    raise SettingsError(f"{name}={value!r} is onduidelijk: gebruik 1 of 0.")


def _folder(name: str, value: str) -> Path:
    """The folder itself, made when it is not there, and writable."""
    folder = Path(value).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{name}={value!r} is geen map die Schouw kan maken. Kies een andere map.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SettingsError(f"{name}={value!r} is een map waarin Schouw niet mag schrijven. Geef daar recht toe.")
    return folder


def _port(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", value) or not 0 < int(value) < 65536:
        raise SettingsError(f"PORT={value!r} is geen poortnummer tussen 1 en 65535.")
    return int(value)


def _adres(value: str | None, port: int, *, demo: bool) -> str:
    """Where people open Schouw. It is printed in reports that never change again, so only the demo may guess it."""
    if not value and demo:
        return f"http://127.0.0.1:{port}"
    if not value:
        raise SettingsError(
            "SCHOUW_ADRES ontbreekt: het webadres voor de QR-code op rapporten, zoals https://schouw.uwgemeente.nl."
            " Alleen met SCHOUW_DEMO=1 mag het ontbreken."
        )
    parts = _split(value)
    bare = parts.path in {"", "/"} and not (parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not bare:
        raise SettingsError(f"SCHOUW_ADRES={value!r} is geen webadres: gebruik https://schouw.uwgemeente.nl.")
    if parts.scheme == "http" and parts.hostname not in LOKAAL:
        raise SettingsError(f"SCHOUW_ADRES={value!r} werkt niet: buiten de eigen machine kan Schouw alleen met https.")
    return value.rstrip("/")


def _split(value: str) -> SplitResult:
    """The parts of an address; all empty when it is none."""
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises when it is no number
    except ValueError:
        return urlsplit("")
    return parts


def _database_url(value: str) -> str:
    scheme, _, rest = value.partition("://")
    if scheme not in {"postgres", "postgresql", "postgresql+psycopg"}:
        return _sqlite("DATABASE_URL", value, "sqlite:///map/schouw.db of postgresql://gebruiker@server/database")
    url = f"postgresql+psycopg://{rest}"
    try:
        make_url(url)
    except (ArgumentError, ValueError) as error:  # without the value: it may hold a password
        raise SettingsError("DATABASE_URL is geen adres als postgresql://gebruiker@server:5432/database.") from error
    return url


def _queue(value: str) -> str:
    if value.startswith("postgresql://") or (value.startswith("redis://") and _split(value).scheme):
        return value
    return _sqlite("SCHOUW_QUEUE", value, "sqlite:///map/wachtrij.db, postgresql://server/database of redis://server")


def _sqlite(name: str, value: str, goed: str) -> str:
    """A file that outlives the process, in a folder that is there."""
    file = value.removeprefix("sqlite:///").partition("?")[0]
    if not value.startswith("sqlite:///") or file in {"", ":memory:"}:
        raise SettingsError(f"{name} is onduidelijk: gebruik {goed}.")
    if not Path(file).parent.is_dir():
        raise SettingsError(f"{name}: de map {str(Path(file).parent)!r} bestaat niet. Maak hem of kies een andere.")
    return value


def _blobs(value: str) -> str:
    """A folder, made when it is not there, or `s3://bucket`. What only looks like an address is no folder: photos
    would land on a disk that nobody keeps."""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value):
        return str(_folder("SCHOUW_BLOBS", value))
    parts = _split(value)
    if parts.scheme != "s3" or parts.query or parts.fragment or not BUCKET.fullmatch(parts.netloc):
        raise SettingsError(f"SCHOUW_BLOBS={value!r} is onduidelijk: gebruik een map of s3://bucket.")
    return value


def _secret(value: str | None, data: Path, *, demo: bool) -> str:
    """SECRET_KEY must be given in production; the demo makes one and keeps it."""
    if value:
        if len(value) < 32:
            raise SettingsError("SECRET_KEY is te kort: gebruik 32 tekens of meer.")
        return value
    if not demo:
        raise SettingsError(
            "SECRET_KEY ontbreekt. Maak er een met: python -c 'import secrets; print(secrets.token_hex(32))'"
            " en zet hem in de omgeving. Alleen met SCHOUW_DEMO=1 mag hij ontbreken."
        )
    return kept_word(data / "secret-key", lambda: secrets.token_hex(32))


def kept_word(path: Path, make: Callable[[], str]) -> str:
    """The word in `path`; made by `make()` and written there, readable by the owner only, when absent."""
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    word = make()
    path.touch(mode=0o600)
    path.write_text(word + "\n", encoding="utf-8")
    return word
