"""Risks on my page, in the log, and in the record of a decision."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Events, Lines, Row
from portfolio import record_parts
from portfolio.lifecycle import ProjectState
from portfolio.models import Risk, RiskEscalation
from portfolio.queries import risk as queries

SHOWN = 10
SOON = timedelta(days=14)
RUNNING = (ProjectState.RUNNING, ProjectState.PAUSED)
ACTIONS = {
    "portfolio.add_risk": gettext_lazy("Meldt"),
    "portfolio.edit_risk": gettext_lazy("Vurdert på nytt"),
    "portfolio.occur_risk": gettext_lazy("Meldt inntruffet"),
    "portfolio.close_risk": gettext_lazy("Lukket"),
    "portfolio.reopen_risk": gettext_lazy("Åpnet igjen"),
    "portfolio.escalate_risk": gettext_lazy("Løftet"),
    "portfolio.give_back_risk": gettext_lazy("Besvart og gitt tilbake"),
}


def risks_lifted_to(person: Person) -> QuerySet[RiskEscalation]:
    """Risks somebody has lifted to the person, the oldest first."""
    lifted = (
        RiskEscalation.objects.current()
        .filter(receiver=person, risk__project__state__in=RUNNING)
        .select_related("risk__project", "raised_by")
    )
    return lifted.order_by("raised_on", "pk")[:SHOWN]


def lifted_rows(escalations: list[RiskEscalation], person: Person) -> Iterator[Row]:
    for each in escalations:
        yield Row(
            icon="up",
            title=each.risk.event,
            url=each.risk.get_absolute_url(),
            facts=(
                each.risk.project.title,
                _("Løftet av %(who)s") % {"who": each.raised_by.title},
                _("Poeng %(score)s av 25") % {"score": each.risk.score},
            ),
            due=each.risk.due,
            due_words=_("Frist"),
            action=_("Svar"),
        )


def risks_of(person: Person) -> QuerySet[Risk]:
    """Open risks the person owns with a date that is near or past."""
    near = (
        Risk.objects.open()
        .filter(
            owner=person,
            due__lte=timezone.localdate() + SOON,
            project__state__in=RUNNING,
        )
        .select_related("project")
    )
    return near.order_by("due", "pk")[:SHOWN]


def risk_rows(risks: list[Risk], person: Person) -> Iterator[Row]:
    for risk in risks:
        yield Row(
            icon="over",
            title=risk.event,
            url=risk.get_absolute_url(),
            facts=(
                risk.get_kind_display(),
                risk.project.title,
                _("Poeng %(score)s av 25") % {"score": risk.score},
            ),
            due=risk.due,
            due_words=_("Frist"),
            action=_("Vurder på nytt"),
        )


def about(person: Person) -> Iterable[Any]:
    yield from Risk.objects.filter(owner=person).order_by("pk")
    yield from RiskEscalation.objects.filter(receiver=person).order_by("pk")


def register() -> None:
    registries.waiting_for.add("portfolio.lifted_risks", Lines(risks_lifted_to, lifted_rows))
    registries.waiting_for.add("portfolio.risks", Lines(risks_of, risk_rows))
    registries.thread_events.add("portfolio.risk", Events(queries.for_thread, queries.in_thread))
    registries.personal_data.add("portfolio.risk", about)
    record_parts.parts["risks"] = queries.for_record
    action_names.update(ACTIONS)
