"""Files to attach, made as the programs that people use make them, and as a stranger might."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def pdf(*pages: str) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for words in pages:
        canvas.setFont("Helvetica", 24)
        canvas.drawString(72, 720, words)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def picture(width: int = 60, height: int = 40, kind: str = "PNG", **options: object) -> bytes:
    from PIL import Image

    made = BytesIO()
    Image.new("RGB", (width, height), "red").save(made, kind, **options)
    return made.getvalue()


def packed(**parts: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as held:
        for name, words in {"[Content_Types].xml": "<Types/>", **parts}.items():
            held.writestr(name, words)
    return made.getvalue()


def word(*paragraphs: str) -> bytes:
    inner = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    return packed(**{"word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{inner}</w:body></w:document>'})


def excel(*cells: str) -> bytes:
    inner = "".join(f"<si><t>{words}</t></si>" for words in cells)
    sheet = f'<worksheet xmlns="{_EXCEL}"><c t="inlineStr"><is><t>written in the cell</t></is></c></worksheet>'
    return packed(
        **{
            "xl/workbook.xml": "<workbook/>",
            "xl/sharedStrings.xml": f'<sst xmlns="{_EXCEL}">{inner}</sst>',
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def _wide() -> bytes:
    return picture().replace((60).to_bytes(4, "big") + (40).to_bytes(4, "big"), b"\x7f\xff\xff\xff" * 2)


def _laughs() -> bytes:
    lakes = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    laughs = f'<!DOCTYPE w [<!ENTITY a0 "ha">{lakes}]><w xmlns:w="{_WORD}"><w:t>&a8;</w:t></w>'
    return packed(**{"word/document.xml": laughs})


def _bomb() -> bytes:
    return packed(**{"word/document.xml": f'<w:d xmlns:w="{_WORD}"><w:t>{"0" * 300_000_000}</w:t></w:d>'})


def _circle() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a PDF cut short": lambda: (whole := pdf("whole"))[: len(whole) // 3],
    "a PDF that is only a head": lambda: b"%PDF-1.7\n",
    "a PDF of noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400,
    "a PDF whose pages go round": _circle,
    "a page as large as a country": lambda: pdf("whole").replace(b"595.2756 841.8898", b"99999999 99999999"),
    "a picture cut short": lambda: picture(900, 900, "JPEG")[:600],
    "a picture that says it is huge": _wide,
    "a Word file of laughs": _laughs,
    "a Word file that unpacks to much": _bomb,
    "a Word file that is no XML": lambda: packed(**{"word/document.xml": "\0\0 not XML"}),
}
"""Files that are broken, or made to bring down or hold up what reads them: by what they are, made when they are asked
for."""
