"""`flask --app wsgi …`: the other edge, where commands open a transaction and commit."""

from __future__ import annotations

from flask import Flask

from app.accounts.cli import group as user


def init_cli(app: Flask) -> None:
    """Registers every room's commands."""
    app.cli.add_command(user)
