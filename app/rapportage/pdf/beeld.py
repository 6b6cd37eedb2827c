"""Photos for print: decoded one at a time, shrunk, without metadata. The file as taken is never touched."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from app.core.images import MAX_PIXELS

GROOT, KLEIN, VEEL = 1200, 800, 40
"""Longest side in pixels (82.5 mm at 370 or 250 dots per inch); the smaller one in reports of more than `VEEL`."""
KWALITEIT = 80
LOGO = 900


@dataclass(frozen=True)
class Druk:
    """A JPEG that is ready to be drawn."""

    jpeg: bytes
    breedte: int
    hoogte: int


def for_print(data: bytes | None, aantal: int) -> Druk | None:
    """A photo shrunk for a report of `aantal` photos; None when these bytes are no picture we can open."""
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            maat = GROOT if aantal <= VEEL else KLEIN
            image.draft("RGB", (maat, maat))
            picture = ImageOps.exif_transpose(image).convert("RGB")
            picture.thumbnail((maat, maat), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=KWALITEIT, optimize=True)
    except Exception:  # Pillow and its plugins raise anything on hostile bytes
        return None
    return Druk(out.getvalue(), picture.width, picture.height)


def logo_for_print(data: bytes | None) -> Druk | None:
    """A logo on white paper, without transparency; None when there is none or it cannot be opened."""
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data)) as image:
            picture = image.convert("RGBA")
            picture.thumbnail((LOGO, LOGO), Image.Resampling.LANCZOS)
            paper = Image.new("RGBA", picture.size, "white")
            paper.alpha_composite(picture)
            out = io.BytesIO()
            paper.convert("RGB").save(out, "JPEG", quality=95, subsampling=0, optimize=True)
    except Exception:  # as above
        return None
    return Druk(out.getvalue(), *picture.size)
