"""The plan for a phase, written in the phase before it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from portfolio.models.of_project import OfProjectQuerySet
from portfolio.models.phase import Phase
from portfolio.models.project import InProject, Project


@tracked
class PhasePlan(InProject):
    """What is planned for a phase that has not begun; taken over by the phase when it begins."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="phase_plans")
    phase = models.OneToOneField(Phase, models.CASCADE, related_name="plan")
    goals = ArrayField(models.CharField(max_length=400), default=list, blank=True)
    starts_on = models.DateField(_("planlagt start"), null=True, blank=True)
    ends_on = models.DateField(_("planlagt slutt"), null=True, blank=True)
    approach = models.TextField(_("hva vi skal gjøre"), blank=True)
    resources = models.TextField(_("hvem og hvor mye tid"), blank=True)
    cost_nok = models.DecimalField(
        _("kostnad"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    taken_over_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan for fase")
        verbose_name_plural = _("planer for faser")
        constraints = (
            models.CheckConstraint(
                name="portfolio_phaseplan_days",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Planlagt slutt kan ikke komme før planlagt start."),
            ),
            models.CheckConstraint(
                name="portfolio_phaseplan_cost",
                condition=Q(cost_nok=None) | Q(cost_nok__gte=0),
                violation_error_message=_("Kostnaden kan ikke være negativ."),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.phase}"

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:phases', args=[self.project.slug])}#{self.phase.kind}"
