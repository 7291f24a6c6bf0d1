"""A profile and an empty open visit for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made_visits import made_profile, opened

from inspector_app.open_visit import OpenVisit
from inspector_app.places import ProfilePlaces
from inspector_app.store.profile import Profile


@pytest.fixture
def profile(own_profile: ProfilePlaces) -> Iterator[Profile]:
    with made_profile(own_profile.folder) as made:
        yield made


@pytest.fixture
def visit(profile: Profile) -> Iterator[OpenVisit]:
    with opened(profile) as open_visit:
        yield open_visit
