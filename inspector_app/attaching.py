"""Attaching a file to a record: looked at, its words read apart, kept encrypted, and named by a step."""

from __future__ import annotations

import logging
import stat
from collections.abc import Callable
from concurrent.futures import Future
from hashlib import sha256
from pathlib import Path

from inspector_app.errors import AttachmentRefused, AttachmentUnreadable
from inspector_app.open_visit import OpenVisit
from inspector_app.visit.attaching import (
    MOST_BYTES,
    attach,
    clean_name,
    kind_of,
    refuse_too_large,
    refuse_too_much,
)
from inspector_app.visit.change import VisitChange
from inspector_app.visit.file_entities import Attachment
from inspector_app.visit.identifiers import new_id
from inspector_app.visit.ordering import order_between

_log = logging.getLogger(__name__)


def content_of(path: Path) -> bytes:
    """Return what is in a file that is to be attached. Raises AttachmentRefused, before a byte too many is read."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise AttachmentRefused("This is not a file.", "Attach files one by one; a folder cannot be attached.")
        refuse_too_large(about.st_size)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise AttachmentRefused(
            f"The file cannot be read: {(error.strerror or 'the disk reports an error').lower()}.",
            "Look whether it is still there, then try again.",
        ) from error
    refuse_too_large(len(content))
    return content


def attach_file(
    visit: OpenVisit, record_id: str, name: str, content: bytes, given_up: Callable[[], bool] = lambda: False
) -> tuple[str, Future[VisitChange]]:
    """Attach a file to a record, and return the attachment's id and what comes of its step.

    Takes as long as disk and file take: for a thread in the background; `given_up` is asked before the step is written.
    Raises AttachmentRefused (where it was given up as well), DiskFault; nothing is attached then.
    """
    kind = kind_of(content)
    attached = visit.attachments()
    refuse_too_much(len(content), sha256(content).hexdigest(), record_id, attached, visit.attached_bytes())
    text = _words_of(content, kind.media_type)
    made = Attachment(
        id=new_id(),
        record=record_id,
        name=clean_name(name, kind),
        media_type=kind.media_type,
        size=len(content),
        sha256=visit.keep_file(content),
        order=order_between(max((each.order for each in attached if each.record == record_id), default=None), None),
    )
    if given_up():
        raise AttachmentRefused("This was cancelled.", "Attach it again where it is wanted.")
    return made.id, visit.write(attach(made, text))


def _words_of(content: bytes, media_type: str) -> str:
    """Return the words of a file; one that cannot be read is attached all the same, and found by its name."""
    if media_type.startswith("image/"):
        return ""
    from inspector_app.exchange.apart import ReadApart

    with ReadApart(content, media_type) as apart:
        try:
            return apart.text()
        except AttachmentUnreadable:
            _log.info("an attachment of %d bytes has no words that can be read", len(content))
            return ""
