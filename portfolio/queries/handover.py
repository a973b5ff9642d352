"""What is open in a project, for the one who takes over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from portfolio.lifecycle import GateState
from portfolio.lifecycle.benefit import BenefitState
from portfolio.lifecycle.risk import RiskKind
from portfolio.models import Action, BenefitPoint, Condition, Gate, Handover, Project
from portfolio.models.risk import Risk
from portfolio.models.status import StatusDue


@dataclass(frozen=True)
class OpenThing:
    """One thing that is not finished; `key` is the same as long as it is open."""

    key: str
    title: str
    url: str
    who: str = ""
    due: date | None = None


@dataclass(frozen=True)
class OpenGroup:
    """Open things of one sort; one that is empty says so, which is worth knowing too."""

    title: str
    things: tuple[OpenThing, ...]


def open_groups(project: Project) -> list[OpenGroup]:
    """Everything open in the project that whoever sees it may read; two queries."""
    rows = list(_rows(project))
    titles = {
        "report": _("Statusrapport"),
        "condition": _("Vilkår som ikke er oppfylt"),
        "action": _("Åpne tiltak"),
        "risk": _("Risikoer uten tiltak"),
        "point": _("Gevinster som skal måles"),
    }
    groups = [OpenGroup(_("Beslutningspunkt"), tuple(_gates(project)))]
    for kind, title in titles.items():
        of_kind = [row for row in rows if row[0] == kind]
        of_kind.sort(key=lambda row: (row[4] or date.max, row[1]))
        groups.append(OpenGroup(title, tuple(_thing(project, *row) for row in of_kind)))
    return groups


def _gates(project: Project) -> Iterator[OpenThing]:
    closed = (GateState.PLANNED, GateState.DECIDED)
    for gate in Gate.objects.filter(project=project).exclude(state__in=closed).order_by("code"):
        title = f"{gate.get_code_display()}: {gate.get_state_display()}"
        url = reverse("portfolio:gate", args=[project.slug, gate.code])
        yield OpenThing(f"gate-{gate.pk}-{gate.round}", title, url, due=gate.due)


def _rows(project: Project) -> QuerySet[Any, Any]:
    """(kind, id, title, who, day, place) of all that has the same shape, in one query.

    `place` is what its address needs beside the project.
    """
    reports = StatusDue.objects.filter(project=project, due_on__isnull=False)
    conditions = Condition.objects.open().filter(decision__gate__project=project)
    actions = Action.objects.filter(project=project).open()
    # Neither a word on what is done, nor an action.
    risks = Risk.objects.open().filter(
        project=project, kind=RiskKind.RISK, response="", actions=None
    )
    points = BenefitPoint.objects.filter(
        benefit__project=project, benefit__state=BenefitState.ACTIVE, measured_on=None
    )
    measurer = Coalesce("measurer__name", "benefit__owner__name", Value(""))
    risk_title = Concat(Value("R"), Cast("number", CharField()), Value(" "), "event")
    return _shaped(reports, "report", Value(""), Value(""), "due_on", "pk").union(
        _shaped(conditions, "condition", F("text"), F("owner__name"), "due", "pk"),
        _shaped(actions, "action", F("text"), F("owner__name"), "due", "pk"),
        _shaped(risks, "risk", risk_title, F("owner__name"), "due", "number"),
        _shaped(points, "point", F("benefit__title"), measurer, "due", "benefit"),
        all=True,
    )


def _shaped(
    rows: QuerySet[Any], kind: str, title: Any, who: Any, day: str, place: str
) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .annotate(
            row_kind=Value(kind, output_field=TextField()),
            row_title=Cast(title, TextField()),
            row_who=Cast(who, TextField()),
            row_day=Cast(F(day), DateField()),
            row_place=Cast(F(place), TextField()),
        )
        .values_list("row_kind", "pk", "row_title", "row_who", "row_day", "row_place")
    )


def _thing(
    project: Project, kind: str, pk: int, title: str, who: str, day: date | None, place: str
) -> OpenThing:
    slug = project.slug
    addresses = {
        "report": lambda: reverse("portfolio:status", args=[slug]),
        "condition": lambda: reverse("portfolio:condition_meet", args=[pk]),
        "action": lambda: f"{reverse('portfolio:actions', args=[slug])}#tiltak-{pk}",
        "risk": lambda: reverse("portfolio:risk", args=[slug, place]),
        "point": lambda: reverse("portfolio:benefit", args=[slug, place]),
    }
    key = f"report-{day}" if kind == "report" else f"{kind}-{pk}"
    return OpenThing(key, title or _("Neste statusrapport"), addresses[kind](), who, day)


def ticked_keys(handover: Handover) -> set[str]:
    return set(handover.ticks.values_list("key", flat=True))
