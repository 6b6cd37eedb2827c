"""Lines to send over: one with nothing behind it (what line and browser cost by themselves), and a slow one."""

from __future__ import annotations

import asyncio
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

HAP = 4 * 1024
"""Bytes passed on at a time, and what may wait to be: who sends too much notices it."""


@dataclass
class Lijn:
    """A line: bytes per second up and down, and the seconds a byte is on its way."""

    omhoog: float
    omlaag: float
    enkel: float
    vrij: dict[bool, float] = field(default_factory=dict)

    def neem(self, bytes_: int, nu: float, *, omhoog: bool) -> float:
        """The moment at which these bytes are through, each connection in its turn."""
        self.vrij[omhoog] = max(nu, self.vrij.get(omhoog, 0.0)) + bytes_ / (self.omhoog if omhoog else self.omlaag)
        return self.vrij[omhoog]

    def minstens(self, bytes_: int, rondes: int) -> float:
        """Seconds these bytes take upwards at the very least, with so many questions that wait for an answer."""
        return bytes_ / self.omhoog + rondes * 2 * self.enkel


@contextmanager
def trage_lijn(lijn: Lijn, poort: int) -> Iterator[int]:
    """The port behind which the server at `poort` is far away."""
    lus = asyncio.new_event_loop()
    draad = threading.Thread(target=lus.run_forever, daemon=True)
    draad.start()
    server = asyncio.run_coroutine_threadsafe(_luister(lijn, poort), lus).result()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_hang_op(server), lus).result()
        lus.call_soon_threadsafe(lus.stop)
        draad.join()


async def _hang_op(server: asyncio.Server) -> None:
    server.close()
    gesprekken = asyncio.all_tasks() - {asyncio.current_task()}
    for gesprek in gesprekken:
        gesprek.cancel()
    await asyncio.gather(*gesprekken, return_exceptions=True)


async def _luister(lijn: Lijn, poort: int) -> asyncio.Server:
    async def bel(van: asyncio.StreamReader, naar: asyncio.StreamWriter) -> None:
        with suppress(asyncio.CancelledError):  # the line is taken down
            await asyncio.sleep(2 * lijn.enkel)  # a connection is made: there and back
            verder, terug = await asyncio.open_connection("127.0.0.1", poort, limit=HAP)
            await asyncio.gather(_pomp(lijn, van, terug, omhoog=True), _pomp(lijn, verder, naar, omhoog=False))

    return await asyncio.start_server(bel, "127.0.0.1", 0, limit=HAP)


async def _pomp(lijn: Lijn, van: asyncio.StreamReader, naar: asyncio.StreamWriter, *, omhoog: bool) -> None:
    """Reads at the speed of the line; what is on its way arrives later, in order."""
    lus = asyncio.get_running_loop()
    try:
        while hap := await van.read(HAP):
            af = lijn.neem(len(hap), lus.time(), omhoog=omhoog)
            lus.call_at(af + lijn.enkel, naar.write, hap)
            await asyncio.sleep(af - lus.time())
    except ConnectionError:
        pass
    lus.call_at(lus.time() + 2 * lijn.enkel, naar.close)


ZEND_KAAL = """([aantal, omvang]) => setTimeout(async () => {
  const bytes = Array.from({length: aantal}, () => new Uint8Array(omvang).buffer);
  const begin = performance.now();
  const werker = async () => {
    for (let body = bytes.pop(); body; body = bytes.pop()) await fetch("/", {method: "PUT", body});
  };
  await Promise.all([werker(), werker(), werker()]);
  document.title = `klaar ${(performance.now() - begin) / 1000}`;
}, 2000) && null"""
"""Sends so many bodies, three at a time, once nobody looks; the seconds come in the title."""


class _Put(http.server.BaseHTTPRequestHandler):
    """Reads what it gets and forgets it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """An empty page to send from."""
        self._antwoord(b"<!doctype html><title>kale lijn</title>")

    def do_PUT(self) -> None:
        """Reads the whole body."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self._antwoord(b"")

    def _antwoord(self, inhoud: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(inhoud)))
        self.end_headers()
        self.wfile.write(inhoud)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def kale_lijn() -> Iterator[str]:
    """The address of a server that only reads: what the line and the browser cost by themselves."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Put)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
