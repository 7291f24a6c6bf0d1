"""Colours, sizes, fonts and icons of the window, all from `resources/style` and `resources/icons`; none elsewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from string import Template
from typing import Literal, cast

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from inspector_app.frameworks.framework import RecordKind, Tone
from inspector_app.places import resources_folder
from inspector_app.settings import Theme

TextSize = Literal["small", "normal", "large", "title"]

KIND_ICONS: Mapping[RecordKind, str] = {
    "observation": "eye",
    "interview": "speech",
    "case": "folder",
    "document": "page",
}
KIND_WORDS: Mapping[RecordKind, str] = {
    "observation": "Observation",
    "interview": "Interview",
    "case": "Case",
    "document": "Document",
}
TONE_ICONS: Mapping[Tone, str] = {
    "neutral": "page",
    "strength": "star",
    "satisfactory": "tick",
    "development": "arrow-up",
    "priority": "warning",
}
LEANING_ICONS: Mapping[str, str] = {"strength": "plus", "neutral": "dot", "weakness": "minus"}
LEANING_TONES: Mapping[str, str] = {
    "strength": "tone_strength",
    "neutral": "tone_neutral",
    "weakness": "tone_development",
}
LEANING_WORDS: Mapping[str, str] = {"strength": "Strength", "neutral": "Neutral", "weakness": "Weakness"}


class _Now:
    """What is in force: one for the program, as there is one QApplication."""

    scheme: str = "light"
    points: float = 0.0


def apply(app: QApplication, appearance: Theme = "system", text_scale: float = 1.0) -> None:
    """Dress the program: Fusion, our palette, our style sheet. `text_scale` multiplies the system's text size.

    Where it is dressed so already nothing is done: a style sheet is worked out for each widget there is, in up to a
    second.
    """
    if not _Now.points:
        # Once only: a style that is replaced while widgets are drawn with it takes the program down.
        _system_points(app)
        app.setStyle("Fusion")
    wanted = _scheme(appearance), _system_points(app) * text_scale
    if app.styleSheet() and wanted == (_Now.scheme, _Now.points):
        return
    _Now.scheme, _Now.points = wanted
    font = app.font()
    font.setPointSizeF(_Now.points)
    app.setFont(font)
    app.setPalette(_palette())
    sheet = (resources_folder() / "style" / "app.qss").read_text(encoding="utf-8")
    app.setStyleSheet(Template(sheet).substitute(_values()))


def colour(name: str) -> QColor:
    """Return a colour of the appearance in force by its name in `tokens.toml`; KeyError where there is none."""
    return QColor(_tokens()[_Now.scheme][name])


def tone_colour(tone: str, *, soft: bool = False) -> QColor:
    """Return the colour of a category's tone (or "neutral"): for text and icons, or soft, for the ground under them."""
    return colour(f"tone_{tone}_soft" if soft else f"tone_{tone}")


def measure(name: str) -> int:
    """Return a size in pixels by its name in `tokens.toml`."""
    return int(_tokens()["measure"][name])


def space(steps: float = 1) -> int:
    """Return so many steps of spacing, in pixels."""
    return round(steps * int(_tokens()["space"]["step"]))


def font(size: TextSize = "normal", *, bold: bool = False) -> QFont:
    """Return the window's font in one of its sizes."""
    made = QFont(QApplication.font())
    made.setPointSizeF((_Now.points or made.pointSizeF()) * float(_tokens()["text"][size]))
    made.setBold(bold)
    return made


def icon(name: str, tone: str = "text", chosen: str = "") -> QIcon:
    """Return an icon of the set in a colour of the tokens; it follows the appearance by itself.

    `chosen` is its colour on a button that is down, where that is another.
    """
    return QIcon(_LineIcon(name, tone, chosen or tone))


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, tint: QColor) -> None:
    """Draw an icon of the set into a rectangle, for delegates."""
    _renderer(name, tint.name()).render(painter, QRectF(rect))


def icon_names() -> tuple[str, ...]:
    """Return the names of the icons that there are."""
    return tuple(sorted(path.stem for path in (resources_folder() / "icons").glob("*.svg")))


class _LineIcon(QIconEngine):
    """An icon drawn from its lines when it is painted, in the colour in force then."""

    def __init__(self, name: str, tone: str, chosen: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._chosen = chosen

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tone = self._chosen if state == QIcon.State.On else self._tone
        tone = {QIcon.Mode.Disabled: "text_disabled", QIcon.Mode.Selected: "selection_text"}.get(mode, tone)
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.55)
        paint_icon(painter, square, self._name, colour(tone))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        if made.isNull():
            return made
        painter = QPainter(made)
        self.paint(painter, QRect(QPointF(0, 0).toPoint(), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._tone, self._chosen)


@cache
def _renderer(name: str, tint: str) -> QSvgRenderer:
    lines = (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(lines.replace("currentColor", tint).encode()))


@cache
def _tokens() -> dict[str, dict[str, str]]:
    with (resources_folder() / "style" / "tokens.toml").open("rb") as file:
        return cast("dict[str, dict[str, str]]", tomllib.load(file))


@cache
def _system_points(app: QApplication) -> float:
    size = app.font().pointSizeF()
    return size if size > 0 else 10.0


def _scheme(appearance: Theme) -> str:
    if appearance != "system":
        return appearance.replace("-", "_")
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def _values() -> dict[str, str]:
    tokens = _tokens()
    values = dict(tokens[_Now.scheme])
    values.update({f"space_{n}": f"{space(n)}px" for n in range(1, 9)})
    values.update({f"size_{name}": f"{_Now.points * float(part):.2f}pt" for name, part in tokens["text"].items()})
    values.update({f"m_{name}": f"{pixels}px" for name, pixels in tokens["measure"].items()})
    values["style_folder"] = (resources_folder() / "style").as_posix()
    values["scheme"] = _Now.scheme
    return values


def _palette() -> QPalette:
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "raised",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.Highlight: "selection",
        QPalette.ColorRole.HighlightedText: "selection_text",
        QPalette.ColorRole.PlaceholderText: "text_disabled",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.BrightText: "error",
        QPalette.ColorRole.Light: "raised",
        QPalette.ColorRole.Midlight: "raised",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "control_line",
        QPalette.ColorRole.Shadow: "control_line",
        QPalette.ColorRole.Accent: "accent",
    }
    palette = QPalette()
    for role, name in roles.items():
        palette.setColor(role, colour(name))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("control_line"))
    return palette
