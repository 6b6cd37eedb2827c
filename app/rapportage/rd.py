"""From degrees (WGS 84) to metres on the Dutch grid (RD), by the published approximation, to within half a metre.

Source: F.H. Schreutelkamp and G.L. Strang van Hees, *Benaderingsformules voor de transformatie tussen RD- en
WGS84-kaartcoördinaten*, Geodesia 2001. Good enough to say where a photo was taken; not for surveying.
"""

from __future__ import annotations

_X0, _Y0, _LAT0, _LON0 = 155_000.0, 463_000.0, 52.15517440, 5.38720621
_X = (
    (0, 1, 190_094.945), (1, 1, -11_832.228), (2, 1, -114.221), (0, 3, -32.391), (1, 0, -0.705), (3, 1, -2.340),
    (1, 3, -0.608), (0, 2, -0.008), (2, 3, 0.148),
)  # fmt: skip
_Y = (
    (1, 0, 309_056.544), (0, 2, 3_638.893), (2, 0, 73.077), (1, 2, -157.984), (3, 0, 59.788), (0, 1, 0.433),
    (2, 2, -6.439), (1, 1, -0.032), (0, 4, 0.092), (1, 4, -0.054),
)  # fmt: skip


def to_rd(lat: float, lon: float) -> tuple[float, float] | None:
    """x and y in metres; None outside the Netherlands, where the formula does not hold."""
    if not (50.7 <= lat <= 53.6 and 3.2 <= lon <= 7.3):
        return None
    p, q = 0.36 * (lat - _LAT0), 0.36 * (lon - _LON0)
    x = _X0 + sum(k * p**i * q**j for i, j, k in _X)
    y = _Y0 + sum(k * p**i * q**j for i, j, k in _Y)
    return x, y
