"""Which passwords are refused (OWASP ASVS 5, V6.2): by length and by being known or guessable, never by composition."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from zxcvbn.frequency_lists import FREQUENCY_LISTS

MINIMUM = 12
"""ASVS 5 V6.2.1 asks 8 and recommends 15; a sentence of three words reaches this."""
MAXIMUM = 256
CONTEXT = frozenset(
    {
        "schouw", "toezicht", "handhaving", "controle", "gemeente", "omgevingsdienst", "inspectie", "welkom",
        "wachtwoord", "geheim", "inloggen", "beheerder", "januari", "februari", "maart", "april", "juni", "juli",
        "augustus", "september", "oktober", "november", "december", "lente", "zomer", "herfst", "winter",
    }
)  # fmt: skip
"""Words of this work and the seasons people decorate with digits (V6.2.11)."""


@dataclass(frozen=True)
class Bezwaar:
    """Why a password is refused."""

    code: str
    zin: str


def normalize(wachtwoord: str) -> str:
    """The same text however the keyboard composed its accents (NFC); nothing is cut off or trimmed."""
    return unicodedata.normalize("NFC", wachtwoord)


def judge(wachtwoord: str, *, naam: str = "", email: str = "", organisatie: str = "") -> Bezwaar | None:
    """The objection to this password, or None when it may be used."""
    if len(wachtwoord) < MINIMUM:
        zin = f"Kies een langer wachtwoord: {MINIMUM} tekens of meer. Drie losse woorden achter elkaar werkt goed."
        return Bezwaar("wachtwoord-te-kort", zin)
    if len(wachtwoord) > MAXIMUM:
        return Bezwaar("wachtwoord-te-lang", f"Kies een wachtwoord van hoogstens {MAXIMUM} tekens.")
    if is_common(wachtwoord):
        zin = "Dit wachtwoord lijkt op een wachtwoord dat gelekt is of veel gebruikt wordt. Kies een ander."
        return Bezwaar("wachtwoord-gangbaar", zin)
    if is_personal(wachtwoord, naam, email, organisatie):
        return Bezwaar("wachtwoord-persoonlijk", "Kies een wachtwoord zonder je naam, e-mailadres of organisatie.")
    return None


def is_common(wachtwoord: str) -> bool:
    """True when it is in the list, is such a word with decoration around it, hardly varies, or only counts. Of
    which kinds of characters it is made plays no part."""
    text = wachtwoord.casefold()
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
    known = _known()
    pieces = [piece for piece in re.split(r"[\W\d_]+", text) if piece]
    return (
        text in known
        or len(set(text)) < 5
        or _counts(text)
        or (len(core) < MINIMUM and (core in known or core in CONTEXT))
        or (len(set(pieces)) == 1 and (pieces[0] in known or pieces[0] in CONTEXT))
    )


def _counts(text: str) -> bool:
    """True when each character follows from the one before by the same step: 1234…9012, abcdef…"""
    return len({(ord(after) - ord(before)) % 10 for before, after in pairwise(text)}) < 2


def is_personal(wachtwoord: str, naam: str, email: str, organisatie: str) -> bool:
    """True when little is left once name, e-mail address and organisatie are taken out."""
    text = wachtwoord.casefold()
    for part in re.split(r"[\W\d_]+", f"{naam} {email} {organisatie}".casefold()):
        if len(part) >= 3:
            text = text.replace(part, "")
    return len(re.sub(r"[\W\d_]+", "", text)) < 6 and text != wachtwoord.casefold()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"])
