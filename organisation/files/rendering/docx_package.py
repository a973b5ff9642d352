"""The Word file itself: a template opened, styles made sure of, language, properties, and bytes."""

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Mm, Pt, RGBColor

from organisation.errors import DomainError

INK = RGBColor(0x1E, 0x1E, 0x1E)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
# Not allowed in XML, so not in a Word file.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can tell
# Style → size in points and whether it is bold, where no template says otherwise.
LOOKS = {
    "Title": (20, True),
    "Heading 1": (14, True),
    "Heading 2": (12, True),
    "Heading 3": (11, True),
    "Heading 4": (11, False),
    "Caption": (9, False),
}
LEVELS = 4  # of lists


def writable(text: Any) -> str:
    """`text` without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("", str(text))


class Package:
    """A Word file being written. Without `template` it is an A4 sheet in our own plain look."""

    def __init__(self, template: bytes | None) -> None:
        self.has_template = template is not None
        self.document: Any = _opened(template) if template is not None else Document()
        self._empty()
        if not self.has_template:
            self._look()
        self._bullets = self._numbering("bullet")
        self._numbers = self._numbering("decimal")

    # --- Styles -----------------------------------------------------------------------------------

    def style(self, name: str) -> Any:
        """The paragraph style called `name`; made when the template lacks it."""
        styles = self.document.styles
        if name in styles and styles[name].type == WD_STYLE_TYPE.PARAGRAPH:
            return styles[name]
        made = styles.add_style(f"{name} " if name in styles else name, WD_STYLE_TYPE.PARAGRAPH)
        if "Normal" in styles:
            made.base_style = styles["Normal"]
        size, bold = LOOKS.get(name, (11, False))
        made.font.size, made.font.bold = Pt(size), bold
        if name.startswith("Heading"):
            level = OxmlElement("w:outlineLvl")
            level.set(qn("w:val"), str(int(name.split()[-1]) - 1))
            made.element.get_or_add_pPr().append(level)
        return made

    def numbers_headings(self) -> bool:
        """Whether the template's own headings come with numbers."""
        styles = self.document.styles
        if not self.has_template or "Heading 1" not in styles:
            return False
        element = styles["Heading 1"].element
        return element.pPr is not None and element.pPr.numPr is not None

    @property
    def table_style(self) -> str | None:
        return "Table Grid" if "Table Grid" in self.document.styles else None

    def _look(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(23)
        self._face("Normal", 11, bold=False)
        for name, (size, bold) in LOOKS.items():
            self._face(name, size, bold=bold)
        normal = self.document.styles["Normal"].paragraph_format
        normal.space_after, normal.line_spacing = Pt(6), 1.15
        title = self.document.styles["Title"]
        title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(18), Pt(10)
        for border in title.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)

    def _face(self, name: str, size: int, *, bold: bool) -> None:
        font = self.style(name).font
        font.name, font.size, font.bold, font.italic = "Calibri", Pt(size), bold, False
        font.color.rgb = INK
        faces = font.element.rPr.rFonts
        for theme in [each for each in faces.attrib if each.endswith("Theme")]:
            del faces.attrib[theme]

    # --- Lists ------------------------------------------------------------------------------------

    def _numbering(self, kind: str) -> str:
        """A definition of our own for lists, so that every template can number them; its id."""
        numbering = _numbering_part(self.document).element
        known = numbering.findall(qn("w:abstractNum"))
        number = max((int(each.get(qn("w:abstractNumId"))) for each in known), default=-1) + 1
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{"–" if kind == "bullet" else f"%{level + 1}."}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}"'
            ' w:hanging="360"/></w:pPr></w:lvl>'
            for level in range(LEVELS)
        )
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        # What is defined stands before what is used.
        first_num = numbering.find(qn("w:num"))
        if first_num is None:
            numbering.append(abstract)
        else:
            first_num.addprevious(abstract)
        return str(number)

    def new_list(self, *, ordered: bool, start: int = 1) -> int:
        """The number of a list that begins now, from `start`."""
        numbering = _numbering_part(self.document).element
        num = numbering.add_num(int(self._numbers if ordered else self._bullets))
        if ordered:
            num.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(num.numId)

    # --- The whole --------------------------------------------------------------------------------

    def _empty(self) -> None:
        """Only the page of the template is kept, none of its text."""
        body = self.document.element.body
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)

    def describe(self, meta: dict[str, Any], title: str) -> None:
        """The properties of the file, from the document's own days and never from the clock."""
        core = self.document.core_properties
        core.title, core.author = writable(title)[:250], writable(meta.get("author") or "")[:250]
        core.last_modified_by, core.revision = core.author, 1
        core.subject = writable(meta.get("description") or "")[:250]
        core.comments = ""
        core.keywords = ", ".join(map(writable, meta.get("keywords") or []))[:250]
        created = str(meta.get("created") or "1980-01-01")
        core.created = datetime.fromisoformat(created)
        core.modified = datetime.fromisoformat(str(meta.get("modified") or created))

    def speak(self, language: str) -> None:
        """Every word is in `language`, for the spelling and for those who listen."""
        self.document.core_properties.language = language
        for style in self.document.styles.element.iter(qn("w:lang")):
            style.set(qn("w:val"), language)
        styles = self.document.styles.element
        defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        if defaults is None:
            defaults = self.style("Normal").element.get_or_add_rPr()
        if defaults.find(qn("w:lang")) is None:
            said = OxmlElement("w:lang")
            said.set(qn("w:val"), language)
            defaults.append(said)

    def foot(self, words: str) -> None:
        """`words` and the page's number at the foot, unless the template has a foot of its own."""
        footer = self.document.sections[0].footer
        if self.has_template and any(each.text.strip() for each in footer.paragraphs):
            return
        paragraph = footer.paragraphs[0]
        paragraph.style = self.style("Footer")
        paragraph.add_run(f"{writable(words)} · {_('Side')} ")
        add_field(paragraph, "PAGE", "1")
        paragraph.add_run(f" {_('av')} ")
        add_field(paragraph, "NUMPAGES", "1")

    def bytes(self) -> bytes:
        """The file, its parts in order and without the time it was made."""
        raw, out = io.BytesIO(), io.BytesIO()
        self.document.save(raw)
        with (
            zipfile.ZipFile(raw) as made,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as kept,
        ):
            for name in made.namelist():
                info = zipfile.ZipInfo(name, EPOCH)
                info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
                kept.writestr(info, made.read(name))
        return out.getvalue()


def _numbering_part(document: Any) -> Any:
    """The part that defines lists; made when the template has none, which python-docx cannot."""
    part = document.part
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        name = PackURI("/word/numbering.xml")
        made = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, element, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return made


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """A field that Word counts itself; `shown` stands there until it does."""
    for kind, text in (("begin", ""), ("instr", f" {code} "), ("separate", ""), ("", shown)):
        run = paragraph.add_run()
        if kind == "instr":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = text
            run._r.append(instruction)
        elif kind:
            run._r.append(_mark(kind))
        else:
            run.text = text
    paragraph.add_run()._r.append(_mark("end"))


def _mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _opened(template: bytes) -> Any:
    """The template as a document, also when it is of Word's kind for templates."""
    try:
        return Document(io.BytesIO(_as_document(template)))
    except Exception as error:  # any fault of a foreign file says the same to people
        raise DomainError(_("Malen kan ikke leses som en Word-fil.")) from error


def _as_document(template: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in given.namelist():
            data = given.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    MAIN.format("template").encode(), MAIN.format("document").encode()
                )
            kept.writestr(name, data)
    return out.getvalue()
