"""What the log of a package says of its visit and its people: what stands beside the log is signed by nobody."""

from __future__ import annotations

from collections.abc import Iterable

from inspector_app.merging.signed_heads import SignedHeads
from inspector_app.visit.change import LogEntry
from inspector_app.visit.registers import Seen, registers


def text_in_log(entries: Iterable[LogEntry], entity: str, entity_id: str, field: str) -> str:
    """Return what these entries say of a text of one thing; empty where they say nothing of it."""
    read = list(entries)
    seen = Seen(entry for entry in read if entry.entity == "taking")
    about = [entry for entry in read if (entry.entity, entry.id) == (entity, entity_id)]
    found = registers(about, seen).get(field)
    return found.value if found is not None and isinstance(found.value, str) else ""


def name_in(entries: Iterable[LogEntry], signed: SignedHeads) -> str:
    """Return the name of the inspector who signed: from the log, and from their certificate where it has none."""
    return text_in_log(entries, "inspector", signed.inspector, "name") or _name_in_certificate(signed)


def _name_in_certificate(signed: SignedHeads) -> str:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    subject = x509.load_der_x509_certificate(signed.certificate).subject
    names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else "An inspector"
