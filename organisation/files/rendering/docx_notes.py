"""Footnotes of a Word file, which python-docx does not write: their own part, and its styles."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

TEXT, REFERENCE = "footnote text", "footnote reference"  # as Word calls its own styles
LINES = (("separator", -1), ("continuationSeparator", 0))  # over the notes of a page


def add_note(package: Any, paragraph: Any, words: str) -> None:
    """A number at the end of `paragraph`, and `words` at the foot of its page.

    `package` is a `docx_package.Package`; `words` are such as XML can hold.
    """
    notes = _part(package.document).element
    number = 1 + max(int(each.get(qn("w:id"))) for each in notes)
    raised = _reference_style(package.document)
    call = paragraph.add_run()
    call.style = raised
    _append(call._r, "w:footnoteReference", id=number)
    note = _append(notes, "w:footnote", id=number)
    lines = _append(note, "w:p")
    _append(_append(lines, "w:pPr"), "w:pStyle", val=_text_style(package).style_id)
    mark = _append(lines, "w:r")
    _append(_append(mark, "w:rPr"), "w:rStyle", val=raised.style_id)
    _append(mark, "w:footnoteRef")
    said = _append(_append(lines, "w:r"), "w:t")
    said.set(qn("xml:space"), "preserve")
    said.text = f" {words}"


def _append(parent: Any, tag: str, **attributes: Any) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    parent.append(made)
    return made


def _text_style(package: Any) -> Any:
    known = TEXT in package.document.styles
    style = package.style(TEXT)
    if not known:
        style.font.size = Pt(9)
        style.paragraph_format.space_after = Pt(0)
    return style


def _reference_style(document: Any) -> Any:
    if REFERENCE not in document.styles:
        document.styles.add_style(REFERENCE, WD_STYLE_TYPE.CHARACTER).font.superscript = True
    return document.styles[REFERENCE]


def _part(document: Any) -> Any:
    """The part that holds notes; a template's is emptied of its own, and made where it has none."""
    part = document.part
    held = [each for each in part.rels.values() if each.reltype == RELATIONSHIP_TYPE.FOOTNOTES]
    if not held:
        element = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        for kind, number in LINES:
            note = _append(element, "w:footnote", type=kind, id=number)
            _append(_append(_append(note, "w:p"), "w:r"), f"w:{kind}")
        name = PackURI("/word/footnotes.xml")
        made = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, element, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
        return made
    there = held[0].target_part
    if isinstance(there, XmlPart):
        return there
    made = XmlPart(there.partname, there.content_type, parse_xml(there.blob), part.package)
    for note in [each for each in made.element if not each.get(qn("w:type"))]:
        made.element.remove(note)
    held[0]._target = made
    return made
