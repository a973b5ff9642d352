"""Alternatives compared with going on as today, and the one that was chosen."""

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.models.of_project import OfProjectQuerySet
from portfolio.models.phase import Phase
from portfolio.models.project import InProject, Project


class ComparisonQuerySet(OfProjectQuerySet["Comparison"]):
    def with_table(self) -> "ComparisonQuerySet":
        """Alternatives, criteria and what is said of each; three more queries."""
        return self.select_related("chosen", "chosen_by", "phase").prefetch_related(
            "alternatives", "criteria", "criteria__notes"
        )


@tracked
class Comparison(InProject):
    """A question with several answers, of which the first is to do nothing new."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="comparisons")
    phase = models.ForeignKey(
        Phase, models.PROTECT, null=True, blank=True, related_name="comparisons"
    )
    question = models.CharField(_("hva som skal velges"), max_length=200)
    chosen = models.ForeignKey(
        "Alternative", models.PROTECT, null=True, blank=True, related_name="+"
    )
    chosen_reason = models.TextField(_("begrunnelse for valget"), blank=True)
    chosen_on = models.DateField(_("valgt"), null=True, blank=True)
    chosen_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        verbose_name = _("sammenligning")
        verbose_name_plural = _("sammenligninger")
        ordering = ("project", "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_comparison_choice_is_whole",
                condition=(
                    Q(chosen=None, chosen_on=None, chosen_by=None, chosen_reason="")
                    | Q(chosen__isnull=False, chosen_on__isnull=False, chosen_by__isnull=False)
                    & ~Q(chosen_reason="")
                ),
                violation_error_message=_("Et valg trenger en begrunnelse."),
            ),
        )

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:alternatives', args=[self.project.slug])}#valg-{self.pk}"

    @property
    def zero(self) -> "Alternative | None":
        """The zero alternative; reads the prefetched alternatives when there are any."""
        return next((each for each in self.alternatives.all() if each.is_zero), None)


class OneZeroAlways(pgtrigger.Trigger):
    """The zero alternative stays the zero alternative, and stays."""

    name = "zero_stays"
    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete
    condition = pgtrigger.Q(old__is_zero=True)
    func = """
        IF TG_OP = 'DELETE' OR NOT NEW.is_zero OR NEW.comparison_id <> OLD.comparison_id THEN
            RAISE EXCEPTION 'The zero alternative % stays', OLD.id
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    """


@tracked
class Alternative(models.Model):
    """One way to go, described so that it can stand beside the others."""

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="alternatives")
    title = models.CharField(_("alternativ"), max_length=120)
    is_zero = models.BooleanField(_("nullalternativ"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    description = models.TextField(_("beskrivelse"), blank=True)
    once_nok = models.DecimalField(
        _("engangskostnad"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    yearly_nok = models.DecimalField(
        _("kostnad per år"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    quality = models.TextField(_("kvalitet"), blank=True)
    capacity = models.TextField(_("kapasitet"), blank=True)
    risks = models.TextField(_("risiko"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("alternativ")
        verbose_name_plural = _("alternativer")
        ordering = ("comparison", "position", "pk")
        triggers = (OneZeroAlways(),)
        constraints = (
            models.UniqueConstraint(
                fields=["comparison"],
                condition=Q(is_zero=True),
                name="portfolio_alternative_one_zero",
            ),
            models.UniqueConstraint(
                fields=["comparison", "title"],
                name="portfolio_alternative_title",
                violation_error_message=_("Det er alt et alternativ med dette navnet."),
            ),
            models.CheckConstraint(
                name="portfolio_alternative_costs",
                condition=(Q(once_nok=None) | Q(once_nok__gte=0))
                & (Q(yearly_nok=None) | Q(yearly_nok__gte=0)),
                violation_error_message=_("En kostnad kan ikke være negativ."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def project(self) -> Project:
        return self.comparison.project

    def dearer_than(self, zero: "Alternative | None") -> Decimal | None:
        """Kroner a year more than `zero`; negative is cheaper, None when either is unknown."""
        if zero is None or zero.yearly_nok is None or self.yearly_nok is None:
            return None
        return self.yearly_nok - zero.yearly_nok


@tracked
class Criterion(models.Model):
    """Something more to compare by than cost, quality, capacity and risk."""

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="criteria")
    name = models.CharField(_("kriterium"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("kriterium")
        verbose_name_plural = _("kriterier")
        ordering = ("comparison", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["comparison", "name"], name="portfolio_criterion_name"),
        )

    def __str__(self) -> str:
        return self.name


@tracked
class CriterionNote(models.Model):
    """What is said of one alternative by one criterion."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="notes")
    alternative = models.ForeignKey(Alternative, models.CASCADE, related_name="notes")
    text = models.TextField(_("vurdering"), blank=True)

    class Meta:
        verbose_name = _("vurdering av alternativ")
        verbose_name_plural = _("vurderinger av alternativer")
        ordering = ("criterion", "alternative")
        constraints = (
            models.UniqueConstraint(
                fields=["criterion", "alternative"], name="portfolio_criterionnote_once"
            ),
        )

    def __str__(self) -> str:
        return self.text
