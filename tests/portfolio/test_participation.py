"""Who took part, what they said, and what changed because of it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organisation.errors import DomainError
from portfolio import services as portfolio
from portfolio.models import Participation
from portfolio.queries.participation import co_determination_of, for_record
from portfolio.services import participation as services
from tests.factories.people import PersonFactory
from tests.factories.portfolio import make_project

TALK = {
    "group": "users",
    "role": "Beboere på Haugen",
    "number": 6,
    "held_on": date(2026, 3, 2),
    "how": "workshop",
    "said": "Vi vil ut om kvelden.",
}
HEARD = {**TALK, "group": "unions", "how": "co_determination", "body": "mbu"}


@pytest.fixture
def project(alna):
    return make_project(alna)


def log(project, **changes):
    return services.log_participation(project, {**TALK, **changes}, by=project.leader)


def test_co_determination_names_its_body_and_can_be_pointed_to(project):
    with pytest.raises(DomainError, match="MBU eller AMU"):
        log(project, how="co_determination")
    heard = log(project, **HEARD, case_reference="7/26")
    log(project)
    assert list(co_determination_of(project)) == [heard]
    assert {entry["body"] for entry in for_record(project)} == {"mbu", ""}
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=heard.pk).update(body="")


def test_what_has_not_happened_is_not_logged(project):
    with pytest.raises(DomainError, match="når den har skjedd"):
        log(project, held_on=localdate() + timedelta(days=1))


def test_the_log_flags_where_nobody_has_said_what_changed(project, as_person):
    log(project)
    log(project, said="Mer lys", changed="Vi satte opp lamper.")
    client = as_person(project.leader)
    address = f"/prosjekter/{project.slug}/medvirkning/"
    assertContains(client.get(address), "Ikke skrevet ennå", count=1)
    page = client.get(f"{address}?show=open")
    assertContains(page, "Vi vil ut om kvelden.")
    assertNotContains(page, "Mer lys")
    assertNotContains(client.get(f"{address}?group=unions"), "Mer lys")


def test_a_member_writes_and_finishes_an_entry(project, alna, as_person):
    member = PersonFactory(unit=alna)
    portfolio.add_member(project, member, role="Fagperson", by=project.leader)
    client = as_person(member)
    address = f"/prosjekter/{project.slug}/medvirkning/"
    form = {**TALK, "how": "co_determination"}
    assertContains(client.post(f"{address}ny/", form), "Velg MBU eller AMU", status_code=422)
    assertRedirects(client.post(f"{address}ny/", {**form, "body": "amu"}), address)
    entry = Participation.objects.get()
    assert entry.written_by == member
    done = {**form, "body": "amu", "changed": "Lamper ute.", "version": entry.version}
    client.post(f"{address}{entry.pk}/", done)
    assertContains(client.get(address), "Lamper ute.")
    assertContains(client.post(f"{address}{entry.pk}/", done), "Noen andre", status_code=409)
    client.post(f"{address}{entry.pk}/fjern/")
    assert not Participation.objects.exists()
    assert as_person(PersonFactory(unit=alna)).get(f"{address}ny/").status_code == 403
