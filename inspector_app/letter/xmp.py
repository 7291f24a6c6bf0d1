"""The metadata packet of our PDFs: title, dates, PDF/UA identification, and what the letter is tied to."""

from __future__ import annotations

import re
from datetime import datetime
from xml.sax.saxutils import escape

_DIGEST = re.compile(r"<dc:identifier>urn:inspector-app:log:sha256:([0-9a-f]{64})</dc:identifier>")


def xmp_packet(*, title: str, author: str, language: str, created: datetime, log_digest: str = "") -> bytes:
    """Return an XMP packet (UTF-8) that identifies the file as PDF/UA-1 (ISO 14289-1 §5).

    `log_digest` is the SHA-256 (64 hexadecimal digits) of the visit's change log that a signed letter rests on.
    """
    moment = created.isoformat(timespec="seconds")
    identifier = f"\n   <dc:identifier>urn:inspector-app:log:sha256:{log_digest}</dc:identifier>" if log_digest else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>\
{identifier}
   <xmp:CreatorTool>inspector-app</xmp:CreatorTool>
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
   <pdf:Producer>ReportLab PDF Library</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>""".encode()


def log_digest_in(packet: bytes) -> str | None:
    """Return the digest of the change log that a packet of ours names, or None."""
    found = _DIGEST.search(packet.decode("utf-8", "replace"))
    return found.group(1) if found else None
