"""Who is told what about an idea. Each function is one message to some people."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ideas.models import Idea, IdeaAnswer, IdeaQuestion
from ideas.queries import advisers_for
from organisation.notices.services import tell
from organisation.people.models import Person


def _authors(idea: Idea) -> list[Person]:
    together = Person.objects.filter(pk__in=idea.co_submissions.values("person"))
    return [*([idea.submitter] if idea.submitter else []), *together]


def _those_who_see_to(idea: Idea) -> Iterable[Person]:
    return [idea.handler] if idea.handler else advisers_for(idea.unit)


def submitted(idea: Idea, *, by: Person | None) -> None:
    """A new idea waits for its first reader, else for the advisers.

    Those who share it know that it is sent.
    """
    url = idea.get_absolute_url()
    key = f"idea-submitted-{idea.pk}-{idea.version}"
    if idea.written_by_id and idea.submitter:
        tell(
            [idea.submitter],
            key=f"{key}-written",
            url=url,
            by=by,
            kind="idea",
            text=_("%(name)s har skrevet ned en idé for deg: %(title)s. Rett den om noe er feil.")
            % {"name": idea.written_by, "title": idea.title},
        )
    tell(
        _those_who_see_to(idea),
        key=key,
        url=url,
        by=by,
        kind="idea",
        text=_("Ny idé fra %(unit)s: %(title)s") % {"unit": idea.unit, "title": idea.title},
    )
    tell(
        [person for person in _authors(idea) if person.pk != idea.submitter_id],
        key=f"{key}-shared",
        url=url,
        by=by,
        kind="idea",
        text=_("Du står som medinnmelder på idéen %(title)s") % {"title": idea.title},
    )


def handler_chosen(idea: Idea, *, by: Person) -> None:
    tell(
        _those_who_see_to(idea),
        key=f"idea-handler-{idea.pk}-{idea.version}",
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("Du er satt til å behandle idéen %(title)s") % {"title": idea.title},
    )


def asked(question: IdeaQuestion, *, by: Person) -> None:
    idea = question.idea
    tell(
        _authors(idea),
        key=f"idea-question-{question.pk}",
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("Spørsmål om idéen din: %(title)s") % {"title": idea.title},
    )


def replied(question: IdeaQuestion, *, by: Person | None) -> None:
    idea = question.idea
    tell(
        _those_who_see_to(idea),
        key=f"idea-reply-{question.pk}",
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("Spørsmålet ditt er besvart: %(title)s") % {"title": idea.title},
    )


def answered(answer: IdeaAnswer, *, by: Person) -> None:
    idea = answer.idea
    tell(
        _authors(idea),
        key=f"idea-answer-{answer.pk}",
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("Idéen din er besvart (%(outcome)s): %(title)s")
        % {"outcome": answer.get_outcome_display().lower(), "title": idea.title},
    )


def reopened(idea: Idea, *, by: Person | None) -> None:
    """The authors and the one who sees to it learn that it waits for a new answer."""
    tell(
        [*_authors(idea), *_those_who_see_to(idea)],
        key=f"idea-reopened-{idea.pk}-{idea.version}",
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("Idéen er tatt opp igjen: %(title)s") % {"title": idea.title},
    )


def withdrawn(idea: Idea, *, by: Person) -> None:
    tell(
        [*_those_who_see_to(idea), *_authors(idea)],
        key=f"idea-withdrawn-{idea.pk}-{idea.version}",
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        may_wait=True,
        text=_("Idéen er trukket av innmelderen: %(title)s") % {"title": idea.title},
    )
