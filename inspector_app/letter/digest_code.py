"""The digest of a visit's change log as eight characters, to be read off paper and typed again."""

from __future__ import annotations

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two signs that are not taken for one another (Crockford's base 32: no I, L, O, U)."""
_MISREAD = str.maketrans("ILO", "110")
_BITS = 40


def short_code(log_digest: str) -> str:
    """Return the first forty bits of a SHA-256 (hex) as a code, "XXXX-XXXX"."""
    number = int(log_digest, 16) >> (256 - _BITS)
    signs = "".join(_SIGNS[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return f"{signs[:4]}-{signs[4:]}"


def is_code_of(typed: str, log_digest: str) -> bool:
    """Say whether a code is that of a digest, however it was typed: small letters, no hyphen, O for 0, I or L for 1."""
    return _bare(typed) == _bare(short_code(log_digest))


def _bare(code: str) -> str:
    return "".join(code.split()).replace("-", "").upper().translate(_MISREAD)
