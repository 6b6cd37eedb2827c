"""A failing check of a source sheet shows what it compared."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.protocols.bladtoets")
