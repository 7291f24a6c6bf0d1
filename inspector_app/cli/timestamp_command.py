"""`inspector-app letter-timestamp`: a time stamp for a signed letter, from a service on the network."""

from __future__ import annotations

from pathlib import Path

import click

from inspector_app.cli.session import Session, shared_options

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("letter-timestamp")
@click.argument("file", metavar="FILE.pdf", type=_FILE)
@click.option("--url", required=True, metavar="URL", help="The time-stamp service (RFC 3161), by http or https.")
@click.option("--out", type=_FILE, required=True, help="The file to write, with the time stamp added.")
@shared_options
@click.pass_obj
def letter_timestamp(session: Session, file: Path, url: str, out: Path) -> None:
    """Let a service say when a letter was signed at the latest. This uses the network.

    Only the digest of the last signature is sent to the service, and nothing of the letter. What was signed stays as it
    is, also the letter that is kept with its visit, which has no time stamp.
    """
    from inspector_app.exchange.foreign_file import read_foreign_file
    from inspector_app.exchange.private_file import check_folder, write_private_file
    from inspector_app.letter.time_stamping import with_time_stamp
    from inspector_app.letter.verification import LARGEST, verify_pdf

    check_folder(out)
    stamped = with_time_stamp(read_foreign_file(file, LARGEST), url)
    write_private_file(out, stamped)
    said = verify_pdf(stamped)
    stamp = said.signatures[-1].time_stamps[-1]
    assert stamp is not None
    session.speaker.tell(
        f"Wrote the letter with a time stamp to {out}. {said.sentence}\n"
        "The letter that is kept with the visit stays as it was signed; this is a copy of it.",
        {"file": str(out), "at": stamp.at.isoformat(), "stamped_by": stamp.stamped_by, "issued_by": stamp.issued_by},
    )
