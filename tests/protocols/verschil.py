"""Says in sentences where a definition differs from what it must be; a test fails with all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from tests.protocols.bronnen import definitie, plekken


def klopt(fouten: Iterable[str]) -> None:
    """Fails with every difference on a line of its own; none is right."""
    regels = "\n".join(fouten)
    assert not regels, f"wijkt af:\n{regels}"


def ongelijk(naam: str, is_: object, moet: object) -> list[str]:
    """One sentence when what is there is not what must be there."""
    return [] if is_ == moet else [f"{naam}: {is_} in plaats van {moet}"]


def anders(heeft: Mapping[str, object], moet: Mapping[str, object]) -> list[str]:
    """Every name of which what is there is not what must be there."""
    return [zin for naam in {**moet, **heeft} for zin in ongelijk(naam, heeft.get(naam), moet.get(naam))]


def code_verschillen(protocol: str, codes: Iterable[str]) -> list[str]:
    """Codes that are missing or twice there, are no item, or belong to a follow-up of another item."""
    punten = [plaats.punt for plaats in plekken(definitie(protocol))]
    aantal = Counter(vraag.code for punt in punten for vraag in (punt, *punt.vervolgvragen))
    bekend = set(codes)
    fouten = [f"{code} staat er {aantal[code]} keer" for code in {*aantal, *bekend} if aantal[code] != 1]
    fouten += [f"{code} hoort bij geen punt van het blad" for code in aantal if code.split(".")[0] not in bekend]
    return fouten + [
        f"{vraag.code} staat bij {punt.code}"
        for punt in punten
        for vraag in punt.vervolgvragen
        if not re.fullmatch(rf"{re.escape(punt.code)}\.\d+", vraag.code)
    ]
