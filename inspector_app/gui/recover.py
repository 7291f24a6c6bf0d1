"""The passphrase has been forgotten: the recovery code opens the profile, and a new passphrase is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from inspector_app.gui.entry import EntryCard
from inspector_app.gui.passphrase_strength import strength_of
from inspector_app.gui.widgets.buttons import button
from inspector_app.gui.widgets.headings import hint
from inspector_app.gui.widgets.secret_line import code_line, secret_line
from inspector_app.places import ProfilePlaces

if TYPE_CHECKING:
    from inspector_app.store.profile import Profile


class RecoverPage(EntryCard):
    """Asks for the code and a new passphrase twice; says `ready` with both, or `back`."""

    ready = Signal(str, str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Use the recovery code",
            "Eight groups of five letters, as you wrote them down. Then choose a new passphrase: the one that you "
            "forgot opens nothing any more.",
            "Set the new passphrase",
        )
        self._code = code_line("Recovery code")
        self._new, self._again = secret_line("New passphrase"), secret_line("New passphrase again")
        self._strength = hint("", self)
        for line in (self._code, self._new, self._again):
            self.form.add(line.accessibleName(), line)
            line.returnPressed.connect(self._pressed)
        self.form.add_wide(self._strength)
        self.foot.insertWidget(0, button("Back to the passphrase", self.back.emit, parent=self))
        self._new.textChanged.connect(lambda text: self._strength.setText(strength_of(text).words if text else ""))
        self.setFocusProxy(self._code)

    def reset(self) -> None:
        """Forget what was typed."""
        for line in (self._code, self._new, self._again):
            line.clear()
        self.show_trouble("")

    def _pressed(self) -> None:
        code, new = self._code.text(), self._new.text()
        if not self.go.isEnabled():
            return
        if not code.strip():
            self.show_trouble("The recovery code is missing.")
        elif strength_of(new).step == 0:
            self.show_trouble(strength_of(new).words)
        elif new != self._again.text():
            self.show_trouble("The two new passphrases differ. Type the second one again.")
        else:
            self.show_trouble("")
            self.show_busy(True)
            self.ready.emit(code, new)


def with_new_passphrase(places: ProfilePlaces, profile: Profile | None, code: str, new: str) -> Profile:
    """Let the code open the profile, or be tried on the one that is open behind the lock, and set a new passphrase.

    Raises as `Profile.open_by_code` does; nothing is changed then.
    """
    from inspector_app.store.profile import Profile
    from inspector_app.store.unlocking import key_by_code

    if profile is None:
        opened = Profile.open_by_code(places, code)
    else:
        key_by_code(places, code)
        opened = profile
    try:
        opened.keys.set_passphrase(new)
    except BaseException:
        if profile is None:
            opened.close()
        raise
    return opened
