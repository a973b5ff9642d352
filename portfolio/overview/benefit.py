"""How many benefits are planned and measured, and what is not measured that should be."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation import days
from portfolio.demands import demands_of
from portfolio.lifecycle.benefit import BenefitState
from portfolio.models import Benefit, BenefitPoint
from portfolio.overview import Noun, OverviewLine, count, count_of

COUNTS = Q(state=BenefitState.ACTIVE, is_disbenefit=False)


def measured() -> Any:
    points = BenefitPoint.objects.filter(benefit=OuterRef("pk"), measured_on__isnull=False)
    return count_of(Benefit.objects.filter(COUNTS, Exists(points), project=OuterRef("pk")))


def overdue() -> Any:
    late = BenefitPoint.objects.filter(
        benefit__project=OuterRef("pk"),
        benefit__state=BenefitState.ACTIVE,
        measured_on=None,
        due__lt=days.today(),
    )
    return count_of(late)


ANNOTATIONS = {
    "benefit_count": lambda: count(Benefit, COUNTS),
    "benefit_measured": measured,
    "benefit_without_baseline": lambda: count(Benefit, COUNTS & Q(baseline_value=None)),
    "benefit_without_owner": lambda: count(Benefit, COUNTS & Q(owner=None)),
    "benefit_overdue": overdue,
}


def line(project: Any, on: date) -> OverviewLine | None:
    url = reverse("portfolio:benefits", args=[project.slug])
    title = _("Gevinster")
    if not project.benefit_count:
        if demands_of(project).requires("benefits"):
            return OverviewLine("target", title, _("Ingen gevinster planlagt"), url, missing=True)
        return None
    number = {"n": project.benefit_count, "measured": project.benefit_measured}
    words = [
        ngettext("%(n)s gevinst", "%(n)s gevinster", project.benefit_count) % number,
        _("%(measured)s målt") % number,
    ]
    if project.benefit_without_baseline:
        words.append(_("%(n)s uten nullpunkt") % {"n": project.benefit_without_baseline})
    if project.benefit_without_owner:
        words.append(_("%(n)s uten gevinstansvarlig") % {"n": project.benefit_without_owner})
    if project.benefit_overdue:
        late = ngettext(
            "%(n)s måling over fristen", "%(n)s målinger over fristen", project.benefit_overdue
        )
        words.append(late % {"n": project.benefit_overdue})
        return OverviewLine("target", title, ", ".join(words), url, "late")
    is_blind = bool(project.benefit_without_baseline or project.benefit_without_owner)
    return OverviewLine("target", title, ", ".join(words), url, "soon" if is_blind else "")


NOUN = Noun("benefit", ANNOTATIONS, line)
