"""Conditions of decisions: how many are open, and whether one is past its day."""

from datetime import date
from typing import Any

from django.db.models import DateField, Min, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.web.wording import day
from portfolio.models import Condition
from portfolio.overview import Noun, OverviewLine, count_of


def open_ones() -> Any:
    return Condition.objects.open().filter(decision__gate__project=OuterRef("pk"))


def first_due() -> Subquery:
    """The day of the condition that is due first."""
    rows = open_ones().order_by().values("decision__gate__project").annotate(first=Min("due"))
    return Subquery(rows.values("first"), output_field=DateField())


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
