"""`inspector-app sign-also` and `visit take-in-letter`: the letter that several sign, each on their own laptop."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from inspector_app.cli.session import Session, shared_options

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("sign-also")
@click.argument("file", metavar="FILE.pdf", type=_FILE)
@click.option("--out", type=_FILE, required=True, help="The file to write, with your signature added.")
@shared_options
@click.pass_obj
def sign_also(session: Session, file: Path, out: Path) -> None:
    """Sign a letter that another has signed and that waits for you; what they signed stays as it is."""
    from inspector_app.exchange.foreign_file import read_foreign_file
    from inspector_app.exchange.private_file import check_folder, write_private_file
    from inspector_app.letter.signing import add_signature
    from inspector_app.letter.verification import LARGEST, verify_pdf
    from inspector_app.own_identity import own_identity

    check_folder(out)
    pdf = read_foreign_file(file, LARGEST)
    with session.profile() as profile:
        signed = add_signature(
            pdf,
            own_identity(profile),
            signatory=profile.name,
            signature_image=profile.signature_image(),
            signed_at=datetime.now().astimezone().replace(microsecond=0),
        )
    write_private_file(out, signed)
    said = verify_pdf(signed)
    session.speaker.tell(
        f"Wrote the letter with your signature to {out}. {said.sentence}",
        {"file": str(out), "signed_by": said.signed_by, "waits_for": [each.name for each in said.waits_for]},
    )


@click.command("take-in-letter")
@click.argument("visit_id", metavar="ID")
@click.argument("file", metavar="FILE.pdf", type=_FILE)
@shared_options
@click.pass_obj
def take_in_letter(session: Session, visit_id: str, file: Path) -> None:
    """Keep the letter as it came back from who signed it after you, with their signature."""
    from inspector_app.exchange.foreign_file import read_foreign_file
    from inspector_app.letter.verification import LARGEST
    from inspector_app.letter_signing import take_in

    pdf = read_foreign_file(file, LARGEST)
    with session.visit(visit_id) as visit:
        said = take_in(visit, pdf).verification
    session.speaker.tell(
        f"Kept with the visit. {said.sentence}",
        {"visit": visit_id, "signed_by": said.signed_by, "waits_for": [each.name for each in said.waits_for]},
    )
