"""Adding a time stamp to a letter that is signed, in the room that its last signature keeps (PAdES B-T)."""

from __future__ import annotations

import hashlib

from asn1crypto.cms import CMSAttributes, ContentInfo  # type: ignore[import-untyped]
from pyhanko.sign.general import extract_signer_info, simple_cms_attribute

from inspector_app.errors import SignatureFault, TimeStampFault
from inspector_app.letter.time_stamp import ATTRIBUTE, read_time_stamp
from inspector_app.letter.time_stamp_service import ask_for_token
from inspector_app.letter.verification import der_length, last_signature, verify_pdf
from inspector_app.visit.names import joined


def with_time_stamp(pdf: bytes, url: str) -> bytes:
    """Return a signed letter with a time stamp of its last signature, by the service at an http or https address.

    No byte changes but in the room of that signature, which no signature covers, so that all stay valid. Raises
    SignatureFault for a file that is unsigned, was changed since, waits for a signature, bears a time stamp or has no
    room for one, and TimeStampFault where the service gives none.
    """
    _bar(pdf)
    signature = last_signature(pdf)
    value = signature.signer_info["signature"].native
    token = ask_for_token(url, hashlib.sha256(value).digest())
    if read_time_stamp(token, value) is None:
        raise TimeStampFault(
            "What the service answers is no time stamp of this signature.", "Choose another time-stamp service."
        )
    _, before, after, _ = map(int, signature.byte_range)
    content = signature.pkcs7_content
    stamped = _with_attribute(content[: der_length(content)], token).hex().encode()
    # The room stands between a "<" and a ">", which the signature does not cover either.
    missing = len(stamped) - (after - before - 2)
    if missing > 0:
        raise SignatureFault(
            f"The signature has no room for this time stamp: it is {missing // 2} bytes too long.",
            "Choose another time-stamp service. A letter that was signed by an older version of this program has room "
            "for none.",
        )
    filled = stamped.ljust(after - before - 2, b"0")
    done = pdf[:before] + b"<" + filled + b">" + pdf[after:]
    said = verify_pdf(done)
    if not said.good or not said.signatures[-1].time_stamps:
        raise AssertionError(f"the time stamp that was added does not verify: {said.sentence}")
    return done


def _bar(pdf: bytes) -> None:
    said = verify_pdf(pdf)
    if not said.good:
        raise SignatureFault(said.sentence, "Do not rely on this file; ask for it again.")
    if said.waits_for:
        raise SignatureFault(
            f"This letter waits for the signature of {joined([each.name for each in said.waits_for])}.",
            "Add the time stamp when all have signed.",
        )
    if said.signatures[-1].time_stamps:
        raise SignatureFault(f"This letter has a time stamp already. {said.sentence}", "It can be sent as it is.")


def _with_attribute(content: bytes, token: ContentInfo) -> bytes:
    """Return a signature's CMS with one more unsigned attribute; what was signed is encoded as it was."""
    message = ContentInfo.load(content, strict=True)
    signer_info = extract_signer_info(message["content"])
    others = list(signer_info["unsigned_attrs"] or ())
    stamp = simple_cms_attribute(ATTRIBUTE, token)  # type: ignore[no-untyped-call]
    signer_info["unsigned_attrs"] = CMSAttributes([*others, stamp])
    return bytes(message.dump())
