"""Reads of benefits: sums over projects, one benefit against its plan, and what a record keeps."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Prefetch, QuerySet, When
from django.utils.translation import gettext as _

from organisation import days
from organisation.audit import history
from organisation.audit.history import Change
from organisation.people.models import Person
from organisation.registries import ThreadEvent
from organisation.web import wording
from portfolio.lifecycle.benefit import ADDED, BenefitKind, Direction
from portfolio.models import Benefit, BenefitPoint, Project
from portfolio.models.benefit import realised_share, share_of_plan
from portfolio.plan_chart import Mark, PlanChart
from portfolio.queries.once import summed

ZERO = Decimal(0)


@dataclass(frozen=True)
class KindSum:
    """What the benefits of one kind give together; kinds are never added to each other.

    `planned` and `realised` are changes for the better from baseline, in `unit`; None for kinds
    where every benefit has its own unit. Disbenefits are kept apart, as sums for the worse.
    """

    kind: BenefitKind
    count: int
    measured: int
    without_baseline: int
    planned: Decimal | None = None
    realised: Decimal | None = None
    worse_planned: Decimal | None = None
    worse_realised: Decimal | None = None
    newest: date | None = None  # the day of the last measurement

    @property
    def unit(self) -> str:
        return self.kind.unit


@dataclass(frozen=True)
class Counts:
    """How many benefits there are and how many of them are measured; disbenefits apart."""

    count: int = 0
    measured: int = 0
    newest: date | None = None  # the day of the last measurement, also of a disbenefit

    @classmethod
    def of(cls, kinds: Iterable[KindSum]) -> "Counts":
        kinds = list(kinds)
        return cls(
            sum(each.count for each in kinds),
            sum(each.measured for each in kinds),
            max((each.newest for each in kinds if each.newest), default=None),
        )


NAMES = ("pk", "kind", "is_disbenefit", "counted", "baseline_value", "target_value")
# The last measurement of each, found in one go and not benefit by benefit.
SUMS = """
    SELECT kind,
           count(*) FILTER (WHERE NOT is_disbenefit),
           count(latest_value) FILTER (WHERE NOT is_disbenefit),
           count(*) FILTER (WHERE NOT is_disbenefit AND baseline_value IS NULL),
           sum((target_value - baseline_value) * counted) FILTER (WHERE NOT is_disbenefit),
           sum((latest_value - baseline_value) * counted)
               FILTER (WHERE NOT is_disbenefit AND target_value IS NOT NULL),
           sum((baseline_value - target_value) * counted) FILTER (WHERE is_disbenefit),
           sum((baseline_value - latest_value) * counted)
               FILTER (WHERE is_disbenefit AND target_value IS NOT NULL),
           max(latest_on)
      FROM rows LEFT JOIN (
           SELECT DISTINCT ON (benefit_id) benefit_id, value, measured_on
             FROM portfolio_benefitpoint
            WHERE measured_on <= %s AND benefit_id IN (SELECT pk FROM rows)
            ORDER BY benefit_id, measured_on DESC, id DESC
           ) AS latest (benefit_id, latest_value, latest_on) ON latest.benefit_id = rows.pk
     GROUP BY kind
"""


COUNTS = """
    SELECT count(*) FILTER (WHERE NOT is_disbenefit),
           count(newest) FILTER (WHERE NOT is_disbenefit),
           max(newest)
      FROM rows LEFT JOIN (
           SELECT benefit_id, max(measured_on) AS newest
             FROM portfolio_benefitpoint WHERE measured_on <= %s GROUP BY benefit_id
           ) AS measured ON measured.benefit_id = rows.pk
