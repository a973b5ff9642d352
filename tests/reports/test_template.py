"""The form of a district's cases: picked, edited, gone back to, and printed everywhere."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as WordDocument

from organisation.errors import Stale
from organisation.files.models import Document
from organisation.files.rendering.docx import docx_of
from organisation.files.rendering.pdf import html_of
from organisation.people.models import Person, Unit
from organisation.web.wording import day
from reports import services
from reports.content import document_context
from reports.meeting_papers import notice_context
from reports.models import BoardCase, CaseTemplate, Committee, Office
from reports.queries.template import approvers_of
from reports.services import office as offices
from reports.services import template as forms
from reports.services.data import add_data
from reports.services.meeting import plan_meeting
from reports.standard_forms import FORMS
from tests.factories.people import PersonFactory
from tests.factories.reports import case_in, scheduled_case, written_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(alna: Unit) -> CaseTemplate:
    return services.install_forms(alna)


def kinds_of(context: dict) -> list[str]:
    return [block["kind"] for block in context["blocks"]]


def context_of(case: BoardCase) -> dict:
    return document_context(BoardCase.objects.with_text().get(pk=case.pk))


def test_the_form_of_inderoy_puts_the_proposal_first_with_its_own_words(
    alna, unit, secretary, director, form
):
    old = written_case(unit, secretary)
    made = forms.pick_form(alna, "inderoy", by=secretary)
    forms.number_as(alna, made.number_pattern, by=secretary)
    new = scheduled_case(unit, secretary, director, title="Ny bru")
    services.give_number(new.stops.get(committee__kind="au"), by=secretary)

    context = context_of(new)
    assert kinds_of(context)[0] == "proposal"
    assert context["blocks"][0]["heading"] == "Rådmannens forslag til vedtak"
    assert context["head"][0][0] == "Arkivsak. Nr."
    assert context["saksgang"]["columns"] == ["Utvalg", "Utvalgssak", "Møtedato"]
    assert context["saksgang"]["order"] == ["body", "number", "date"]
    assert context["saksgang"]["rows"][0]["number"].startswith("PS 1/")
    assert "Bakgrunn" in [block.get("heading") for block in context["blocks"]]
    # What was begun before keeps the form it was made with; the municipality's name is its own.
    assert kinds_of(context_of(old))[0] != "proposal"
    assert context["letterhead"]["municipality"] == form.letterhead["municipality"]


def test_forms_as_sagene_and_ski_have_them(alna, unit, secretary, director, form):
    head = ["dated", "archive_case", "case_officer"]
    letterhead = {
        **form.letterhead,
        "columns": ["case_number", "meeting_date"],
        "is_title_in_capitals": True,
    }
    forms.revise_form(form, {"head": head, "letterhead": letterhead}, by=secretary)
    draft = context_of(written_case(unit, secretary))
    assert draft["head"][0] == ["Dato", "–"]
    case = scheduled_case(unit, secretary, director, title="Ny bru")
    services.give_number(case.stops.get(committee__kind="bu"), by=secretary, typed="7")
    context = context_of(case)
    assert context["head"][0] == ["Dato", day(timezone.localdate())]
    assert context["saksgang"]["columns"] == ["Saknr", "Møtedato"]
    page = html_of("documents/board_case.html", context)
    assert '<h1 class="title capitals">Ny bru</h1>' in page
    # A line of the saksgang is named by its number, and until it has one by the committee.
    assert '<th scope="row">Arbeidsutvalget (AU)</th>' in page
    year = timezone.localdate().year % 100
    assert f'<th scope="row">7/{year} <small>avgjør saken</small></th>' in page
    word = WordDocument(BytesIO(docx_of(context)))
    assert [cell.text for cell in word.tables[0].columns[0].cells] == [
        "Saknr",
        "Arbeidsutvalget (AU)",
        f"7/{year} (avgjør saken)",
    ]
    [title] = [each for each in word.paragraphs if each.style.name == "Title"]
    assert (title.text, title.runs[0].font.all_caps) == ("Ny bru", True)


def test_every_form_that_comes_with_it_is_whole_in_both_languages(alna, secretary, form):
    for name in FORMS:
        for language in ("nb", "nn"):
            made = forms.pick_form(alna, name, language=language, by=secretary)
            assert (made.is_current, made.language) == (True, language)
            context = forms.sample_context(made)
            assert {"proposal", "section", "data", "signature"} <= set(kinds_of(context))
    assert context["words"]["of"] == "av"
    assert context["saksgang"]["rows"][1]["decides"]
    assert context["words"]["decides_mark"] == "avgjer saka"
    word = BytesIO(docx_of(context))
    said = "\n".join(each.text for each in WordDocument(word).element.iter() if each.text)
    for words in ("Dokumentet er elektronisk godkjent.", "avgjer saka", "Blir sett i sakslista"):
        assert words in said
    assert "Tala er frå 12.03.2026." in [block.get("note") for block in context["blocks"]]
    assert "Samandrag" in [block.get("heading") for block in context["blocks"]]
    # Papers of meetings speak as the form does.
    [meeting] = plan_meeting(
        Committee.objects.get(district=alna, kind="bu"),
        {"held_on": date(2026, 12, 8), "place": "Rådhuset"},
        by=secretary,
    )
    notice = notice_context(meeting)
    assert notice["head"] == [["Dato", "tysdag 8. desember 2026"], ["Stad", "Rådhuset"]]
    assert notice["excuses"].startswith("Forfall skal meldast")
    page = html_of("documents/meeting_notice.html", notice)
    assert '<html lang="nn-NO">' in page
    assert "Sakskart i den rekkjefølgja sakene blir handsama" in page


def test_each_change_is_a_version_and_one_can_go_back(alna, unit, secretary, form):
    second = forms.revise_form(form, {"proposal_heading": "Forslag"}, by=secretary)
    assert (second.version, second.is_current, second.made_by) == (2, True, secretary)
    with pytest.raises(Stale) as stale:
        forms.revise_form(form, {"proposal_heading": "Noe annet"}, by=secretary)
    assert stale.value.current == second
    assert forms.revise_form(second, {"proposal_heading": "Forslag"}, by=secretary) == second

    forms.make_current(form, by=secretary)
    assert CaseTemplate.objects.current_for(alna.pk) == form
    assert case_in(unit, secretary).template == form
    third = forms.revise_form(form, {"are_sections_numbered": False}, by=secretary)
    assert third.version == 3


def test_the_form_is_edited_on_its_pages(alna, secretary, director, as_person, form):
    client = as_person(secretary)
    economy = offices.start_office(alna, {"title": "Økonomisjef", "holder": director}, by=secretary)
    page = client.get(f"/saker/maler/{form.pk}/utseende/")
    sent = {
        name: "" if field.value() is None else field.value()
        for field in page.context["form"]
        for name in [field.html_name]
    }
    sent |= {
        "are_sections_numbered": "on",
        "label_case_number": "Sak nr.",
        "head_access": "",
        "block_proposal": 1,
        "block_summary": 2,
        "block_sections": 3,
        "number_pattern": "{utvalg} {yy}/{n}",
        "renumber": "on",
        f"office_{economy.pk}": 1,
    }
    answer = client.post(f"/saker/maler/{form.pk}/utseende/", sent)
    made = CaseTemplate.objects.current_for(alna.pk)
    assert (answer.status_code, answer.url) == (302, made.get_absolute_url())
    assert made.blocks[:3] == ["proposal", "summary", "sections"]
    assert made.head == ["archive_case", "archive_code", "case_officer"]
    assert made.labels["case_number"] == "Sak nr."
    assert approvers_of(made) == [economy]
    assert Committee.objects.get(district=alna, kind="bu").number_pattern == "BU {yy}/{n}"
    assert "Sak nr." in client.get(made.get_absolute_url()).content.decode()

    late = client.post(f"/saker/maler/{form.pk}/utseende/", sent | {"kind": "Sakspapir"})
    assert late.status_code == 409
    assert {each.mine for each in late.context["form"].differences} >= {"Sakspapir"}

    # To nynorsk: what the district has named itself stays, the rest follows.
    client.post(f"/saker/maler/{made.pk}/utseende/", sent | {"language": "nn"})
    nynorsk = CaseTemplate.objects.current_for(alna.pk)
    assert nynorsk.labels["committee"] == "Utval"
    assert nynorsk.labels["case_number"] == "Sak nr."


def test_sections_phrases_and_the_word_template_are_edited(alna, unit, secretary, as_person, form):
    client = as_person(secretary)
    rows = {
        "del-TOTAL_FORMS": 3, "del-INITIAL_FORMS": 0,
        "del-0-place": 2, "del-0-heading": "Fakta", "del-0-content": "facts", "del-0-level": 2,
        "del-1-place": 1, "del-1-heading": "Kort", "del-1-content": "summary", "del-1-level": 2,
        "del-1-required": "on",
        "del-2-place": 3, "del-2-heading": "Fasetrakt", "del-2-content": "data:chart:fasetrakt",
        "del-2-level": 3,
    }  # fmt: skip
    client.post(f"/saker/maler/{form.pk}/deler/free/", rows)
    made = CaseTemplate.objects.current_for(alna.pk)
    parts = [(part["heading"], part["kind"]) for part in made.sections["free"]]
    assert parts == [("Kort", "summary"), ("Fakta", "text"), ("Fasetrakt", "data")]
    assert made.sections["free"][2]["params"] == {"chart": "fasetrakt"}

    sent = {
        "frase-TOTAL_FORMS": 2, "frase-INITIAL_FORMS": 0,
        "frase-0-name": "Klage", "frase-0-text": "Vedtaket kan påklages.",
    }  # fmt: skip
    client.post(f"/saker/maler/{made.pk}/fraser/", sent)
    made = CaseTemplate.objects.current_for(alna.pk)
    assert made.phrases == [{"name": "Klage", "text": "Vedtaket kan påklages."}]
    case = case_in(unit, secretary)
    part = case.sections.order_by("position").first()
    client.post(
        part.get_absolute_url(),
        {"version": 1, "heading": "Kort", "level": 2, "html": "<p>Først.</p>", "frase": "0",
         "sett_inn": "1"},
    )  # fmt: skip
    part.refresh_from_db()
    assert [words in part.html for words in ("Først.", "Vedtaket kan påklages.")] == [True, True]

    word = BytesIO()
    WordDocument().save(word)
    for name, content, status in (
        ("mal.docx", word.getvalue(), 302),
        ("mal.docx", b"%PDF-1.4 not a Word file", 422),
        ("notat.txt", b"Bare tekst.", 422),
    ):
        now = CaseTemplate.objects.current_for(alna.pk)
        upload = SimpleUploadedFile(name, content)
        answer = client.post(f"/saker/maler/{now.pk}/word/", {"upload": upload})
        assert answer.status_code == status, name
    assert CaseTemplate.objects.current_for(alna.pk).docx_template.name == "mal.docx"

    now = CaseTemplate.objects.current_for(alna.pk)
    client.post(f"/saker/maler/{now.pk}/pdf/")
    assert Document.objects.get(key__startswith=f"case-form-{now.pk}-").holder_id == now.pk


def test_who_keeps_the_form_and_who_is_away(alna, nabo, secretary, director, employee, as_person):
    form = services.install_forms(alna)
    stranger = as_person(employee)
    assert stranger.get("/saker/maler/").status_code == 403
    assert stranger.get(form.get_absolute_url()).status_code == 404

    client = as_person(secretary)
    facts = {"version": 1, "title": "Avdelingsdirektør", "holder": director.pk, "is_active": "on"}
    away = {"away_from": "2026-07-01", "away_until": "2026-07-31"}
    assert client.post("/saker/godkjennere/ny/", facts | away).status_code == 422
    other: Person = PersonFactory(unit=alna)
    sent = facts | away | {"stand_in": other.pk}
    assert client.post("/saker/godkjennere/ny/", sent).status_code == 302
    office = Office.objects.get(title="Avdelingsdirektør")
    assert office.signer(office.away_from) == other
    assert client.post("/saker/godkjennere/ny/", facts).status_code == 422  # there already
    page = f"/saker/godkjennere/{office.pk}/"
    assert client.post(page, facts | {"title": "Sjef"}).status_code == 302
    assert client.post(page, facts | {"title": "Leder"}).status_code == 409
    outsider = facts | {"version": 2, "holder": PersonFactory(unit=nabo).pk}
    assert client.post(page, outsider).status_code == 422


def test_the_pages_of_the_form_are_cheap(alna, unit, secretary, director, as_person):
    form = services.install_forms(alna)
    offices.start_office(alna, {"title": "Økonomisjef", "holder": director}, by=secretary)
    case = case_in(unit, secretary)
    part = add_data(case, block="figures", by=secretary)
    client = as_person(secretary)
    cost = {}
    for address in (
        "/saker/maler/",
        form.get_absolute_url(),
        f"/saker/maler/{form.pk}/utseende/",
        f"/saker/maler/{form.pk}/deler/free/",
        "/saker/godkjennere/",
        f"/saker/{case.pk}/data/{part.pk}/",
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200, address
        cost[address] = len(seen)
    # The key figures alone are as many reads as the dashboard makes of them.
    assert {a: n for a, n in cost.items() if n > (30 if "/data/" in a else 12)} == {}
