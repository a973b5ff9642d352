"""Risks and opportunities of a project, and to whom they were escalated."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle.risk import (
    Band,
    Impact,
    Likelihood,
    Nearness,
    RiskKind,
    RiskState,
    band_of,
)
from portfolio.models.project import InProject, Project, seen_by


class RiskQuerySet(models.QuerySet["Risk"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))

    def open(self) -> Self:
        """What still may happen, or has happened and is not dealt with."""
        return self.exclude(state=RiskState.CLOSED)

    def worst_first(self) -> Self:
        return self.order_by("-score", "nearness", "pk")

    def with_people(self) -> Self:
        return self.select_related("owner", "project__unit", "project__leader", "project__owner")

    def with_escalation(self) -> Self:
        """`is_escalated`, and `receiver_name` of the one it lies with now."""
        up = RiskEscalation.objects.filter(risk=OuterRef("pk"), ended_on=None)
        return self.annotate(
            is_escalated=Exists(up), receiver_name=models.Subquery(up.values("receiver__name")[:1])
        )


def scale(verbose_name: object, choices: type, *, may_be_empty: bool = False) -> models.Field:
    return models.PositiveSmallIntegerField(
        verbose_name,  # type: ignore[arg-type]
        choices=choices.choices,  # type: ignore[attr-defined]
        null=may_be_empty,
        blank=may_be_empty,
    )


def between_one_and_five(name: str) -> Q:
    # NULL is told apart, since a CHECK lets pass what it cannot decide.
    return Q(**{f"{name}__isnull": False, f"{name}__range": (1, 5)})


@tracked
class Risk(InProject):
    """Something that may happen: what brings it about, what it is, what it leads to."""

    Kind, State, Nearness = RiskKind, RiskState, Nearness

    project = models.ForeignKey(Project, models.CASCADE, related_name="risks")
    number = models.PositiveIntegerField(_("nummer"), editable=False)  # 1, 2, 3 … in its project
    kind = models.CharField(_("slag"), max_length=11, choices=RiskKind)
    cause = models.TextField(_("årsak"), blank=True)
    event = models.CharField(_("hendelse"), max_length=200)
    consequence = models.TextField(_("følge"), blank=True)
    likelihood = scale(_("sannsynlighet"), Likelihood)
    impact = scale(_("virkning"), Impact)
    response = models.TextField(_("hva vi gjør med det"), blank=True)
    likelihood_after = scale(_("sannsynlighet etter tiltak"), Likelihood, may_be_empty=True)
    impact_after = scale(_("virkning etter tiltak"), Impact, may_be_empty=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="owned_risks", verbose_name=_("ansvarlig")
    )
    due = models.DateField(_("frist for tiltak"), null=True, blank=True)
    nearness = models.CharField(
        _("når det kan skje"), max_length=10, choices=Nearness, default=Nearness.MONTHS
    )
    state = models.CharField(
        _("tilstand"), max_length=10, choices=RiskState, default=RiskState.OPEN
    )
    outcome = models.TextField(_("hvordan det gikk"), blank=True)
    registered_on = models.DateField(_("meldt"))
    closed_on = models.DateField(_("lukket"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    score = models.GeneratedField(
        expression=F("likelihood") * F("impact"),
        output_field=models.PositiveSmallIntegerField(_("poeng")),
        db_persist=True,
    )
    score_after = models.GeneratedField(
        expression=F("likelihood_after") * F("impact_after"),
        output_field=models.PositiveSmallIntegerField(_("poeng etter tiltak"), null=True),
        db_persist=True,
    )

    objects = RiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("risiko eller mulighet")
        verbose_name_plural = _("risikoer og muligheter")
        ordering = ("project", "number")
        indexes = (models.Index(fields=["owner", "due"], name="portfolio_risk_owner_due"),)
        constraints = (
            models.UniqueConstraint(fields=["project", "number"], name="portfolio_risk_number"),
            models.CheckConstraint(
                name="portfolio_risk_kind", condition=Q(kind__in=RiskKind.values)
            ),
            models.CheckConstraint(
                name="portfolio_risk_nearness", condition=Q(nearness__in=Nearness.values)
            ),
            models.CheckConstraint(
                name="portfolio_risk_scales",
                condition=between_one_and_five("likelihood") & between_one_and_five("impact"),
            ),
            models.CheckConstraint(
                name="portfolio_risk_scales_after",
                condition=(
                    Q(likelihood_after=None, impact_after=None)
                    | between_one_and_five("likelihood_after")
                    & between_one_and_five("impact_after")
                ),
                violation_error_message=_(
                    "Velg både sannsynlighet og virkning etter tiltak, eller ingen av dem."
                ),
            ),
            models.CheckConstraint(
                name="portfolio_risk_state",
                condition=(
                    Q(state__in=(RiskState.OPEN, RiskState.OCCURRED), closed_on=None)
                    | Q(state=RiskState.CLOSED, closed_on__isnull=False)
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:risk", args=[self.project.slug, self.number])

    @property
    def label(self) -> str:
        """What it is called beside a picture: R3, M1."""
        return f"{'R' if self.kind == RiskKind.RISK else 'M'}{self.number}"

    @property
    def band(self) -> Band:
        return band_of(self.likelihood * self.impact)

    @property
    def band_after(self) -> Band | None:
        if self.likelihood_after is None or self.impact_after is None:
            return None
        return band_of(self.likelihood_after * self.impact_after)

    @property
    def is_open(self) -> bool:
        return self.state != RiskState.CLOSED

    def is_overdue(self, on: date) -> bool:
        return self.is_open and self.due is not None and self.due < on


class RiskEscalationQuerySet(models.QuerySet["RiskEscalation"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "risk__project__"))

    def current(self) -> Self:
        return self.filter(ended_on=None)


@tracked
class RiskEscalation(models.Model):
    """That a risk was lifted to somebody who can do more, until it was given back or passed on."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="escalations")
    receiver = models.ForeignKey(
        Person, models.PROTECT, related_name="received_risks", verbose_name=_("løftet til")
    )
    reason = models.TextField(_("hvorfor"))
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_on = models.DateField(_("løftet"))
    ended_on = models.DateField(_("ferdig"), null=True, blank=True)
    ended_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("avsluttet av"),
    )
    answer = models.TextField(_("svar"), blank=True)

    objects = RiskEscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("løftet risiko")
        verbose_name_plural = _("løftede risikoer")
        ordering = ("risk", "-raised_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["risk"],
                condition=Q(ended_on=None),
                name="portfolio_riskescalation_one_open",
                violation_error_message=_("Risikoen er alt løftet."),
            ),
            models.CheckConstraint(
                name="portfolio_riskescalation_days",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("raised_on")),
            ),
            models.CheckConstraint(name="portfolio_riskescalation_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.risk} → {self.receiver}"

    @property
    def project(self) -> Project:
        return self.risk.project

    @property
    def unit_id(self) -> int:
        return self.project.unit_id

    @property
    def district_id(self) -> int:
        return self.project.district_id
