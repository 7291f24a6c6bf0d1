"""Signing a letter: a PAdES baseline signature that certifies the file and allows no change, without any network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import BaseStampStyle

from inspector_app.errors import IdentityFault
from inspector_app.frameworks.framework import Framework
from inspector_app.letter.content import LetterContent, letter_content
from inspector_app.letter.identity import SigningIdentity
from inspector_app.letter.pdf import letter_pdf
from inspector_app.letter.proof import prove_letter, prove_signature
from inspector_app.letter.signature_place import FIELD_NAME, VisibleSignature
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.names import in_words

REASON = "The letter as its signatory approved it"


def sign_letter(
    contents: VisitContents,
    framework: Framework,
    identity: SigningIdentity,
    *,
    signature_image: bytes | None,
    signed_at: datetime,
    log_digest: str,
) -> bytes:
    """Return the signed letter of a visit: made, checked, signed, and checked again.

    `signature_image` is a picture (PNG or JPEG bytes) or None; `signed_at` an instant with its offset; `log_digest` the
    SHA-256 (hex) of the visit's change log, kept inside the PDF. Whether checks of the visit bar signing is for the
    caller to ask first. Raises IdentityFault for a picture that cannot be read, SigningBarred for a letter that cannot
    be printed as it is written.
    """
    content = letter_content(contents, framework)
    visible = VisibleSignature(
        signed_by=identity.name,
        signed_on=f"{in_words(signed_at.date())} at {signed_at:%H:%M}",
        image=_picture(signature_image) if signature_image else None,
        place=_place(content, identity.name),
    )
    pdf = letter_pdf(content, draft=False, created=signed_at, signature=visible, log_digest=log_digest)
    prove_letter(pdf, content, visible)
    signed = sign_pdf(pdf, identity, signed_at=signed_at)
    prove_signature(signed, log_digest)
    return signed


def sign_pdf(pdf: bytes, identity: SigningIdentity, *, signed_at: datetime) -> bytes:
    """Return a PDF of ours with its signature field filled: certified, no change allowed (DocMDP 1), PAdES B-B."""
    signer = SimpleSigner.load_pkcs12_data(
        identity.pkcs12, other_certs=[], passphrase=identity.password.encode() if identity.password else None
    )
    metadata = PdfSignatureMetadata(
        field_name=FIELD_NAME,
        md_algorithm="sha256",
        reason=REASON,
        name=identity.name,
        certify=True,
        subfilter=SigSeedSubFilter.PADES,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    pdf_signer = PdfSigner(metadata, signer=signer, stamp_style=_DrawnByUs())
    return asyncio.run(_signed(pdf, pdf_signer, signed_at))


async def _signed(pdf: bytes, pdf_signer: PdfSigner, signed_at: datetime) -> bytes:
    """Sign as `PdfSigner.sign_pdf` does, but at the instant that the letter shows instead of the clock's."""
    session = pdf_signer.init_signing_session(_UpdateOfOurs(BytesIO(pdf)), existing_fields_only=True)
    session.system_time = signed_at
    room = await session.estimate_signature_container_size(validation_info=None)
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=room)
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


@dataclass(frozen=True)
class _DrawnByUs(BaseStampStyle):
    """The signature is drawn on the page, tagged; the field's own appearance stays empty."""

    def create_stamp(self, writer: object, box: BoxConstraints, text_params: object) -> None:
        """Make no stamp."""


def _place(content: LetterContent, name: str) -> int:
    """The signatory's own place; the first one for an identity in another name, such as the organisation's."""
    names = [place.name for place in content.signatures]
    return names.index(name) if name in names else 0


def _picture(image: bytes) -> bytes:
    """Return the picture as PNG, no larger than it is printed at 600 dots an inch."""
    try:
        with Image.open(BytesIO(image)) as opened:
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise IdentityFault(
            "The picture of the signature cannot be read.", "Draw the signature, or choose a PNG or JPEG picture."
        ) from None
    picture.thumbnail((1500, 400))
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
