"""Which passwords are refused, by code; and that what remains is accepted."""

from __future__ import annotations

import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

from app.accounts import actions
from app.accounts.rules.wachtwoord import judge, normalize

ECHT = actions.hasher
"""As it is outside the tests."""
WIE = {"naam": "Karin Maas", "email": "k.maas@waterdonk.nl", "organisatie": "Gemeente Waterdonk"}


@pytest.mark.parametrize(
    ("wachtwoord", "code"),
    [
        ("kort", "wachtwoord-te-kort"),
        ("elf tekens!", "wachtwoord-te-kort"),
        ("a" * 300, "wachtwoord-te-lang"),
        ("sonyericsson", "wachtwoord-gangbaar"),  # in the list as it is
        ("SonyEricsson", "wachtwoord-gangbaar"),
        ("password1234", "wachtwoord-gangbaar"),  # a known word with decoration
        ("Welkom2026!!", "wachtwoord-gangbaar"),
        ("wachtwoord12", "wachtwoord-gangbaar"),
        ("Zomer2026!!!", "wachtwoord-gangbaar"),
        ("aaaaaaaaaaaa", "wachtwoord-gangbaar"),
        ("121212121212", "wachtwoord-gangbaar"),
        ("123456789012", "wachtwoord-gangbaar"),  # only counts
        ("210987654321", "wachtwoord-gangbaar"),
        ("abcdefghijklm", "wachtwoord-gangbaar"),
        ("159753456852", "wachtwoord-gangbaar"),  # digits that are in the list
        ("12345678900987654321", "wachtwoord-gangbaar"),
        ("29471836", "wachtwoord-te-kort"),
        ("schouw schouw schouw", "wachtwoord-gangbaar"),
        ("KarinMaas2026", "wachtwoord-persoonlijk"),
        ("waterdonk-2026", "wachtwoord-persoonlijk"),
    ],
)
def test_password_is_refused(wachtwoord: str, code: str) -> None:
    bezwaar = judge(wachtwoord, **WIE)
    assert bezwaar is not None
    assert bezwaar.code == code
    assert bezwaar.zin.endswith(".")


@pytest.mark.parametrize(
    "wachtwoord",
    [
        "fiets lantaarn dijkhuis",
        "boterham paraplu",
        "9f!Kd02_mvQx",
        "水曜日の朝は雨が降っていた",
        "Waterdonk heeft 3 mooie bruggen",
        "294718360552",  # no kind of character is asked for (ASVS 5 V6.2.5)
        "8174 2093 5561 8842",
        "!?%&*()[]{}<>/",
        "🐝🌾🚲🌧🏡🧀⛵🐄🌷🍏🎈🪁",
    ],
)
def test_password_is_accepted_whatever_signs_it_has(wachtwoord: str) -> None:
    assert judge(wachtwoord, **WIE) is None


def test_accents_are_the_same_however_they_were_typed() -> None:
    assert normalize("cafe\u0301") == normalize("caf\u00e9")


def test_a_password_is_kept_as_dear_to_guess_as_it_should_be() -> None:
    bewaard = ECHT.hash("fiets lantaarn dijkhuis")
    assert extract_parameters(bewaard) == RFC_9106_LOW_MEMORY
    assert ECHT.verify(bewaard, "fiets lantaarn dijkhuis")


def test_an_unknown_account_costs_a_guesser_as_much_as_a_known_one() -> None:
    assert not ECHT.check_needs_rehash(actions.DUMMY)
    with pytest.raises(VerifyMismatchError):
        ECHT.verify(actions.DUMMY, "fiets lantaarn dijkhuis")
