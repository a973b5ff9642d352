"""What if: projects weighed against each other under a frame, in lists that are kept."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import frozen, tracked
from organisation.people.models import InDistrict, Person, Role, ServiceArea
from portfolio.lifecycle.priority import Bound
from portfolio.models.money import Fund
from portfolio.models.project import Project


class PrioritisationQuerySet(models.QuerySet["Prioritisation"]):
    def visible_to(self, person: Person) -> Self:
        """Those who steer or advise on the unit; agrees with `portfolio.view_prioritisation`."""
        if not person.is_active:
            return self.none()
        grants = person.grants
        units = (
            grants.units_as(Role.ADVISER)
            | grants.units_as(Role.MANAGER)
            | grants.units_as(Role.DIRECTOR)
            | grants.units_as(Role.SECRETARIAT)
        )
        return self.filter(unit__in=units)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


@tracked
class Prioritisation(InDistrict):
    """The question: which of these projects, under this frame, in these years."""

    title = models.CharField(_("hva det gjelder"), max_length=160)
    fund = models.ForeignKey(
        Fund, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fond")
    )
    frame_nok = models.DecimalField(_("ramme"), max_digits=14, decimal_places=2)
    first_year = models.PositiveSmallIntegerField(_("fra år"))
    last_year = models.PositiveSmallIntegerField(_("til år"))
    # How the candidates were found: the dashboard's filters, as they stood in the address.
    query = models.CharField(max_length=2000, blank=True)
    note = models.TextField(_("merknad"), blank=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = PrioritisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("prioritering")
        verbose_name_plural = _("prioriteringer")
        constraints = (
            models.CheckConstraint(
                name="portfolio_prioritisation_frame", condition=Q(frame_nok__gte=0)
            ),
            models.CheckConstraint(
                name="portfolio_prioritisation_years",
                condition=Q(first_year__gte=2000, last_year__gte=F("first_year"))
                & Q(last_year__lte=F("first_year") + 10),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portfolio:prioritisation", args=[self.pk])


@tracked
class Candidate(models.Model):
    """A project that may be chosen. Empty value and cost are those the portfolio knows."""

    Bound = Bound
    prioritisation = models.ForeignKey(Prioritisation, models.CASCADE, related_name="candidates")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    bound = models.CharField(_("binding"), max_length=5, choices=Bound, default=Bound.FREE)
    value = models.DecimalField(_("verdi"), max_digits=6, decimal_places=2, null=True, blank=True)
    cost_nok = models.DecimalField(
        _("kostnad"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    reason = models.CharField(_("begrunnelse"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kandidat")
        verbose_name_plural = _("kandidater")
        constraints = (
            models.UniqueConstraint(
                fields=["prioritisation", "project"], name="portfolio_candidate_once"
            ),
            models.CheckConstraint(
                name="portfolio_candidate_bound", condition=Q(bound__in=Bound.values)
            ),
            models.CheckConstraint(
                name="portfolio_candidate_not_negative",
                condition=(Q(value=None) | Q(value__gte=0))
                & (Q(cost_nok=None) | Q(cost_nok__gte=0)),
            ),
            models.CheckConstraint(
                name="portfolio_candidate_bound_has_reason",
                condition=Q(bound=Bound.FREE) | ~Q(reason=""),
                violation_error_message=_("Skriv hvorfor."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.project}"


@tracked
class AreaLimit(models.Model):
    """What one service area may take, and must get, of the frame."""

    prioritisation = models.ForeignKey(Prioritisation, models.CASCADE, related_name="limits")
    service_area = models.ForeignKey(
        ServiceArea, models.PROTECT, related_name="+", verbose_name=_("tjenesteområde")
    )
    at_least_nok = models.DecimalField(
        _("minst"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    at_most_nok = models.DecimalField(
        _("høyst"), max_digits=14, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("grense for et tjenesteområde")
        verbose_name_plural = _("grenser for tjenesteområder")
        constraints = (
            models.UniqueConstraint(
                fields=["prioritisation", "service_area"], name="portfolio_arealimit_once"
            ),
            models.CheckConstraint(
                name="portfolio_arealimit_says_something",
                condition=Q(at_least_nok__gte=0) | Q(at_most_nok__gte=0),
            ),
            models.CheckConstraint(
                name="portfolio_arealimit_in_order",
                condition=Q(at_least_nok=None)
                | Q(at_most_nok=None)
                | Q(at_most_nok__gte=F("at_least_nok")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.service_area}"


@tracked
class PriorityList(models.Model):
    """One answer to the question: the projects somebody would choose."""

    prioritisation = models.ForeignKey(Prioritisation, models.CASCADE, related_name="lists")
    title = models.CharField(_("navn"), max_length=120)
    note = models.TextField(_("begrunnelse"), blank=True)
    is_suggested = models.BooleanField(default=False)  # found by the solver, untouched since
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("liste")
        verbose_name_plural = _("lister")
        constraints = (
            models.UniqueConstraint(
                fields=["prioritisation", "title"],
                name="portfolio_prioritylist_title",
                violation_error_message=_("Det finnes alt en liste med dette navnet."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portfolio:priority_list", args=[self.prioritisation_id, self.pk])


@tracked
class Choice(models.Model):
    """A candidate that is in on a list."""

    list = models.ForeignKey(PriorityList, models.CASCADE, related_name="choices")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("valgt prosjekt")
        verbose_name_plural = _("valgte prosjekter")
        constraints = (
            models.UniqueConstraint(fields=["list", "candidate"], name="portfolio_choice_once"),
        )

    def __str__(self) -> str:
        return f"{self.list}: {self.candidate}"


@frozen(made="decided_at")
class PriorityDecision(models.Model):
    """The list that was chosen, as it stood, with its sums and who chose it. Never changes.

    Another choice is a new row with the next number; the last one holds.
    """

    prioritisation = models.ForeignKey(Prioritisation, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    list_title = models.CharField(max_length=120)
    snapshot = models.TextField()  # canonical JSON, see organisation.audit.tracking.freeze
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("begrunnelse"))
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_as = models.CharField(max_length=80)
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("beslutning om prioritering")
        verbose_name_plural = _("beslutninger om prioritering")
        ordering = ("prioritisation", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["prioritisation", "number"], name="portfolio_prioritydecision_number"
            ),
            models.CheckConstraint(
                name="portfolio_prioritydecision_has_reason", condition=~Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.prioritisation} {self.number}"
