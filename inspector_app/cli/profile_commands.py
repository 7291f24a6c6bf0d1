"""`inspector-app profile`: who works on this laptop."""

from __future__ import annotations

import click

from inspector_app.cli.session import Session, shared_options


@click.group()
def profile() -> None:
    """Who works on this laptop."""


@profile.command()
@click.option("--name", required=True, help="Your name, as it stands under a letter.")
@click.option("--designation", required=True, help="Your designation, such as His Majesty's Inspector.")
@shared_options
@click.pass_obj
def new(session: Session, name: str, designation: str) -> None:
    """Make the profile: an encrypted folder that one passphrase opens."""
    from inspector_app.store.profile import Profile

    passphrase = session.passphrase(twice=True)
    made = Profile.create(session.places, passphrase, name=name, designation=designation)
    try:
        answer = {"profile": str(session.folder), "inspector": made.inspector_id, "laptop": made.laptop}
    finally:
        made.close()
    session.speaker.tell(
        f"The profile of {name}, {designation}, is in {session.folder}. Only its passphrase opens it; it cannot be "
        "recovered.",
        answer,
    )
