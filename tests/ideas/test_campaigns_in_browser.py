"""A campaign that closes while somebody writes, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from ideas.models import Idea
from ideas.models.campaign import Campaign
from tests.factories.ideas import adviser_of
from tests.factories.people import PersonFactory, UnitFactory
from tests.factories.rooms import make_campaign

pytestmark = pytest.mark.django_db(transaction=True)


def fill(page: Page, title: str) -> None:
    page.get_by_label("Hva er behovet?").fill(f"Mange venter om natten: {title.lower()}.")
    page.get_by_label("Kort tittel").fill(title)


def test_a_campaign_takes_ideas_until_it_closes(page, as_person, alna):
    unit = UnitFactory(parent=alna, name="Hjemmetjenesten")
    campaign = make_campaign(unit, by=adviser_of(alna), title="Sommeren", questions=["Når?"])
    as_person(PersonFactory(unit=unit), page)
    page.goto(campaign.get_absolute_url())
    page.get_by_role("link", name="Meld inn en idé").click()
    fill(page, "I tide")
    page.get_by_label("Når?").fill("Om natten")
    page.get_by_role("button", name="Send inn idéen").last.click()
    expect(page.get_by_role("heading", name="Takk, idéen er mottatt")).to_be_visible()

    page.goto(campaign.get_absolute_url())
    page.get_by_role("link", name="Meld inn en idé").click()
    fill(page, "For sent")
    Campaign.objects.filter(pk=campaign.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    page.get_by_role("button", name="Send inn idéen").last.click()
    expect(page.get_by_text("Teksten din er lagret som utkast").first).to_be_visible()
    expect(page.get_by_label("Kort tittel")).to_have_value("For sent")
    page.get_by_role("button", name="Send inn idéen").last.click()
    expect(page.get_by_role("heading", name="Takk, idéen er mottatt")).to_be_visible()
    assert {idea.title: idea.campaign_id for idea in Idea.objects.all()} == {
        "I tide": campaign.pk,
        "For sent": None,
    }

    page.goto(campaign.get_absolute_url())
    expect(page.get_by_role("link", name="Meld inn en idé")).to_have_count(0)
    page.get_by_role("link", name="Se hva idéene ble til").first.click()
    expect(page.get_by_role("heading", name="Hva alle idéene ble til")).to_be_visible()
    expect(page.locator("#result-list")).to_contain_text("I tide")
