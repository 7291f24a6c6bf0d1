"""The names in the certificates of a signed PDF, as they may be shown."""

from __future__ import annotations

from typing import Any

from inspector_app.errors import shown

NAME_LENGTH = 64
"""The longest common name of a certificate (RFC 5280, appendix A.1)."""


def name_in_certificate(name: str) -> str:
    """Return a person's name as their own certificate shows it, which has no room for a longer one."""
    return shown(name[:NAME_LENGTH], NAME_LENGTH)


def common_name(name: Any) -> str:
    """Return the common name of an asn1crypto `Name`, or all of it where it has none."""
    found = name.native.get("common_name", name.human_friendly)
    return shown(str(found[0] if isinstance(found, list) else found), NAME_LENGTH)
