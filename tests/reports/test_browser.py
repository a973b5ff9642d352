"""The secretariat writes and the director approves, in a browser; the PDF comes from a worker."""

import re

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from organisation.files.models import Document
from organisation.files.services import open_file
from organisation.people.models import Unit
from organisation.web.richtext import to_plain
from reports import services
from reports.lifecycle import CaseState
from reports.models import BoardCase
from tests.factories.reports import (
    case_in,
    director_of,
    scheduled_case,
    secretary_of,
    written_case,
)

pytestmark = pytest.mark.django_db(transaction=True)


def write_text(page: Page, javascript: bool, text: str) -> None:
    """Into the editor where there is one, else into the textarea."""
    if javascript:
        page.locator(".ProseMirror").click()
        page.keyboard.type(text)
    else:
        page.locator("textarea[name=html], textarea[name=proposal]").fill(text)


def test_a_case_is_written_sent_and_approved(
    alna: Unit, page: Page, as_person, javascript: bool, axe
):
    secretary, director = secretary_of(alna), director_of(alna)
    as_person(secretary, page)
    page.goto("/saker/ny/")
    page.get_by_label("Tittel").fill("Ny gangvei ved Furuset")
    page.get_by_role("button", name="Opprett saken").click()
    expect(page.get_by_role("button", name="Send til kvalitetssikring")).to_be_disabled()

    case = BoardCase.objects.get()
    for heading in ("Bakgrunn for saken", "Saksframstilling"):
        page.locator(".parts").get_by_role("link", name=re.compile(heading)).click()
        write_text(page, javascript, f"Dette er {heading.lower()}.")
        page.get_by_role("button", name="Lagre", exact=True).click()
        expect(page.get_by_text(f"«{heading}» er lagret.")).to_be_visible()
    page.locator(".parts").get_by_role("link", name=re.compile("Forslag til vedtak")).click()
    write_text(page, javascript, "Bydelsutvalget vedtar gangveien.")
    page.get_by_role("button", name="Lagre", exact=True).click()
    if javascript:
        assert axe(page) == []
    page.get_by_role("button", name="Send til kvalitetssikring").click()
    expect(page.get_by_text("Saken er sendt til kvalitetssikring.")).to_be_visible()

    as_person(director, page)
    page.goto(f"/saker/{case.pk}/")
    written = page.get_by_role("region", name="Saksframstilling")
    expect(written.get_by_text("Dette er saksframstilling.")).to_be_visible()
    if javascript:
        assert axe(page) == []
    page.get_by_role("button", name="Godkjenn saken").click()
    expect(page.get_by_text("Saken er godkjent, og teksten er låst.")).to_be_visible()
    case.refresh_from_db()
    assert case.state == CaseState.APPROVED
    assert to_plain(case.proposal) == "Bydelsutvalget vedtar gangveien."


def test_what_is_typed_and_not_saved_is_there_again(alna: Unit, page: Page, as_person):
    secretary = secretary_of(alna)
    case = case_in(alna, secretary)
    as_person(secretary, page)
    page.goto(case.text_parts()[0].get_absolute_url())
    page.locator(".ProseMirror").click()
    with page.expect_response(lambda answer: "/utkast/" in answer.url):
        page.keyboard.type("Halvskrevet tekst")
    page.goto("/saker/")
    page.goto(case.text_parts()[0].get_absolute_url())
    expect(page.get_by_text("Du skriver videre på utkastet ditt")).to_be_visible()
    expect(page.locator(".ProseMirror")).to_contain_text("Halvskrevet tekst")


def test_pages_of_a_case_are_without_accessibility_faults(alna: Unit, page: Page, as_person, axe):
    secretary, director = secretary_of(alna), director_of(alna)
    draft = written_case(alna, secretary)
    services.add_attachment(draft, title="Rapport", note="I arkivet.", by=secretary)
    scheduled = scheduled_case(alna, secretary, director)
    stop = scheduled.deciding_stop
    as_person(secretary, page)
    for address in (
        "/saker/",
        "/saker/ny/",
        f"/saker/{draft.pk}/saksgang/",
        f"/saker/{draft.pk}/vedlegg/",
        f"/saker/{draft.pk}/hode/",
        f"/saker/{scheduled.pk}/",
        f"/saker/{scheduled.pk}/les/",
        f"/saker/{scheduled.pk}/saksgang/",
        f"/saker/{scheduled.pk}/vedtak/{stop.pk}/",
        f"/saker/{scheduled.pk}/tilbake/",
        f"/saker/{scheduled.pk}/historikk/",
    ):
        page.goto(address)
        assert axe(page) == [], address


def test_the_pdf_is_made_by_a_worker_and_its_progress_survives_a_reload(
    alna: Unit, page: Page, as_person, worker
):
    secretary, director = secretary_of(alna), director_of(alna)
    case = scheduled_case(alna, secretary, director, title="Velferdsteknologi")
    as_person(secretary, page)
    page.goto(f"/saker/{case.pk}/")
    page.get_by_role("button", name="Lag PDF").click()
    expect(page.locator("#document-status")).to_be_visible()
    page.reload()
    expect(page.get_by_text("PDF-en er klar.")).to_be_visible(timeout=60_000)

    with open_file(Document.objects.get().file) as content, pikepdf.open(content) as pdf:
        assert "Velferdsteknologi" in str(pdf.docinfo["/Title"])
        assert str(pdf.Root.Lang) == "nb-NO"
