"""The hidden command that reads strangers' files in a process of its own (`exchange/apart.py`)."""

from __future__ import annotations

import click

from inspector_app.exchange.apart import COMMAND


@click.command(COMMAND, hidden=True)
def read_apart() -> None:
    """Take a file through standard input, and answer about its pages and words through standard output."""
    from inspector_app.exchange.apart import answer_until_closed

    answer_until_closed()
