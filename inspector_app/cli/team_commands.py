"""`inspector-app team`: two laptops become one visit. This comes with a later version."""

from __future__ import annotations

import click

from inspector_app.cli.session import shared_options
from inspector_app.errors import NotYet


@click.group()
def team() -> None:
    """Give a visit to a colleague's laptop, and take one in."""


@team.command()
@click.argument("visit_id", metavar="ID", expose_value=False)
@click.argument("file", metavar="FILE", expose_value=False)
@shared_options
def give() -> None:
    """Write one encrypted file for a colleague (comes with a later version)."""
    raise _not_yet("giving a visit to a colleague")


@team.command()
@click.argument("file", metavar="FILE", expose_value=False)
@shared_options
def take() -> None:
    """Take in a colleague's file (comes with a later version)."""
    raise _not_yet("taking in a colleague's visit")


def _not_yet(what: str) -> NotYet:
    return NotYet(
        f"This version does not have {what} yet; it comes with a later one.",
        "Until then, a visit file carries a visit to another laptop: visit export, visit import.",
    )
