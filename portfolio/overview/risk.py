"""The open risks of a project: how many, the highest, and whether one lies with somebody above."""

from datetime import date
from typing import Any

from django.db.models import CharField, IntegerField, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation import days
from portfolio.demands import demands_of
from portfolio.lifecycle.risk import RiskKind, RiskState, band_of
from portfolio.models.risk import Risk, RiskEscalation
from portfolio.overview import Noun, OverviewLine, count, count_of

OPEN_RISK = Q(kind=RiskKind.RISK) & ~Q(state=RiskState.CLOSED)


def highest(field: str, output: Any) -> Subquery:
    risks = Risk.objects.filter(OPEN_RISK, project=OuterRef("pk")).worst_first()
    return Subquery(risks.values(field)[:1], output_field=output)


def overdue() -> Any:
    return count(Risk, ~Q(state=RiskState.CLOSED) & Q(due__lt=days.today()))


ANNOTATIONS = {
    "risk_open": lambda: count(Risk, OPEN_RISK),
    "risk_opportunities": lambda: count(
        Risk, Q(kind=RiskKind.OPPORTUNITY) & ~Q(state=RiskState.CLOSED)
    ),
    "risk_score": lambda: highest("score", IntegerField()),
    "risk_event": lambda: highest("event", CharField()),
    "risk_overdue": overdue,
    "risk_escalated": lambda: count_of(
        RiskEscalation.objects.current().filter(risk__project=OuterRef("pk"))
    ),
}


def line(project: Any, on: date) -> OverviewLine | None:
    url, title = reverse("portfolio:risks", args=[project.slug]), _("Risiko")
    if not (project.risk_open or project.risk_opportunities):
        if demands_of(project).requires("risks"):
            return OverviewLine("over", title, _("Ingen åpne risikoer"), url, missing=True)
        return None
    parts = []
    if project.risk_open:
        words = ngettext("%(n)s åpen risiko", "%(n)s åpne risikoer", project.risk_open)
        parts.append(words % {"n": project.risk_open})
        parts.append(
            _("høyest: %(event)s (%(score)s av 25, %(band)s)")
            % {
                "event": project.risk_event,
                "score": project.risk_score,
                "band": str(band_of(project.risk_score).label).lower(),
            }
        )
    if project.risk_opportunities:
        words = ngettext("%(n)s mulighet", "%(n)s muligheter", project.risk_opportunities)
        parts.append(words % {"n": project.risk_opportunities})
    if project.risk_escalated:
        parts.append(_("%(n)s løftet") % {"n": project.risk_escalated})
    if project.risk_overdue:
        parts.append(_("%(n)s over fristen") % {"n": project.risk_overdue})
    mark: Any = "late" if project.risk_overdue else ""
    return OverviewLine("over", title, ", ".join(parts), url, mark)


NOUN = Noun("risk", ANNOTATIONS, line)
