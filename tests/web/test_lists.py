import django_filters
import pytest
from django.test import RequestFactory

from organisation.people.models import Person
from organisation.web.lists import Sort, build_list
from tests.factories.people import PersonFactory

SORTS = [
    Sort("name", "Navn", ("name_key",)),
    Sort("newest", "Nyeste", ("-joined_at", "name_key")),
]


class PersonFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="Navn")
    employed = django_filters.BooleanFilter(field_name="is_employee", label="Ansatt")

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()


@pytest.fixture
def people(alna):
    names = [f"Kari {n:02}" for n in range(28)] + ["Åse", "Ærlig", "Øyvind"]
    return [PersonFactory(unit=alna, name=name) for name in names]


def listing_at(query: str, **kwargs):
    rows = Person.objects.filter(name__regex="^(Kari|Å|Æ|Ø)")
    request = RequestFactory().get(f"/personer/{query}")
    return build_list(request, rows, sorts=SORTS, filterset=PersonFilter, **kwargs)


def names(listing):
    return [row.name for row in listing]


def test_a_page_holds_twenty_five_in_norwegian_order(people):
    first, second = listing_at(""), listing_at("?side=2")
    assert (len(first), first.count, first.total) == (25, 31, 31)
    assert names(second)[-3:] == ["Ærlig", "Øyvind", "Åse"]
    assert names(first) + names(second) == [*names(first), *names(second)]
    assert len({*names(first), *names(second)}) == 31


def test_a_filter_says_how_many_of_how_many(people):
    listing = listing_at("?q=kari 1")
    assert (listing.count, listing.total, listing.is_filtered) == (10, 31, True)


def test_what_the_address_says_wrong_is_left_out(people):
    usual = names(listing_at(""))
    assert names(listing_at("?sorter=password")) == usual
    assert names(listing_at("?side=tull")) == usual
    assert listing_at("?side=99").page.number == 2
    assert not listing_at("?employed=").is_filtered


def test_pressing_an_order_again_turns_it_round(people):
    listing = listing_at("?q=kari&side=2")
    assert listing.sort_named("name").url == "?q=kari&sorter=-name"
    assert listing.sort_named("newest").url == "?q=kari&sorter=newest"
    turned = listing_at("?sorter=-name")
    assert names(turned)[0] == "Åse"
    assert turned.sort_named("name").is_backwards
    assert turned.sort_named("name").url == "?"


def test_links_to_pages_keep_filter_and_order(people):
    listing = listing_at("?q=kari&sorter=-name", per_page=10)
    assert listing.next_url == "?q=kari&sorter=-name&side=2"
    assert listing.cleared_url == "?sorter=-name"
    assert [number for number, _url in listing.pages] == [1, 2, 3]


@pytest.mark.parametrize("query", ["", "?q=kari", "?sorter=-newest"])
def test_the_number_of_queries_does_not_follow_the_number_of_rows(
    people, query, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        names(listing_at(query))
    Person.objects.filter(pk__in=[person.pk for person in people[3:]]).delete()
    with django_assert_max_num_queries(3):
        names(listing_at(query))
