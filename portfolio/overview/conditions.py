"""Conditions of decisions: how many are open, and whether one is past its day."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, DateField, F, Func, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.web.wording import day
from portfolio.models import Condition, Gate, GateDecision
from portfolio.overview import Noun, OverviewLine, count_of


class IsOneOf(Func):
    """Whether a column is among the ids that a query gives: looked up by them, never joined."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()
    conditional = True

    def __init__(self, column: str, ids: Any) -> None:
        super().__init__(F(column), ArraySubquery(ids.order_by().values("pk")))


def open_ones() -> Any:
    """Those of one project, by way of its few gates; every open one there is may be many."""
    gates = Gate.objects.filter(project=OuterRef(OuterRef(OuterRef("pk"))))
    decisions = GateDecision.objects.filter(IsOneOf("gate", gates))
    return Condition.objects.open().filter(IsOneOf("decision", decisions))


def first_due() -> Subquery:
    """The day of the condition that is due first."""
    return Subquery(open_ones().order_by("due").values("due")[:1], output_field=DateField())


ANNOTATIONS = {
    "conditions_open": lambda: count_of(open_ones()),
    "conditions_due": first_due,
}


def line(project: Any, on: date) -> OverviewLine | None:
    """An overdue condition has its own mark beside the lights."""
    if not project.conditions_open:
        return None
    url = reverse("portfolio:gates", args=[project.slug])
    words = ngettext("%(n)s åpent vilkår", "%(n)s åpne vilkår", project.conditions_open) % {
        "n": project.conditions_open
    }
    late = project.conditions_due < on
    when = _("frist gikk ut %(day)s") if late else _("neste frist %(day)s")
    text = f"{words}, {when % {'day': day(project.conditions_due)}}"
    return OverviewLine("clock", _("Vilkår"), text, url, "late" if late else "")


NOUN = Noun("conditions", ANNOTATIONS, line)
