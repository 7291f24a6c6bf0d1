"""An open visit with one of everything, for what disks and files may do to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made_visits import one_of_everything, opened

from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile


@pytest.fixture
def visit(profile: Profile) -> Iterator[OpenVisit]:
    with opened(profile, one_of_everything()) as open_visit:
        yield open_visit
