"""The unit tree keeps itself whole."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from organisation.errors import DomainError, Stale
from organisation.people import services
from organisation.people.models import Unit, UnitKind
from tests.factories.people import PersonFactory, UnitFactory


def test_a_unit_lies_in_the_district_of_the_unit_above(alna, home_care):
    assert home_care.district == alna
    assert home_care.lineage[0] == alna.pk


def test_moving_a_unit_takes_everything_below_along(alna, health, home_care, administrator):
    team = UnitFactory(parent=home_care, name="Team nord")
    elsewhere = UnitFactory(parent=alna, name="Avdeling oppvekst", kind=UnitKind.AVDELING)
    services.edit_unit(
        home_care,
        name="Hjemmetjenesten",
        parent=elsewhere,
        kind="enhet",
        version=1,
        by=administrator,
    )
    team.refresh_from_db()
    assert team.lineage == [*elsewhere.lineage, home_care.pk, team.pk]


def test_a_unit_cannot_lie_under_itself(health, home_care, administrator):
    with pytest.raises(DomainError, match="under seg selv"):
        services.edit_unit(
            health,
            name=health.name,
            parent=home_care,
            kind="avdeling",
            version=1,
            by=administrator,
        )


def test_a_unit_cannot_move_to_another_district(nabo, health, administrator):
    with pytest.raises(DomainError, match="egen bydel"):
        services.edit_unit(
            health, name=health.name, parent=nabo, kind="avdeling", version=1, by=administrator
        )


def test_the_database_refuses_a_person_whose_district_is_not_that_of_the_unit(alna, nabo):
    person = PersonFactory(unit=alna)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(person).objects.filter(pk=person.pk).update(district=nabo)


def test_the_second_of_two_editors_is_told(health, administrator):
    services.edit_unit(
        health, name="Helse og mestring", parent=None, kind="avdeling", version=1, by=administrator
    )
    with pytest.raises(Stale) as refused:
        services.edit_unit(
            health, name="Helse", parent=None, kind="avdeling", version=1, by=administrator
        )
    assert refused.value.current.name == "Helse og mestring"


def test_a_unit_with_people_cannot_be_closed(home_care, employee, administrator):
    with pytest.raises(DomainError, match="personer i enheten"):
        services.close_unit(home_care, version=1, by=administrator)


def test_norwegian_names_sort_as_norwegians_do(alna):
    for name in ("Østensjø", "Ås", "Ærfugl", "Alfa", "Zulu", "Éva"):
        UnitFactory(parent=alna, name=name)
    names = Unit.objects.filter(parent=alna).order_by("name_key").values_list("name", flat=True)
    assert list(names) == ["Alfa", "Éva", "Zulu", "Ærfugl", "Østensjø", "Ås"]


class TreesStayWhole(TestCase):
    """Whatever is moved where, each path is the path of the unit above and the unit's own id."""

    @settings(max_examples=20, deadline=None)
    @given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
    def test_random_moves(self, moves):
        district = Unit.objects.get(slug="alna")
        units = [UnitFactory(parent=district) for _ in range(5)]
        by = PersonFactory(unit=district)
        for moved, above in moves:
            unit = Unit.objects.get(pk=units[moved].pk)
            try:
                services.edit_unit(
                    unit,
                    name=unit.name,
                    parent=units[above],
                    kind="enhet",
                    version=unit.version,
                    by=by,
                )
            except DomainError:
                continue
        for unit in Unit.objects.filter(district=district).exclude(parent=None):
            assert unit.lineage == [*unit.parent.lineage, unit.pk]


def test_moves_lock_the_district_first_and_then_the_tree_in_one_order(
    alna, health, home_care, administrator, django_assert_max_num_queries
):
    """Otherwise two moves at once could each hold what the other waits for."""
    with django_assert_max_num_queries(20) as asked:
        services.edit_unit(
            home_care, name=home_care.name, parent=alna, kind=home_care.kind, version=1,
            by=administrator,
        )  # fmt: skip
    locks = [
        query["sql"]
        for query in asked.captured_queries
        if "FOR UPDATE" in query["sql"] and query["sql"].startswith('SELECT "people_unit"')
    ]
    assert f'"id" = {alna.pk} ' in locks[0]
    assert "ORDER BY 1 ASC" in locks[-1]  # the id
