"""House colours: which may be used, and which shades follow from them. Contrast as WCAG 2.2 measures it (SC 1.4.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

HEX = re.compile(r"^#[0-9a-f]{6}$")
MINIMUM = 4.5
WIT, GROND = "#ffffff", "#f3f5f7"
"""What a house colour stands on: paper, and the ground of a page (`static/css/tokens.css`)."""
NAMEN = ("brand", "brand_strong")
STANDAARD = {"brand": "#0b4a78", "brand_strong": "#08365a"}


@dataclass(frozen=True)
class Bezwaar:
    """Why a colour is refused."""

    code: str
    zin: str


def clean(kleur: str) -> str:
    """`#0B4A78`, `0b4a78` and ` #0b4a78 ` are the same colour."""
    text = kleur.strip().lower()
    return text if text.startswith("#") else f"#{text}"


def judge(kleur: str) -> Bezwaar | None:
    """The objection to a house colour (white text stands on it, and it is text on white and on grey), or None."""
    if not HEX.match(kleur):
        return Bezwaar("kleur-onleesbaar", "Vul een kleur in als zes tekens, zoals #0b4a78.")
    ratio = contrast(kleur, GROND)
    if ratio < MINIMUM:
        cijfer = f"{ratio:.1f}".replace(".", ",")
        zin = f"Letters in {kleur} zijn slecht te lezen ({cijfer} op 1; 4,5 is nodig). Kies een donkerder kleur."
        return Bezwaar("kleur-te-licht", zin)
    return None


def tokens(kleuren: dict[str, str]) -> dict[str, str]:
    """Design tokens that follow from `brand` and, when given, `brand_strong`. Empty when there is no brand."""
    brand = kleuren.get("brand")
    if not brand:
        return {}
    strong = kleuren.get("brand_strong") or mix(brand, "#000000", 0.72)
    return {
        "--schouw-brand": brand,
        "--schouw-brand-strong": strong,
        "--schouw-brand-soft": _soft(brand, strong),
    }


def stylesheet(kleuren: dict[str, str], waar: str = ":root") -> str:
    """The tokens as CSS; empty when an organisatie has no colour of its own and keeps those of Schouw."""
    regels = "".join(f"{name}:{value};" for name, value in tokens(kleuren).items())
    return f"{waar}{{{regels}}}\n" if regels else ""


def figures(kleuren: dict[str, str]) -> list[tuple[str, float]]:
    """How well each pair that stands on a page can be read, in words and as a ratio: 4,5 is needed."""
    shades = tokens(kleuren) or tokens(STANDAARD)
    brand, strong = shades["--schouw-brand"], shades["--schouw-brand-strong"]
    soft = shades["--schouw-brand-soft"]
    return [
        ("Witte letters op de balk", contrast(WIT, strong)),
        ("Witte letters op een knop", contrast(WIT, brand)),
        ("Een link op wit", contrast(brand, WIT)),
        ("Een link op grijs", contrast(brand, GROND)),
        ("Letters op een gekleurd vlak", min(contrast(brand, soft), contrast(strong, soft))),
    ]


def _soft(brand: str, strong: str) -> str:
    """The lightest tint that still reads as the brand, with both brand colours readable on it."""
    for share in (0.11, 0.08, 0.05, 0.02):
        soft = mix(brand, WIT, share)
        if min(contrast(brand, soft), contrast(strong, soft)) >= MINIMUM:
            return soft
    return WIT


def mix(kleur: str, met: str, share: float) -> str:
    """`share` of `kleur` and the rest of `met`."""
    pairs = zip(_channels(kleur), _channels(met), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def contrast(een: str, ander: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(een), luminance(ander)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(kleur: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _scaled(kleur)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _scaled(kleur: str) -> list[float]:
    return [channel / 255 for channel in _channels(kleur)]


def _channels(kleur: str) -> tuple[int, int, int]:
    return int(kleur[1:3], 16), int(kleur[3:5], 16), int(kleur[5:7], 16)
