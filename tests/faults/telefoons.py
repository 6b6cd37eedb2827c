"""Phones that speak the wire protocol with a real server, remember what it confirmed, and never give up."""

from __future__ import annotations

import hashlib
import http.client
import random
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import select

from app.controles.models import Mutatie
from app.controles.ontvangst import FotoBytes
from tests.controles.builders import Schrijver
from tests.faults.stad import Mens, Stad
from tests.sync.test_fotos import jpeg

DEEL = 16 * 1024
ECHTE = [jpeg(60 + n, 40) for n in range(3)]
"""Pictures for visits of which a report is made; what a phone adds after their end is nobody's picture."""

ONBEANTWOORD = "kept, and the answer never came"


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
        self.schrijver = self.writer(mens.controle)
        self.rondt_af = 0.0
        """How many of the visits are born here and finished, as a part of all."""
        self.afgerond: set[UUID] = set()
        self.telling: Counter[str] = Counter()
        """What the kills met: requests broken off, by method, and deliveries that were kept without an answer."""
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

    def writer(self, controle: UUID) -> Schrijver:
        """This phone at a controle."""
        return Schrijver(controle, self.mens.user, self.mens.protocol_hash, toestel=self.mens.toestel.hex[-8:])

    def visit(self) -> None:
        """A few entries and a photo; or a whole visit, from its birth to its end."""
        if self.random.random() < self.rondt_af:
            self.whole_visit(self.writer(uuid4()))
            return
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

    def whole_visit(self, schrijver: Schrijver) -> None:
        """Begun, answered, photographed and finished on the phone: once all of it is there a report is made."""
        foto = self.random.choice(ECHTE) + self.random.randbytes(40)
        sha256 = hashlib.sha256(foto).hexdigest()
        self.fotos[sha256] = foto
        plek = {"protocol_hash": self.mens.protocol_hash, "object_id": str(self.mens.object)}
        entries = [schrijver.entry("aanmaken", plek), schrijver.antwoord("P-01", "voldoet"), schrijver.foto(sha256)]
        entries.append(schrijver.afronden(entries, [sha256]))
        raws = {entry["id"]: msgspec.json.encode(entry) for entry in entries}
        self.gemaakt |= raws
        self.afgerond.add(schrijver.controle)
        acts = [partial(self.deliver, raws), partial(self.upload, sha256, foto)]
        for act in self.random.sample(acts, 2):  # the photo may be there before anybody knows of it
            act()

    def deliver(self, raws: dict[str, bytes]) -> None:
        """Entries, until all have a receipt."""
        body = b'{"toestel":"%b","mutaties":[%b]}' % (str(self.mens.toestel).encode(), b",".join(raws.values()))
        for answer in self.asked("POST", "/sync/mutaties", body):
            bonnen = {bon["id"]: bon["sha256"] for bon in answer["bonnen"] if bon["uitkomst"] != "vastgehouden"}
            if set(bonnen) == set(raws):
                self.telling[ONBEANTWOORD] += any(bon["uitkomst"] == "al-bekend" for bon in answer["bonnen"])
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
            except (OSError, http.client.HTTPException) as error:
                self.telling[method] += not isinstance(error, ConnectionRefusedError)
                self.given_up.wait(0.05)
                continue
            finally:
                connection.close()
            if answer.status in {200, 202, 409}:
                yield msgspec.json.decode(data)
            else:
                assert answer.status >= 500, (answer.status, data[:300])
                self.given_up.wait(0.05)


def pieces(names: Iterable[str]) -> Iterator[list[str]]:
    """The same names, as many at a time as one query takes."""
    rest = list(names)
    while rest:
        yield rest[:500]
        rest = rest[500:]


class Bewijs:
    """Everything confirmed is on the server once, with the same bytes as on the phone."""

    def __init__(self, stad: Stad, phones: list[Phone], confirmed: Confirmed) -> None:
        self.stad, self.phones, self.confirmed = stad, phones, confirmed
        self.gezien: set[str] = set()

    def losses(self, *, alles: bool = True) -> list[str]:
        """What was confirmed and is not there; of all that was ever confirmed, or of what came since the last look."""
        with self.confirmed.more:
            mutaties, fotos = dict(self.confirmed.mutaties), dict(self.confirmed.fotos)
        if not alles:
            mutaties = {key: bon for key, bon in mutaties.items() if key not in self.gezien}
            fotos = {sha256: grootte for sha256, grootte in fotos.items() if sha256 not in self.gezien}
        self.gezien |= {*mutaties, *fotos}
        return [*self._entries(mutaties), *self._photos(fotos)]

    def _entries(self, bonnen: dict[str, str]) -> Iterator[str]:
        gemaakt = {key: raw for phone in self.phones for key, raw in dict(phone.gemaakt).items()}
        rows: dict[str, bytes] = {}
        with self.stad.session() as session:
            for some in pieces(bonnen):
                query = select(Mutatie.id, Mutatie.ruw).where(Mutatie.id.in_(map(UUID, some)))
                rows |= {str(key): raw for key, raw in session.execute(query)}
        for key, bon in bonnen.items():
            if rows.get(key) != gemaakt[key]:
                yield f"entry {key}"
            if hashlib.sha256(gemaakt[key]).hexdigest() != bon:
                yield f"receipt {key}"

    def _photos(self, bonnen: dict[str, int]) -> Iterator[str]:
        getoond = {sha256: data for phone in self.phones for sha256, data in dict(phone.fotos).items()}
        blobs = self.stad.app.extensions["blobs"]
        stored: set[str] = set()
        with self.stad.session() as session:
            for some in pieces(bonnen):
                stored |= set(session.scalars(select(FotoBytes.sha256).where(FotoBytes.sha256.in_(some))))
        for sha256, grootte in bonnen.items():
            there = sha256 in stored and blobs.has(self.stad.organisatie, sha256)
            if not there or blobs.get(self.stad.organisatie, sha256) != getoond[sha256]:
                yield f"photo {sha256}"
            elif len(getoond[sha256]) != grootte:
                yield f"receipt of photo {sha256}"


def losses(stad: Stad, phones: list[Phone], confirmed: Confirmed) -> list[str]:
    """Everything confirmed that is not on the server once, with the same bytes as on the phone."""
    return Bewijs(stad, phones, confirmed).losses()
