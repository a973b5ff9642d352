"""Who has to do with an idea: those behind it, those who support it and those who follow it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from ideas.lifecycle import State
from ideas.models import Idea, IdeaQuerySet
from ideas.models.comment import IdeaInvitation
from ideas.models.support import Follow, Support
from organisation.people.models import Part, Person, PersonQuerySet, Role, RoleGrant
from organisation.people.parts import is_on

MOST_NAMES = 100  # of supporters, on one page


def authors_of(idea: Idea) -> Q:
    """The people who submitted `idea`, alone or together, as a condition on people."""
    return Q(pk=idea.submitter_id) | Q(pk__in=idea.co_submissions.values("person"))


def readers_of(idea: Idea) -> PersonQuerySet:
    """Everybody who may read `idea`: the rule `ideas.view_idea`, asked of all at once."""
    advisers = RoleGrant.objects.filter(role=Role.ADVISER, unit__in=idea.unit.lineage)
    inside = authors_of(idea) | Q(pk=idea.handler_id) | Q(pk__in=advisers.values("person"))
    works_here = Q(district=idea.district_id, is_employee=True)
    asked = idea.clarifications.filter(ended_at=None).values("decider")
    inside |= works_here if idea.released else works_here & Q(pk__in=asked)
    may = Q(partner=None) & inside
    if idea.state != State.WITHDRAWN and is_on(idea.district_id, Part.OUTSIDERS):
        invited = IdeaInvitation.objects.filter(idea=idea, ended_at=None)
        may |= Q(partner__isnull=False, pk__in=invited.values("person"))
    readers: PersonQuerySet = Person.objects.active().filter(may)
    return readers


def those_who_listen(idea: Idea) -> list[Person]:
    """Authors, handler and followers who may still read `idea`: those told of each comment."""
    listens = authors_of(idea) | Q(pk=idea.handler_id) | Q(pk__in=idea.follows.values("person"))
    return list(readers_of(idea).filter(listens).order_by("name_key", "pk"))


def concerned(idea: Idea) -> list[Person]:
    """Authors, supporters and followers who may still read `idea`, each once, in order of name.

    These are told what becomes of it. Never show the list to others: it names hidden authors.
    """
    takes_part = (
        authors_of(idea)
        | Q(pk__in=idea.supports.values("person"))
        | Q(pk__in=idea.follows.values("person"))
    )
    return list(readers_of(idea).filter(takes_part).order_by("name_key", "pk"))


def with_support_for(ideas: IdeaQuerySet, person: Person) -> IdeaQuerySet:
    """Adds what a page says of support: counts, `supporters` by name, `i_support`, `i_follow`."""
    supports = Support.objects.filter(idea=OuterRef("pk"))
    names = supports.order_by("given_at", "pk").values("person__name")
    return ideas.with_support().annotate(
        supporters=ArraySubquery(names[:MOST_NAMES]),
        i_support=Exists(supports.filter(person=person)),
        i_follow=Exists(Follow.objects.filter(idea=OuterRef("pk"), person=person)),
    )
