"""Planned procurement, and the dialogue with the market before it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from pytest_django.asserts import assertContains, assertRedirects

from organisation.errors import DomainError
from portfolio.models import MarketDialogue, Procurement
from portfolio.services import procurement as services
from tests.factories.portfolio import make_project

PLAN = {
    "what": "Vaktplan",
    "form": "open",
    "announced_on": date(2027, 1, 10),
    "offers_by": date(2027, 2, 10),
    "contract_on": date(2027, 3, 10),
    "amount_nok": Decimal("1200000.50"),
}


@pytest.fixture
def project(alna):
    return make_project(alna)


@pytest.mark.parametrize(
    ("crossing", "words"),
    [
        ({"offers_by": date(2027, 1, 9)}, "Tilbudsfristen kan ikke komme før kunngjøringen"),
        ({"contract_on": date(2027, 2, 9)}, "Kontrakten kan ikke komme før tilbudsfristen"),
        (
            {"offers_by": None, "contract_on": date(2027, 1, 9)},
            "Kontrakten kan ikke komme før kunngjøringen",
        ),
    ],
)
def test_dates_that_cross_are_refused_everywhere(project, as_person, crossing, words):
    with pytest.raises(DomainError, match=words):
        services.plan_procurement(project, {**PLAN, **crossing}, by=project.leader)
    typed = {name: value or "" for name, value in {**PLAN, **crossing}.items()}
    page = as_person(project.leader).post(f"/prosjekter/{project.slug}/anskaffelse/ny/", typed)
    assertContains(page, words, status_code=422)
    with pytest.raises(IntegrityError), transaction.atomic():
        Procurement.objects.create(project=project, **{**PLAN, **crossing})


def test_the_supplier_is_named_only_when_the_contract_is_given(project):
    procurement = services.plan_procurement(
        project, {**PLAN, "announced_on": date(2026, 1, 1)}, by=project.leader
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Procurement.objects.update(supplier="Turnus AS")
    with pytest.raises(DomainError, match="fram i tid"):
        services.award(
            procurement,
            supplier="Turnus AS",
            on=localdate() + timedelta(days=1),
            version=1,
            by=project.leader,
        )
    awarded = services.award(
        procurement, supplier="Turnus AS", on=localdate(), version=1, by=project.leader
    )
    assert (awarded.supplier, awarded.is_awarded) == ("Turnus AS", True)
    with pytest.raises(DomainError, match="kan ikke tas bort"):
        services.remove_procurement(awarded, by=project.leader)


def test_plan_award_and_dialogue_on_the_page(project, as_person):
    client = as_person(project.leader)
    address = f"/prosjekter/{project.slug}/anskaffelse/"
    assertContains(client.get(address), "Ingen planlagte anskaffelser")
    plan = {**PLAN, "announced_on": "2026-01-10", "amount_nok": "1 200 000,50"}
    assertRedirects(client.post(f"{address}ny/", plan), address)
    procurement = Procurement.objects.get()
    assert procurement.amount_nok == Decimal("1200000.50")
    said = {"form": "conference", "held_on": "2026-02-01", "with_whom": "Åtte leverandører"}
    assertRedirects(client.post(f"{address}dialog/ny/", said), address)
    dialogue = MarketDialogue.objects.get()
    said.update(outcome="Kravene ble kortere.", version=dialogue.version)
    client.post(f"{address}dialog/{dialogue.pk}/", said)
    assertContains(client.get(address), "Kravene ble kortere.")
    award = {"supplier": "Turnus AS", "on": localdate().isoformat(), "version": 1}
    client.post(f"{address}{procurement.pk}/tildelt/", award)
    assertContains(client.get(address), "Turnus AS")
    client.post(f"{address}dialog/{dialogue.pk}/fjern/")
    assert not MarketDialogue.objects.exists()
