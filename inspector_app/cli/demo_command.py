"""`inspector-app demo`: an example from visit file to signed letter, in a profile that is thrown away."""

from __future__ import annotations

import importlib.util
import secrets
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector_app.cli.main import has_display
from inspector_app.cli.session import Session, shared_options
from inspector_app.places import ProfilePlaces, resources_folder

if TYPE_CHECKING:
    from inspector_app.store.profile import Profile

_EXAMPLES = {
    "york": ("york-2010", "York's visit of 2010 (its letter is real, its evidence illustrative)"),
    "focused-visit": ("focused-visit", "a focused visit to an imagined council (illustrative throughout)"),
}
"""Each example by its name: its file, and what is said of it."""


@click.command()
@click.option("--example", type=click.Choice(list(_EXAMPLES)), default="york", show_default=True, help="Which visit.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the signed letter; york-demo, or that of the other example.",
)
@shared_options
@click.pass_obj
def demo(session: Session, example: str, out: Path | None) -> int:
    """Show the program on an example: its letter written, signed and verified.

    Opens the window on it where there is a display. The profile is encrypted under a passphrase made for it, and is
    thrown away at the end.
    """
    from inspector_app.exchange.visit_file_reader import read_visit_file
    from inspector_app.store.profile import Profile

    file, what = _EXAMPLES[example]
    contents = read_visit_file(resources_folder() / "demo" / f"{file}.visit.json")
    lead = next(inspector for inspector in contents.inspectors if inspector.lead)
    with tempfile.TemporaryDirectory(prefix="inspector-app-demo-") as folder:
        places = ProfilePlaces(Path(folder))
        passphrase = secrets.token_hex(6)
        with Profile.create(places, passphrase, name=lead.name, designation=lead.designation) as profile:
            visit_id = profile.new_visit(contents)
            _sign(session, profile, visit_id, (out or Path(f"{example}-demo")) / f"{file}-letter.pdf", what)
            return _show(session, profile, visit_id, passphrase)


def _sign(session: Session, profile: Profile, visit_id: str, letter: Path, what: str) -> None:
    from inspector_app.exchange.private_file import make_folder, write_private_file
    from inspector_app.letter.verification import verify_pdf
    from inspector_app.letter_signing import sign_and_seal
    from inspector_app.open_visit import OpenVisit
    from inspector_app.own_identity import own_identity

    with OpenVisit.open(profile, visit_id) as visit:
        signed_at = datetime.now().astimezone().replace(microsecond=0)
        pdf = sign_and_seal(visit, own_identity(profile), signed_at=signed_at).pdf
    make_folder(letter.parent)
    write_private_file(letter, pdf)
    said = verify_pdf(letter.read_bytes())
    session.speaker.tell(
        f"Brought in {what}.\nIts signed letter is in {letter.resolve()}\n{said.sentence}",
        {"visit": visit_id, "file": str(letter.resolve()), "intact": said.intact, "message": said.sentence},
    )


def _show(session: Session, profile: Profile, visit_id: str, passphrase: str) -> int:
    if importlib.util.find_spec("PySide6") is None or not has_display():
        session.speaker.remark("There is no display here, so no window is opened.")
        return 0
    session.speaker.remark(f"The window opens on it. Should it lock itself, its passphrase is {passphrase}")
    from inspector_app.gui.app import run

    ended: int = run(profile.places.folder, unlocked=profile, open_visit=visit_id)
    return ended
