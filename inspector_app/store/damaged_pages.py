"""Reading rows out of a damaged file, page by page: what SQLite itself refuses once one page on the way is spoilt.

The layout of a page is SQLCipher 4's (4096 bytes, the last 80 of them the initialisation vector and its own check) and
below that SQLite's, as https://www.sqlite.org/fileformat2.html has it. Nothing read here is believed for having been
read: who asks must check the rows, as `salvage` does by the log's chain.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Value = int | float | str | bytes | None

PAGE, RESERVED, SALT = 4096, 80, 16
USABLE = PAGE - RESERVED
_LEAF = 0x0D
_LOG_HEAD, _FRAME_HEAD = 32, 24
_MOST_LOCAL = USABLE - 35
_LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_LONGEST = 64 * 2**20
"""No value is longer than this; what says it is, is damaged."""


def rows_in(path: Path, key: bytes, columns: int, logs: Sequence[Path]) -> Iterator[tuple[Value, ...]]:
    """Give each row of so many columns that can be read, of the file and its write-ahead `logs`; older ones too."""
    pages, images = _pages(path, logs)
    decrypted: dict[int, bytes] = {}

    def page(number: int) -> bytes:
        if number not in decrypted:
            decrypted[number] = _decrypted(pages[number], key, number)
        return decrypted[number]

    for number, image in images:
        yield from _rows(_decrypted(image, key, number), number, columns, page)


def _pages(path: Path, logs: Sequence[Path]) -> tuple[dict[int, bytes], list[tuple[int, bytes]]]:
    """The pages as they stand by number, and every image of a page that is there."""
    content = path.read_bytes() if path.exists() else b""
    whole = range(len(content) // PAGE)
    images = [(index + 1, content[index * PAGE : (index + 1) * PAGE]) for index in whole]
    for log in logs:
        images += [(number, page) for number, page, _ in frames_in(log.read_bytes())] if log.exists() else []
    return dict(images), images


def frames_in(log: bytes) -> list[tuple[int, bytes, bool]]:
    """Return a write-ahead log's frames, up to the last that ends a transaction: the page's number, the page as it
    stands there, and whether the frame ends one."""
    found: list[tuple[int, bytes, bool]] = []
    ended = 0
    series: bytes | None = None
    for start in range(_LOG_HEAD, len(log) - _FRAME_HEAD - PAGE + 1, _FRAME_HEAD + PAGE):
        number, size = struct.unpack_from(">II", log, start)
        own_series = log[start + 8 : start + 16]
        series = series or own_series
        if own_series != series or not 0 < number < 2**31:
            break
        found.append((number, log[start + _FRAME_HEAD : start + _FRAME_HEAD + PAGE], bool(size)))
        ended = len(found) if size else ended
    return found[:ended]


def _decrypted(image: bytes, key: bytes, number: int) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    vector = image[USABLE : USABLE + 16]
    start = SALT if number == 1 else 0
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return bytes(start) + decryptor.update(image[start:USABLE]) + decryptor.finalize()


def _rows(page: bytes, number: int, columns: int, other: Callable[[int], bytes]) -> Iterator[tuple[Value, ...]]:
    head = 100 if number == 1 else 0
    if page[head] != _LEAF:
        return
    (cells,) = struct.unpack_from(">H", page, head + 3)
    for index in range(min(cells, USABLE // 4)):
        try:
            (start,) = struct.unpack_from(">H", page, head + 8 + 2 * index)
            row = _record(_payload(page, start, columns, other), columns)
        except (IndexError, struct.error, ValueError, KeyError, UnicodeDecodeError, OverflowError):
            continue
        if row is not None:
            yield row


def _payload(page: bytes, start: int, columns: int, other: Callable[[int], bytes]) -> bytes:
    size, at = _number(page, start)
    _rowid, at = _number(page, at)
    if not 0 < size < _LONGEST:
        raise ValueError
    if size <= _MOST_LOCAL:
        return page[at : at + size]
    kept = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (USABLE - 4)
    kept = kept if kept <= _MOST_LOCAL else _LEAST_LOCAL
    if _column_count(page[at : at + kept]) != columns:
        raise ValueError
    parts = [page[at : at + kept]]
    (following,) = struct.unpack_from(">I", page, at + kept)
    left, seen = size - kept, set[int]()
    while left > 0:
        if following in seen:
            raise ValueError
        seen.add(following)
        overflow = other(following)
        parts.append(overflow[4 : 4 + min(left, USABLE - 4)])
        left -= USABLE - 4
        (following,) = struct.unpack_from(">I", overflow, 0)
    return b"".join(parts)


def _column_count(payload: bytes) -> int:
    size, at = _number(payload, 0)
    count = 0
    while at < size:
        _, at = _number(payload, at)
        count += 1
    return count


def _record(payload: bytes, columns: int) -> tuple[Value, ...] | None:
    size, at = _number(payload, 0)
    kinds: list[int] = []
    while at < size and len(kinds) <= columns:
        kind, at = _number(payload, at)
        kinds.append(kind)
    if len(kinds) != columns:
        return None
    values = []
    at = size
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return tuple(values) if at == len(payload) else None


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if kind < 8:
        length = (0, 1, 2, 3, 4, 6, 8, 8)[kind]
        raw = payload[at : at + length]
        if len(raw) != length:
            raise ValueError
        return (struct.unpack(">d", raw)[0] if kind == 7 else int.from_bytes(raw, "big", signed=True)), at + length
    length = (kind - 12) // 2
    raw = payload[at : at + length]
    if kind < 12 or len(raw) != length:
        raise ValueError
    return (raw.decode() if kind % 2 else raw), at + length


def _number(page: bytes, at: int) -> tuple[int, int]:
    """SQLite's number of variable length."""
    value = 0
    for index in range(9):
        byte = page[at + index]
        if index == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + index + 1
    raise AssertionError("nine bytes end it")
