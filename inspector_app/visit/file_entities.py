"""What a visit has of files: attachments of records, the council's list, and what was drawn from it.

The bytes of a file lie encrypted beside the visit (`store/kept_files.py`), named here by their SHA-256 (hex).
Entities of the change log, as those of `visit/entities.py`, which lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Extra = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file attached to a record: `name` as it was brought in, `size` in bytes."""

    id: str
    record: str
    name: str
    media_type: str
    size: int
    sha256: str
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentText:
    """The words of an attachment, by which it is found; its id is the attachment's."""

    id: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The sampling frame: the council's list of cases, without the columns that are personal.

    `sha256` names the kept file of its rows, `file_sha256` is that of the file as the council gave it, `columns` maps
    what the program knows ("reference", "team") to the heading in the list, `rows` counts the cases.
    """

    id: str
    name: str
    sheet: str | None = None
    file_sha256: str
    sha256: str
    rows: int
    columns: Mapping[str, str] = field(default_factory=dict)
    brought_in_at: str
    brought_in_by: str
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """A part of the frame: how many cases it holds, and how many were to be drawn from it."""

    name: str
    rows: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A random draw from a frame: the same frame, seed and strata give the same positions on any machine.

    `stratum_columns` are ids of columns of the frame, `proportion` is how the size was shared out among the strata,
    `positions` are the rows drawn (1 is the first row below the headings), stratum by stratum in the order of drawing.
    """

    id: str
    frame: str
    algorithm: str
    seed: str
    size: int
    stratum_columns: tuple[str, ...] = ()
    proportion: str
    strata: tuple[Stratum, ...] = ()
    positions: tuple[int, ...] = ()
    drawn_at: str
    drawn_by: str
    order: str = ""
    deleted: bool = False
    extra: Extra = field(default_factory=dict)
