"""Who is told what about an idea. Each function is one message to some people.

Each change of state is told to everybody concerned, and never by whom: a name may be hidden. Those
who have the idea hear of it as theirs, and before the others, under the same key.
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from ideas.models import Idea, IdeaAnswer, IdeaQuestion
from ideas.queries import advisers_for
from ideas.queries.support import concerned
from organisation.notices.services import tell
from organisation.people.models import Person


def _authors(idea: Idea) -> list[Person]:
    together = Person.objects.filter(pk__in=idea.co_submissions.values("person"))
    return [*([idea.submitter] if idea.submitter else []), *together]


def _those_who_see_to(idea: Idea) -> Iterable[Person]:
    return [idea.handler] if idea.handler else advisers_for(idea.unit)


def tell_concerned(
    idea: Idea,
    *,
    key: str,
    ours: str,
    text: str,
    by: Person | None,
    people: Iterable[Person] | None = None,
    may_wait: bool = False,
) -> None:
    """Tell the authors `ours`, and all others concerned `text`; both hold `%(title)s`.

    `people` are told instead of those who are concerned now. An answer never waits for a digest,
    so it is told without `may_wait`; authors are never made to wait.
    """
    url = idea.get_absolute_url()
    names = {"title": idea.title}
    tell(_authors(idea), key=key, url=url, by=by, kind="idea", text=ours % names)
    tell(
        concerned(idea) if people is None else people,
        key=key,
        url=url,
        by=by,
        kind="idea",
        text=text % names,
        may_wait=may_wait,
    )


def taken_on(idea: Idea, *, by: Person) -> None:
    tell_concerned(
        idea,
        key=f"idea-taken-on-{idea.pk}-{idea.version}",
        ours=_("Idéen din er under vurdering: %(title)s"),
        text=_("Idéen er under vurdering: %(title)s"),
        by=by,
        may_wait=True,
    )


def released(idea: Idea, *, by: Person) -> None:
    tell_concerned(
        idea,
        key=f"idea-released-{idea.pk}-{idea.version}",
        ours=_("Kolleger kan nå lese idéen din: %(title)s"),
        text=_("Kolleger kan nå lese idéen: %(title)s"),
        by=by,
        may_wait=True,
    )


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


def submitted_again(idea: Idea, *, by: Person) -> None:
    tell_concerned(
        idea,
        key=f"idea-again-{idea.pk}-{idea.version}",
        ours=_("Idéen din er meldt inn igjen: %(title)s"),
        text=_("Idéen er meldt inn igjen: %(title)s"),
        by=by,
        may_wait=True,
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
    outcome = {"outcome": answer.get_outcome_display().lower()}
    tell_concerned(
        idea,
        key=f"idea-answer-{answer.pk}",
        ours=_("Idéen din er besvart (%(outcome)s): %(title)s") % {**outcome, "title": "%(title)s"},
        text=_("Idéen er besvart (%(outcome)s): %(title)s") % {**outcome, "title": "%(title)s"},
        by=by,
    )


def reopened(idea: Idea, *, by: Person | None) -> None:
    """Who sees to it learns that it waits for a new answer, and all concerned that it goes on."""
    key = f"idea-reopened-{idea.pk}-{idea.version}"
    tell(
        _those_who_see_to(idea),
        key=key,
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("Idéen er tatt opp igjen: %(title)s") % {"title": idea.title},
    )
    tell_concerned(
        idea,
        key=key,
        ours=_("Idéen din er tatt opp igjen: %(title)s"),
        text=_("Idéen er tatt opp igjen: %(title)s"),
        by=by,
        may_wait=True,
    )


def withdrawn(idea: Idea, *, by: Person, cared: Iterable[Person] = ()) -> None:
    """Also to those who `cared`: they could read it until now, and are led to their own page."""
    key = f"idea-withdrawn-{idea.pk}-{idea.version}"
    text = _("Idéen er trukket av innmelderen: %(title)s") % {"title": idea.title}
    inside = [*_those_who_see_to(idea), *_authors(idea)]
    for people, url in ((inside, idea.get_absolute_url()), (cared, reverse("people:my_page"))):
        tell(people, key=key, url=url, by=by, kind="idea", may_wait=True, text=text)
