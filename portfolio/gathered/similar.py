"""Projects and lessons among what is like the idea somebody is writing, also those stopped."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Person
from organisation.registries import SimilarHit, SimilarKind, similar_kinds
from portfolio.lifecycle import ProjectState
from portfolio.models import Lesson, Project
from portfolio.templatetags.portfolio import PROJECT_MARKS

LESSONS = 2


def projects_of(person: Person) -> QuerySet[Any]:
    """Each with `lesson`, the last it wrote down; who sees the project sees it too."""
    lessons = Lesson.objects.filter(project=OuterRef("pk")).order_by("-written_on", "-pk")
    projects = Project.objects.visible_to(person)
    return projects.annotate(lesson=Subquery(lessons.values("learned")[:1]))


def project_hit(project: Any) -> SimilarHit:
    """A project that is over says what it learned, another what it is about."""
    is_over = project.state in (ProjectState.STOPPED, ProjectState.CLOSED)
    text = project.summary or project.need
    if is_over and project.lesson:
        text = _("Lærdom: %(lesson)s") % {"lesson": project.lesson}
    return SimilarHit(
        what=_("Prosjekt %(number)s") % {"number": project.number},
        url=project.get_absolute_url(),
        text=Truncator(" ".join(text.split())).chars(160),
        state=project.get_state_display(),
        mark=PROJECT_MARKS[ProjectState(project.state)],
    )


def lessons_of(person: Person) -> QuerySet[Lesson]:
    return Lesson.objects.visible_to(person).select_related("project")


def lesson_hit(lesson: Lesson) -> SimilarHit:
    text = lesson.advice or lesson.learned
    return SimilarHit(
        what=lesson.project.title,
        url=lesson.get_absolute_url(),
        text=Truncator(" ".join(text.split())).chars(160),
    )


def register() -> None:
    similar_kinds.add("projects", SimilarKind(gettext_lazy("Prosjekter"), projects_of, project_hit))
    similar_kinds.add(
        "lessons",
        SimilarKind(
            gettext_lazy("Lærdom fra prosjekter"),
            lessons_of,
            lesson_hit,
            apart=LESSONS,
            vector="tsv",
        ),
    )
