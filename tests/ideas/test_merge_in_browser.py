"""Two ideas become one by consent, in a real browser."""

import pytest
from playwright.sync_api import expect

from ideas.models import Idea
from tests.factories.answers import released_idea, turn_on_merging
from tests.factories.ideas import adviser_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_authors_agree_that_their_ideas_are_one(page, as_person, alna, axe):
    adviser, hilde, odd = adviser_of(alna), PersonFactory(unit=alna), PersonFactory(unit=alna)
    turn_on_merging(alna, by=adviser)
    first = released_idea(alna, by=hilde, title="Nøkkelbokser")
    second = released_idea(alna, by=odd, title="Låser på nett")

    as_person(adviser, page)
    page.goto(first.get_absolute_url())
    page.get_by_role("link", name="Finn en som sier det samme").click()
    page.get_by_label("Nummer eller ord fra idéen").fill("låser")
    page.get_by_role("main").get_by_role("button", name="Søk").click()
    page.get_by_role("link", name="Låser på nett").click()
    assert axe(page) == []
    page.get_by_role("link", name="Foreslå å slå dem sammen").click()
    page.get_by_label("Hvorfor bør de bli én?").fill("Begge vil slippe å lete etter nøkler.")
    assert axe(page) == []
    page.get_by_role("button", name="Spør forfatterne").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Slå sammen to idéer")

    for author, said in ((hilde, "1 av 2 har sagt ja"), (odd, "Slått sammen")):
        as_person(author, page)
        page.goto("/")
        question = "Slå sammen «Nøkkelbokser» og «Låser på nett»?"
        page.get_by_role("link", name=question, exact=True).click()
        page.get_by_label("Ja, slå dem sammen").check()
        page.get_by_role("button", name="Send svaret").click()
        expect(page.get_by_role("main")).to_contain_text(said)
    assert axe(page) == []

    page.goto(first.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("Idéen er slått sammen med en annen")
    assert axe(page) == []
    page.get_by_role("link", name=f"idé {second.number}, Låser på nett").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Låser på nett")
    page.goto(first.get_absolute_url())
    page.get_by_role("link", name="Angre sammenslåingen").click()
    page.get_by_role("button", name="Angre sammenslåingen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nøkkelbokser")
    assert Idea.objects.get(pk=first.pk).is_unanswered
