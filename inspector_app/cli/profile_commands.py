"""`inspector-app profile`: who works on this laptop."""

from __future__ import annotations

from pathlib import Path

import click

from inspector_app.cli.session import (
    IDENTITY_PASSWORD_VARIABLE,
    NEW_PASSPHRASE_VARIABLE,
    RECOVERY_CODE_VARIABLE,
    Session,
    shared_options,
)

_SECRET_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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
        f"The profile of {name}, {designation}, is in {session.folder}. Only its passphrase opens it. Against "
        "forgetting it, make a recovery code: inspector-app profile recovery-code.",
        answer,
    )


@profile.command()
@click.argument(
    "file", metavar="[FILE.p12]", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option("--new", "make_new", is_flag=True, help="Make a new one, in your own name, valid for three years.")
@click.option(
    "--identity-password-file",
    type=_SECRET_FILE,
    help="A file that holds the password of the PKCS#12 file.",
)
@shared_options
@click.pass_obj
def identity(session: Session, file: Path | None, make_new: bool, identity_password_file: Path | None) -> None:
    """Say with which identity letters are signed; or bring one in, such as your organisation's (PKCS#12)."""
    from inspector_app.own_identity import bring_in_identity, make_own_identity, own_identity
    from inspector_app.visit.names import in_words

    if file is not None and make_new:
        raise click.UsageError("Name a file, or ask for a new one: not both.")
    if file is None:
        with session.profile() as opened:
            if make_new:
                make_own_identity(opened)
            read = own_identity(opened)
    else:
        from inspector_app.exchange.foreign_file import LARGEST_IDENTITY, read_foreign_file

        held = read_foreign_file(file, LARGEST_IDENTITY)
        password = session.secret("The file's password", identity_password_file, IDENTITY_PASSWORD_VARIABLE)
        with session.profile() as opened:
            bring_in_identity(opened, held, password)
            read = own_identity(opened)
    vouched = "made by this program" if read.self_made else f"issued by {read.issued_by}"
    session.speaker.tell(
        f"Letters are signed as {read.name}, {vouched}, until {in_words(read.valid_until.date())}.",
        {"name": read.name, "issued_by": read.issued_by, "valid_until": read.valid_until.isoformat()},
    )


@profile.command()
@click.option("--new-passphrase-file", type=_SECRET_FILE, help="A file that holds the new passphrase.")
@click.option(
    "--recovery-code-file",
    type=_SECRET_FILE,
    help="A file that holds the recovery code: it opens the profile in place of a passphrase that was forgotten.",
)
@shared_options
@click.pass_obj
def passphrase(session: Session, new_passphrase_file: Path | None, recovery_code_file: Path | None) -> None:
    """Change the passphrase. The recovery code stays as it is."""
    from inspector_app.store.profile import Profile

    if recovery_code_file is not None:
        opened = Profile.open_by_code(session.places, session.secret("Recovery code", recovery_code_file, ""))
    else:
        opened = Profile.open(session.places, session.passphrase())
    with opened:
        new = session.secret("New passphrase", new_passphrase_file, NEW_PASSPHRASE_VARIABLE, twice=True)
        opened.keys.set_passphrase(new)
    session.speaker.tell("The passphrase has been changed; the recovery code is as it was.", {"changed": True})


@profile.command("recovery-code")
@click.option(
    "--prove", is_flag=True, help="Make none: type the code that you kept, to show that it opens the profile."
)
@click.option("--recovery-code-file", type=_SECRET_FILE, help="With --prove: a file that holds the code.")
@shared_options
@click.pass_obj
def recovery_code(session: Session, prove: bool, recovery_code_file: Path | None) -> None:
    """Make a recovery code, which opens the profile should the passphrase be forgotten. It is shown once."""
    with session.profile() as opened:
        if prove:
            code = session.secret("Recovery code", recovery_code_file, RECOVERY_CODE_VARIABLE)
            opened.keys.prove_recovery_code(code)
            session.speaker.tell("The recovery code opens this profile: it has been kept.", {"proved": True})
            return
        code = opened.keys.new_recovery_code()
    session.speaker.tell(
        f"{code}\nWrite it down and keep it away from this laptop: it is shown this once, and any code before it is "
        "worthless. Then show that you kept it: inspector-app profile recovery-code --prove.",
        {"recovery_code": code},
    )
