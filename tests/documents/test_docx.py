"""A document's context as a Word file: what stands in it, and that the same gives the same."""

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from organisation.errors import DomainError
from organisation.files.rendering.docx import docx_of
from tests.documents import sample


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def styles_of(document: Any) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in document.paragraphs if each.text]


def test_a_case_has_words_own_styles_properties_and_language() -> None:
    data = docx_of(sample.tidy())
    document = opened(data)
    found = styles_of(document)
    for style, text in (
        ("Title", "Innovasjonsarbeid i Bydel Alna – prosjekt Alna innovasjon"),
        ("Heading 1", "Sammendrag"),
        ("Heading 1", "1\tInnledning"),
        ("Heading 2", "1.1\tForstudien"),
        ("Caption", "Tabell 2. Faseplan"),
        ("List Number", "Saken tas til orientering."),
    ):
        assert (style, text) in found
    core = document.core_properties
    assert core.title == "Innovasjonsarbeid i Bydel Alna – prosjekt Alna innovasjon. " + (
        "Saksframlegg, arkivsak 201500143"
    )
    assert core.language == "nb-NO"
    assert core.created.replace(tzinfo=None) == datetime.fromisoformat(
        sample.tidy()["meta"]["created"]
    )
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {
        "nb-NO"
    }
    saksgang, phases = document.tables
    assert saksgang.cell(2, 0).text == "Bydelsutvalget (BU) (avgjør saken)"
    head, first = phases.rows[0], phases.rows[1]
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert first._tr.trPr.find(qn("w:tblHeader")) is None
    assert [cell.text for cell in first.cells][-1] == "400 000"
    assert data == docx_of(sample.tidy())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_paste_with_everything_is_still_a_word_file() -> None:
    context = sample.nasty()
    context["title"] = "Tittel\x0c med \x00kontrolltegn"
    context["head"] = [["Sak", "a\ufffeb"]]
    document = opened(docx_of(context))
    assert ("Title", "Tittel med kontrolltegn") in styles_of(document)
    assert all(each.get(qn("w:val")) for each in document.element.iter(qn("w:numId")))


def test_a_template_gives_its_look_and_none_of_its_text() -> None:
    template = docx.Document()
    template.add_paragraph("Slett meg")
    template.styles["Heading 1"].font.name = "Oslo Sans"
    template.sections[0].footer.paragraphs[0].text = "Bydel Alna"
    for name in ("List Bullet", "Caption", "Table Grid"):
        element = template.styles[name].element
        element.getparent().remove(element)
    out = io.BytesIO()
    template.save(out)
    document = opened(docx_of(sample.tidy(), out.getvalue()))
    assert "Slett meg" not in [text for _style, text in styles_of(document)]
    assert document.styles["Heading 1"].font.name == "Oslo Sans"
    assert document.sections[0].footer.paragraphs[0].text == "Bydel Alna"
    assert ("Caption", "Tabell 2. Faseplan") in styles_of(document)
    with pytest.raises(DomainError, match="Word-fil"):
        docx_of(sample.tidy(), b"PK not a file")
