"""Benefits: what shall become better, who answers for it, and what is measured, also afterwards."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle.benefit import (
    ADDED,
    BenefitKind,
    BenefitLevel,
    BenefitState,
    Direction,
)
from portfolio.models.project import InProject, Project, seen_by

CENT, ONE = Decimal("0.01"), Decimal(1)


def share_of_plan(baseline: Decimal, target: Decimal, value: Decimal) -> Decimal | None:
    """How far `value` has come from `baseline` to `target`; None when they are equal."""
    return None if baseline == target else (value - baseline) / (target - baseline)


def realised_share(benefit: "Benefit", on: date) -> Decimal | None:
    """Part of the planned benefit that is measured on `on`: 0.4 is 40 %, above 1 can happen.

    None when baseline equals target, or one of them or every measurement is missing. Later
    measurements do not count. Source: GLOSSARY, gevinst.
    """
    measured = benefit.last_measured(on)
    if measured is None or benefit.baseline_value is None or benefit.target_value is None:
        return None
    return share_of_plan(benefit.baseline_value, benefit.target_value, measured.value)


def plan_faults(facts: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a plan, by the name of the field it stands beside; empty when nothing."""
    faults: dict[str, str] = {}
    kind, baseline, target = facts["kind"], facts["baseline_value"], facts["target_value"]
    if kind not in ADDED and not facts["own_unit"]:
        faults["own_unit"] = _("Skriv hva det måles i, for eksempel prosent eller dager.")
    if baseline is None and facts["baseline_on"]:
        faults["baseline_value"] = _("Skriv nullpunktet, eller ta bort datoen.")
    if baseline is not None and not facts["baseline_on"]:
        faults["baseline_on"] = _("Skriv når nullpunktet er målt.")
    if baseline is not None and not facts["baseline_method"]:
        faults["baseline_method"] = _("Skriv hvordan nullpunktet er målt.")
    if target is None and facts["target_on"]:
        faults["target_value"] = _("Skriv målet, eller ta bort datoen.")
    if target is not None and not facts["target_on"]:
        faults["target_on"] = _("Skriv når målet skal være nådd.")
    if facts["baseline_on"] and facts["target_on"] and facts["target_on"] < facts["baseline_on"]:
        faults["target_on"] = _("Målet kan ikke nås før nullpunktet er målt.")
    if baseline is not None and target is not None and baseline != target:
        goes_up = target > baseline
        is_good = goes_up == (facts["direction"] == Direction.UP)
        if is_good == bool(facts["is_disbenefit"]):
            faults["target_value"] = (
                _("En ulempe gjør noe dårligere. Se på målet og på hva som er bedre.")
                if facts["is_disbenefit"]
                else _("Målet er dårligere enn nullpunktet. Se på målet og på hva som er bedre.")
            )
    return faults


class BenefitQuerySet(models.QuerySet["Benefit"]):
    def visible_to(self, person: Person) -> Self:
        """Agrees with `portfolio.view_benefit`: those who see the project."""
        return self.filter(seen_by(person, "project__"))

    def active(self) -> Self:
        return self.filter(state=BenefitState.ACTIVE)

    def with_owner(self) -> Self:
        return self.select_related("owner", "project__owner", "project__leader", "project__unit")

    def with_latest(self, on: date) -> Self:
        """`latest_value` and `latest_on` as measured by `on`; None when nothing is."""
        measured = BenefitPoint.objects.filter(
            benefit=OuterRef("pk"), measured_on__lte=on
        ).order_by("-measured_on", "-pk")
        return self.annotate(
            latest_value=Subquery(measured.values("value")[:1]),
            latest_on=Subquery(measured.values("measured_on")[:1]),
        )

    def with_next_due(self) -> Self:
        """`next_due`: the first day a measurement waits for; None when all are in."""
        waiting = BenefitPoint.objects.filter(benefit=OuterRef("pk"), measured_on=None)
        return self.annotate(next_due=Subquery(waiting.order_by("due").values("due")[:1]))


