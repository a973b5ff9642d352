"""The same querysets, read as they were."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisation.audit.tracking import as_of, backdated
from organisation.people.models import Partner, Person, RoleGrant, Unit
from organisation.people.services import move_subtree
from tests.factories.people import PartnerFactory, PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db

# Ahead of the clock, so that the districts every test has are there on all days.
MONDAY = datetime(2036, 3, 3, 12, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def partner(alna):
    with backdated(MONDAY):
        return PartnerFactory(district=alna, name="Frivilligsentralen")


def names(queryset=None) -> list[str]:
    return list((queryset or Partner.objects.order_by("name_key")).values_list("name", flat=True))


def test_a_day_shows_the_names_of_that_day(partner):
    with backdated(WEDNESDAY):
        Partner.objects.update(name="Nærmiljøhuset")
    with as_of(date(2036, 3, 4)):
        assert names() == ["Frivilligsentralen"]
    with as_of(date(2036, 3, 5)):
        assert names() == ["Nærmiljøhuset"]
    assert names() == ["Nærmiljøhuset"]


def test_a_row_is_not_there_before_it_was_made(partner):
    with as_of(MONDAY - timedelta(microseconds=1)):
        assert names() == []
    with as_of(MONDAY):
        assert names() == ["Frivilligsentralen"]


def test_a_deleted_row_is_there_on_the_days_it_was(partner):
    with backdated(TUESDAY):
        Partner.objects.all().delete()
    with as_of(MONDAY):
        assert names() == ["Frivilligsentralen"]
    with as_of(TUESDAY):
        assert names() == []


def test_a_day_lasts_until_midnight_in_oslo(alna):
    with backdated(datetime(2036, 3, 3, 22, 59, tzinfo=UTC)):
        PartnerFactory(district=alna, name="Før midnatt")
    with backdated(datetime(2036, 3, 3, 23, 0, tzinfo=UTC)):
        PartnerFactory(district=alna, name="Etter midnatt")
    with as_of(date(2036, 3, 3)):
        assert names() == ["Før midnatt"]


def test_rows_come_in_norwegian_order_in_the_past_too(alna):
    with backdated(MONDAY):
        for name in ("Åsgard", "Ærfugl", "Zoo", "Øst", "anker"):
            PartnerFactory(district=alna, name=name)
    with backdated(TUESDAY):
        Partner.objects.all().delete()
    with as_of(MONDAY):
        assert names() == ["anker", "Zoo", "Ærfugl", "Øst", "Åsgard"]


def test_joins_trees_and_counts_are_those_of_the_day(alna):
    with backdated(MONDAY):
        care = UnitFactory(parent=alna, name="Helse")
        culture = UnitFactory(parent=alna, name="Kultur")
        team = UnitFactory(parent=care, name="Hjemmetjenesten")
        person = PersonFactory(unit=team, name="Ada", role="adviser")
    with backdated(TUESDAY), transaction.atomic():
        move_subtree(team, culture)
        Unit.objects.filter(pk=care.pk).update(name="Helse og mestring")
        RoleGrant.objects.all().delete()
    people = Person.objects.select_related("unit__parent")
    with as_of(MONDAY):
        then = people.get(pk=person.pk)
        assert then.unit.parent.name == "Helse"
        assert then.role_grants.count() == 1
        counted = Unit.objects.annotate(n=models.Count("children")).filter(n__gt=0)
        assert dict(counted.values_list("name", "n")) == {"Bydel Alna": 2, "Helse": 1}
        assert [unit.n for unit in counted.order_by("path")] == [2, 1]
    assert people.get(pk=person.pk).unit.parent.name == "Kultur"


def test_what_history_leaves_out_shows_what_it_holds_now(alna):
    with backdated(MONDAY):
        ada = PersonFactory(unit=alna, name="Ada")
    with backdated(TUESDAY):
        Person.objects.filter(pk=ada.pk).update(password="ny", name="Ada Ny")
    with as_of(MONDAY):
        then = Person.objects.get(pk=ada.pk)
        assert (then.name, then.password) == ("Ada", "ny")


@pytest.mark.parametrize(
    "write",
    [
        lambda: Partner.objects.update(name="Omskrevet"),
        lambda: Partner.objects.all().delete(),
        lambda: connection.cursor().execute("DELETE FROM public.people_partner"),
        lambda: list(Partner.objects.select_for_update()),
    ],
    ids=["update", "delete", "past the views", "lock"],
)
def test_nothing_can_be_written_in_the_past(partner, write):
    refused = "read-only transaction|cannot (update|delete from) view|permission denied for view"
    with pytest.raises(DatabaseError, match=refused), as_of(TUESDAY):
        write()
    assert names() == ["Frivilligsentralen"]


def test_after_the_past_the_caller_writes_on_in_the_same_transaction(partner):
    with transaction.atomic():
        with as_of(TUESDAY):
            names()
        Partner.objects.update(name="Nå")
        assert names() == ["Nå"]
    assert connection.features.allows_group_by_selected_pks is True


def test_the_past_can_be_read_twice_and_inside_itself(partner):
    with backdated(WEDNESDAY):
        Partner.objects.update(name="Nytt navn")
    with as_of(WEDNESDAY):
        with as_of(TUESDAY):
            assert names() == ["Frivilligsentralen"]
        assert names() == ["Nytt navn"]


def test_time_never_runs_backwards_in_the_history_of_one_row(partner):
    with backdated(WEDNESDAY):
        Partner.objects.update(name="Onsdag")
    with backdated(TUESDAY):
        Partner.objects.update(name="For sent skrevet")
    with as_of(TUESDAY):
        assert names() == ["Frivilligsentralen"]
    with as_of(WEDNESDAY):
        assert names() == ["For sent skrevet"]


# Any edits, any moment ------------------------------------------------------------------------

EDITS = st.one_of(
    st.tuples(st.just("make"), st.sampled_from(["Ås", "Bo", "Ærlig", "100 %"])),
    st.tuples(st.just("rename"), st.integers(0, 4), st.sampled_from(["Ny", "Øst", "'; --"])),
    st.tuples(st.just("raw"), st.integers(0, 4), st.sampled_from(["public", "private"])),
    st.tuples(st.just("bulk"), st.booleans()),
    st.tuples(st.just("delete"), st.integers(0, 4)),
)


def edit(alna: Unit, kind: str, *arguments) -> None:
    ids = list(Partner.objects.order_by("pk").values_list("pk", flat=True))
    chosen = ids[arguments[0]] if kind not in {"make", "bulk"} and arguments[0] < len(ids) else 0
    match kind:
        case "make":
            name = f"{arguments[0]} {len(ids)}"
            if not Partner.objects.filter(name=name).exists():
                PartnerFactory(district=alna, name=name)
        case "rename":
            Partner.objects.filter(pk=chosen).update(name=f"{arguments[1]} {chosen}")
        case "raw":
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE people_partner SET kind = %s WHERE id = %s", [arguments[1], chosen]
                )
        case "bulk":
            Partner.objects.update(is_active=arguments[0])
        case "delete":
            Partner.objects.filter(pk=chosen).delete()


def everything() -> list[tuple]:
    return list(
        Partner.objects.order_by("name_key", "pk").values_list(
            "pk", "name", "name_key", "kind", "is_active", "district__name"
        )
    )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=st.lists(st.tuples(EDITS, st.integers(0, 3)), min_size=1, max_size=12))
def test_any_moment_shows_the_rows_as_they_stood(alna, edits):
    with transaction.atomic():
        moment, stood = MONDAY, {}
        for (kind, *arguments), minutes in edits:
            moment += timedelta(minutes=minutes)
            with backdated(moment):
                edit(alna, kind, *arguments)
            stood[moment] = everything()
        for then, rows in stood.items():
            with as_of(then):
                assert everything() == rows
        transaction.set_rollback(True)
