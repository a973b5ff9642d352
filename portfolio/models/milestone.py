"""Milestones: what shall be there by when, between one gate and the next."""

from datetime import date
from typing import Literal, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.models.phase import Phase
from portfolio.models.project import InProject, Project, seen_by


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, person: Person) -> Self:
        """Agrees with the rule `portfolio.view_milestone`."""
        return self.filter(seen_by(person, "project__"))

    def ahead(self) -> Self:
        return self.filter(done_on=None)

    def by_day(self) -> Self:
        """The first due first; those without a day last."""
        return self.order_by(F("due").asc(nulls_last=True), "pk")


@tracked
class Milestone(InProject):
    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    phase = models.ForeignKey(
        Phase,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("fase"),
    )
    what = models.CharField(_("milepæl"), max_length=200)
    due = models.DateField(_("når"), null=True, blank=True)
    done_on = models.DateField(_("nådd"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milepæl")
        verbose_name_plural = _("milepæler")
        indexes = (
            models.Index(
                fields=["project", "due"],
                condition=Q(done_on=None),
                name="portfolio_milestone_ahead",
            ),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:milestones', args=[self.project.slug])}#m{self.pk}"

    def mark(self, on: date) -> Literal["", "late", "done"]:
        if self.done_on:
            return "done"
        return "late" if self.due and self.due < on else ""
