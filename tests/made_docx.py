"""Makes small Word files: the parts that Word writes, with the words given."""

from __future__ import annotations

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/numbering.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
</Types>"""
_RELS = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>"""
_DOCUMENT_RELS = f"""<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{R}/numbering" Target="numbering.xml"/></Relationships>"""
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{{0}}"/><w:lvlText w:val="x"/></w:lvl>'
    for level in range(3)
)
_NUMBERING = (
    f'<?xml version="1.0"?><w:numbering xmlns:w="{W}">'
    f'<w:abstractNum w:abstractNumId="1">{_LEVELS.format("bullet")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{_LEVELS.format("decimal")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
)


def paragraph(words: str, *, numbering: int | None = None, level: int = 0) -> str:
    """One paragraph; `numbering` 1 is a list of bullets, 2 a numbered one; a line feed is a line break."""
    list_of = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>' if numbering else ""
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in words.split("\n"))
    return f"<w:p><w:pPr>{list_of}</w:pPr><w:r>{runs}</w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """One table of one paragraph a cell."""
    made = ("<w:tr>" + "".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(made)}</w:tbl>"


def docx(*body: str, prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """A Word file of these paragraphs and tables."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELS)
        packed.writestr("word/_rels/document.xml.rels", _DOCUMENT_RELS)
        packed.writestr("word/numbering.xml", _NUMBERING)
        packed.writestr(
            "word/document.xml",
            f'{prolog}<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>',
        )
    return made.getvalue()
