"""An sRGB colour profile made from the numbers of IEC 61966-2-1: what PDF/A needs as output intent.

ICC.1:2001-04 (version 2), class `mntr`, matrix and tone curves. The primaries are those of sRGB, adapted to D50 by
Bradford; the curve is the standard's own, in 1024 steps.
"""

from __future__ import annotations

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_ROOD, _GROEN, _BLAUW = (0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)
_STAPPEN = 1024


@cache
def srgb_profile() -> bytes:
    """The profile, always the same bytes."""
    curve = _curve()
    tags = [
        (b"desc", _description("sRGB IEC61966-2-1")),
        (b"cprt", b"text\0\0\0\0" + b"Public domain\0"),
        (b"wtpt", _xyz(_D50)),
        (b"rXYZ", _xyz(_ROOD)),
        (b"gXYZ", _xyz(_GROEN)),
        (b"bXYZ", _xyz(_BLAUW)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    return _assemble(tags)


def _curve() -> bytes:
    """The sRGB transfer function as a table of 16-bit numbers."""
    values = [round(65535 * _linear(step / (_STAPPEN - 1))) for step in range(_STAPPEN)]
    return b"curv\0\0\0\0" + struct.pack(">I", _STAPPEN) + struct.pack(f">{_STAPPEN}H", *values)


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def _description(text: str) -> bytes:
    """The type `desc`: ASCII, empty Unicode, empty ScriptCode."""
    ascii_ = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_)) + ascii_ + bytes(8) + bytes(3) + bytes(67)


def _assemble(tags: list[tuple[bytes, bytes]]) -> bytes:
    """Header, tag table and data; equal data is stored once."""
    begin = 128 + 4 + 12 * len(tags)
    table, data, places = b"", b"", dict[bytes, int]()
    for name, content in tags:
        if content not in places:
            places[content] = begin + len(data)
            data += content + bytes(-len(content) % 4)
        table += name + struct.pack(">2I", places[content], len(content))
    size = begin + len(data)
    header = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(4) + bytes(4) + bytes(4) + bytes(4) + bytes(8)
    header += bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in _D50)) + bytes(4)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data
