"""The look: every text can be read on its ground, in every appearance, and every icon that is asked for is there."""

from __future__ import annotations

import re
import tomllib

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector_app.gui import rail, style
from inspector_app.places import resources_folder

STYLE = resources_folder() / "style"
SCHEMES = ("light", "dark", "high_contrast")


def tokens() -> dict[str, dict[str, object]]:
    return tomllib.loads((STYLE / "tokens.toml").read_text(encoding="utf-8"))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(table: str) -> list[tuple[str, str, str]]:
    return [
        (scheme, ink, ground)
        for scheme in SCHEMES
        for ink, grounds in tokens()[table].items()
        for ground in grounds  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize(("scheme", "ink", "ground"), pairs("pairs"))
def test_text_stands_out_from_its_ground(scheme: str, ink: str, ground: str) -> None:
    colours = tokens()[scheme]
    assert contrast(str(colours[ink]), str(colours[ground])) >= 4.5


@pytest.mark.parametrize(("scheme", "stroke", "ground"), pairs("strokes"))
def test_outlines_and_focus_stand_out(scheme: str, stroke: str, ground: str) -> None:
    colours = tokens()[scheme]
    assert contrast(str(colours[stroke]), str(colours[ground])) >= 3.0


def test_each_appearance_has_the_same_colours() -> None:
    light, dark, high = (set(tokens()[scheme]) for scheme in SCHEMES)
    assert light == dark == high


def test_the_sheet_names_no_colour_of_its_own() -> None:
    sheet = (STYLE / "app.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\s*[;}]|rgba?\(", sheet)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_arrow_of_lists_has_the_colour_of_quiet_text(scheme: str) -> None:
    arrow = (STYLE / f"drop-{scheme}.svg").read_text(encoding="utf-8")
    assert f'stroke="{tokens()[scheme]["text_muted"]}"' in arrow


def test_every_icon_that_is_named_is_there() -> None:
    named = {
        *style.KIND_ICONS.values(),
        *style.TONE_ICONS.values(),
        *style.LEANING_ICONS.values(),
        *(icon for _words, icon in rail.WORDS.values()),
    }
    assert named <= set(style.icon_names())


def test_icons_take_the_colour_of_the_text_around_them() -> None:
    for path in (resources_folder() / "icons").glob("*.svg"):
        assert 'stroke="currentColor"' in path.read_text(encoding="utf-8"), path.name


def test_nothing_is_dressed_anew_where_it_is_dressed_so_already(qtbot: QtBot) -> None:
    class Watched(QWidget):
        dressed = 0

        def changeEvent(self, event: QEvent) -> None:
            self.dressed += event.type() == QEvent.Type.StyleChange

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    style.apply(app, "light")
    widget = Watched()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    before = widget.dressed
    style.apply(app, "light")
    assert widget.dressed == before
    style.apply(app, "dark")
    assert widget.dressed > before
    style.apply(app, "light")
