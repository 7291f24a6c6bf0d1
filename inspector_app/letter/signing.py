"""Signing a letter: PAdES baseline signatures, of which the first certifies the file, without any network.

With one signatory the certification allows no change. With several it allows that the fields made for the others are
filled (DocMDP 2), since one that allows no change forbids that as well (ISO 32000-1, table 254); the last signature
then locks the file, by the lock that its field has had since the letter was certified.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import BaseStampStyle

from inspector_app.errors import IdentityFault, SignatureFault, shown
from inspector_app.frameworks.framework import Framework
from inspector_app.letter.certificate_names import NAME_LENGTH, name_in_certificate
from inspector_app.letter.content import LetterContent, letter_content
from inspector_app.letter.identity import SigningIdentity
from inspector_app.letter.pdf import letter_pdf
from inspector_app.letter.proof import prove_added, prove_letter, prove_signature
from inspector_app.letter.signature_fields import field_name
from inspector_app.letter.signature_look import DrawnInTheField, DrawnOnThePage
from inspector_app.letter.signature_picture import signature_picture
from inspector_app.letter.signature_place import VisibleSignature
from inspector_app.letter.verification import verify_pdf
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.names import in_words, joined

REASON = "The letter as its signatory approved it"
_TIME_STAMP_ROOM = 2 * 6_250
"""What is kept for a time stamp, in hexadecimal digits.

Two certificates with keys of 4096 bits, of nothing but names, make a token of 3500 bytes; services send up to three,
with the extensions that such have.
"""


def sign_letter(
    contents: VisitContents,
    framework: Framework,
    identity: SigningIdentity,
    *,
    signature_image: bytes | None,
    signed_at: datetime,
    log_digest: str,
    signatory: str = "",
) -> bytes:
    """Return the signed letter of a visit: made, checked, signed, and checked again.

    `signatory` is the name at whose place it is signed; by itself that of the identity. `signature_image` is a picture
    (PNG or JPEG bytes) or None; `signed_at` an instant with its offset; `log_digest` the SHA-256 (hex) of the visit's
    change log, kept inside the PDF. Whether checks of the visit bar signing is for the caller to ask first. Raises
    IdentityFault for a picture that cannot be read, SigningBarred for a letter that cannot be printed as it is written.
    """
    content = letter_content(contents, framework)
    visible = visible_signature(identity, signature_image, signed_at, _place(content, signatory or identity.name))
    pdf = letter_pdf(content, draft=False, created=signed_at, signature=visible, log_digest=log_digest)
    prove_letter(pdf, content, visible)
    alone = len(content.signatures) <= 1
    certifies = PdfSignatureMetadata(
        field_name=field_name(visible.place),
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES if alone else MDPPerm.FILL_FORMS,
    )
    signed = _fill(pdf, identity, certifies, DrawnOnThePage(), signed_at)
    prove_signature(signed, log_digest)
    return signed


def add_signature(
    pdf: bytes, identity: SigningIdentity, *, signatory: str, signature_image: bytes | None, signed_at: datetime
) -> bytes:
    """Return a signed letter with the next signature on it, which it waits for; what was signed stays byte for byte.

    `signatory` is the name at whose place it is signed, else as for `sign_letter`. Raises SignatureFault for a file
    that was changed since it was signed, or that does not wait for this signatory now, IdentityFault for a certificate
    in another name that nobody issued.
    """
    said = verify_pdf(pdf)
    if not said.good:
        raise SignatureFault(said.sentence, "Do not sign this file; ask for it again.")
    if not said.waits_for:
        raise SignatureFault("All who sign this letter have signed it.", "It can be sent as it is.")
    following = said.waits_for[0]
    if following.name != shown(signatory, NAME_LENGTH):
        raise SignatureFault(
            f"This letter waits for the signature of {joined([each.name for each in said.waits_for])}, "
            f"and not now for that of {signatory}.",
            f"{following.name} signs next.",
        )
    bar_another_name(identity, signatory)
    visible = visible_signature(identity, signature_image, signed_at, 0)
    approves = PdfSignatureMetadata(field_name=following.field)
    signed = _fill(pdf, identity, approves, DrawnInTheField(visible=visible), signed_at)
    prove_added(signed, pdf)
    return signed


def sign_alone(pdf: bytes, identity: SigningIdentity, *, reason: str, signed_at: datetime) -> bytes:
    """Return a document of ours that one person signs, certified so that no change is allowed; its look is drawn.

    `signed_at` is an instant with its offset. Raises IdentityFault.
    """
    certifies = PdfSignatureMetadata(
        field_name=field_name(0), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES, reason=reason
    )
    return _fill(pdf, identity, certifies, DrawnOnThePage(), signed_at)


def bar_another_name(identity: SigningIdentity, signatory: str) -> None:
    """Raise IdentityFault for an identity that is not in the signatory's name, unless another truly issued it."""
    name = shown(signatory, NAME_LENGTH)
    if not identity.vouched and shown(identity.name, NAME_LENGTH) != name_in_certificate(signatory):
        raise IdentityFault(
            f"The signing identity is in the name of {shown(identity.name, NAME_LENGTH)}, and here {name} is to sign.",
            f"Make a signing identity in the name of {name}, or bring in one with the certificate of its issuer.",
        )


def _fill(
    pdf: bytes, identity: SigningIdentity, what: PdfSignatureMetadata, look: BaseStampStyle, signed_at: datetime
) -> bytes:
    """Return a PDF of ours with one of its signature fields filled, as PAdES B-B."""
    signer = SimpleSigner.load_pkcs12_data(
        identity.pkcs12, other_certs=[], passphrase=identity.password.encode() if identity.password else None
    )
    reason = what.reason or REASON
    metadata = replace(what, md_algorithm="sha256", reason=reason, name=identity.name, subfilter=SigSeedSubFilter.PADES)
    return asyncio.run(_signed(pdf, PdfSigner(metadata, signer=signer, stamp_style=look), signed_at))


def visible_signature(
    identity: SigningIdentity, image: bytes | None, signed_at: datetime, place: int
) -> VisibleSignature:
    """Return how a signature is seen: by whom, when, and the picture (PNG or JPEG bytes), if there is one.

    Raises IdentityFault for a picture that cannot be read.
    """
    return VisibleSignature(
        signed_by=identity.name,
        signed_on=f"{in_words(signed_at.date())} at {signed_at:%H:%M}",
        image=signature_picture(image) if image else None,
        place=place,
    )


async def _signed(pdf: bytes, pdf_signer: PdfSigner, signed_at: datetime) -> bytes:
    """Sign as `PdfSigner.sign_pdf` does, but at the instant that the letter shows instead of the clock's."""
    session = pdf_signer.init_signing_session(_UpdateOfOurs(BytesIO(pdf)), existing_fields_only=True)
    session.system_time = signed_at
    room = await session.estimate_signature_container_size(validation_info=None, tight=True)
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=room + _TIME_STAMP_ROOM)
    digest, output = document.digest_tbs_document()
    signed = await document.perform_signature(
        document_digest=digest.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=signed_at)
    )
    await signed.post_signature_processing(output)
    output.seek(0)
    return bytes(output.read())


class _UpdateOfOurs(IncrementalPdfFileWriter):
    """Adds the signature and leaves the metadata as we wrote them, PDF/UA identification and digest included."""

    def _update_meta(self) -> None:
        """Ask no clock and change nothing."""


def _place(content: LetterContent, name: str) -> int:
    """The signatory's own place; the first one for an identity in another name, such as the organisation's."""
    names = [place.name for place in content.signatures]
    return names.index(name) if name in names else 0
