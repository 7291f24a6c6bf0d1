"""What hostile input must end in: what was asked for, or an error that a person can read, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st

from inspector_app.errors import FaultyFile, InspectorError

T = TypeVar("T")

EXAMPLE = Path(__file__).parent.parent / "exchange" / "example.visit.json"

LONGEST_ERROR = 1_000_000
"""Characters; a thousand faults with their places, and room."""

HOSTILE_TEXTS = st.sampled_from(
    [
        "",
        "\0",
        "\x1b[2J\x1b]0;title\x07",
        "\u202egnol ton",
        "\u2028\u2029\x85\v\f",
        "\ufffe\uffff",
        "\U0010ffff",
        "a" + "\u0300" * 200,
        "👩🏽\u200d🚀",
        "../../x",
        "..\\..\\x",
        "/etc/passwd",
        "C:\\x",
        "CON",
        "<para><b>&amp;&#0;</para>",
        "{area}{0}%s%n$x",
        "'; DROP TABLE evidence; --",
        "9" * 5000,
        "x" * 100_000,
        "ucra-2010",
        "00000000-0000-0000-0000-000000000000",
        "٣",
        "0001-01-01",
        "9999-12-31",
        "answers/" + "9" * 5000,
        "answers/٣",
        "checks/-1",
    ]
)

HOSTILE_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**53, -(2**63), 10**400, 1e308, -0.0, 0.5])
    | st.text(max_size=8)
    | HOSTILE_TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4) | HOSTILE_TEXTS, inner, max_size=3),
    max_leaves=6,
)
"""Any JSON value, with those among them that programs stumble over."""


def read_or_refused(read: Callable[[], T]) -> T | None:
    """Return what was read, or None where it was refused in words; anything else is a fault of the program."""
    try:
        return read()
    except InspectorError as error:
        assert_readable(error)
        return None


def assert_readable(error: InspectorError) -> None:
    """Hold an error to what a person needs: a sentence, a next step, not too much of it, and nothing unseen."""
    assert error.sentence.strip(), error
    assert error.sentence.rstrip()[-1] in ".!?…", error.sentence
    assert error.next_step.strip(), error
    assert len(str(error)) < LONGEST_ERROR
    unseen = {character for character in str(error) if ord(character) < 32 or 0xD800 <= ord(character) < 0xE000}
    assert unseen <= {"\n"}
    assert not {"\x7f", "\x9b", "\u202e", "\u2028"} & set(str(error))
    if isinstance(error, FaultyFile):
        assert all(fault.place and fault.message for fault in error.faults)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Return the bytes after a few strokes of bad luck: cut, flipped, doubled, zeroed, or with a stranger's in them."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(0, len(content) - 1)))
        end = min(len(content), start + draw(st.integers(1, 200)))
        match draw(st.sampled_from(["cut", "end", "flip", "double", "zero", "put in", "swap"])):
            case "cut":
                content = content[:start] + content[end:]
            case "end":
                content = content[:start]
            case "flip":
                flipped = bytes([content[start] ^ (1 << draw(st.integers(0, 7)))]) if content else b""
                content = content[:start] + flipped + content[start + 1 :]
            case "double":
                content = content[:end] + content[start:end] + content[end:]
            case "zero":
                content = content[:start] + bytes(end - start) + content[end:]
            case "put in":
                content = content[:start] + draw(st.binary(max_size=20)) + content[start:]
            case "swap":
                content = content[end:] + content[start:end] + content[:start]
    return content


@st.composite
def with_hostile_values(draw: st.DrawFn, document: Any, most: int = 3) -> Any:
    """Return a JSON document with hostile values in a few places, or hostile keys beside those that are there."""
    document = json.loads(json.dumps(document))
    for _ in range(draw(st.integers(1, most))):
        places = _places(document)
        if not places:
            return document
        holder, key = draw(st.sampled_from(places))
        if isinstance(holder, dict) and draw(st.integers(0, 4)) == 0:
            holder[draw(st.text(max_size=8) | HOSTILE_TEXTS)] = draw(HOSTILE_VALUES)
        else:
            holder[key] = draw(HOSTILE_VALUES)
    return document


def _places(value: Any) -> list[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [place for key in keys for place in _places(value[key])]


def files_in(folder: Path) -> dict[str, bytes | None]:
    """Return every file under a folder with its bytes, and every folder with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
