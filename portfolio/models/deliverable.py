"""Deliverables: what a phase is to hand over, and when it did."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from portfolio.models.document import ProjectDocument
from portfolio.models.of_project import OfProjectQuerySet
from portfolio.models.phase import Phase
from portfolio.models.project import InProject, Project


class DeliverableQuerySet(OfProjectQuerySet["Deliverable"]):
    def open(self) -> "DeliverableQuerySet":
        return self.filter(delivered_on=None)

    def late(self, on: date) -> "DeliverableQuerySet":
        return self.open().filter(due__lt=on)


@tracked
class Deliverable(InProject):
    """Something the project is to hand over."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="deliverables")
    phase = models.ForeignKey(
        Phase, models.PROTECT, null=True, blank=True, related_name="deliverables"
    )
    title = models.CharField(_("leveranse"), max_length=200)
    due = models.DateField(_("frist"), null=True, blank=True)
    delivered_on = models.DateField(_("levert"), null=True, blank=True)
    link = models.URLField(_("lenke"), max_length=500, blank=True)
    document = models.ForeignKey(
        ProjectDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deliverables",
        verbose_name=_("dokument"),
    )
    version = models.PositiveIntegerField(default=1)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        verbose_name = _("leveranse")
        verbose_name_plural = _("leveranser")
        ordering = ("project", models.F("due").asc(nulls_last=True), "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:phases', args=[self.project.slug])}#leveranse-{self.pk}"

    def is_late(self, on: date) -> bool:
        return self.delivered_on is None and self.due is not None and self.due < on
