"""Links between projects: both ends see them, and nobody comes before themselves."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from organisation.errors import DomainError
from portfolio import services
from portfolio.lifecycle.kinship import LinkKind
from portfolio.models import Project, ProjectLink
from portfolio.queries.kinship import family_tree
from portfolio.services import kinship
from tests.factories.people import PersonFactory
from tests.factories.portfolio import make_project


def after(project, other, kind=LinkKind.PREDECESSOR):
    return kinship.link_projects(project, other, kind=kind, by=project.leader)


def page_of(project, client):
    return client.get(f"{project.get_absolute_url()}slektskap/")


def test_both_ends_see_what_the_other_is_to_them(alna, as_person):
    old, new = make_project(alna, title="Nattevakten"), make_project(alna, title="Nattpatruljen")
    client = as_person(new.leader)
    client.post(
        f"{new.get_absolute_url()}slektskap/",
        {"kind": "predecessor", "other": old.pk, "why": "Samme behov"},
    )
    assertContains(page_of(new, client), "Forløper")
    assertContains(page_of(old, client), "Førte til")
    assertContains(page_of(old, client), "Samme behov")
    link = ProjectLink.objects.get()
    as_person(old.leader).post(f"{old.get_absolute_url()}slektskap/fjern/", {"link": link.pk})
    assert not ProjectLink.objects.exists()


def test_related_holds_both_ways_and_stands_once(alna):
    one, other = make_project(alna), make_project(alna)
    after(one, other, LinkKind.RELATED)
    after(other, one, LinkKind.RELATED)
    assert ProjectLink.objects.count() == 1


def test_the_tree_draws_three_generations_without_what_one_may_not_see(alna, as_person):
    grandparent, parent, child = (make_project(alna, title=name) for name in ("A", "B", "C"))
    after(child, parent)
    after(parent, grandparent)
    reader = PersonFactory(unit=alna)
    (root,) = family_tree(child, reader)
    assert (root.project, root.children[0].children[0].project) == (grandparent, child)
    parent.refresh_from_db()
    services.restrict_project(
        parent, reason="x", legal_basis="y", version=parent.version, by=parent.owner
    )
    seen = {relative.project for relative in family_tree(child, reader)}
    assert seen == {grandparent, child}
    assertNotContains(page_of(child, as_person(reader)), parent.get_absolute_url())


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tries=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=10))
def test_whatever_is_tried_no_project_comes_before_itself(alna, tries):
    with transaction.atomic():
        projects = list(Project.objects.order_by("pk")[:4])
        projects += [make_project(alna) for _nth in range(4 - len(projects))]
        ProjectLink.objects.all().delete()
        above: dict[int, set[int]] = {nth: set() for nth in range(4)}
        for child, parent in tries:
            is_ring = child == parent or child in above[parent]
            try:
                after(projects[child], projects[parent])
            except DomainError:
                assert is_ring
            else:
                assert not is_ring
                for each in [child, *(nth for nth in above if child in above[nth])]:
                    above[each] |= {parent, *above[parent]}


def test_the_database_refuses_a_ring_by_itself(alna):
    one, other = make_project(alna), make_project(alna)
    after(one, other)
    with pytest.raises(IntegrityError, match="before itself"), transaction.atomic():
        ProjectLink.objects.create(project=other, other=one, kind=LinkKind.PREDECESSOR)
