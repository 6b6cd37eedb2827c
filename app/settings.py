"""The only reader of the environment: every setting, its default and what makes it unclear."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


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
        data = Path(env.get("SCHOUW_DATA") or "var").resolve()
        data.mkdir(parents=True, exist_ok=True)
        port = _port(env.get("PORT") or "8000")
        return cls(
            port=port,
            data=data,
            database_url=_database_url(env.get("DATABASE_URL") or f"sqlite:///{data / 'schouw.db'}"),
            blobs=env.get("SCHOUW_BLOBS") or str(data / "blobs"),
            queue=_queue(env.get("SCHOUW_QUEUE") or f"sqlite:///{data / 'wachtrij.db'}"),
            secret_key=_secret(env.get("SECRET_KEY"), data, demo=demo),
            demo=demo,
            adres=_adres(env.get("SCHOUW_ADRES") or f"http://127.0.0.1:{port}"),
        )


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value in {"", "0", "nee", "false"}:
        return False
    if value in {"1", "ja", "true"}:
        return True
    raise SettingsError(f"{name}={value!r} is onduidelijk: gebruik 1 of 0.")


def _port(value: str) -> int:
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise SettingsError(f"PORT={value!r} is geen poortnummer tussen 1 en 65535.")
    return int(value)


def _adres(value: str) -> str:
    if urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).netloc:
        raise SettingsError(f"SCHOUW_ADRES={value!r} is geen webadres: gebruik https://schouw.uwgemeente.nl.")
    return value.rstrip("/")


def _database_url(value: str) -> str:
    scheme = urlsplit(value).scheme
    if scheme in {"postgres", "postgresql"}:
        return "postgresql+psycopg" + value[len(scheme) :]
    if scheme in {"sqlite", "postgresql+psycopg"}:
        return value
    raise SettingsError("DATABASE_URL begint met sqlite:/// of postgresql://.")


def _queue(value: str) -> str:
    if urlsplit(value).scheme not in {"sqlite", "postgresql", "redis"}:
        raise SettingsError("SCHOUW_QUEUE begint met sqlite:///, postgresql:// of redis://.")
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
