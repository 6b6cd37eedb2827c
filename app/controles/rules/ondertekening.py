"""Whether a signature stands under what is there now (twin: `isVerouderd` in `static/js/veld/samenvatting.js`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_outdated(rol: str, getoond: str, manifest: Mapping[str, Any] | None) -> bool:
    """True when what this role signed (`getoond`, sha256) is not what the finishing entry says was there.

    Where one of the two was not told, nothing can be said and the signature stands.
    """
    nu = ((manifest or {}).get("getoond") or {}).get(rol, "")
    return bool(nu and getoond and getoond != nu)
