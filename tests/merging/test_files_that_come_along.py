"""Files that come along: where they cannot be kept the visit is here all the same, and they can be brought later."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_identities import PASSWORD, made_pkcs12
from made_visits import VISIT_ID, made_profile, one_of_everything, opened

from inspector_app.attaching import attach_file
from inspector_app.errors import FilesLacking
from inspector_app.letter.identity import read_identity
from inspector_app.open_visit import OpenVisit
from inspector_app.store.cipher import open_by_passphrase
from inspector_app.team_exchange import confirm, give, join, look_into, take

WORDS = "amber kettle orbit walnut candle meadow"
PICTURE = b"\xff\xd8\xff" + bytes(100_000)


def test_files_are_brought_by_the_same_package_once_they_can_be_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "a.visit-package"
    with made_profile(tmp_path / "a") as a, opened(a, one_of_everything()) as visit:
        attach_file(visit, one_of_everything().records[0].id, "whiteboard.jpg", PICTURE)[1].result(20)
        identity = read_identity(made_pkcs12("A. Inspector"), PASSWORD, now=datetime(2010, 6, 8, tzinfo=UTC))
        give(a, visit, identity, file, WORDS)
    damaged = tmp_path / "damaged.visit-package"
    shutil.copyfile(file, damaged)
    with closing(open_by_passphrase(damaged, WORDS)) as package:
        package.execute("UPDATE file SET bytes = x'00'")
    with made_profile(tmp_path / "b") as b:
        offer = look_into(b, None, damaged, WORDS)
        assert not offer.missing
        confirm(b, offer)
        with pytest.raises(
            FilesLacking, match=r"on this laptop now, but not all its files: whiteboard\.jpg"
        ) as lacking:
            join(b, offer)
        assert "to give it again, and take that in" in lacking.value.next_step
        for _ in ("it was never kept", "it was damaged since"):
            with OpenVisit.open(b, VISIT_ID) as joined:
                (attached,) = joined.attachments()
                assert take(b, joined, look_into(b, joined, file, WORDS)).files == 1
                assert joined.kept_file(attached.sha256) == PICTURE
            (kept,) = b.places.visit_db(VISIT_ID).with_suffix(".files").iterdir()
            kept.write_bytes(b"damaged" * 1000)
            shutil.rmtree(b.places.backups / VISIT_ID)
        with closing(open_by_passphrase(damaged, WORDS)) as package:
            package.execute("DELETE FROM file")
        assert look_into(b, None, damaged, WORDS).missing == 1
    caplog.clear()
