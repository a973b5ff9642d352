"""How well the promise of an answer is kept: figures and a chart for those who steer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from ideas.models import Idea, IdeaAnswer
from organisation.people.models import Person, Role
from organisation.registries import Panel
from organisation.web.charts import Bars, Series
from organisation.web.components import Figure
from organisation.working_days import working_days_between

STEERS = (Role.ADVISER, Role.MANAGER, Role.DIRECTOR)
MONTHS = 6
GOAL = 95  # per cent answered within the promise


@dataclass(frozen=True)
class Promise:
    """What the sheet shows."""

    figures: list[Figure]
    chart: Bars


def panel(person: Person) -> Panel | None:
    """The last six months in the units the person steers; nothing for everybody else."""
    units = frozenset().union(*(person.units_as(role) for role in STEERS))
    if not units:
        return None
    today = timezone.localdate()
    months = last_months(today)
    ideas = list(sent_in_since(months[0], units))
    if not ideas:
        return None
    return Panel(
        name="svarloftet",
        title=_("Svarløftet"),
        template="ideas/promise_panel.html",
        context=Promise(figures_of(ideas, today), chart_of(ideas, months)),
        link=reverse("ideas:waiting"),
        link_text=_("Se hva som venter på svar"),
        age=_("Siste seks måneder"),
    )


def last_months(today: date) -> list[date]:
    """The first day of each of the last six months, this one last."""
    return [
        date(today.year + (today.month - 1 - back) // 12, (today.month - 1 - back) % 12 + 1, 1)
        for back in reversed(range(MONTHS))
    ]


def sent_in_since(day: date, units: frozenset[int]) -> QuerySet[Any]:
    """Each with `first_promise`, the date its first answer was promised by; None before that."""
    first = IdeaAnswer.objects.filter(idea=OuterRef("pk")).order_by("answered_at", "pk")
    fields = ("submitted_at", "first_answered_at", "promised_by", "paused_days", "state")
    return (
        Idea.objects.filter(unit__in=units, submitted_at__date__gte=day)
        .exclude(state="withdrawn")
        .only(*fields)
        .annotate(first_promise=Subquery(first.values("promised_by")[:1]))
    )


def figures_of(ideas: Sequence[Any], today: date) -> list[Figure]:
    """Share within the promise, of those answered or past it; working days to answer, median."""
    answered = [idea for idea in ideas if idea.first_answered_at]
    days = [
        working_days_between(local(idea.submitted_at), local(idea.first_answered_at))
        - idea.paused_days
        for idea in answered
        if idea.first_answered_at
    ]
    kept = sum(
        1
        for idea in answered
        if idea.first_answered_at and local(idea.first_answered_at) <= idea.first_promise
    )
    broken = sum(1 for idea in ideas if not idea.first_answered_at and idea.is_overdue(today))
    judged = len(answered) + broken
    share = round(100 * kept / judged) if judged else None
    url = reverse("ideas:list")
    return [
        Figure(
            value=_("%(share)s %%") % {"share": share} if share is not None else "–",
            label=_("besvart innen fristen, mål %(goal)s %%") % {"goal": GOAL},
            url=url,
            late=share is not None and share < GOAL,
        ),
        Figure(
            value=round(median(days)) if days else "–",
            label=_("arbeidsdager til svar (median)"),
            url=url,
        ),
    ]


def chart_of(ideas: Sequence[Any], months: Sequence[date]) -> Bars:
    """Ideas by the month they came in, those that wait as an outline."""
    came: Counter[date] = Counter()
    waits: Counter[date] = Counter()
    for idea in ideas:
        month = local(idea.submitted_at).replace(day=1)
        (came if idea.first_answered_at else waits)[month] += 1
    return Bars(
        name="ideer-per-maned",
        title=_("Idéer per måned"),
        summary=_("%(all)s idéer på seks måneder, %(waiting)s venter på svar.")
        % {"all": len(ideas), "waiting": sum(waits.values())},
        heading=_("Måned"),
        categories=[formats.date_format(month, "M").lower() for month in months],
        series=[
            Series(_("Besvart"), [came[month] for month in months]),
            Series(_("Venter"), [waits[month] for month in months], fill="outline"),
        ],
        caption=_("Fylt: besvart. Omriss: venter på svar."),
    )


def local(moment: datetime) -> date:
    return timezone.localdate(moment)
