"""Why a version goes out of use, and what those who work by it hear of that."""

from __future__ import annotations

from enum import StrEnum


class IntrekSoort(StrEnum):
    """What happens besides that no new controle gets the version."""

    VERVANGEN = "vervangen"
    """Another version took its place; running work finishes by this one."""
    UITLOPEN = "uitlopen"
    """Closing: no new starts, running work finishes."""
    FOUT = "fout"
    """What it asks is wrong: who works or worked by it is told, with the reason."""


NAMEN = {
    IntrekSoort.VERVANGEN: "Vervangen door een andere versie",
    IntrekSoort.UITLOPEN: "Laten uitlopen: geen nieuwe controles",
    IntrekSoort.FOUT: "Ingetrokken wegens een fout",
}


def error_sentence(reden: str) -> str:
    """What the one at a controle by a wrong version reads, on the phone and in the dossier."""
    zin = reden.strip()
    punt = "" if zin.endswith((".", "!", "?")) else "."
    return f"Deze versie van het protocol is ingetrokken wegens een fout: {zin}{punt}"
