"""What is done when, when something must be decided, and what shall be there by when."""

from collections.abc import Iterable
from datetime import date, timedelta
from heapq import nsmallest
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.web.charts import Fill, Flag, Road, Roadmap, Span, Stop
from organisation.web.wording import day
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts import lights
from portfolio.lifecycle import GateState, Outcome, PhaseKind, PhaseState
from portfolio.models import Gate, GateDecision, Milestone, Phase, Project

MOST = 20
MOST_YEARS = 4  # that there is room for
# The phases we ship; others take the paint of their place.
FILLS: dict[str, Fill] = {
    PhaseKind.FORSTUDIE: "outline",
    PhaseKind.FORPROSJEKT: "striped",
    PhaseKind.HOVEDPROSJEKT: "full",
    PhaseKind.GJENNOMFORING: "full",
    PhaseKind.REALISERING: "tint",
}
BY_PLACE: tuple[Fill, ...] = ("outline", "striped", "full", "tint")
DAYS = ("planned_start", "planned_end", "actual_start", "actual_end")
PRECISIONS = tuple(f"{name}_precision" for name in DAYS)
SAID = ("kind", "name", "position", "state")
ATTENTION = ("act", "watch", "stale", "plan", "")


def make(board: Board) -> Roadmap | None:
    """Those that need attention first, two years around the day; one query."""
    order = {mark: place for place, mark in enumerate(ATTENTION)}
    first = nsmallest(MOST, board.mark_of.items(), key=lambda each: (order[each[1]], -each[0]))
    marks = dict(first)
    if not marks:
        return None
    projects = {project.pk: project for project in with_plan(Project.objects.filter(pk__in=marks))}
    start, end = window(board)
    roads = [road(projects[pk], marks[pk], board.on) for pk in marks if pk in projects]
    kinds = {
        paint(phase): (phase.name, paint(phase), 0)
        for project in projects.values()
        for phase in phases_of(project)
    }
    return Roadmap(
        name="veikart",
        title=_("Veikart"),
        summary=_("%(n)s prosjekter fra %(start)s til %(end)s, de som trenger tiltak først.")
        % {"n": len(roads), "start": day(start), "end": day(end)},
        heading=_("Prosjekt"),
        roads=roads,
        start=start,
        end=end,
        today=board.on,
        key_items=[kinds[fill] for fill in BY_PLACE if fill in kinds],
        caption=caption(len(roads), len(board.under_way)),
    )


def caption(shown: int, of: int) -> str:
    if shown == of:
        return ""
    said = _("Viser %(shown)s av %(of)s, de som trenger oppmerksomhet først.")
    return said % {"shown": shown, "of": of}


def window(board: Board) -> tuple[date, date]:
    """From the start of a year, two years on; the chosen years, or the last of them, if any."""
    years = board.selection.years or [(board.on - timedelta(days=183)).year]
    first = max(years[0], years[-1] - MOST_YEARS + 1)
    return date(first, 1, 1), date(max(years[-1], first + 1), 12, 31)


def paint(phase: Phase) -> Fill:
    return FILLS.get(phase.kind) or BY_PLACE[(phase.position - 1) % len(BY_PLACE)]


def with_plan(projects: QuerySet[Project]) -> QuerySet[Any]:
    """Phases, gates and milestones of each project as lists of dicts, in its own query."""
    mine = {"project": OuterRef("pk")}
    phases = Phase.objects.filter(**mine).exclude(state=PhaseState.SKIPPED).order_by("position")
    made = GateDecision.objects.current().filter(gate=OuterRef("pk")).newest_first()
    gates = Gate.objects.filter(**mine).order_by("code")
    milestones = Milestone.objects.filter(**mine).exclude(due=None, done_on=None).by_day()
    return projects.only("title", "slug").annotate(
        phase_list=ArraySubquery(
            phases.values(row=JSONObject(**{name: name for name in (*DAYS, *PRECISIONS, *SAID)}))
        ),
        gate_list=ArraySubquery(
            gates.values(
                row=JSONObject(
                    code="code",
                    name="name",
                    state="state",
                    due="due",
                    planned="opens_phase__planned_start",
                    decided_on=Subquery(made.values("decided_on")[:1]),
                    outcome=Subquery(made.values("outcome")[:1]),
                )
            )
        ),
        milestone_list=ArraySubquery(
            milestones.values(row=JSONObject(pk="pk", what="what", due="due", done_on="done_on"))
        ),
    )


def phases_of(project: Any) -> list[Phase]:
    """What `with_plan` read, as phases that know their days."""
    return [
        Phase(**{**row, **{name: as_day(row[name]) for name in DAYS}}) for row in project.phase_list
    ]


def as_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def road(project: Any, mark: str, on: date) -> Road:
    return Road(
        label=project.title,
        spans=list(spans(phases_of(project), on)),
        stops=list(stops(project)),
        flags=list(flags(project, on)),
        url=project.get_absolute_url(),
        mark=mark or "none",
        said=lights.words(mark),
    )


def spans(phases: Iterable[Phase], on: date) -> Iterable[Span]:
    """Each phase that has a start; one that runs reaches the day, one without an end a month."""
    for phase in phases:
        if phase.start is None:
            continue
        end = phase.end or phase.start + timedelta(days=30)
        runs = phase.actual_start is not None and phase.actual_end is None
        is_open = phase.end is None or (runs and phase.end < on)
        yield Span(
            start=phase.start,
            end=max(end, on) if runs else end,
            fill=paint(phase),
            words=f"{phase.name} {phase.period}",
            open_ended=is_open,
        )


def stops(project: Any) -> Iterable[Stop]:
    """Decided gates on the day of the decision, those to come on the day they are due."""
    for gate in project.gate_list:
        is_done = gate["state"] == GateState.DECIDED and gate["decided_on"] is not None
        on = as_day(gate["decided_on"] if is_done else gate["due"] or gate["planned"])
        if on is None:
            continue
        state = Outcome(gate["outcome"]).label if is_done else GateState(gate["state"]).label
        yield Stop(
            on=on,
            label=gate["code"].removeprefix("bp"),
            is_done=is_done,
            words=f"{gate['name']} {day(on)}: {str(state).lower()}",
            url=reverse("portfolio:gate", args=[project.slug, gate["code"]]),
        )


def flags(project: Any, on: date) -> Iterable[Flag]:
    """Milestones: those reached on the day they were, the others on the day they are due."""
    page = reverse("portfolio:milestones", args=[project.slug])
    for row in project.milestone_list:
        due, reached = as_day(row["due"]), as_day(row["done_on"])
        stands = reached or due
        if stands is None:
            continue
        is_late = reached is None and stands < on
        said = _("nådd") if reached else _("over fristen") if is_late else _("kommer")
        yield Flag(
            on=stands,
            is_done=reached is not None,
            is_late=is_late,
            words=f"{row['what']} {day(stands)}: {said}",
            url=f"{page}#m{row['pk']}",
        )
