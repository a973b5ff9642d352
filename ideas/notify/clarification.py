"""Who is told about a clarification: the decider, those who see to the idea, and its authors."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from ideas.models import Idea
from ideas.models.answer import Clarification
from ideas.queries import advisers_for
from ideas.queries.support import concerned
from organisation.notices.services import tell
from organisation.people.models import Person
from organisation.web.wording import day


def see_to(idea: Idea) -> Iterable[Person]:
    return [idea.handler] if idea.handler else advisers_for(idea.unit)


def opened(row: Clarification, *, by: Person) -> None:
    """The decider is asked, and those concerned learn that somebody is going to choose."""
    idea, key = row.idea, f"idea-clarification-{row.pk}"
    tell(
        [row.decider],
        key=key,
        url=reverse("ideas:clarification_choose", args=[idea.pk]),
        by=by,
        kind="idea",
        text=_("Velg innen %(day)s hva som skjer med idéen %(title)s")
        % {"day": day(row.due_on), "title": idea.title},
    )
    tell(
        [person for person in concerned(idea) if person.pk != row.decider_id],
        key=f"{key}-concerned",
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        may_wait=True,
        text=_("Idéen er til avklaring hos %(name)s til %(day)s: %(title)s")
        % {"name": row.decider, "day": day(row.due_on), "title": idea.title},
    )


def chosen(row: Clarification, *, by: Person) -> None:
    idea = row.idea
    tell(
        see_to(idea),
        key=f"idea-clarification-chosen-{row.pk}",
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("%(name)s har valgt «%(choice)s»: %(title)s")
        % {
            "name": row.decider,
            "choice": row.get_choice_display().lower(),
            "title": idea.title,
        },
    )


def ended(row: Clarification, *, by: Person) -> None:
    """The decider need not choose any more; the idea may be hidden from them by now."""
    tell(
        [row.decider],
        key=f"idea-clarification-ended-{row.pk}",
        url=reverse("ideas:list"),
        by=by,
        kind="idea",
        may_wait=True,
        text=_("Du trenger ikke velge lenger: %(title)s") % {"title": row.idea.title},
    )


def overdue(row: Clarification) -> None:
    """Once, on the day after: the decider, and those who promised the submitter an answer."""
    idea, key = row.idea, f"idea-clarification-overdue-{row.pk}"
    tell(
        [row.decider],
        key=key,
        url=reverse("ideas:clarification_choose", args=[idea.pk]),
        kind="idea",
        text=_("Valget ditt er over fristen %(day)s: %(title)s")
        % {"day": day(row.due_on), "title": idea.title},
    )
    tell(
        [person for person in see_to(idea) if person.pk != row.decider_id],
        key=key,
        url=idea.get_absolute_url(),
        kind="idea",
        text=_("Avklaringen hos %(name)s er over fristen: %(title)s")
        % {"name": row.decider, "title": idea.title},
    )
