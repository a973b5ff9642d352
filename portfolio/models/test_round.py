"""Test rounds: try something small, see what happens, adjust."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from portfolio.lifecycle.substance import RoundOutcome
from portfolio.models.of_project import OfProjectQuerySet
from portfolio.models.phase import Phase
from portfolio.models.project import InProject, Project


class TestRoundQuerySet(OfProjectQuerySet["TestRound"]):
    __test__ = False  # not a test, whatever its name says

    def newest_first(self) -> "TestRoundQuerySet":
        return self.order_by("-starts_on", "-pk")


@tracked
class TestRound(InProject):
    """What we believed, how we tried it, what came out and what we changed."""

    __test__ = False
    Outcome = RoundOutcome

    project = models.ForeignKey(Project, models.CASCADE, related_name="test_rounds")
    phase = models.ForeignKey(
        Phase, models.PROTECT, null=True, blank=True, related_name="test_rounds"
    )
    hypothesis = models.CharField(_("hypotese"), max_length=400)
    how = models.TextField(_("hvordan vi prøver det"), blank=True)
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til"), null=True, blank=True)
    outcome = models.CharField(
        _("utfall"), max_length=6, choices=RoundOutcome, default=RoundOutcome.OPEN
    )
    outcome_text = models.TextField(_("hva som skjedde"), blank=True)
    adjustment = models.TextField(_("hva vi endret"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TestRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("testrunde")
        verbose_name_plural = _("testrunder")
        ordering = ("project", "-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_testround_outcome", condition=Q(outcome__in=RoundOutcome.values)
            ),
            models.CheckConstraint(
                name="portfolio_testround_days",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Runden kan ikke slutte før den begynner."),
            ),
            models.CheckConstraint(
                name="portfolio_testround_outcome_has_words",
                condition=Q(outcome=RoundOutcome.OPEN)
                | (Q(ends_on__isnull=False) & ~Q(outcome_text="")),
                violation_error_message=_("Skriv hva som skjedde, og når runden var over."),
            ),
        )

    def __str__(self) -> str:
        return self.hypothesis

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:phases', args=[self.project.slug])}#runde-{self.pk}"
