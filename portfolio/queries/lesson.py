"""Reads about lessons: those of a gate, and those of others that fit."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, Count, F, FloatField, Func, Q, QuerySet, Value, When

from organisation.people.models import Person
from organisation.search.fields import CONFIG
from organisation.search.queries import ranked
from organisation.search.words import split_words
from portfolio.models import Gate, Lesson, Project
from portfolio.models.lesson import LessonQuerySet

MOST_WORDS, SHORTEST_WORD = 16, 4
TAG_BONUS, AREA_BONUS = 0.2, 0.1


def lessons_at(gate: Gate) -> LessonQuerySet:
    """What was written down at `gate`, oldest first."""
    lessons: LessonQuerySet = Lesson.objects.filter(gate=gate).select_related("written_by")
    return lessons.order_by("written_on", "pk")


def of_project(project: Project) -> LessonQuerySet:
    lessons: LessonQuerySet = Lesson.objects.with_uses().filter(project=project)
    return lessons.order_by("-written_on", "-pk")


def found(person: Person, query: str) -> QuerySet[Lesson]:
    """Lessons `person` may read that answer `query`, best first, for the search box."""
    lessons = Lesson.objects.visible_to(person).select_related("project")
    return ranked(lessons, query, headline=("learned", "advice"))


def for_project(project: Project, person: Person) -> LessonQuerySet:
    """Lessons of other projects that fit `project`, best first: words, tags and service area."""
    others = Lesson.objects.visible_to(person).exclude(project=project)
    text = f"{project.title} {project.summary} {project.need}"
    return alike(others, text, service_area=project.service_area_id)


def alike(lessons: Any, text: str, *, service_area: int | None = None) -> LessonQuerySet:
    """The rows of `lessons` that share words or tags with `text`; slice the answer."""
    words = sorted(
        {word for word in split_words(text) if len(word) >= SHORTEST_WORD},
        key=lambda word: (-len(word), word),
    )[:MOST_WORDS]
    none: LessonQuerySet = lessons.none()
    if not words:
        return none
    wanted = reduce(or_, (SearchQuery(word, config=CONFIG) for word in words))
    likeness = SearchRank(F("tsv"), wanted) + bonus(Q(tags__overlap=words), TAG_BONUS)
    if service_area:
        likeness += bonus(Q(project__service_area=service_area), AREA_BONUS)
    fitting: LessonQuerySet = (
        lessons.with_uses()
        .filter(Q(tsv=wanted) | Q(tags__overlap=words))
        .annotate(likeness=likeness)
        .order_by("-likeness", "-use_count", "-pk")
    )
    return fitting


def bonus(condition: Q, points: float) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0.0), output_field=FloatField())


def tags_in_use(person: Person, most: int = 30) -> list[str]:
    """The tags of lessons `person` may read, the most used first; one query."""
    rows = (
        Lesson.objects.visible_to(person)
        .annotate(tag=Func(F("tags"), function="unnest"))
        .values("tag")
        .annotate(n=Count("pk"))
        .order_by("-n", "tag")
    )
    return [row["tag"] for row in rows[:most]]