@tracked
class Benefit(InProject):
    """One effect the project is to give, or a disbenefit that is accepted on the way.

    A disbenefit is counted the same way; its target is the worst that is accepted.
    """

    Kind, Level, Direction, State = BenefitKind, BenefitLevel, Direction, BenefitState

    project = models.ForeignKey(Project, models.CASCADE, related_name="benefits")
    title = models.CharField(gettext_lazy("gevinst"), max_length=200)
    description = models.TextField(gettext_lazy("hvem får nytte av det, og hvordan"), blank=True)
    kind = models.CharField(gettext_lazy("type"), max_length=12, choices=BenefitKind)
    level = models.CharField(gettext_lazy("nivå"), max_length=10, choices=BenefitLevel)
    is_disbenefit = models.BooleanField(gettext_lazy("ulempe vi godtar"), default=False)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_benefits",
        verbose_name=gettext_lazy("gevinstansvarlig"),
    )
    indicator = models.CharField(gettext_lazy("hva vi måler"), max_length=200)
    own_unit = models.CharField(gettext_lazy("målt i"), max_length=40, blank=True)
    direction = models.CharField(
        gettext_lazy("hva er bedre"), max_length=4, choices=Direction, default=Direction.UP
    )
    baseline_value = models.DecimalField(
        gettext_lazy("nullpunkt"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    baseline_on = models.DateField(gettext_lazy("målt"), null=True, blank=True)
    baseline_method = models.TextField(gettext_lazy("hvordan nullpunktet er målt"), blank=True)
    target_value = models.DecimalField(
        gettext_lazy("mål"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    target_on = models.DateField(gettext_lazy("nås innen"), null=True, blank=True)
    state = models.CharField(
        gettext_lazy("tilstand"),
        max_length=10,
        choices=BenefitState,
        default=BenefitState.ACTIVE,
    )
    withdrawn_on = models.DateField(gettext_lazy("tatt ut"), null=True, blank=True)
    withdrawn_why = models.TextField(gettext_lazy("hvorfor den er tatt ut"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = BenefitQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("gevinst")
        verbose_name_plural = gettext_lazy("gevinster")
        ordering = ("project", "is_disbenefit", "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_benefit_choices",
                condition=Q(
                    kind__in=BenefitKind.values,
                    level__in=BenefitLevel.values,
                    direction__in=Direction.values,
                    state__in=BenefitState.values,
                ),
            ),
            models.CheckConstraint(
                name="portfolio_benefit_unit_follows_kind",
                condition=(Q(kind__in=ADDED, own_unit="") | ~Q(kind__in=ADDED) & ~Q(own_unit="")),
            ),
            models.CheckConstraint(
                name="portfolio_benefit_baseline_has_day",
                condition=(
                    Q(baseline_value=None, baseline_on=None)
                    | Q(baseline_value__isnull=False, baseline_on__isnull=False)
                    & ~Q(baseline_method="")
                ),
            ),
            models.CheckConstraint(
                name="portfolio_benefit_target_has_day",
                condition=(
                    Q(target_value=None, target_on=None)
                    | Q(target_value__isnull=False, target_on__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="portfolio_benefit_days_in_order",
                condition=(
                    Q(baseline_on=None) | Q(target_on=None) | Q(target_on__gte=F("baseline_on"))
                ),
                violation_error_message=gettext_lazy("Målet kan ikke nås før nullpunktet er målt."),
            ),
            models.CheckConstraint(
                name="portfolio_benefit_target_is_right_way",
                condition=(
                    Q(baseline_value=None)
                    | Q(target_value=None)
                    | Q(target_value=F("baseline_value"))
                    | Q(
                        is_disbenefit=False,
                        direction=Direction.UP,
                        target_value__gt=F("baseline_value"),
                    )
                    | Q(
                        is_disbenefit=False,
                        direction=Direction.DOWN,
                        target_value__lt=F("baseline_value"),
                    )
                    | Q(
                        is_disbenefit=True,
                        direction=Direction.UP,
                        target_value__lt=F("baseline_value"),
                    )
                    | Q(
                        is_disbenefit=True,
                        direction=Direction.DOWN,
                        target_value__gt=F("baseline_value"),
                    )
                ),
            ),
            models.CheckConstraint(
                name="portfolio_benefit_withdrawn_says_why",
                condition=(
                    Q(state=BenefitState.ACTIVE, withdrawn_on=None)
                    | Q(state=BenefitState.WITHDRAWN, withdrawn_on__isnull=False)
                    & ~Q(withdrawn_why="")
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portfolio:benefit", args=[self.project.slug, self.pk])

    @property
    def unit_words(self) -> str:
        """What its values are counted in: `kr per år`, `timer per år`, or its own unit."""
        return BenefitKind(self.kind).unit or self.own_unit

    @property
    def is_active(self) -> bool:
        return self.state == BenefitState.ACTIVE

    @property
    def has_baseline(self) -> bool:
        return self.baseline_value is not None

    @property
    def has_target(self) -> bool:
        return self.target_value is not None

    def measured(self, on: date) -> "list[BenefitPoint]":
        """The points measured by `on`, oldest first; reads prefetched points when there are any."""
        points = [
            point
            for point in self.points.all()
            if point.measured_on is not None and point.measured_on <= on
        ]
        return sorted(points, key=lambda point: (point.measured_on, point.pk))

    def last_measured(self, on: date) -> Any:
        measured = self.measured(on)
        return measured[-1] if measured else None

    def planned_value(self, on: date) -> Decimal | None:
        """Where the plan is on `on`: even steps from baseline to target, and the target after it.

        None when baseline or target is missing.
        """
        if (
            self.baseline_value is None
            or self.target_value is None
            or self.baseline_on is None
            or self.target_on is None
        ):
            return None
        if on >= self.target_on:
            return self.target_value
        if on <= self.baseline_on:
            return self.baseline_value
        part = Decimal((on - self.baseline_on).days) / (self.target_on - self.baseline_on).days
        gap = self.target_value - self.baseline_value
        # Nobody plans a large change to the second decimal.
        exact = (self.baseline_value + gap * part).quantize(ONE if abs(gap) >= 100 else CENT)
        low, high = sorted((self.baseline_value, self.target_value))
        return min(max(exact, low), high)


class BenefitPointQuerySet(models.QuerySet["BenefitPoint"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "benefit__project__"))

    def with_benefit(self) -> Self:
        return self.select_related(
            "benefit__owner",
            "benefit__project__owner",
            "benefit__project__leader",
            "benefit__project__unit",
            "measurer",
            "measured_by",
        )

    def waiting(self, on: date) -> Self:
        """Due by `on` and not measured, of benefits that still count; also of closed projects."""
        return self.filter(due__lte=on, measured_on=None, benefit__state=BenefitState.ACTIVE)

    def owed_by(self, person: Person) -> Self:
        """Those `person` is to measure: as named measurer, else as line owner."""
        return self.filter(Q(measurer=person) | Q(measurer=None, benefit__owner=person))


@tracked
class BenefitPoint(InProject):
    """One planned measurement; it may lie years after the project is closed.

    `round` counts what the point has asked for: a new day or a new measurer makes a new round, and
    links that were sent before open nothing.
    """

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    due = models.DateField(gettext_lazy("måles"))
    expected_value = models.DecimalField(
        gettext_lazy("ventet verdi"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    measurer = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="benefit_points",
        verbose_name=gettext_lazy("hvem som måler"),
    )
    round = models.PositiveSmallIntegerField(default=1)
    measured_on = models.DateField(gettext_lazy("målt"), null=True, blank=True)
    value = models.DecimalField(
        gettext_lazy("verdi"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    comment = models.TextField(gettext_lazy("kommentar"), blank=True)
    measured_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_link = models.BooleanField(gettext_lazy("svart fra lenke i e-post"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = BenefitPointQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("målepunkt")
        verbose_name_plural = gettext_lazy("målepunkter")
        ordering = ("benefit", "due", "pk")
        indexes = (
            models.Index(
                fields=["due"],
                condition=Q(measured_on=None),
                name="portfolio_benefitpoint_waiting",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["benefit", "number"], name="portfolio_benefitpoint_number"
            ),
            models.UniqueConstraint(
                fields=["benefit", "due"],
                name="portfolio_benefitpoint_one_a_day",
                violation_error_message=gettext_lazy("Gevinsten skal alt måles den dagen."),
            ),
            models.CheckConstraint(
                name="portfolio_benefitpoint_measured_by_somebody",
                condition=(
                    Q(measured_on=None, value=None, measured_by=None, by_link=False)
                    | Q(measured_on__isnull=False, value__isnull=False, measured_by__isnull=False)
                ),
            ),
        )

    def __str__(self) -> str:
        return _("%(benefit)s, måling %(number)s") % {
            "benefit": self.benefit,
            "number": self.number,
        }

    @property
    def project(self) -> Project:
        return self.benefit.project

    @property
    def is_measured(self) -> bool:
        return self.measured_on is not None

    @property
    def who(self) -> Person | None:
        """Who is to measure: the named measurer, else the line owner, else the project owner."""
        return self.measurer or self.benefit.owner or self.project.owner

    def is_overdue(self, on: date) -> bool:
        return not self.is_measured and self.due < on

    @property
    def expected(self) -> Decimal | None:
        """The value the plan has on the day it is (to be) measured."""
        if self.expected_value is not None:
            return self.expected_value
        return self.benefit.planned_value(self.measured_on or self.due)

    @property
    def deviation(self) -> Decimal | None:
        """How much better than planned: below zero is behind, for benefits and disbenefits."""
        if self.value is None or self.expected is None:
            return None
        gap = self.value - self.expected
        return gap if self.benefit.direction == Direction.UP else -gap


@tracked
class BenefitAsk(models.Model):
    """That somebody was sent the question of a point; `number` is 0 the first time."""

    point = models.ForeignKey(BenefitPoint, models.CASCADE, related_name="asks")
    round = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_on = models.DateField()

    class Meta:
        verbose_name = gettext_lazy("spørsmål om måling")
        verbose_name_plural = gettext_lazy("spørsmål om måling")
        ordering = ("point", "round", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["point", "round", "number"], name="portfolio_benefitask_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.point_id}: {self.number}"
