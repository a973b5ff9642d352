"""The case as a Word file: what it says, whose look it has, and that it is always the same."""

import io
from typing import Any

import docx
import pytest
from django.test import Client

from organisation.files import documents
from organisation.files.models import Document
from organisation.files.services import keep, open_file
from organisation.people.models import Person, Unit
from reports.models import BoardCase, CaseTemplate
from tests.factories.reports import case_in, write

pytestmark = pytest.mark.django_db


def own_template() -> bytes:
    made = docx.Document()
    made.styles["Heading 1"].font.name = "Oslo Sans"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def ordered(case: BoardCase, by: Person, client: Client) -> Document:
    client.force_login(by)
    assert client.post(f"{case.get_absolute_url()}word/").status_code == 302
    document = Document.objects.filter(kind="board_case_docx").latest("pk")
    documents.make(document, lambda *_said: None)
    document.refresh_from_db()
    return document


def opened(document: Document) -> Any:
    assert document.file
    with open_file(document.file) as content:
        return docx.Document(io.BytesIO(content.read()))


def test_a_case_comes_as_a_word_file_in_the_look_of_the_district(
    alna: Unit, unit: Unit, secretary: Person, client: Client
) -> None:
    case = write(case_in(unit, secretary, title="Gangveien"), secretary)
    plain = ordered(case, secretary, client)
    assert plain.file
    assert plain.file.name.endswith(".docx")
    assert plain.holder.format == "docx"
    said = [(each.style.name, each.text) for each in opened(plain).paragraphs]
    assert ("Title", "Gangveien") in said
    assert any(style == "Heading 1" for style, _text in said)
    again = documents.makers["board_case_docx"](plain, lambda *_said: None)
    with open_file(plain.file) as content:
        assert content.read() == again  # the same source gives the same bytes

    look = keep(own_template(), name="mal.docx", content_type="application/x", by=secretary)
    CaseTemplate.objects.filter(pk=case.template_id).update(docx_template=look)
    dressed = ordered(case, secretary, client)
    assert dressed.pk != plain.pk
    assert dressed.holder.number == plain.holder.number + 1
    assert opened(dressed).styles["Heading 1"].font.name == "Oslo Sans"
    page = client.get(case.get_absolute_url(), follow=True).content.decode()
    assert "Last ned som Word" in page
    assert "Last ned DOCX" in page
    listed = client.get("/filer/dokumenter/?format=docx").content.decode()
    assert "Gangveien, versjon" in listed
    assert f'href="{case.get_absolute_url()}#dokument"' in listed
