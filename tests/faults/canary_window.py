"""A journey by window, off the screen, in a process of its own, with a canary word in every field of every page.

python canary_window.py STEM FOLDER FILE: the profile is made where the environment says, FILE is a visit file to bring
in, FOLDER is where explicit exports go. Prints what it has done, a JSON line each; after "locked" it waits to be killed
or, for a line on its standard input, unlocks, closes everything and ends.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import count, product
from pathlib import Path
from string import ascii_lowercase

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget
from reportlab.pdfgen.canvas import Canvas

from inspector_app.gui import questions, style
from inspector_app.gui.crash import CrashHooks
from inspector_app.gui.main_window import MainWindow
from inspector_app.gui.page import PAGE_NAMES, PageName
from inspector_app.places import ProfilePlaces, default_profile_folder
from inspector_app.visit import steps
from inspector_app.visit.identifiers import new_id

PASSPHRASE = "violet harbour engine seventeen"
PATIENCE = 30_000
RECORDS: tuple[PageName, ...] = ("observations", "interviews", "cases", "documents", "concerns")


class Journey:
    """The hands, and which canary went where."""

    def __init__(self, stem: str, outside: Path, visit_file: Path) -> None:
        self._canaries: Iterator[str] = (f"{stem}{''.join(tail)}" for tail in product(ascii_lowercase, repeat=3))
        self._outside = outside
        self._visit_file = visit_file
        self.planted: dict[str, list[str]] = {}
        self.app = QApplication(sys.argv[:1])
        style.apply(self.app, "light")
        places = ProfilePlaces(default_profile_folder())
        self.window = MainWindow(places, self.app)
        self.hooks = CrashHooks(places.crashes, self.window.tell)
        exported = (outside / f"exported-{number}.pdf" for number in count())
        questions.ask_to_save = lambda *_: next(exported)
        questions.ask_to_open = lambda *_: visit_file

    def go(self) -> None:
        """Do it all."""
        window = self.window
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        self.first_run()
        self.bring_in()
        self.begin()
        self.fill("details")
        for name in RECORDS:
            self.fill(name, new=True)
        self.attach()
        self.judge()
        self.write_the_letter()
        for name in PAGE_NAMES:
            window.go(name)
            QTest.qWait(50)
        self.find()
        self.fault()

    def first_run(self) -> None:
        for name in ("Your name", "Designation"):
            self.plant("first run", self.line(name))
        for name in ("Passphrase", "Passphrase again"):
            QTest.keyClicks(self.line(name), PASSPHRASE)
        QTest.keyClick(self.line("Passphrase again"), Qt.Key.Key_Return)
        wait(lambda: seen(self.window, QAbstractButton, "New visit") is not None)
        say("process", id=os.getpid())

    def bring_in(self) -> None:
        self.button("Bring in a file").click()
        wait(lambda: "brought in" in self.window.said())

    def begin(self) -> None:
        self.button("New visit").click()
        self.plant("new visit", self.line("Authority"))
        day = self.line("First day")
        day.selectAll()
        QTest.keyClicks(day, "8/6/2010")
        self.button("Start the visit").click()
        wait(lambda: self.window.desk() is not None)

    def fill(self, name: PageName, *, new: bool = False) -> None:
        """Type a canary into each field of a page."""
        if self.page_name() != name:
            self.window.go(name)
        page = self.page()
        if new:
            self.command("Ctrl+N")
            QTest.qWait(50)
        done: set[QWidget] = set()
        while (field := next((each for each in fields(page) if each not in done), None)) is not None:
            done.add(field)
            self.plant(name, field)
            if isinstance(field, QLineEdit) and "filter" in field.accessibleName().lower():
                field.clear()
                QTest.qWait(300)
        page.leave()  # type: ignore[attr-defined]
        self.visit().settle(20)

    def attach(self) -> None:
        """Attach a text and a PDF with canaries in their names and words, and look at them."""
        self.window.go("documents")
        attached = self.page().attached  # type: ignore[attr-defined]
        for ending, made in ((".txt", str.encode), (".pdf", pdf_of)):
            canary = next(self._canaries)
            self.planted.setdefault("attachments", []).append(canary)
            attached.attach_content(f"{canary}{ending}", lambda made=made, canary=canary: made(f"words {canary}"))
        wait(lambda: len(self.visit().attachments()) == 2 and not self.window.busy())
        for each in self.visit().attachments():
            attached.show(each.id)
            QTest.qWait(800)

    def judge(self) -> None:
        """Make evidence of a note and a finding of that, and write in its fields."""
        self.window.go("observations")
        notes = next(each for each in fields(self.page()) if isinstance(each, QPlainTextEdit))
        notes.setFocus()
        self.command("Ctrl+E")
        self.visit().settle(20)
        piece = self.visit().evidence()[0]
        finding = new_id()
        step = steps.finding_from_card(finding, "areas-for-development", "Found", "a0", piece.id)
        self.visit().write(step).result(20)
        self.window.go("judgement", f"finding:{finding}")
        QTest.qWait(100)
        self.fill("judgement")

    def write_the_letter(self) -> None:
        """Write its wording, see it drawn, and export it, which alone leaves words outside."""
        self.window.go("letter")
        page = self.page()
        for part in page.outline.lines():  # type: ignore[attr-defined]
            page.outline.go_to(part.name)  # type: ignore[attr-defined]
            self.fill("letter")
        wait(lambda: bool(page.drawn_pdf()))  # type: ignore[attr-defined]
        page.output.export_pdf(page.drawn_pdf(), "draft")  # type: ignore[attr-defined]
        wait(lambda: any(self._outside.glob("exported-*")))

    def find(self) -> None:
        """Look for a canary with Ctrl+K."""
        desk = self.window.desk()
        assert desk is not None
        desk.open_find()
        box = QApplication.focusWidget()
        assert isinstance(box, QLineEdit)
        QTest.keyClicks(box, self.planted["observations"][0])
        QTest.qWait(400)
        QTest.keyClick(box, Qt.Key.Key_Escape)

    def fault(self) -> None:
        """Be at fault, with a canary in what Python says of it."""
        self.hooks.install()
        self.hooks.met(ValueError(f"could not show {self.planted['observations'][0]}"))
        wait(lambda: any(isinstance(top, QDialog) and top.isVisible() for top in QApplication.topLevelWidgets()))
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible():
                top.accept()
        self.hooks.uninstall()

    def close(self) -> None:
        """Unlock, close the visit and the window."""
        QTest.keyClicks(self.line("Passphrase"), PASSPHRASE)
        QTest.keyClick(self.line("Passphrase"), Qt.Key.Key_Return)
        wait(lambda: not self.window.is_locked())
        self.window.close()
        wait(lambda: not self.window.isVisible())

    def plant(self, where: str, field: QWidget) -> None:
        """Type a canary into a field."""
        canary = next(self._canaries)
        field.setFocus()
        QTest.keyClicks(field, f"{canary} ")
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.planted.setdefault(where, []).append(canary)

    def stored(self) -> list[str]:
        """Return the canaries that the visit holds."""
        held = repr(self.visit().contents())
        return [canary for canaries in self.planted.values() for canary in canaries if canary in held]

    def visit(self):  # type: ignore[no-untyped-def]
        desk = self.window.desk()
        assert desk is not None
        return desk.visit

    def page_name(self) -> PageName:
        desk = self.window.desk()
        assert desk is not None
        return desk.current_name()

    def page(self) -> QWidget:
        desk = self.window.desk()
        assert desk is not None
        page = desk.current_page()
        assert page is not None
        return page

    def command(self, key: str) -> None:
        """Do what a key of the page does."""
        next(action for action in self.page().actions() if action.shortcut().toString() == key).trigger()

    def line(self, name: str) -> QLineEdit:
        found: QLineEdit | None = seen(self.window, QLineEdit, name)
        assert found is not None, f"no line is called {name}"
        return found

    def button(self, name: str) -> QAbstractButton:
        found: QAbstractButton | None = seen(self.window, QAbstractButton, name)
        assert found is not None, f"no button is called {name}"
        return found


def pdf_of(words: str) -> bytes:
    """Return a PDF with these words, readable in its bytes."""
    made = BytesIO()
    canvas = Canvas(made, pageCompression=0)
    canvas.drawString(72, 720, words)
    canvas.save()
    return made.getvalue()


def fields(page: QWidget) -> list[QWidget]:
    """Return the fields of a page that words can be typed into now."""
    found: list[QWidget] = [*page.findChildren(QPlainTextEdit), *page.findChildren(QLineEdit)]
    return [each for each in found if each.isVisible() and each.isEnabled() and not each.isReadOnly()]  # type: ignore[attr-defined]


def seen(within: QWidget, kind: type, name: str):  # type: ignore[no-untyped-def]
    found = [each for each in within.findChildren(kind) if each.accessibleName() == name]
    return next((each for each in found if each.isVisible()), None)


def wait(condition) -> None:  # type: ignore[no-untyped-def]
    waited = 0
    while not condition():
        QTest.qWait(20)
        waited += 20
        assert waited < PATIENCE, "it did not come in time"


def say(event: str, **more: object) -> None:
    print(json.dumps({"event": event, **more}), flush=True)


def main(stem: str, outside: str, visit_file: str) -> None:
    journey = Journey(stem, Path(outside), Path(visit_file))
    journey.go()
    say("planted", fields=journey.planted, stored=journey.stored())
    journey.window.lock()
    QTest.qWait(1500)
    say("locked", title=journey.window.windowTitle())
    if sys.stdin.readline():
        journey.close()
        say("closed")


if __name__ == "__main__":
    main(*sys.argv[1:])
