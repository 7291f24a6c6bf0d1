"""What the signature fields of a letter are called, and whose each is."""

from __future__ import annotations

_LABEL = "Digital signature of "


def field_name(place: int) -> str:
    """Return the name of the signature field of a place, counted from 0."""
    return f"Signature {place + 1}" if place else "Signature"


def field_label(name: str) -> str:
    """Return what a signature field is for, in words."""
    return f"{_LABEL}{name}"


def signatory_of(label: str) -> str:
    """Return whose place a signature field is, from its label; nothing where it is none of ours."""
    return label.removeprefix(_LABEL) if label.startswith(_LABEL) else ""
