"""The report of a phase: drafted from the data, edited by hand, made as a document."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle.substance import ReportPart
from portfolio.models.of_project import OfProjectQuerySet
from portfolio.models.phase import Phase
from portfolio.models.project import InProject, Project


@tracked
class PhaseReport(InProject):
    """The one report of a phase. `version` counts every change, so each PDF says which it is."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="phase_reports")
    phase = models.OneToOneField(Phase, models.CASCADE, related_name="report")
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("faserapport")
        verbose_name_plural = _("faserapporter")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.phase}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:phase_report", args=[self.project.slug, self.phase.kind])


@tracked(exclude=("drawn",))
class PhaseReportSection(models.Model):
    """One part of the report as it stands; `drawn` is what the data gave when it was last drawn."""

    report = models.ForeignKey(PhaseReport, models.CASCADE, related_name="sections")
    part = models.CharField(_("del"), max_length=15, choices=ReportPart)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("tekst"), blank=True)
    drawn = models.TextField(blank=True)
    drawn_at = models.DateTimeField(default=timezone.now)
    is_left_out = models.BooleanField(_("tas ikke med"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("del av faserapport")
        verbose_name_plural = _("deler av faserapport")
        ordering = ("report", "position")
        constraints = (
            models.UniqueConstraint(fields=["report", "part"], name="portfolio_reportsection_once"),
            models.CheckConstraint(
                name="portfolio_reportsection_part", condition=Q(part__in=ReportPart.values)
            ),
        )

    def __str__(self) -> str:
        return str(self.get_part_display())


@tracked
class FollowUp(InProject):
    """Something a report leaves to be followed up, perhaps as a case of its own."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="follow_ups")
    report = models.ForeignKey(PhaseReport, models.CASCADE, related_name="follow_ups")
    text = models.CharField(_("oppfølgingspunkt"), max_length=300)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ansvarlig"),
    )
    due = models.DateField(_("frist"), null=True, blank=True)
    done_on = models.DateField(_("fulgt opp"), null=True, blank=True)
    done_text = models.TextField(_("hvordan det er fulgt opp"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppfølgingspunkt")
        verbose_name_plural = _("oppfølgingspunkter")
        ordering = ("report", models.F("due").asc(nulls_last=True), "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_followup_done_has_words",
                condition=Q(done_on=None) | ~Q(done_text=""),
                violation_error_message=_("Skriv hvordan punktet er fulgt opp."),
            ),
        )

    def __str__(self) -> str:
        return self.text
