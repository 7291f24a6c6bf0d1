"""`inspector-app profile`: who works on this laptop."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from inspector_app.cli.session import IDENTITY_PASSWORD_VARIABLE, Session, shared_options


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

    passphrase = session.passphrase(new=True)
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


@profile.command()
@click.argument("file", metavar="FILE.p12", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--identity-password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds the password of the PKCS#12 file.",
)
@shared_options
@click.pass_obj
def identity(session: Session, file: Path, identity_password_file: Path | None) -> None:
    """Bring in a signing identity, such as your organisation's (PKCS#12), to sign letters with."""
    from inspector_app.exchange.foreign_file import read_foreign_file
    from inspector_app.letter.identity import read_identity
    from inspector_app.visit.names import in_words

    held = read_foreign_file(file, 2**20)
    password = session.secret("The file's password", identity_password_file, IDENTITY_PASSWORD_VARIABLE)
    read = read_identity(held, password, now=datetime.now().astimezone())
    with session.profile() as opened:
        opened.set_signing_identity(held, password)
    session.speaker.tell(
        f"Letters are signed as {read.name} from now on, until {in_words(read.valid_until.date())}.",
        {"name": read.name, "issued_by": read.issued_by, "valid_until": read.valid_until.isoformat()},
    )
