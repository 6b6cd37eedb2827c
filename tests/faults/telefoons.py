"""Phones that speak the wire protocol with a real server, remember what it confirmed, and never give up."""

from __future__ import annotations

import hashlib
import http.client
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import select

from app.controles.models import Mutatie
from app.controles.ontvangst import FotoBytes
from tests.controles.builders import Schrijver
from tests.faults.stad import Mens, Stad

DEEL = 16 * 1024


@dataclass
class Confirmed:
    """What the server said it has, over all phones; `more` wakes who waits for a next confirmation."""

    mutaties: dict[str, str] = field(default_factory=dict)
    """id -> sha256 on the receipt."""
    fotos: dict[str, int] = field(default_factory=dict)
    """sha256 -> length on the receipt."""
    more: threading.Condition = field(default_factory=threading.Condition)

    def add(self, mutaties: dict[str, str], fotos: dict[str, int]) -> None:
        """Notes confirmations."""
        with self.more:
            self.mutaties |= mutaties
            self.fotos |= fotos
            self.more.notify_all()

    def count(self) -> int:
        """How many so far."""
        return len(self.mutaties) + len(self.fotos)

    def wait_for(self, count: int, seconds: float = 180) -> None:
        """Waits until so many were confirmed."""
        with self.more:
            assert self.more.wait_for(lambda: self.count() >= count, seconds), f"{self.count()} of {count} confirmed"


class Phone(threading.Thread):
    """Makes entries and photos and delivers them, again and again until each has its receipt."""

    def __init__(self, mens: Mens, port: int, confirmed: Confirmed, enough: threading.Event, seed: int) -> None:
        super().__init__(daemon=True)
        self.mens, self.port, self.confirmed, self.enough = mens, port, confirmed, enough
        self.random = random.Random(seed)
        self.schrijver = Schrijver(mens.controle, mens.user, toestel=mens.toestel.hex[-8:])
        self.gemaakt: dict[str, bytes] = {}
        self.fotos: dict[str, bytes] = {}
        self.fout: Exception | None = None
        self.given_up = threading.Event()

    def run(self) -> None:
        """Until `enough`; then what waits is delivered to the end."""
        try:
            while not self.enough.is_set():
                self.visit()
        except Exception as error:  # told by the test, which joins this thread
            self.fout = error

    def visit(self) -> None:
        """A few entries and a photo."""
        foto = self.random.randbytes(self.random.randint(1000, 60_000))
        sha256 = hashlib.sha256(foto).hexdigest()
        self.fotos[sha256] = foto
        codes = self.random.choices(["P-01", "P-02", "P-03", "P-04", "P-05"], k=self.random.randint(2, 8))
        waarden = self.random.choices(["voldoet", "voldoet_niet", "nvt"], k=len(codes))
        entries = [self.schrijver.antwoord(code, waarde) for code, waarde in zip(codes, waarden, strict=True)]
        entries.append(self.schrijver.foto(sha256, type="image/jpeg", grootte=len(foto)))
        raws = {entry["id"]: msgspec.json.encode(entry) for entry in entries}
        self.gemaakt |= raws
        self.deliver(raws)
        self.upload(sha256, foto)

    def deliver(self, raws: dict[str, bytes]) -> None:
        """Entries, until all have a receipt."""
        body = b'{"toestel":"%b","mutaties":[%b]}' % (str(self.mens.toestel).encode(), b",".join(raws.values()))
        for answer in self.asked("POST", "/sync/mutaties", body):
            bonnen = {bon["id"]: bon["sha256"] for bon in answer["bonnen"] if bon["uitkomst"] != "vastgehouden"}
            if set(bonnen) == set(raws):
                self.confirmed.add(bonnen, {})
                return

    def upload(self, sha256: str, foto: bytes) -> None:
        """A photo, whole or in parts, until it has a receipt."""
        path = f"/sync/fotos/{sha256}"
        if self.random.random() < 0.5:
            for answer in self.asked("PUT", path, foto):
                self.confirmed.add({}, {answer["sha256"]: answer["grootte"]})
                return
        at = 0
        while True:
            end = min(at + DEEL, len(foto))
            kop = {"Content-Range": f"bytes {at}-{end - 1}/{len(foto)}"}
            answer = next(self.asked("PUT", path, foto[at:end], kop))
            if "sha256" in answer:
                self.confirmed.add({}, {answer["sha256"]: answer["grootte"]})
                return
            at = int(answer["offset"])

    def asked(
        self, method: str, path: str, body: bytes, headers: dict[str, str] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Answers in the server's own words, for as long as they are asked for; what is no answer is asked again."""
        koppen = {"Authorization": f"Toestel {self.mens.token}", **(headers or {})}
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                connection.request(method, path, body, koppen)
                answer = connection.getresponse()
                data = answer.read()
            except (OSError, http.client.HTTPException):
                self.given_up.wait(0.05)
                continue
            finally:
                connection.close()
            if answer.status in {200, 202, 409}:
                yield msgspec.json.decode(data)
            else:
                assert answer.status >= 500, (answer.status, data[:300])
                self.given_up.wait(0.05)


def losses(stad: Stad, phones: list[Phone], confirmed: Confirmed) -> list[str]:
    """Everything confirmed that is not on the server once, with the same bytes as on the phone."""
    with confirmed.more:
        mutaties, fotos = dict(confirmed.mutaties), dict(confirmed.fotos)
    gemaakt = {key: raw for phone in phones for key, raw in dict(phone.gemaakt).items()}
    getoond = {sha256: data for phone in phones for sha256, data in dict(phone.fotos).items()}
    blobs = stad.app.extensions["blobs"]
    with stad.session() as session:
        rows = {str(key): raw for key, raw in session.execute(select(Mutatie.id, Mutatie.ruw))}
        stored = set(session.scalars(select(FotoBytes.sha256)))
    lost = [f"entry {key}" for key in mutaties if rows.get(key) != gemaakt[key]]
    lost += [f"receipt {key}" for key, bon in mutaties.items() if hashlib.sha256(gemaakt[key]).hexdigest() != bon]
    for sha256, grootte in fotos.items():
        there = sha256 in stored and blobs.has(stad.organisatie, sha256)
        if not there or blobs.get(stad.organisatie, sha256) != getoond[sha256] or len(getoond[sha256]) != grootte:
            lost.append(f"photo {sha256}")
    return lost
