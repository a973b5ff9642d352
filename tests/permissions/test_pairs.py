"""What a list shows a person and what the rule says of each row are the same, for every model."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model, Q
from django.utils import timezone
from pghistory.models import Event

from ideas.models import Idea, IdeaFile
from organisation import permissions
from organisation.audit.tracking import as_of
from organisation.files.models import StoredFile
from organisation.files.rules import FRESH
from organisation.people.models import Person, Role, RoleGrant
from organisation.registries import search_kinds
from portfolio.models import Gate
from reports.models import AccessLine, AccessRequest, BoardCase
from tests.permissions.shuffle import shuffle
from tests.permissions.world import World, rolled_back

# A world each; the seed stands in the name of the test, so that a failure repeats.
SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.crawl) for seed in range(2, 8))]
OURS = ("organisation", "ideas", "portfolio", "incubator", "reports")
# Never listed by themselves: a file is read with what holds it, a section with its case, a comment
# with its idea.
SEEN_WITH_ANOTHER = {
    "files.StoredFile", "ideas.Comment", "portfolio.PriorityList", "reports.AgendaItem",
    "reports.CaseSection",
}  # fmt: skip
# All registers are read by the same people; the other two have a shorter name in the rules.
VIEWED_AS = {
    "people.RoleGrant": "people.view_role",
    "people.ServiceArea": "people.view_register",
    "people.Strategy": "people.view_register",
    "people.StrategyGoal": "people.view_register",
    "people.Partner": "people.view_register",
    "ideas.IdeaSettings": "ideas.view_settings",
}

# Files that are seen with what they are a part of.
PART_OF: dict[type[Model], tuple[type[Model], str]] = {
    IdeaFile: (Idea, "idea"),
    AccessLine: (AccessRequest, "request"),
}


def our_models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model.__module__.partition(".")[0] in OURS:
            yield model


def has_list(model: type[Model]) -> bool:
    return hasattr(model._default_manager.all(), "visible_to")


LISTED = [model for model in our_models() if has_list(model)]


def view_permission(model: type[Model]) -> str:
    names = model._meta
    return VIEWED_AS.get(names.label, f"{names.app_label}.view_{names.model_name}")


def listed(model: type[Model], person: Person) -> set[Any]:
    return set(model._default_manager.visible_to(person))  # type: ignore[attr-defined]


def ids_listed(model: type[Model], person: Person) -> set[int]:
    """The same by id alone, which is much cheaper to read."""
    rows = model._default_manager.visible_to(person)  # type: ignore[attr-defined]
    return set(rows.values_list("pk", flat=True))


@pytest.fixture
def shuffled(world: World, request: pytest.FixtureRequest) -> Iterator[list[Person]]:
    """Everybody, in a world made new by chance; the test's parameter is the seed."""
    with rolled_back():
        shuffle(Random(request.param))
        yield list(Person.objects.order_by("pk"))


def disagreements(model: type[Model], people: list[Person]) -> list[str]:
    rows = list(model._default_manager.all())
    permission = view_permission(model)
    return [
        f"{model._meta.label} {row.pk} for {person.pk}: the list says {row.pk in shown}"
        for person in people
        for shown in [ids_listed(model, person)]
        for row in rows
        if (row.pk in shown) != person.has_perm(permission, row)
    ]


@pytest.mark.parametrize("shuffled", SEEDS, indirect=True)
def test_lists_and_rules_agree_for_everybody(shuffled: list[Person]) -> None:
    assert [fault for model in LISTED for fault in disagreements(model, shuffled)] == []


@pytest.mark.parametrize("shuffled", SEEDS[1:5], indirect=True)
def test_searches_find_what_the_rules_let_one_see(shuffled: list[Person]) -> None:
    for kind in search_kinds:
        for person in shuffled:
            found = list(kind.found(person, "grendehuset"))
            model = kind.found(person, "grendehuset").model
            titled = set(model._default_manager.filter(title__contains="grendehuset"))
            assert set(found) == listed(model, person) & titled


