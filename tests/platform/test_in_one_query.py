"""Several querysets are asked at once."""

from organisation import in_one_query
from organisation.people.models import Person, Role, Unit
from tests.factories.people import PersonFactory, person_as


def test_it_tells_which_have_a_row_however_they_are_made(alna, django_assert_num_queries):
    person_as(Role.ADVISER, alna)
    people = Person.objects.filter(unit=alna)
    asked = {
        "sorted": people.order_by("name")[:3],
        "joined": people.select_related("unit").order_by("unit__name"),
        "once": people.filter(role_grants__isnull=False).distinct().order_by("name"),
        "units": Unit.objects.filter(pk=alna.pk),
        "nobody": people.filter(name="Ingen"),
        "none": Person.objects.none(),
    }
    with django_assert_num_queries(1):
        assert in_one_query.nonempty(asked) == {"sorted", "joined", "once", "units"}


def test_it_counts_each_row_once(alna, nabo, django_assert_num_queries):
    for role in (Role.ADVISER, Role.MANAGER):
        PersonFactory(unit=alna, roles={role: alna, Role.DIRECTOR: alna})
    people = Person.objects.filter(unit=alna)
    asked = {
        "people": people.order_by("name"),
        "with roles": people.filter(role_grants__unit=alna),
        "beside": Person.objects.filter(unit=nabo),
        "none": Person.objects.none(),
    }
    with django_assert_num_queries(1):
        found = in_one_query.counts(asked)
    assert found == {"people": 2, "with roles": 2, "beside": 0, "none": 0}


def test_nothing_is_asked_of_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert in_one_query.nonempty({}) == set()
        assert in_one_query.counts({}) == {}
