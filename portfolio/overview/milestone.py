"""The next milestone, and whether one is late."""

from datetime import date
from typing import Any

from django.db.models import DateField, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.web.wording import day
from portfolio.demands import demands_of
from portfolio.models.milestone import Milestone
from portfolio.overview import Noun, OverviewLine, count


def ahead() -> Any:
    return Milestone.objects.filter(project=OuterRef("pk")).ahead().by_day()


ANNOTATIONS = {
    "milestone_count": lambda: count(Milestone),
    "milestone_undated": lambda: count(Milestone, Q(due=None, done_on=None)),
    "milestone_what": lambda: Subquery(ahead().values("what")[:1]),
    "milestone_due": lambda: Subquery(ahead().values("due")[:1], output_field=DateField()),
    "milestone_ahead": lambda: count(Milestone, Q(done_on=None)),
}


def line(project: Any, on: date) -> OverviewLine | None:
    url = reverse("portfolio:milestones", args=[project.slug])
    title = _("Milepæler")
    if not project.milestone_count:
        if demands_of(project).requires("milestones"):
            return OverviewLine("clock", title, _("Ingen milepæler ennå"), url, missing=True)
        return None
    if not project.milestone_ahead:
        words = ngettext("%(n)s milepæl nådd", "Alle %(n)s milepæler nådd", project.milestone_count)
        return OverviewLine("clock", title, words % {"n": project.milestone_count}, url, "done")
    if project.milestone_due is None:
        return OverviewLine("clock", title, project.milestone_what, url)
    late = project.milestone_due < on
    words = _("%(what)s, skulle vært nådd %(day)s") if late else _("%(what)s, %(day)s")
    text = words % {"what": project.milestone_what, "day": day(project.milestone_due)}
    return OverviewLine("clock", title, text, url, "late" if late else "")


NOUN = Noun("milestone", ANNOTATIONS, line)
