"""What stands in an archive in plain words: what it is, how to open it with SQLCipher, and what its tables hold."""

from __future__ import annotations

from collections.abc import Mapping

from inspector_app.store.archive_words import COLUMNS, OF_TABLE, TABLES_IN_WORDS
from inspector_app.store.tables import metadata

_OPENING = """\
ARCHIVE OF AN INSPECTION VISIT

Council: {authority}
Days of the visit: {days}

This file is a zip file. It holds these instructions and "visit.db". visit.db is encrypted; everything of the visit is
in it: what was seen, heard and read, the judgement, the letters as they were signed or, where none was, as it stood,
the files that were attached, and the log of every change. Nothing of that stands in these instructions.

It is opened by the recovery code that was shown when the archive was written: eight groups of five letters. Without
the code nobody can open it, and nobody can find the code again.


BY THE PROGRAM THAT WROTE IT

    inspector-app visit unarchive FILE

brings the visit back onto a laptop, whole. In its window: Bring in a file.


BY ANY OTHER MEANS

visit.db is a database of SQLCipher, version 4 (https://www.zetetic.net/sqlcipher/), which is SQLite with encryption.
Take visit.db out of the zip file and open it with the sqlcipher program, with "DB Browser for SQLite" in its SQLCipher
edition, or with a library for SQLCipher in any programming language. It must be SQLCipher of version 4 or newer:
version 3 cannot open it. PRAGMA cipher_version tells which it is (that of SQLite is another, and begins with 3). The
settings are those of SQLCipher 4:

    PRAGMA key = 'THE RECOVERY CODE';
    PRAGMA cipher_compatibility = 4;

The recovery code is the passphrase. Type it in capital letters, with one hyphen between the groups and no blanks:
ABCDE-FGHJK-... Should these settings ever be forgotten: pages of 4096 bytes, AES-256-CBC with a HMAC-SHA512 for each
page, the key by PBKDF2-HMAC-SHA512 in 256,000 rounds with the first 16 bytes of the file as its salt.

The letters and the evidence record, as PDF or text files:

    SELECT name, media_type, bytes FROM archive_document;

The files that were attached, and the lists that cases were drawn from:

    SELECT sha256, name, bytes FROM archive_file;

The sqlcipher program writes them to the disk by

    SELECT writefile(name, bytes) FROM archive_document;


THE LOG, AND HOW TO CHECK THAT NOBODY HAS ALTERED IT

The table log has one row for every change. Each laptop numbers its own (seq) and chains them: the hash of an entry is
made over all its other columns and the hash of the entry before it on the same laptop. value is JSON: the words or the
number that were written or, where field is empty, an object of all fields with which something was made.

clock is written 2010-04-20T08:40:12.345Z/0002: the time in UTC to the millisecond, a slash, and a counter for what was
written in one millisecond. It never goes back, on one laptop or from one to the other. Where a laptop's own clock was
behind that, as after taking in what a colleague wrote whose clock was fast, its own time stands after a "~":
2010-04-20T08:40:12.345Z/0003~2010-04-20T08:31:00.000Z.

An entry's hash, and the log_digest in archive_about, are made as follows (in Python); json.loads is to be applied to
value first. The hash before a laptop's first entry is "0" sixty-four times; heads are laptop, seq and hash of the last
entry of each laptop.

    import hashlib, json
    def entry_hash(columns_without_hash, hash_before):
        told = json.dumps([hash_before, columns_without_hash],
                          sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(told.encode("utf-8")).hexdigest()
    def log_digest(heads):
        return hashlib.sha256(json.dumps(sorted(map(list, heads))).encode("utf-8")).hexdigest()


THE TABLES

Texts are UTF-8. Days are written 2010-04-20, times 09:40, instants 2010-04-20T09:40:00+01:00. Columns whose words say
"list" or "map" hold JSON. What was removed is still there, with deleted = 1; "order" sorts the rows of a table as they
were shown. Things refer to one another by id.
"""


def instructions(authority: str, days: str) -> str:
    """Return the instructions of an archive; authority and days are all that they say of the visit."""
    opening = _OPENING.format(authority=" ".join(authority.split()), days=days)
    tables = [_table(name, words) for name, words in TABLES_IN_WORDS.items()]
    return "\n".join([opening, *tables]).replace("\n", "\r\n")


def columns_in_words(table: str) -> Mapping[str, str]:
    """Return the columns of a visit's table, each with what it holds; empty for one that is not described."""
    known = {**COLUMNS, **OF_TABLE.get(table, {})}
    return {column.name: known.get(column.name, "") for column in metadata.tables[table].columns}


def _table(name: str, words: str) -> str:
    lines = [f"{name}: {words}"]
    if name in metadata.tables:
        lines += [f"    {column}: {told}" for column, told in columns_in_words(name).items()]
    return "\n".join([*lines, ""])
