"""A profile and an empty open visit for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made_visits import opened

from inspector_app.open_visit import OpenVisit
from inspector_app.store.profile import Profile


@pytest.fixture
def visit(profile: Profile) -> Iterator[OpenVisit]:
    with opened(profile) as open_visit:
        yield open_visit
