"""What the writer announces while the window is busy is told together, each origin's apart."""

from __future__ import annotations

from board_of_cards import FINDING, OTHER, opened, visit_to_judge
from PySide6.QtCore import QObject
from window_hands import comes

from inspector_app.gui.bridge import VisitBridge
from inspector_app.places import ProfilePlaces
from inspector_app.visit import steps
from inspector_app.visit.change import VisitChange


def test_what_is_announced_to_a_busy_window_is_told_as_one_for_each_origin(own_profile: ProfilePlaces, qtbot) -> None:
    with opened(own_profile, visit_to_judge()) as (visit, _profile):
        bridge, page = VisitBridge(visit), QObject()
        told: list[VisitChange] = []
        bridge.changed.connect(told.append)
        for finding, field, origin in ((FINDING, "points", None), (OTHER, "points", None), (OTHER, "themes", page)):
            visit.write(steps.set_field("finding", finding, field, ["a"]), origin)
        visit.settle(10)
        assert told == []
        assert comes(lambda: len(told) == 2)
        assert [(each.changed["finding"], each.origin) for each in told] == [
            (frozenset({FINDING, OTHER}), None),
            (frozenset({OTHER}), page),
        ]
        visit.write(steps.set_field("finding", FINDING, "points", []))
        assert comes(lambda: len(told) == 3)
        bridge.stop()
