"""With what the person signs: the identity, and the signature that is drawn above the name."""

from __future__ import annotations

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.errors import IdentityFault
from inspector_app.exchange.foreign_file import LARGEST_IDENTITY, LARGEST_PICTURE, read_foreign_file
from inspector_app.gui import style
from inspector_app.gui.home.adding_signature import AddingSignature
from inspector_app.gui.page import PageWindow
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import hint, plain
from inspector_app.gui.widgets.signature_pad import SignaturePad, on_paper
from inspector_app.own_identity import bring_in_identity, kept_identity, make_own_identity
from inspector_app.visit.names import in_words


class IdentityPanel(QWidget):
    """Shows the identity and the signature of the profile, and changes them."""

    def __init__(self, window: PageWindow) -> None:
        super().__init__()
        self.setAccessibleName("Signing")
        self._window = window
        self._adding = AddingSignature(window)
        self._words = plain("", self)
        self._password = QLineEdit(self)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setAccessibleName("Password of the file")
        self._password.setPlaceholderText("Password of the file")
        self._password.setMaximumWidth(style.measure("field"))
        self._picture = QLabel(self)
        self._picture.setAccessibleName("Signature")
        self._picture.setMinimumHeight(style.measure("hit"))
        self._pad = SignaturePad(self)
        self._stack = QStackedWidget(self)
        self._lay_out()

    def reset(self) -> None:
        """Show what the profile holds."""
        self._words.setText(self._identity_words())
        self._password.clear()
        self._show_picture()

    def _lay_out(self) -> None:
        identity = QHBoxLayout()
        identity.addWidget(button("Make a new one", self._make, parent=self))
        identity.addWidget(self._password)
        identity.addWidget(button("Bring in a PKCS#12 file…", self._bring_in, parent=self))
        identity.addStretch(1)
        shown, drawn = QWidget(self), QWidget(self)
        picture = QVBoxLayout(shown)
        picture.setContentsMargins(0, 0, 0, 0)
        picture.addWidget(self._picture)
        row = QHBoxLayout()
        row.addWidget(button("Draw…", lambda: self._draw(), icon="pen", parent=shown))
        row.addWidget(button("Choose a picture…", self._choose_picture, parent=shown))
        row.addWidget(button("Sign without a picture", lambda: self._keep_picture(None), parent=shown))
        row.addStretch(1)
        picture.addLayout(row)
        pad = QVBoxLayout(drawn)
        pad.setContentsMargins(0, 0, 0, 0)
        pad.addWidget(self._pad)
        row = QHBoxLayout()
        row.addWidget(button("Use this signature", self._use_drawing, parent=drawn))
        row.addWidget(button("Again", self._pad.clear, parent=drawn))
        row.addWidget(button("Cancel the drawing", lambda: self._stack.setCurrentIndex(0), parent=drawn))
        row.addStretch(1)
        pad.addLayout(row)
        self._stack.addWidget(shown)
        self._stack.addWidget(drawn)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.space(2))
        rows.addWidget(self._words)
        rows.addLayout(identity)
        rows.addWidget(hint("The drawn or scanned signature stands above your typed name in the letter.", self))
        rows.addWidget(self._stack)
        another = QHBoxLayout()
        another.addWidget(button("Sign a letter that another has signed…", self._adding.begin, parent=self))
        another.addStretch(1)
        rows.addLayout(another)

    def _identity_words(self) -> str:
        try:
            identity = kept_identity(self._window.profile)
        except IdentityFault as fault:
            return f"{fault.sentence} {fault.next_step}"
        if identity is None:
            return "There is no signing identity yet. Make one, or bring in the one that your organisation gave you."
        vouched = "made by this program" if identity.self_made else f"issued by {identity.issued_by}"
        return f"{identity.name}, {vouched}, valid until {in_words(identity.valid_until.date())}."

    def _make(self) -> None:
        profile = self._window.profile
        replaces = profile.signing_identity() is not None
        if replaces and not self._window.ask(
            "Make a new signing identity?",
            "Letters that are signed already stay valid and keep the identity that signed them.",
            "Make a new one",
        ):
            return
        self._window.run_in_background(
            lambda: make_own_identity(profile), lambda _none: self.reset(), "Making a signing identity"
        )

    def _bring_in(self) -> None:
        path = self._window.ask_to_open("Bring in a signing identity", "PKCS#12 (*.p12 *.pfx)")
        if path is not None:
            profile, password = self._window.profile, self._password.text()
            self._window.run_in_background(
                lambda: bring_in_identity(profile, read_foreign_file(path, LARGEST_IDENTITY), password),
                lambda _none: self.reset(),
                "Reading the signing identity",
            )

    def _draw(self) -> None:
        self._pad.clear()
        self._stack.setCurrentIndex(1)
        self._pad.setFocus()

    def _use_drawing(self) -> None:
        if not self._pad.is_empty():
            self._keep_picture(self._pad.picture())
        self._stack.setCurrentIndex(0)

    def _choose_picture(self) -> None:
        path = self._window.ask_to_open("Choose a picture of your signature", "Pictures (*.png *.jpg *.jpeg)")
        if path is None:
            return
        from inspector_app.letter.signature_picture import signature_picture

        self._keep_picture(signature_picture(read_foreign_file(path, LARGEST_PICTURE)))

    def _keep_picture(self, png: bytes | None) -> None:
        self._window.profile.set_signature_image(png)
        self._show_picture()

    def _show_picture(self) -> None:
        png = self._window.profile.signature_image()
        if png is None:
            self._picture.setPixmap(QPixmap())
            self._picture.setText("No signature yet: letters are signed with your typed name.")
            return
        self._picture.setPixmap(on_paper(png, style.space(18)))
