"""Those who write together in a case: comments to a paragraph."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organisation.errors import DomainError
from organisation.notices.models import Notice
from organisation.people.models import Role
from reports import services
from reports.models import BoardCase, CaseComment, CaseWriter
from reports.services.comment import (
    add_comment,
    answer_comment,
    finish_comment,
    reopen_comment,
)
from reports.shielding import paragraphs_of
from tests.factories.people import person_as
from tests.factories.reports import written_case

pytestmark = pytest.mark.django_db


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def test_a_comment_stands_by_its_paragraph_and_outlives_it(
    unit, secretary, director, alna, as_person
):
    case = written_case(unit, secretary)
    section = case.sections.filter(kind="text").exclude(html="").first()
    key = next(paragraphs_of(section.html)).key
    browser = as_person(director)
    page = browser.get(case.get_absolute_url()).content.decode()
    assert f'value="{section.pk}:{key}"' in page  # chosen from a list, with no script
    sent = browser.post(
        f"/saker/{case.pk}/kommentar/", {"about": f"{section.pk}:{key}", "text": "Hva koster det?"}
    )
    comment = CaseComment.objects.get()
    assert sent.url == f"/saker/{case.pk}/#kommentar-{comment.pk}"
    assert comment.quote.startswith("Teksten i")
    assert "kommenterte i" in told(secretary)[0]

    writer = as_person(secretary)
    desk = writer.get(section.get_absolute_url()).content.decode()
    for words in ("Hva koster det?", "1 åpen kommentar", "1 kommentar er åpen."):
        assert words in desk
    writer.post(comment.get_absolute_url(), {"text": "Det står i del 4."})
    writer.post(f"{comment.get_absolute_url()}ferdig/")
    comment.refresh_from_db()
    assert (comment.done_by, comment.replies.get().text) == (secretary, "Det står i del 4.")
    assert [words.split(" i «")[0].partition("Solberg ")[2] for words in told(director)] == [
        "svarte på en kommentar",
        "merket en kommentar",
    ]
    desk = writer.get(section.get_absolute_url()).content.decode()
    assert "åpen kommentar" not in desk
    assert "Åpne igjen" in desk

    section.refresh_from_db()
    services.save_section(section, html="<p>Annet.</p>", by=secretary, version=section.version)
    page = writer.get(comment.get_absolute_url()).content.decode()
    assert "Avsnittet er tatt ut eller skrevet om." in page
    assert comment.quote in page


def test_each_paragraph_that_is_read_has_its_place_for_comments(
    unit, secretary, director, as_person
):
    case = written_case(unit, secretary)
    section = case.sections.filter(kind="text").exclude(html="").first()
    text = '<p>Ett<small class="footnote">Kilden.</small>.</p><ul><li>To</li></ul>'
    section = services.save_section(section, html=text, by=secretary, version=section.version)
    one, two = (each.key for each in paragraphs_of(section.html))
    browser = as_person(director)
    add = f"/saker/{case.pk}/kommentar/?sted={section.pk}&amp;avsnitt="
    page = browser.get(case.get_absolute_url()).content.decode()
    for words in (f'href="{add}{one}"', f'href="{add}{two}"', ": To</span>", 'id="fotnote-1"'):
        assert words in page

    form = browser.get(f"{add}{one}".replace("&amp;", "&")).content.decode()
    assert f'<option value="{section.pk}:{one}" selected>' in form
    comment = add_comment(case, section=section, block=one, text="Hvilken?", by=director)
    desk = browser.get(case.get_absolute_url()).content.decode()
    assert f'<a class="there" href="#kommentar-{comment.pk}">' in desk
    read = as_person(secretary).get(f"/saker/{case.pk}/les/").content.decode()
    assert f'<a class="there" href="{comment.get_absolute_url()}">' in read
    assert "(fotnote 1: Kilden.)" in browser.get(f"/saker/{case.pk}/tekst/").content.decode()

    case = services.send_to_quality_check(case, by=secretary)
    services.approve_case(case, by=director)
    assert add not in browser.get(case.get_absolute_url()).content.decode()


def test_a_part_that_is_taken_out_leaves_its_comments(unit, secretary, as_person):
    case = written_case(unit, secretary)
    extra = services.add_section(case, heading="Tillegg", html="<p>Kort.</p>", by=secretary)
    comment = add_comment(case, section=extra, text="Trengs den?", by=secretary)
    services.remove_section(extra, by=secretary, version=extra.version)
    page = as_person(secretary).get(comment.get_absolute_url()).content.decode()
    assert "Delen er tatt ut av saken." in page
    assert "Tillegg" in page
    assert "Trengs den?" in as_person(secretary).get(f"/saker/{case.pk}/forslag/").content.decode()


def test_comments_go_on_through_quality_check_and_stop_at_approval(
    unit, secretary, director, alna, as_person
):
    case = written_case(unit, secretary)
    comment = add_comment(case, section=None, text="Er dette nok?", by=director)
    with pytest.raises(DomainError, match="endret av noen andre"):
        add_comment(case, section=None, block="borte123", text="Her", by=director)
    finish_comment(comment, by=secretary)
    case = services.send_to_quality_check(case, by=secretary)
    reopen_comment(comment, by=director)
    answer_comment(comment, text="Ja.", by=secretary)
    services.approve_case(case, by=director)
    for do in (finish_comment, reopen_comment):
        with pytest.raises(DomainError, match="godkjent"):
            do(comment, by=secretary)
    address = comment.get_absolute_url()
    assert as_person(secretary).post(address, {"text": "Mer"}).status_code == 403
    assert "Er dette nok?" in as_person(secretary).get(address).content.decode()
    manager = person_as(Role.MANAGER, unit)  # reads the approved text, not what was said of it
    assert as_person(manager).get(case.get_absolute_url()).status_code == 200
    assert as_person(manager).get(address).status_code == 404


def test_two_in_the_same_part_are_told_of_each_other(unit, secretary, alna, as_person):
    case = written_case(unit, secretary)
    section, other = case.sections.filter(kind="text")[:2]
    kari = person_as(Role.SECRETARIAT, alna, name="Kari Nes")
    as_person(kari).get(section.get_absolute_url())
    writer = as_person(secretary)
    said = "Kari Nes skriver i denne delen nå."
    assert said in writer.get(section.get_absolute_url()).content.decode()
    assert said not in writer.get(other.get_absolute_url()).content.decode()
    address = f"/saker/{case.pk}/skriver/{section.pk}/"
    first = writer.get(address)
    assert said in first.content.decode()
    again = writer.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    CaseWriter.objects.filter(person=kari).update(seen_at=timezone.now() - timedelta(minutes=3))
    assert said not in writer.get(address).content.decode()  # silent, so gone
    as_person(kari).get(section.get_absolute_url())
    section.refresh_from_db()
    fields = {"version": section.version, "heading": section.heading, "level": 2, "html": "Nytt."}
    as_person(kari).post(section.get_absolute_url(), {**fields, "neste": "1"})
    assert said not in writer.get(address).content.decode()  # saved and went on


def test_the_check_list_looks_at_headings(unit, secretary):
    case = written_case(unit, secretary)
    section = case.sections.filter(kind="text").exclude(html="").first()
    many = f"<p>{'ord og ' * 301}</p>"
    html = f"<h3>{section.heading}</h3>{many}<h3>Mer</h3><p>Kort.</p>"
    services.save_section(section, html=html, by=secretary, version=section.version)
    case = BoardCase.objects.with_text().get(pk=case.pk)
    tips = [(item.text, item.note) for item in case.checks() if not item.is_met]
    assert (f"To overskrifter er like: «{section.heading}».", "") in tips
    assert (
        f"Del opp «{section.heading}» med en underoverskrift.",
        "602 ord står uten overskrift.",
    ) in tips
    assert services.send_to_quality_check(case, by=secretary).state == "quality_check"  # a tip
