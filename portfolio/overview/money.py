"""The project's money in one line."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, DecimalField, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import nok
from portfolio.demands import demands_of
from portfolio.lifecycle.money import RELEASED_AT_GATES, EntryKind
from portfolio.models.money import NOTHING, Entry, total
from portfolio.overview import Noun, OverviewLine

NOK = DecimalField(max_digits=14, decimal_places=2)
RELEASED = Q(fund_year__fund__kind__in=RELEASED_AT_GATES)


def _entries() -> Any:
    return Entry.objects.known().filter(project=OuterRef("pk")).order_by()


def _sum(**only: Any) -> Any:
    summed = _entries().filter(**only).values("project").annotate(summed=Sum("amount_nok"))
    return Coalesce(Subquery(summed.values("summed")), NOTHING, output_field=NOK)


def _free() -> Any:
    """Released and neither spent nor promised away, of the sources that are released."""
    summed = (
        _entries()
        .filter(RELEASED)
        .values("project")
        .annotate(
            summed=total("amount_nok", kind=EntryKind.RELEASED)
            - total("amount_nok", kind=EntryKind.SPENT)
            - total("amount_nok", kind=EntryKind.COMMITTED)
        )
    )
    return Coalesce(Subquery(summed.values("summed")), NOTHING, output_field=NOK)


def _over() -> Any:
    """More is spent than released in some source and year."""
    spent = total("amount_nok", kind=EntryKind.SPENT)
    released = total("amount_nok", kind=EntryKind.RELEASED)
    over = (
        _entries()
        .filter(RELEASED)
        .values("fund_year")
        .annotate(spent=spent, released=released)
        .filter(spent__gt=F("released"))
    )
    return Exists(over, output_field=BooleanField())


def line(project: Any, on: date) -> OverviewLine | None:
    url = reverse("portfolio:money", args=[project.slug])
    if project.money_over:
        return OverviewLine(
            icon="money",
            title=gettext_lazy("Økonomi"),
            text=_("Det er brukt mer enn det som er frigitt. %(spent)s brukt av %(released)s.")
            % {"spent": nok(project.money_spent_nok), "released": nok(project.money_released_nok)},
            url=url,
            mark="late",
        )
    if project.money_released_nok or project.money_spent_nok:
        text = _("%(spent)s brukt av %(released)s frigitt. %(free)s fritt.") % {
            "spent": nok(project.money_spent_nok),
            "released": nok(project.money_released_nok),
            "free": nok(project.money_free_nok),
        }
    elif project.money_plan_nok:
        text = _("%(plan)s planlagt. Ingenting er frigitt ennå.") % {
            "plan": nok(project.money_plan_nok)
        }
    else:
        if not demands_of(project).requires("money"):
            return None
        text = _("Prosjektet har ikke noe budsjett ennå.")
        return OverviewLine("money", gettext_lazy("Økonomi"), text, url, missing=True)
    return OverviewLine("money", gettext_lazy("Økonomi"), text, url, share=share_spent(project))


def share_spent(project: Any) -> int | None:
    """Per cent spent of what is released; None when nothing is."""
    if project.money_released_nok <= 0:
        return None
    return max(0, min(100, int(100 * project.money_spent_nok / project.money_released_nok)))


NOUN = Noun(
    name="money",
    annotations={
        "money_plan_nok": lambda: _sum(kind=EntryKind.PLAN),
        "money_released_nok": lambda: _sum(kind=EntryKind.RELEASED),
        "money_spent_nok": lambda: _sum(kind=EntryKind.SPENT),
        "money_free_nok": _free,
        "money_over": _over,
    },
    line=line,
)
