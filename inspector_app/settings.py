"""The person's settings: pure values; the profile keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal, get_args

Theme = Literal["system", "light", "dark", "high-contrast"]
THEMES: tuple[Theme, ...] = get_args(Theme)

SETTINGS_KEY = "settings"
"""Under this key of the profile's settings the mapping is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the program looks and behaves for this person.

    `text_scale` multiplies the system's text size. `autolock_minutes` 0 means: never by itself.
    `last_visit` and `last_page` say where to go on. `second_backup_folder` gets a copy of each backup whenever it is
    there; empty: none. `clear_clipboard`: a minute after words were copied from a visit.
    """

    theme: Theme = "system"
    text_scale: float = 1.0
    autolock_minutes: int = 5
    last_visit: str = ""
    last_page: str = ""
    second_backup_folder: str = ""
    clear_clipboard: bool = False


def settings_from(mapping: Mapping[str, object]) -> Settings:
    """Return the settings of a mapping; what is missing or cannot be is at its default."""
    default = Settings()
    known = {}
    for field in fields(Settings):
        value = mapping.get(field.name)
        if isinstance(value, type(getattr(default, field.name))):
            known[field.name] = value
    if known.get("theme") not in THEMES:
        known.pop("theme", None)
    scale = known.get("text_scale", default.text_scale)
    if not isinstance(scale, float) or not 0.5 <= scale <= 3.0:
        known.pop("text_scale", None)
    return Settings(**known)


def settings_to(settings: Settings) -> dict[str, object]:
    """Return the settings as a mapping of JSON values."""
    return asdict(settings)
