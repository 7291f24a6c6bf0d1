"""The letter as a .docx for offices that lay it out again: real headings, lists and styles, and nothing of the layout.

What Word must be told beyond python-docx's own functions is named in ISO/IEC 29500-1 §17.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from inspector_app.letter import styles
from inspector_app.letter.content import Bullets, LetterContent, SignaturePlace, Text
from inspector_app.letter.pdf import BULLET_SIGN, DRAFT_LINE, DRAFT_MARK, POINT_SIGN
from inspector_app.letter.plain_text import listed_lines

_FONT = "Arial"
"""Ours is within our PDFs only; this one every office has, or one of the same widths."""
_HEADINGS = {"subject": "Heading 1", "heading": "Heading 2", "subheading": "Heading 3"}
_ORGANISATION, _ADDRESS, _DRAFT = "Organisation", "Address", "Draft"

_LIST = 900
"""The number of our list; python-docx's template has a few of its own."""
_LEVEL = (
    '<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style}"/>'
    '<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
)


def word_file(content: LetterContent, *, draft: bool, created: datetime) -> bytes:
    """Return the letter as a .docx without a signature; a draft says so as its first words and at each page's head.

    `created` is an instant with its offset.
    """
    document: WordDocument = Document()
    _describe(document, content, created, draft=draft)
    _make_styles(document, content.language)
    _set_page(document, content, draft=draft)
    _write(document, content, draft=draft)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _describe(document: WordDocument, content: LetterContent, created: datetime, *, draft: bool) -> None:
    about = document.core_properties
    about.title = f"Draft: {content.title}" if draft else content.title
    about.author = about.last_modified_by = content.organisation
    about.subject = content.continuation
    about.language = content.language
    about.comments = ""
    about.created = about.modified = created.astimezone(UTC).replace(tzinfo=None)


def _make_styles(document: WordDocument, spoken: str) -> None:
    """Give Word's own styles our looks, so that an office changes a style once and not each paragraph."""
    body = styles.BODY
    _dress(document, "Normal", body, after=body.after)
    for kind, style in (("subject", styles.SUBJECT), ("heading", styles.HEADING), ("subheading", styles.SUBHEADING)):
        _dress(document, _HEADINGS[kind], style, after=style.after).paragraph_format.keep_with_next = True
    for name, style in (("List Bullet", styles.BULLET), ("List Bullet 2", styles.POINT)):
        _dress(document, name, style, after=style.after)
    _make_list(document)
    for name, style in ((_ORGANISATION, styles.ORGANISATION), (_ADDRESS, styles.ADDRESS), (_DRAFT, styles.DRAFT)):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _dress(document, name, style, after=style.after)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), spoken)


def _make_list(document: WordDocument) -> None:
    """Bullets and their points as two levels of one list; python-docx's own styles are two lists beside each other."""
    numbering = document.part.numbering_part.element
    for linked in list(numbering.iter(qn("w:pStyle"))):
        linked.getparent().remove(linked)
    levels = "".join(
        _LEVEL.format(level=level, style=name, sign=sign, left=round(20 * style.indent), hanging=280)
        for level, (name, sign, style) in enumerate(
            (("ListBullet", BULLET_SIGN, styles.BULLET), ("ListBullet2", POINT_SIGN, styles.POINT))
        )
    )
    made = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}"><w:multiLevelType w:val="multilevel"/>{levels}'
    numbering.insert(0, parse_xml(f"{made}</w:abstractNum>"))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>'))
    for level, name in enumerate(("List Bullet", "List Bullet 2")):
        about = document.styles[name].element.get_or_add_pPr()
        about.remove(about.find(qn("w:contextualSpacing")))  # bullets would stand without room between
        place = about.get_or_add_numPr()
        place.get_or_add_ilvl().val, place.get_or_add_numId().val = level, _LIST


def _dress(document: WordDocument, name: str, style: styles.TextStyle, *, after: float) -> ParagraphStyle:
    dressed = document.styles[name]
    assert isinstance(dressed, ParagraphStyle)
    red, green, blue = (round(255 * part) for part in style.colour.rgb())
    dressed.font.name, dressed.font.size = _FONT, Pt(style.size)
    dressed.font.bold = style.font == styles.SUBJECT.font
    dressed.font.color.rgb = RGBColor(red, green, blue)
    fonts = dressed.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.lower().endswith("theme")]:
        del fonts.attrib[key]  # a font of the theme would be used in place of the one named
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), _FONT)
    around = dressed.paragraph_format
    around.space_before, around.space_after = Pt(style.before), Pt(after)
    around.widow_control = True
    return dressed


def _set_page(document: WordDocument, content: LetterContent, *, draft: bool) -> None:
    """A4 with our margins; at the foot the running line, from the second page on, and the page's number."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Pt(styles.LEFT)
    page.top_margin, page.bottom_margin = Pt(styles.TOP), Pt(styles.BOTTOM)
    page.different_first_page_header_footer = True
    page.footer.paragraphs[0].add_run(content.continuation)
    for number in (page.footer.add_paragraph(), page.first_page_footer.paragraphs[0]):
        number.alignment = WD_PARAGRAPH_ALIGNMENT.RIGHT
        number.add_run("Page ")
        _put_field(number, "PAGE")
    if draft:
        for head in (page.header, page.first_page_header):
            head.paragraphs[0].add_run(DRAFT_MARK).bold = True


def _put_field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


def _write(document: WordDocument, content: LetterContent, *, draft: bool) -> None:
    if draft:
        document.add_paragraph(DRAFT_LINE, _DRAFT)
    document.add_paragraph(content.organisation, _ORGANISATION)
    _put_lines(document, content.office.lines)
    _put_lines(document, content.direct.lines)
    if content.date:
        document.add_paragraph(content.date)
    for person in content.addressees:
        _put_lines(document, person.lines)
    document.add_paragraph(content.salutation.text)
    for block in content.body:
        _put_block(document, block)
    document.add_paragraph(content.valediction).paragraph_format.keep_with_next = True
    for place in content.signatures:
        _put_signature(document, place)
    for label, listed in ((content.enclosure_label, content.enclosures), (content.copy_label, content.copies)):
        _put_lines(document, listed_lines(label, listed))


def _put_block(document: WordDocument, block: Text | Bullets) -> None:
    if isinstance(block, Bullets):
        for item in block.items:
            document.add_paragraph(item.text, "List Bullet")
            for point in item.points:
                document.add_paragraph(point, "List Bullet 2")
    else:
        document.add_paragraph(block.text, _HEADINGS.get(block.kind, "Normal"))


def _put_signature(document: WordDocument, place: SignaturePlace) -> None:
    """Room to sign in ink, then the name."""
    for number, words in enumerate(line for line in (place.name, place.designation) if line):
        typed = document.add_paragraph(style=_ADDRESS)
        typed.add_run(words).bold = number == 0
        if number == 0:
            typed.paragraph_format.space_before = Pt(48)
            typed.paragraph_format.keep_with_next = bool(place.designation)


def _put_lines(document: WordDocument, lines: Sequence[str]) -> None:
    """Lines that stand together, each a paragraph; room under the last."""
    for number, line in enumerate(lines, 1):
        paragraph = document.add_paragraph(line, _ADDRESS)
        if number == len(lines):
            paragraph.paragraph_format.space_after = Pt(styles.DATE.after)
