"""What the test plugin promises: real servers, two roles, two districts, a clean start."""

import pytest
from django.core.cache import cache
from django.db import ProgrammingError, connection, transaction

from organisation.people.models import Unit
from tests.factories.people import UnitFactory


def test_every_test_meets_two_districts(alna, nabo):
    assert set(Unit.objects.filter(parent=None)) == {alna, nabo}


@pytest.mark.parametrize(
    "forbidden",
    [
        "CREATE TABLE sneaked_in (id int)",
        "TRUNCATE people_unit CASCADE",
        "ALTER TABLE people_unit DISABLE TRIGGER USER",
        "DROP TABLE people_unit CASCADE",
        "SET session_replication_role = replica",
    ],
)
def test_the_app_role_may_not_change_tables(db, forbidden):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(forbidden)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_committing_test_wrote_is_gone_in_the_next(transactional_db, alna, nabo, turn):
    assert set(Unit.objects.all()) == {alna, nabo}
    UnitFactory(parent=alna)
    Unit.objects.filter(pk=nabo.pk).update(name=f"Bydel {turn}")
    cache.set("counter", turn)


def test_the_districts_are_as_they_were_after_committing_tests(alna, nabo):
    assert [alna.name, nabo.name] == ["Bydel Alna", "Bydel Nabo"]


def test_the_cache_starts_empty():
    assert cache.get("counter") is None
