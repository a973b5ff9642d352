"""Reads about challenges."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ideas.models import Idea
from ideas.models.challenge import Challenge
from organisation import registries
from organisation.people.models import Person
from organisation.registries import Row


def with_idea_count(rows: QuerySet[Challenge], person: Person) -> QuerySet[Any]:
    """Adds `idea_count`: how many of its ideas `person` may read."""
    seen = Idea.objects.visible_to(person).filter(challenge=OuterRef("pk")).order_by()
    counted = seen.values("challenge").annotate(n=Count("pk")).values("n")
    return rows.annotate(idea_count=Coalesce(Subquery(counted, IntegerField()), 0))


def ideas_of(challenge: Challenge, person: Person) -> QuerySet[Idea]:
    """The ideas in the room that `person` may read, the newest first."""
    ideas = Idea.objects.visible_to(person).filter(challenge=challenge)
    return ideas.with_people().order_by("-submitted_at", "-pk")


def work_on(challenge: Challenge, person: Person) -> list[Row]:
    """What floors above do about it, of what `person` may see."""
    return [row for work in registries.challenge_work for row in work(challenge, person)]
