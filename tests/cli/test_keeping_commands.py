"""The years after, by command: hold, archive, destroy with a certificate, and back again."""

from __future__ import annotations

from pathlib import Path

from inspector_app.letter.verification import verify_pdf
from inspector_app.places import ProfilePlaces


def test_a_visit_is_held_archived_destroyed_and_brought_back(
    command, visit_id: str, own_profile: ProfilePlaces, tmp_path: Path
) -> None:
    file, certificate, code_file = tmp_path / "a.visit-archive", tmp_path / "destroyed.pdf", tmp_path / "code"
    assert command("visit", "hold", visit_id).code == 2
    assert command("visit", "hold", visit_id, "--reason", " ").code == 2
    assert command("visit", "hold", visit_id, "--lift", "--reason", "none there").code == 1
    assert command("visit", "hold", visit_id, "--reason", "A complaint.").code == 0
    assert command("visit", "list", "--json").answer[0]["held_because"] == ["A complaint."]
    ran = command("visit", "destroy", visit_id, "--yes", "--certificate", certificate)
    assert (ran.code, certificate.exists()) == (1, False)
    assert "on hold: A complaint." in ran.err
    assert command("visit", "hold", visit_id, "--lift", "--reason", "Answered.").code == 0
    assert command("visit", "export", visit_id, tmp_path / "out.visit.json").code == 0
    for _twice in range(2):
        assert command("visit", "feedback", visit_id, "--out", tmp_path / "sheet.pdf").code == 0
    ran = command("visit", "archive", visit_id, file, "--json")
    assert (ran.code, ran.answer["documents"], ran.answer["missing"]) == (0, 2, [])
    code_file.write_text(f"{ran.answer['recovery_code']}\n")
    for way in ([], ["--replace"]):
        ran = command("visit", "archive", visit_id, own_profile.visit_db(visit_id), *way)
        assert (ran.code, "file of a profile" in ran.err) == (1, True)
    assert command("visit", "export", visit_id, own_profile.profile_db).code == 1
    ran = command("visit", "archive", visit_id, file)
    assert (ran.code, "There is a file" in ran.err) == (1, True)
    assert "too long" in command("visit", "archive", visit_id, tmp_path / ("n" * 300)).err
    ran = command("visit", "unarchive", tmp_path / "nope", "--code-file", code_file)
    assert (ran.code, "The archive nope cannot be read" in ran.err) == (1, True)
    assert command("visit", "unarchive", file, "--code-file", code_file).code == 1
    ran = command("visit", "destroy", visit_id, "--yes", "--certificate", tmp_path / "nowhere" / "destroyed.pdf")
    assert ran.code == 1
    assert len(command("visit", "list", "--json").answer) == 1
    ran = command("visit", "destroy", visit_id, "--yes", "--certificate", certificate, "--json")
    assert (ran.code, ran.answer["trouble"], ran.answer["left"]) == (0, None, [])
    assert any("An archive of it was written" in each for each in ran.answer["copies"])
    assert any("a visit file" in each for each in ran.answer["copies"])
    assert any("the feedback sheet" in each and "2 times, the last" in each for each in ran.answer["copies"])
    assert verify_pdf(certificate.read_bytes()).signed_by == "A. Inspector"
    assert command("visit", "list", "--json").answer == []
    assert command("visit", "unarchive", file, "--code-file", code_file, "--json").answer["visit"] == visit_id
    assert command("visit", "export", visit_id, tmp_path / "again.visit.json").code == 0
    assert (tmp_path / "again.visit.json").read_bytes() == (tmp_path / "out.visit.json").read_bytes()
    ran = command("visit", "destroy", visit_id, "--yes", "--certificate", tmp_path / f"{'n' * 250}.pdf", "--json")
    assert ran.code == 1
    assert "is destroyed, but its certificate is not where you wanted it" in ran.answer["trouble"]
    assert any("It came back from an archive" in each for each in ran.answer["copies"])
    assert verify_pdf(Path(ran.answer["certificate"]).read_bytes()).good
    assert command("visit", "list", "--json").answer == []
