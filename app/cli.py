"""`flask --app wsgi …`: the other edge, where commands open a transaction and commit."""

from __future__ import annotations

from flask import Flask


def init_cli(app: Flask) -> None:
    """Registers every room's commands."""