"""


def counts_of(benefits: Any, on: date) -> Counts:
    """`benefits` counted as measured by `on`, those that are taken out left out; one query."""
    return Counts(*summed(benefits.active(), ("pk", "is_disbenefit"), COUNTS, [on])[0])


def sums(projects: QuerySet[Project] | Iterable[Project], on: date | None = None) -> list[KindSum]:
    """Sums by kind over `projects`, as measured by `on`, today when left out; one grouped query."""
    return sums_of(Benefit.objects.filter(project__in=projects), on)


def sums_of(benefits: Any, on: date | None = None) -> list[KindSum]:
    """The same over `benefits`.

    Benefits that are taken out do not count. Those without baseline or target count as benefits,
    but add nothing to the sums.
    """
    better = Case(When(direction=Direction.UP, then=1), default=-1)
    rows = benefits.active().annotate(counted=better)
    found = {kind: (*sums,) for kind, *sums in summed(rows, NAMES, SUMS, [on or days.today()])}
    return [_kind_sum(kind, found[kind]) for kind in BenefitKind if kind in found]


def _kind_sum(kind: BenefitKind, sums: tuple[Any, ...]) -> KindSum:
    counts, newest = sums[:3], sums[-1]
    if kind not in ADDED:
        return replace(KindSum(kind, *counts), newest=newest)
    amounts = (amount or ZERO for amount in sums[3:-1])
    return replace(KindSum(kind, *counts, *amounts), newest=newest)


# --- One benefit against its plan -----------------------------------------------------------------


def in_words(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{wording.number(value)}{wording.NBSP}{unit}"


def share_words(share: Decimal | None) -> str:
    """`80 % av planen`; empty when there is none."""
    if share is None:
        return ""
    return _("%(share)s %% av planen") % {"share": wording.number(share * 100, 0)}


def annotated_share(benefit: Any) -> Decimal | None:
    """The realised share of a row from `with_latest`, without asking for its points."""
    if None in (benefit.latest_value, benefit.baseline_value, benefit.target_value):
        return None
    return share_of_plan(benefit.baseline_value, benefit.target_value, benefit.latest_value)


def deviation_words(point: BenefitPoint) -> str:
    """`12 timer per år bedre enn planen`; empty when there is no plan or nothing is measured."""
    gap = point.deviation
    if gap is None:
        return ""
    if gap == 0:
        return _("Som planlagt")
    amount = in_words(abs(gap), point.benefit.unit_words)
    words = _("%(amount)s bedre enn planen") if gap > 0 else _("%(amount)s dårligere enn planen")
    return words % {"amount": amount}


def benefit_with_points(project: Project, pk: int) -> QuerySet[Benefit]:
    """The benefit, its owner and its points with people; two queries."""
    points = BenefitPoint.objects.select_related("measurer", "measured_by")
    return (
        Benefit.objects.filter(project=project, pk=pk)
        .select_related("owner")
        .prefetch_related(Prefetch("points", points))
    )


def plan_chart(benefit: Benefit, on: date) -> PlanChart | None:
    """Plan and measurements over time; None until there are two days with a value."""
    marks = {}
    for at, value in (
        (benefit.baseline_on, benefit.baseline_value),
        (benefit.target_on, benefit.target_value),
    ):
        if at is not None and value is not None:
            marks[at] = Mark(at, value, value if at == benefit.baseline_on else None)
    for point in benefit.points.all():
        at = point.measured_on or point.due
        if point.expected is not None or point.value is not None:
            marks[at] = Mark(at, point.expected, point.value, deviation_words(point))
    if len(marks) < 2:
        return None
    share = realised_share(benefit, on)
    return PlanChart(
        name="gevinst",
        title=_("Plan og målt: %(title)s") % {"title": benefit.title},
        summary=share_words(share) or _("Ikke målt ennå."),
        marks=[marks[at] for at in sorted(marks)],
        unit=benefit.unit_words,
        caption=_("Stiplet: planen. Hel linje: målt. %(unit)s.")
        % {"unit": benefit.unit_words.capitalize()},
    )


def history_of(benefit: Benefit) -> list[Change]:
    """What happened to the benefit and to its measurements, newest first."""
    found = history.changes(benefit)
    for point in benefit.points.all():
        found += history.changes(point, hide=("benefit", "round", "number"))
    return sorted(found, key=lambda change: change.at, reverse=True)


# --- What other pages ask for ---------------------------------------------------------------------


def of_project(project: Project, on: date) -> list[Benefit]:
    """Those that count, each with what is measured; one query."""
    return list(
        Benefit.objects.active()
        .filter(project=project)
        .with_latest(on)
        .select_related("owner")
        .order_by("is_disbenefit", "pk")
    )


def for_record(project: Project) -> list[dict[str, Any]]:
    """What a signed decision freezes of the project's benefits, as they stand."""
    rows = of_project(project, days.today())
    return [
        {
            "id": row.pk,
            "title": row.title,
            "kind": row.kind,
            "level": row.level,
            "is_disbenefit": row.is_disbenefit,
            "owner": {"id": row.owner_id, "name": row.owner.name} if row.owner else None,
            "indicator": row.indicator,
            "unit": row.unit_words,
            "direction": row.direction,
            "baseline": _text(row.baseline_value),
            "baseline_on": _text(row.baseline_on),
            "baseline_method": row.baseline_method,
            "target": _text(row.target_value),
            "target_on": _text(row.target_on),
            "latest": _text(row.latest_value),  # type: ignore[attr-defined]
            "latest_on": _text(row.latest_on),  # type: ignore[attr-defined]
        }
        for row in rows
    ]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def for_thread(project_id: int, person: Person) -> QuerySet[BenefitPoint]:
    """Each measurement."""
    points = BenefitPoint.objects.visible_to(person)
    measured = points.filter(benefit__project=project_id, measured_on__isnull=False)
    return measured.select_related("benefit__project")


def in_thread(points: Iterable[BenefitPoint]) -> list[ThreadEvent]:
    return [
        ThreadEvent(
            on=point.measured_on,
            icon="target",
            title=_("Målt: %(title)s") % {"title": point.benefit.title},
            url=point.benefit.get_absolute_url(),
            text=in_words(point.value, point.benefit.unit_words),
        )
        for point in points
        if point.measured_on
    ]


def waiting_for(person: Person, on: date) -> QuerySet[BenefitPoint]:
    """The measurements `person` owes, the first due first."""
    points: QuerySet[BenefitPoint] = (
        BenefitPoint.objects.waiting(on)
        .owed_by(person)
        .select_related("benefit__project")
        .order_by("due", "pk")
    )
    return points
