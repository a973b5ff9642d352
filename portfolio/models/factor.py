"""Critical factors: what must be in place for the project to succeed."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle.substance import FactorState
from portfolio.models.of_project import OfProjectQuerySet
from portfolio.models.project import InProject, Project


class CriticalFactorQuerySet(OfProjectQuerySet["CriticalFactor"]):
    def with_owner(self) -> "CriticalFactorQuerySet":
        return self.select_related("owner")

    def not_secured(self) -> "CriticalFactorQuerySet":
        return self.exclude(state=FactorState.SECURED)


@tracked
class CriticalFactor(InProject):
    """One thing that decides whether the project succeeds, who sees to it and how it stands."""

    State = FactorState

    project = models.ForeignKey(Project, models.CASCADE, related_name="factors")
    text = models.CharField(_("kritisk faktor"), max_length=300)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="critical_factors",
        verbose_name=_("ansvarlig"),
    )
    state = models.CharField(
        _("tilstand"), max_length=12, choices=FactorState, default=FactorState.NOT_SECURED
    )
    state_text = models.TextField(_("hvordan det står til"), blank=True)
    state_on = models.DateField(_("vurdert"))
    version = models.PositiveIntegerField(default=1)

    objects = CriticalFactorQuerySet.as_manager()

    class Meta:
        verbose_name = _("kritisk faktor")
        verbose_name_plural = _("kritiske faktorer")
        ordering = ("project", "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_factor_state", condition=Q(state__in=FactorState.values)
            ),
            # Whoever says that it is secured, says how.
            models.CheckConstraint(
                name="portfolio_factor_secured_says_how",
                condition=~Q(state=FactorState.SECURED) | ~Q(state_text=""),
                violation_error_message=_("Skriv hvordan faktoren er sikret."),
            ),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:phases', args=[self.project.slug])}#faktor-{self.pk}"

    def age_in_days(self, on: date) -> int:
        return (on - self.state_on).days
