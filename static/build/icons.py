"""Draws the icons of the app (a spirit level) into static/icons. Run by hand after a change: the files are kept."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).resolve().parent.parent / "icons"
BRAND, PAPER, BUBBLE = "#08365a", "#ffffff", "#ffb000"
FINE = 4  # drawn this many times larger, then shrunk

SVG = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="64" height="64" rx="14" fill="{BRAND}"/>
<rect x="8" y="21.500" width="48" height="21" rx="10.500" fill="none" stroke="{PAPER}" stroke-width="3"/>
<path d="M24.500 22v20M39.500 22v20" stroke="{PAPER}" stroke-width="3"/>
<circle cx="32" cy="32" r="5.500" fill="{BUBBLE}"/></svg>
"""


def draw(size: int, *, rounded: bool, scale: float) -> Image.Image:
    """The level on a brand field of `size` pixels; `scale` is the part of the width it takes (maskable: less)."""
    big = size * FINE
    picture = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, big - 1, big - 1), radius=big * 0.22 if rounded else 0, fill=BRAND)
    unit = big * scale / 48
    left, top = big / 2 - 24 * unit, big / 2 - 10.5 * unit
    line = round(3 * unit)
    pen.rounded_rectangle((left, top, left + 48 * unit, top + 21 * unit), 10.5 * unit, outline=PAPER, width=line)
    for x in (16.5, 31.5):
        pen.line((left + x * unit, top, left + x * unit, top + 21 * unit), fill=PAPER, width=line)
    middle, radius = big / 2, 5.5 * unit
    pen.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), fill=BUBBLE)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    """Writes every size."""
    OUT.mkdir(exist_ok=True)
    (OUT / "schouw.svg").write_text(SVG, encoding="utf-8")
    for size in (192, 512):
        draw(size, rounded=True, scale=0.75).save(OUT / f"schouw-{size}.png", optimize=True)
    draw(180, rounded=False, scale=0.72).save(OUT / "schouw-180.png", optimize=True)
    draw(512, rounded=False, scale=0.56).save(OUT / "schouw-maskable-512.png", optimize=True)


if __name__ == "__main__":
    main()