def files_of(person: Person) -> set[StoredFile]:
    """Every file in a row the person sees, wherever a model points to one."""
    held = Q(created_by=person, created_at__gt=timezone.now() - FRESH)
    for model in our_models():
        for field in model._meta.fields:
            if field.related_model is not StoredFile or issubclass(model, Event):
                continue
            rows = model._default_manager.all()
            if model in PART_OF:
                whole, name = PART_OF[model]
                rows = rows.filter(**{f"{name}__in": ids_listed(whole, person)})
            else:
                rows = rows.visible_to(person)  # type: ignore[attr-defined]
            held |= Q(pk__in=rows.values(field.name))
    return set(StoredFile.objects.filter(held)) if person.is_active else set()


@pytest.mark.parametrize("shuffled", SEEDS[1:5], indirect=True)
def test_a_file_is_read_by_those_who_see_what_holds_it(shuffled: list[Person]) -> None:
    files = list(StoredFile.objects.all())
    for person in shuffled:
        readable = {file for file in files if person.has_perm("files.view_storedfile", file)}
        assert readable == files_of(person)


@pytest.mark.parametrize("shuffled", SEEDS[1:5], indirect=True)
def test_work_lists_hold_only_what_one_may_do(shuffled: list[Person]) -> None:
    for person in shuffled:
        to_decide = Gate.objects.waiting_for_decision_by(person)
        assert all(person.has_perm("portfolio.decide_gate", gate) for gate in to_decide)
        worked_on = set(BoardCase.objects.worked_on_by(person))
        assert worked_on == {
            case for case in BoardCase.objects.all() if person.has_perm("reports.view_work", case)
        }
        if person.is_active:  # who has left sees to nothing
            assert set(Idea.objects.to_triage(person)) <= listed(Idea, person)


@pytest.mark.parametrize(
    ("shuffled", "again"),
    [(1, 101), *(pytest.param(n, n + 100, marks=pytest.mark.crawl) for n in range(2, 5))],
    indirect=["shuffled"],
)
def test_lists_and_rules_agree_about_the_past(shuffled: list[Person], again: int) -> None:
    moment = timezone.now()
    shuffle(Random(again))
    people = list(Person.objects.order_by("pk"))
    assert all(person.grants for person in people)  # read before, as a page does
    with as_of(moment):
        assert [fault for model in LISTED for fault in disagreements(model, people)] == []


def test_who_sees_the_past_is_decided_by_the_roles_of_today(world: World) -> None:
    with rolled_back():
        moment = timezone.now()
        then, now = world.people["adviser"], world.people["employee"]
        RoleGrant.objects.filter(person=then).delete()
        RoleGrant.objects.create(person=now, unit=world.alna, role=Role.ADVISER)
        then, now = Person.objects.get(pk=then.pk), Person.objects.get(pk=now.pk)
        with as_of(moment):
            assert RoleGrant.objects.filter(person=then).exists()
            assert world.new_idea not in Idea.objects.visible_to(then)
            assert not then.has_perm("ideas.view_idea", world.new_idea)
            assert world.new_idea in Idea.objects.visible_to(now)
            assert now.has_perm("ideas.view_idea", world.new_idea)


def test_the_world_holds_every_model_that_is_listed(world: World) -> None:
    """Otherwise the pairs above would agree about nothing."""
    assert [model for model in LISTED if not model._default_manager.exists()] == []


def test_everything_with_an_address_says_who_may_see_it() -> None:
    with_address = {
        model._meta.label for model in our_models() if hasattr(model, "get_absolute_url")
    }
    assert with_address - {model._meta.label for model in LISTED} == SEEN_WITH_ANOTHER


def test_every_list_has_its_rule() -> None:
    assert {view_permission(model) for model in LISTED} <= set(permissions.registered)
    assert set(VIEWED_AS) <= {model._meta.label for model in LISTED}
