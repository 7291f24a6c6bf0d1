"""What has been typed into a question of the board and is not answered yet: kept in the encrypted profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspector_app.store.profile import Profile
from inspector_app.visit.change import Plain
from inspector_app.visit.entities import Risk
from inspector_app.visit.priority import Crossing


@dataclass(frozen=True, slots=True)
class BegunAnswer:
    """The reason, and what is said of the risk, as far as they are typed."""

    why: str = ""
    risk: Mapping[str, Plain] | None = None
    trigger: str | None = None

    def begun_risk(self) -> Risk | None:
        """Return the risk, whatever it still lacks."""
        if self.risk is None:
            return None
        systemic = self.risk.get("systemic")
        return Risk(
            who=str(self.risk.get("who") or ""),
            of_what=str(self.risk.get("of_what") or ""),
            systemic=systemic if isinstance(systemic, bool) else None,
        )


class BegunAnswers:
    """One for each set of findings that a question is about; a kill, going home and Esc leave it as it is."""

    def __init__(self, profile: Profile, visit_id: str) -> None:
        self._profile = profile
        self._name = f"judgement/asked/{visit_id}"
        """Under this name the profile keeps them; it goes when the visit is destroyed."""

    def begun(self, crossed: Sequence[Crossing]) -> BegunAnswer:
        """Return what was typed when the same was asked before."""
        held = self._held().get(_about(crossed))
        return BegunAnswer(**held) if isinstance(held, dict) else BegunAnswer()

    def are_there(self) -> bool:
        """Say whether anything is kept."""
        return bool(self._held())

    def keep(self, crossed: Sequence[Crossing], answer: BegunAnswer) -> None:
        """Keep what is typed; nothing once it is answered, or all is taken away again."""
        held = self._held()
        if answer == BegunAnswer():
            if held.pop(_about(crossed), None) is None:
                return
        else:
            held[_about(crossed)] = {"why": answer.why, "risk": answer.risk, "trigger": answer.trigger}
        self._profile.set_setting(self._name, held or None)

    def _held(self) -> dict[str, object]:
        held = self._profile.setting(self._name)
        return dict(held) if isinstance(held, dict) else {}


def _about(crossed: Sequence[Crossing]) -> str:
    """The findings, and where they would go; one that is made there has no name yet."""
    moved = sorted(one.finding for one in crossed if one.from_category is not None)
    return " ".join((crossed[0].to_category, *moved))
