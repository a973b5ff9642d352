"""What rows in the list of ideas show beside the idea itself, and the same as a workbook."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Model, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.lifecycle import State
from ideas.lifecycle.together import ImprovementState
from ideas.models import Idea, IdeaAnswer, Verdict
from ideas.models.answer import Improvement
from organisation.people.models import Person
from organisation.web.sheets import Column
from organisation.working_days import working_days_between


def first_promise() -> Subquery:
    """The day the first answer was promised by; None before there is one."""
    first = IdeaAnswer.objects.filter(idea=OuterRef("pk")).order_by("answered_at", "pk")
    return Subquery(first.values("promised_by")[:1])


def is_used() -> Q:
    """Put to use: the adviser says so, or the line has done it."""
    done = Improvement.objects.filter(state=ImprovementState.DONE)
    return Q(is_put_to_use=Verdict.YES) | Q(pk__in=done.values("idea"))


# The workbook ------------------------------------------------------------------------------------

COLUMNS = (
    Column(_("Nummer"), width=11),
    Column(_("Tittel"), width=40),
    Column(_("Behov"), width=60),
    Column(_("Forslag"), width=40),
    Column(_("Tilstand")),
    Column(_("Utfall")),
    Column(_("Svar"), width=60),
    Column(_("Enhet"), width=26),
    Column(_("Tjenesteområde"), width=22),
    Column(_("Idésøk"), width=26),
    Column(_("Floke"), width=26),
    Column(_("Drivkraft"), width=24),
    Column(_("Kilde")),
    Column(_("Innmelder"), width=26),
    Column(_("Behandler"), width=22),
    Column(_("Innmeldt"), "day", 12),
    Column(_("Svar lovet"), "day", 12),
    Column(_("Besvart"), "day", 12),
    Column(_("Virkedager til svar"), "number", 12),
    Column(_("Støtte"), "number", 9),
    Column(_("Kommentarer"), "number", 12),
)


def sheet_rows(ideas: Iterable[Any], person: Person) -> Iterator[tuple[Any, ...]]:
    """A row for each of `ideas` (with people, authors and interest), as `person` may see it."""
    for idea in ideas:
        answered = _day(idea.first_answered_at)
        yield (
            idea.number,
            idea.title,
            idea.need,
            idea.proposal,
            idea.get_state_display(),
            idea.get_outcome_display() if idea.outcome else "",
            idea.reply,
            str(idea.unit),
            _name(idea.service_area),
            _name(idea.campaign),
            _name(idea.challenge),
            idea.get_driving_force_display() if idea.driving_force else "",
            idea.get_source_display(),
            _whose(idea, person),
            _name(idea.handler),
            _day(idea.submitted_at),
            idea.promised_by if idea.state != State.NEEDS_INFO else None,
            answered,
            days_to_answer(idea) if answered else None,
            idea.support_count,
            idea.comment_count,
        )


def days_to_answer(idea: Idea) -> int:
    """Working days from it came to its first answer, without those that waited for the author."""
    assert idea.first_answered_at is not None
    start, end = _day(idea.submitted_at), _day(idea.first_answered_at)
    assert start is not None
    assert end is not None
    return max(working_days_between(start, end) - idea.paused_days, 0)


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None


def _name(thing: Model | None) -> str:
    return str(thing) if thing else ""


def _whose(idea: Idea, person: Person) -> str:
    if idea.submitter is None or not person.has_perm("ideas.view_submitter", idea):
        return ""
    together = [str(row.person) for row in idea.co_submissions.all()]
    return ", ".join([str(idea.submitter), *together])
