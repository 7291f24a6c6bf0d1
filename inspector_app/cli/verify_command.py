"""`inspector-app verify`: what a signed letter says, and whether the visit still is what it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector_app.cli.outcome import DONE, FAULT
from inspector_app.cli.session import Session, shared_options

if TYPE_CHECKING:
    from inspector_app.letter.verification import Verification
    from inspector_app.letter.verification_words import TimeStamp
    from inspector_app.letter_verifying import Evidence

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", metavar="[FILE.pdf]", type=_FILE, required=False)
@click.option("--visit", "visit_id", metavar="ID", help="The visit whose letter it is.")
@click.option("--code", metavar="XXXX-XXXX", help="The code at the foot of a file copy, in place of a file.")
@shared_options
@click.pass_obj
def verify(session: Session, file: Path | None, visit_id: str | None, code: str | None) -> int:
    """Say who signed a letter, what was changed in it since, and in the visit that it rests on."""
    if (file is None) == (code is None):
        raise click.UsageError("Name a signed PDF, or the code of a file copy: --code XXXX-XXXX --visit ID.")
    if code is not None:
        return _verify_code(session, code, visit_id)
    assert file is not None
    from inspector_app.exchange.foreign_file import read_foreign_file
    from inspector_app.letter.verification import LARGEST, verify_pdf

    pdf = read_foreign_file(file, LARGEST)
    said = verify_pdf(pdf)
    answer, sentences, good = _answer(said), said.sentence, said.good
    if visit_id is not None:
        from inspector_app.letter_verifying import evidence_of_letter

        with session.visit(visit_id) as visit:
            evidence = evidence_of_letter(visit, pdf, said)
        answer["evidence"] = _evidence_answer(visit_id, evidence)
        sentences, good = f"{sentences}\n{evidence.sentence}", good and evidence.as_it_was
    session.speaker.tell(sentences, answer)
    return DONE if good else FAULT


def _verify_code(session: Session, code: str, visit_id: str | None) -> int:
    if visit_id is None:
        raise click.UsageError("A code is compared with a visit: --code XXXX-XXXX --visit ID.")
    from inspector_app.letter_verifying import evidence_of_code

    with session.visit(visit_id) as visit:
        evidence = evidence_of_code(visit, code)
    session.speaker.tell(evidence.sentence, {"code": code, "evidence": _evidence_answer(visit_id, evidence)})
    return DONE if evidence.as_it_was else FAULT


def _answer(said: Verification) -> dict[str, object]:
    return {
        "signed_by": said.signed_by,
        "signed_at": said.signed_at.isoformat() if said.signed_at else None,
        "signatures": [
            {
                "signed_by": each.signed_by,
                "signed_at": each.signed_at.isoformat() if each.signed_at else None,
                "out_of_date": each.out_of_date,
                "time_stamps": [_stamp_answer(stamp) for stamp in each.time_stamps],
            }
            for each in said.signatures
        ],
        "waits_for": [each.name for each in said.waits_for],
        "intact": said.intact,
        "changed_since": said.changed_since,
        "self_made": said.self_made,
        "vouched": said.signatures[-1].vouched,
        "log_digest": said.log_digest,
        "message": said.sentence,
    }


def _stamp_answer(stamp: TimeStamp | None) -> dict[str, object]:
    if stamp is None:
        return {"belongs": False}
    return {"belongs": True, "at": stamp.at.isoformat(), "stamped_by": stamp.stamped_by, "issued_by": stamp.issued_by}


def _evidence_answer(visit_id: str, evidence: Evidence) -> dict[str, object]:
    since = [
        {
            "inspector": name,
            "last": done.last.isoformat(timespec="seconds"),
            "taken_in_later": done.taken_in_later,
            "done": [{"act": act, "kind": kind, "count": count} for (act, kind), count in done.counts.items()],
        }
        for name, done in evidence.since
    ]
    return {"visit": visit_id, "as_it_was": evidence.as_it_was, "message": evidence.sentence, "since": since}
