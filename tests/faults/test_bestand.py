"""Files that a person hands in: whatever is in them, the answer is a sentence, and soon."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.core.errors import Invalid
from app.lhso.actions import read_matrix
from app.organisatie.actions import LOGO_PIXELS, draw_logo
from app.protocols.loader import parse_definitie
from app.protocols.rules.problemen import DefinitieFout
from app.sync.noodkopie import SOORT, read_copy
from tests.faults.rondes import rounds
from tests.faults.test_beeld import SOORTEN, png_of

YAML = st.lists(
    st.sampled_from(
        [
            *("versie", "brondatum", "gedrag", "cellen", ": ", "- ", "\n", "  ", "{", "}", "[", "]", "&a ", "*a", "? "),
            *("2026-02-30", "2026-02-28", "0x", "1:61", "1e999", ".nan", "'", '"', "|\n", "<<: ", "\x00", "\ud83d"),
            *("!!int ", "!!float ", "!!timestamp ", "!!binary ", "!!set ", "!!omap ", "!!python/name:os.system ", "~"),
        ]
    ),
    max_size=12,
).map(lambda words: "".join(words).encode("utf-8", "surrogatepass"))
# No phone has an empty name: whatever the rest becomes, this is no copy of one.
COPY: dict[str, Any] = {
    "soort": SOORT,
    "gebruiker": "0" * 32,
    "toestel": "",
    "sha256": "",
    "mutaties": [],
    "fotos": [],
    "organisatie": None,
}
KOPIE = st.builds(
    lambda some, end: msgspec.json.encode(COPY | some)[:end],
    st.dictionaries(
        st.sampled_from(sorted(COPY)),
        st.sampled_from(["", "x", SOORT, None, 0, [], {}, [{}], [{"sha256": "a", "base64": "*"}]]),
    ),
    st.sampled_from([None, None, 9, 40]),
)


def as_protocol(data: bytes) -> Any:
    """A protocol from the text in a file."""
    return parse_definitie(data.decode("utf-8", "replace"))


@pytest.mark.fault("file-any-bytes")
@pytest.mark.parametrize(
    ("read", "content"),
    [
        pytest.param(read_matrix, st.one_of(YAML, st.binary(max_size=60)), id="matrix"),
        pytest.param(as_protocol, YAML, id="protocol"),
        pytest.param(read_copy, st.one_of(KOPIE, st.binary(max_size=60)), id="noodkopie"),
    ],
)
def test_a_file_with_anything_in_it_is_refused_with_a_sentence(
    read: Callable[[bytes], Any], content: st.SearchStrategy[bytes]
) -> None:
    @settings(max_examples=rounds(40, 3000), deadline=None)
    @example(data=b"brondatum: 2026-02-30")
    @example(data=b"versie: !!int 0x")
    @example(data=b"versie: !!timestamp x")
    @given(data=content)
    def holds(data: bytes) -> None:
        with pytest.raises((Invalid, DefinitieFout)) as refused:
            read(data)
        assert str(getattr(refused.value, "zin", "") or refused.value).strip()

    holds()


@pytest.mark.fault("file-unpacks-to-much")
@pytest.mark.parametrize("read", [read_matrix, as_protocol], ids=["matrix", "protocol"])
def test_a_small_text_that_says_it_is_long_is_never_written_out(read: Callable[[bytes], Any]) -> None:
    """Ten names for ten names for ten names …: a billion words in a kilobyte. Whoever wrote them out would not end."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises((Invalid, DefinitieFout)):
        read("\n".join([*lines, "versie: *a8", "cellen: *a8"]).encode())


def a_logo(size: int) -> bytes:
    """A picture that takes a few kilobytes whatever its size."""
    out = BytesIO()
    Image.new("L", (size, size)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.fault("file-unpacks-to-much")
def test_a_logo_is_a_small_picture_whatever_came() -> None:
    for data in (
        png_of(12_000, 20_000),
        a_logo(4100),
        SOORTEN["HEIF"],
        b"\x89PNG\r\n\x1a\n" + zlib.compress(b"x"),
        b"",
    ):
        with pytest.raises(Invalid) as refused:
            draw_logo(data)
        assert refused.value.zin
    with Image.open(BytesIO(draw_logo(a_logo(3900)))) as logo:
        assert logo.size == (LOGO_PIXELS, LOGO_PIXELS)
