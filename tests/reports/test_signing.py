"""The posts of the form approve a case one after the other, in person or through a stand-in."""

import io
from datetime import timedelta

import docx
import pytest
from django.utils import timezone

from organisation.errors import DomainError
from organisation.files.rendering.docx import docx_of
from organisation.files.rendering.pdf import html_of
from organisation.notices.models import Notice
from organisation.web.wording import day
from reports import services
from reports.content import document_context
from reports.lifecycle import CaseState
from reports.models import BoardCase, CaseTemplate, Office
from tests.factories.people import PersonFactory
from tests.factories.reports import case_in, committee_of, write


@pytest.fixture
def line(alna):
    """Head of department, then the district director: each with somebody who holds it."""
    committee_of(alna)
    offices = [
        Office.objects.create(
            unit=alna, district=alna, title=title, holder=PersonFactory(unit=alna)
        )
        for title in ("Avdelingsdirektør", "Bydelsdirektør")
    ]
    form = CaseTemplate.objects.current_for(alna.pk)
    form.approvers = [office.pk for office in offices]
    form.save()
    return offices


@pytest.fixture
def sent(line, unit, secretary):
    case = write(case_in(unit, secretary), secretary)
    return services.send_to_quality_check(case, by=secretary)


def fresh(case: BoardCase) -> BoardCase:
    return BoardCase.objects.with_text().get(pk=case.pk)


def test_the_line_signs_in_order_and_the_last_one_freezes_the_text(
    line, sent, director, secretary, client
):
    first, last = (office.holder for office in line)
    assert Notice.objects.filter(person=first, url=sent.get_absolute_url()).exists()
    for hasty in (last, director):
        with pytest.raises(DomainError, match="Saken venter på"):
            services.sign_case(sent, by=hasty)
    client.force_login(director)
    assert "Godkjenn saken" not in client.get(sent.get_absolute_url()).content.decode()
    client.force_login(first)
    assert sent.get_absolute_url() in client.get("/").content.decode()
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "Godkjenn og send videre" in page
    # Sent back, it is a draft, which the one who signs does not see.
    answer = client.post(f"/saker/{sent.pk}/tilbake/", {"remarks": "Rett."}, follow=True)
    assert "Saken er sendt tilbake" in answer.content.decode()
    assert answer.redirect_chain == [("/", 302)]
    sent = services.send_to_quality_check(fresh(sent), by=secretary)
    client.post(f"/saker/{sent.pk}/steg/sign/", {"version": sent.version})
    assert fresh(sent).state == CaseState.QUALITY_CHECK
    client.force_login(last)
    client.post(f"/saker/{sent.pk}/steg/approve/", {"version": fresh(sent).version})
    case = fresh(sent)
    assert case.state == CaseState.APPROVED
    assert [each.title for each in case.signatures.all()] == ["Avdelingsdirektør", "Bydelsdirektør"]
    assert case.approved_text.approver_role == "Bydelsdirektør"


def test_a_stand_in_signs_as_acting_while_the_holder_is_away(line, sent):
    today = timezone.localdate()
    stand_in = PersonFactory(unit=line[0].district)
    Office.objects.filter(pk=line[0].pk).update(
        stand_in=stand_in, away_from=today, away_until=today + timedelta(days=7)
    )
    with pytest.raises(DomainError, match="Saken venter på"):
        services.sign_case(sent, by=line[0].holder)
    services.sign_case(sent, by=stand_in)
    signature = fresh(sent).signatures.get()
    assert (signature.title, signature.is_stand_in) == ("fung. avdelingsdirektør", True)


def test_a_case_that_comes_back_is_signed_anew(line, sent, secretary):
    first = line[0].holder
    services.sign_case(sent, by=first)
    services.return_with_remarks(fresh(sent), remarks="Rett tabellen.", by=first)
    with pytest.raises(BoardCase.DoesNotExist):
        BoardCase.objects.visible_to(type(first).objects.get(pk=first.pk)).get(pk=sent.pk)
    again = services.send_to_quality_check(fresh(sent), by=secretary)
    assert [place.signature for place in fresh(again).signing_line] == [None, None]
    assert again.signatures.count() == 1


def test_the_paper_names_who_approved_at_each_post(line, sent, secretary, client):
    client.force_login(secretary)
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "avdelingsdirektør, bydelsdirektør" in page  # the steps over a case that waits
    today = timezone.localdate()
    stand_in = PersonFactory(unit=line[0].district, name="Stine Vikar")
    Office.objects.filter(pk=line[0].pk).update(
        stand_in=stand_in, away_from=today, away_until=today + timedelta(days=7)
    )
    services.sign_case(sent, by=stand_in)
    services.approve_case(fresh(sent), by=line[1].holder)
    case = fresh(sent)
    context = document_context(case)
    [block] = [each for each in context["blocks"] if each["kind"] == "signature"]
    assert block["signers"] == [
        {"name": "Stine Vikar", "title": "fung. avdelingsdirektør", "day": day(today)},
        {"name": line[1].holder.name, "title": "Bydelsdirektør", "day": day(today)},
    ]
    on_paper = html_of("documents/board_case.html", context)
    in_word = " ".join(p.text for p in docx.Document(io.BytesIO(docx_of(context))).paragraphs)
    on_page = client.get(f"/saker/{case.pk}/les/").content.decode()
    for signer in block["signers"]:
        for words in (on_paper, in_word, on_page):
            assert all(said.lower() in words.lower() for said in signer.values())
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "fung. avdelingsdirektør, bydelsdirektør" in page
