"""Without a name, from a phone, in a real browser with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from ideas import services
from ideas.models import Idea, IdeaQuestion
from organisation.drafts.models import Draft
from tests.factories.ideas import adviser_of
from tests.factories.people import PersonFactory
from tests.ideas.test_in_browser import PHONE, fits

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_goes_over_to_anonymous_and_follows_the_idea_with_a_code(
    page, as_person, alna, javascript, axe
):
    page.set_viewport_size(PHONE)
    as_person(PersonFactory(unit=alna), page)
    page.goto("/ideer/ny/")
    if javascript:
        page.get_by_label("Hva er behovet?").press_sequentially("Natten er lang")
        expect(page.locator("[data-autosave-status]")).to_contain_text("Utkast lagret kl.")
        assert axe(page) == []
    page.get_by_role("button", name="Meld inn anonymt").click()
    expect(page.get_by_role("heading", name="Meld inn en idé anonymt")).to_be_visible()
    assert not Draft.objects.exists()
    need = page.get_by_label("Hva er behovet?")
    if javascript:
        expect(need).to_have_value("Natten er lang")
        expect(page.locator("[data-local-status]")).to_have_text("Ligger bare i denne nettleseren")
        page.reload()
        expect(need).to_have_value("Natten er lang")
        assert axe(page) == []
    need.fill("Natten er lang, og ingen svarer.")
    page.get_by_label("Kort tittel").fill("Natten")
    page.get_by_label("Hvilken enhet gjelder det?").select_option(str(alna.pk))
    assert fits(page)
    page.get_by_role("button", name="Send inn idéen").click()
    expect(page.get_by_role("heading", name="Takk, idéen er mottatt")).to_be_visible()
    assert fits(page)
    code = page.locator("[data-follow-code]").inner_text()
    if javascript:
        assert axe(page) == []
        assert page.evaluate("localStorage.length") == 0
    idea = Idea.objects.get()
    services.ask_submitter(idea, "Hvor mange er dere?", by=adviser_of(alna))
    page.goto(f"/ideer/anonym/{idea.public_id}/")
    page.get_by_label("Oppfølgingskode").fill(code)
    page.get_by_role("button", name="Vis idéen").click()
    expect(page.get_by_text("Hvor mange er dere?")).to_be_visible()
    if javascript:
        assert axe(page) == []
    page.get_by_label("Svaret ditt").fill("Vi er to.")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_text("Takk. Svaret ditt er sendt, og fristen går igjen.")).to_be_visible()
    assert IdeaQuestion.objects.get().answered_by is None
    assert fits(page)


def test_files_are_sent_with_a_bar_that_fills(page, as_person, alna, tmp_path):
    as_person(PersonFactory(unit=alna), page)
    page.goto("/ideer/ny/")
    page.get_by_label("Hva er behovet?").fill("Vi leter.")
    page.get_by_label("Kort tittel").fill("Nøkler")
    attached = tmp_path / "vaktliste.txt"
    attached.write_text("Vaktliste\n")
    wrong = tmp_path / "arkiv.zip"
    wrong.write_bytes(b"PK\x03\x04 noe")
    page.get_by_label("Bilder eller filer").set_input_files([wrong])
    page.get_by_role("button", name="Send inn idéen").click()
    expect(page.locator("#id_files_error")).to_contain_text("arkiv.zip")
    expect(page.get_by_label("Kort tittel")).to_have_value("Nøkler")
    page.get_by_label("Bilder eller filer").set_input_files([attached])
    page.get_by_role("button", name="Send inn idéen").click()
    expect(page.get_by_role("heading", name="Takk, idéen er mottatt")).to_be_visible()
    assert [str(row) for row in Idea.objects.get().attachments.all()] == ["vaktliste.txt"]
