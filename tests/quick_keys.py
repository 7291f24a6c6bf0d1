"""How many rounds SQLCipher derives a key from a passphrase with: its own number, or few, for tests not about that."""

from __future__ import annotations

from contextlib import closing

from sqlcipher3 import dbapi2

IN_FULL, QUICKLY = 256_000, 1_000
SOUGHT = "PRAGMA cipher_default_kdf_iter"
BEGUN_QUICKLY = f"from sqlcipher3 import dbapi2\ndbapi2.connect(':memory:').execute('{SOUGHT} = {QUICKLY}')\n"
"""The first lines of a program that a test starts on its profile, to derive keys as quickly as the test itself."""


def derive_with(rounds: int) -> None:
    """Let this process derive each key from here on with so many rounds."""
    with closing(dbapi2.connect(":memory:")) as connection:
        connection.execute(f"{SOUGHT} = {rounds}").close()
