"""Pages that are the same for everybody are compressed once, as small as is sensible."""

from __future__ import annotations

from functools import lru_cache

import brotli
from flask import Response, request

LEVEL = 10
"""A tenth smaller than what goes out on the fly, in a quarter of a second for a form; the highest level takes six times
that for another fiftieth."""


def pressed(text: str, mimetype: str = "text/html", *, level: int = LEVEL) -> Response:
    """An answer with this text. A browser that takes no brotli gets it as any other answer."""
    if not request.accept_encodings["br"]:
        return Response(text, mimetype=mimetype)
    response = Response(_press(text, level), mimetype=mimetype)
    response.content_encoding = "br"
    return response


@lru_cache(maxsize=32)
def _press(text: str, level: int) -> bytes:
    return bytes(brotli.compress(text.encode(), mode=brotli.MODE_TEXT, quality=level))
