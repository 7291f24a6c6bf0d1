"""A time stamp by command: the one command that uses a network, and the copy that the visit still knows."""

from __future__ import annotations

from pathlib import Path

from time_stamp_service import SERVICE, STAMPED_AT, service

from inspector_app.places import resources_folder

YORK = resources_folder() / "demo" / "york-2010.visit.json"


def test_the_visit_knows_the_stamped_letter_and_keeps_its_own(command, tmp_path: Path) -> None:
    signed, stamped, kept = tmp_path / "signed.pdf", tmp_path / "stamped.pdf", tmp_path / "kept.pdf"
    assert command("profile", "new", "--name", "Joan Dennis", "--designation", "Her Majesty's Inspector").code == 0
    visit = command("visit", "import", YORK, "--json").answer["visit"]
    assert command("letter", visit, "--sign", "--out", signed).code == 0

    with service(lambda _asked: (503, b"")) as url:
        refused = command("letter-timestamp", signed, "--url", url, "--out", stamped)
    assert refused.code == 1 and "refuses" in refused.err and not stamped.exists()
    with service() as url:
        ran = command("letter-timestamp", signed, "--url", url, "--out", stamped)
    assert ran.code == 0, ran.err
    assert "time-stamped on 22 May 2010 at 08:30 UTC by Made-up Stamps" in ran.out
    assert "stays as it was signed" in ran.out

    verified = command("verify", stamped, "--visit", visit, "--json")
    assert verified.code == 0 and verified.answer["evidence"]["as_it_was"] is True
    (stamp,) = verified.answer["signatures"][-1]["time_stamps"]
    assert (stamp["belongs"], stamp["at"], stamp["stamped_by"]) == (True, STAMPED_AT.isoformat(), SERVICE)
    assert command("letter", visit, "--out", kept).code == 0
    assert kept.read_bytes() == signed.read_bytes() != stamped.read_bytes()
