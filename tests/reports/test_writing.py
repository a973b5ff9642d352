"""Writing in a case: what is stored, and two people at once."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from organisation.drafts.models import Draft
from organisation.errors import DomainError, Stale
from organisation.files.rendering.pdf import html_of
from organisation.web.richtext import to_plain
from reports import services
from reports.content import document_context
from reports.models import ApprovedText, BoardCase
from tests.factories.people import PersonFactory
from tests.factories.reports import approved_case, case_in, scheduled_case, write, written_case

pytestmark = pytest.mark.django_db

NASTY = (
    '<p onclick="steal()">Hei <script>alert(1)</script><a href="javascript:alert(2)">her</a>'
    '<img src="https://spy.example/x.png"><img src="file:///etc/passwd">'
    '<iframe src="https://spy.example"></iframe></p>'
)


def test_scripts_and_foreign_addresses_never_reach_the_text_or_the_document(unit, secretary):
    case = case_in(unit, secretary)
    section = case.sections.first()
    saved = services.save_section(section, html=NASTY, by=secretary, version=1)
    services.save_proposal(case, proposal=NASTY, by=secretary, version=case.version)

    case = BoardCase.objects.with_text().get(pk=case.pk)
    page = html_of("documents/board_case.html", document_context(case))
    for text in (saved.html, case.proposal, page):
        for word in ("<script", "alert(", "onclick", "spy.example", "file:", "iframe", "passwd"):
            assert word not in text
    assert "Hei" in page


def test_the_second_of_two_writers_is_told_and_loses_nothing(unit, secretary):
    case = case_in(unit, secretary)
    section = case.sections.first()
    services.save_section(section, html="<p>Min tekst.</p>", by=secretary, version=1)

    with pytest.raises(Stale) as told:
        services.save_section(section, html="<p>Din tekst.</p>", by=secretary, version=1)
    assert to_plain(told.value.current.html) == "Min tekst."


def test_both_texts_are_shown_to_the_second_writer_on_the_page(unit, secretary, as_person):
    case = case_in(unit, secretary)
    section = case.sections.first()
    services.save_section(section, html="<p>Teksten til Kari.</p>", by=secretary, version=1)
    answer = as_person(secretary).post(
        section.get_absolute_url(),
        {"version": 1, "heading": section.heading, "level": 2, "html": "Teksten til Ola."},
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Noen andre lagret før deg" in page
    assert "Teksten til Kari." in page
    assert "Teksten til Ola." in page
    section.refresh_from_db()
    assert to_plain(section.html) == "Teksten til Kari."


def test_two_who_write_in_different_parts_do_not_meet(unit, secretary):
    case = case_in(unit, secretary)
    one, other = case.sections.all()[:2]
    services.save_section(one, html="<p>En.</p>", by=secretary, version=1)
    services.save_section(other, html="<p>To.</p>", by=secretary, version=1)
    case.refresh_from_db()
    assert "En." in case.body_text
    assert "To." in case.body_text


def test_a_draft_is_found_again_and_is_gone_when_it_is_saved(unit, secretary, as_person):
    case = case_in(unit, secretary)
    section = case.sections.first()
    Draft.objects.create(
        person=secretary,
        form="reports.section",
        object_ref=f"{case.pk}-{section.pk}",
        base_version=1,
        payload={"html": ["Halvskrevet."], "heading": ["Ny"], "level": ["2"]},
    )
    client = as_person(secretary)
    assert "Halvskrevet." in client.get(section.get_absolute_url()).content.decode()
    client.post(
        section.get_absolute_url(),
        {"version": 1, "heading": "Ny", "level": 2, "html": "Helskrevet."},
    )
    assert not Draft.objects.exists()


def test_an_approved_text_never_changes(unit, secretary, director):
    case = approved_case(unit, secretary, director)
    section = case.sections.first()
    with pytest.raises(DomainError, match="teksten er låst"):
        services.save_section(section, html="<p>Ny.</p>", by=secretary, version=section.version)
    with pytest.raises(DatabaseError), transaction.atomic():
        ApprovedText.objects.filter(case=case).update(snapshot="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        ApprovedText.objects.filter(case=case).delete()


def test_only_the_archive_number_may_change_after_approval(unit, secretary, director):
    case = approved_case(unit, secretary, director)
    case = services.register_case(
        case, archive_case="201500143", archive_code="110", by=secretary, version=case.version
    )
    assert document_context(case)["archive_line"] == "Arkivsak 201500143"
    with pytest.raises(DomainError, match="Teksten er låst"):
        services.register_case(case, title="Ny tittel", by=secretary, version=case.version)


def test_an_archive_case_belongs_to_one_case_in_a_district(alna, nabo, secretary):
    first, second = case_in(alna, secretary), case_in(alna, secretary)
    services.register_case(first, archive_case="2014/643", by=secretary, version=1)
    with pytest.raises(DomainError, match="alt brukt"):
        services.register_case(second, archive_case="2014/643", by=secretary, version=1)
    other = case_in(nabo, PersonFactory(unit=nabo))
    services.register_case(other, archive_case="2014/643", by=secretary, version=1)


def test_exempt_needs_a_legal_basis(unit, secretary):
    case = case_in(unit, secretary)
    with pytest.raises(DomainError, match="Skriv hjemmelen"):
        services.register_case(case, is_exempt=True, by=secretary, version=case.version)


def test_a_returned_case_is_approved_anew_and_the_old_text_stays(unit, secretary, director):
    case = approved_case(unit, secretary, director)
    services.return_with_remarks(case, remarks="Skriv hvor pengene er.", by=director)
    section = case.sections.get(heading="Saksframstilling")
    services.save_section(section, html="<p>Pengene.</p>", by=secretary, version=section.version)
    services.send_to_quality_check(BoardCase.objects.get(pk=case.pk), by=secretary)
    services.approve_case(BoardCase.objects.get(pk=case.pk), by=director)

    first, second = ApprovedText.objects.filter(case=case).order_by("number")
    assert first.sha256 != second.sha256
    assert "Pengene." not in first.snapshot
    assert "Pengene." in second.snapshot


def test_a_case_that_moved_while_the_director_read_is_not_approved(unit, secretary, director):
    case = services.send_to_quality_check(written_case(unit, secretary), by=secretary)
    read = case.version
    services.return_with_remarks(case, remarks="Et hull.", by=secretary)
    services.send_to_quality_check(BoardCase.objects.get(pk=case.pk), by=secretary)
    with pytest.raises(Stale):
        services.approve_case(case, version=read, by=director)


def test_what_the_form_demands_is_not_removed_and_the_rest_is(unit, secretary):
    case = case_in(unit, secretary)
    demanded = case.sections.get(heading="Saksframstilling")
    with pytest.raises(DomainError, match="Malen krever denne delen"):
        services.remove_section(demanded, by=secretary, version=1)
    services.remove_section(case.sections.get(kind="money"), by=secretary, version=1)
    assert not case.sections.filter(kind="money").exists()


def test_sections_and_attachments_move_one_place_at_a_time(unit, secretary):
    case = case_in(unit, secretary)
    names = lambda: [section.heading for section in case.sections.order_by("position")]  # noqa: E731
    before = names()
    services.move_section(case.sections.first(), step=1, by=secretary)
    assert names() == [before[1], before[0], *before[2:]]
    services.move_section(case.sections.last(), step=1, by=secretary)
    assert names() == [before[1], before[0], *before[2:]]
    for title in ("En", "To", "Tre"):
        services.add_attachment(case, title=title, note="I arkivet.", by=secretary)
    services.remove_attachment(case.attachments.get(title="To"), by=secretary)
    assert [str(each) for each in case.attachments.order_by("number")] == ["1. En", "2. Tre"]


def test_the_document_of_a_case_is_made_once_for_the_same_content(unit, secretary, director):
    case = scheduled_case(unit, secretary, director)
    first = services.order_pdf(case, by=secretary)
    assert services.order_pdf(case, by=director) == first
    services.record_vedtak(case.deciding_stop, "as_proposed", by=secretary)
    with_vedtak = services.order_pdf(case, by=secretary)
    assert with_vedtak != first
    assert "Vedtak, Bydelsutvalget" in html_of("documents/board_case.html", with_vedtak.data)
    assert [each.number for each in case.documents.order_by("number")] == [1, 2]


def test_a_draft_says_it_is_one_and_numbers_its_parts(unit, secretary):
    case = BoardCase.objects.with_text().get(pk=write(case_in(unit, secretary), secretary).pk)
    content = document_context(case)
    assert content["letterhead"]["kind"] == "Utkast til saksframlegg"
    assert [block.get("number") for block in content["blocks"] if block["kind"] == "section"] == [
        "1",
        "2",
    ]


def test_somebody_else_than_the_writers_cannot_post(unit, secretary, director, as_person):
    case = case_in(unit, secretary)
    client: Client = as_person(director)
    section = case.sections.first()
    answer = client.post(section.get_absolute_url(), {"version": 1, "html": "x"})
    assert answer.status_code == 403
    section.refresh_from_db()
    assert section.html == ""
