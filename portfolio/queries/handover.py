"""What is open in a project, for the one who takes over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portfolio.lifecycle import GateState
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
    """Everything open in the project that whoever sees it may read; one query a group."""
    return [
        OpenGroup(_("Beslutningspunkt"), tuple(_gates(project))),
        OpenGroup(_("Statusrapport"), tuple(_reports(project))),
        OpenGroup(_("Vilkår som ikke er oppfylt"), tuple(_conditions(project))),
        OpenGroup(_("Åpne tiltak"), tuple(_actions(project))),
        OpenGroup(_("Risikoer uten tiltak"), tuple(_risks(project))),
        OpenGroup(_("Gevinster som skal måles"), tuple(_points(project))),
    ]


def _gates(project: Project) -> Iterator[OpenThing]:
    closed = (GateState.PLANNED, GateState.DECIDED)
    for gate in Gate.objects.filter(project=project).exclude(state__in=closed).order_by("code"):
        title = f"{gate.get_code_display()}: {gate.get_state_display()}"
        url = reverse("portfolio:gate", args=[project.slug, gate.code])
        yield OpenThing(f"gate-{gate.pk}-{gate.round}", title, url, due=gate.due)


def _reports(project: Project) -> Iterator[OpenThing]:
    for row in StatusDue.objects.filter(project=project, due_on__isnull=False):
        url = reverse("portfolio:status", args=[project.slug])
        yield OpenThing(f"report-{row.due_on}", _("Neste statusrapport"), url, due=row.due_on)


def _conditions(project: Project) -> Iterator[OpenThing]:
    rows = Condition.objects.open().filter(decision__gate__project=project)
    for condition in rows.select_related("owner").order_by("due", "pk"):
        url = reverse("portfolio:condition_meet", args=[condition.pk])
        yield OpenThing(
            f"condition-{condition.pk}",
            condition.text,
            url,
            condition.owner.name,
            condition.due,
        )


def _actions(project: Project) -> Iterator[OpenThing]:
    rows = Action.objects.filter(project=project).open()
    for action in rows.select_related("owner").order_by("due", "pk"):
        url = f"{reverse('portfolio:actions', args=[project.slug])}#tiltak-{action.pk}"
        yield OpenThing(f"action-{action.pk}", action.text, url, action.owner.name, action.due)


def _risks(project: Project) -> Iterator[OpenThing]:
    """Open ones with neither a word on what is done nor an action."""
    rows = Risk.objects.open().filter(project=project, response="", actions=None)
    for risk in rows.select_related("owner").worst_first():
        url = reverse("portfolio:risk", args=[project.slug, risk.number])
        yield OpenThing(f"risk-{risk.pk}", str(risk), url, risk.owner.name, risk.due)


def _points(project: Project) -> Iterator[OpenThing]:
    rows = BenefitPoint.objects.filter(
        Q(benefit__state="active"), benefit__project=project, measured_on=None
    )
    for point in rows.select_related("benefit__owner", "measurer").order_by("due", "pk"):
        who = point.measurer or point.benefit.owner
        yield OpenThing(
            f"point-{point.pk}-{point.round}",
            point.benefit.title,
            reverse("portfolio:benefit", args=[project.slug, point.benefit_id]),
            who.name if who else "",
            point.due,
        )


def ticked_keys(handover: Handover) -> set[str]:
    return set(handover.ticks.values_list("key", flat=True))
