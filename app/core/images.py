"""Pictures: is it one, and an upright JPEG of it for screens and paper. Received bytes are never altered."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

register_heif_opener()

MAX_PIXELS = 100_000_000
WEERGAVE = 2048
KLEIN = 480
SNIFF = 16
"""Bytes from the start that tell the media type."""
_SIGNS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
}


@dataclass(frozen=True)
class Beeld:
    """A readable picture: its size as it stands upright, and JPEGs of at most 2048 and 480 px."""

    breedte: int
    hoogte: int
    weergave: bytes
    klein: bytes


def sniff(data: bytes) -> str:
    """Media type by the first bytes; `application/octet-stream` when they say nothing."""
    for sign, name in _SIGNS.items():
        if data.startswith(sign):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"}:
        return "image/heic"
    return "application/octet-stream"


def read_image(data: bytes) -> Beeld | None:
    """The whole picture, decoded; None when it is none, is cut off, or would unpack to more than 100 megapixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # EXIF that cannot be read
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as source:
                if source.width * source.height > MAX_PIXELS:
                    return None
                upright = _upright(source)
    except Exception:  # Pillow and its plugins raise anything on hostile bytes
        return None
    breedte, hoogte = upright.size
    return Beeld(breedte, hoogte, _jpeg(upright, WEERGAVE, 85), _jpeg(upright, KLEIN, 80))


def _upright(source: Image.Image) -> Image.Image:
    """Decoded to the last byte, turned the way it was held, on white where it was transparent."""
    source.load()
    turned = _turned(source)
    profile = source.info.get("icc_profile")
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        layer = turned.convert("RGBA")
        flat = Image.new("RGB", layer.size, "white")
        flat.paste(layer, mask=layer.getchannel("A"))
    else:
        flat = turned.convert("RGB")
    flat.info = {"icc_profile": profile} if profile and turned.mode == "RGB" else {}
    return flat


def _turned(source: Image.Image) -> Image.Image:
    """As it was held; as it lies when its EXIF cannot be read: a photo counts without its labels."""
    try:
        return ImageOps.exif_transpose(source)
    except Exception:  # the picture itself was decoded already
        return source


def _jpeg(image: Image.Image, longest: int, quality: int) -> bytes:
    """A JPEG without metadata (a place or a name never leaks through a copy), its colour profile kept."""
    copy = image.copy()
    copy.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = BytesIO()
    copy.save(out, "JPEG", quality=quality, optimize=True, icc_profile=image.info.get("icc_profile"))
    return out.getvalue()
