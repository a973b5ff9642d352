"""Whom a project is for, and which units take part in it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Unit
from portfolio.models.project import InProject, Project


@tracked
class ProjectUnit(models.Model):
    """A unit that takes part besides the one that carries the project; those who work there read.

    It may lie in another district.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="taking_part")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="takes_part_in", verbose_name=_("enhet")
    )
    role = models.CharField(_("hva de bidrar med"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("enhet som deltar")
        verbose_name_plural = _("enheter som deltar")
        ordering = ("unit__path", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["project", "unit"],
                name="portfolio_unit_once",
                violation_error_message=_("Enheten er alt med."),
            ),
        )

    def __str__(self) -> str:
        return str(self.unit)


class Priority(models.IntegerChoices):
    FIRST = 1, _("Først")
    SECOND = 2, _("Deretter")
    LATER = 3, _("Senere")


@tracked
class TargetGroup(InProject):
    """A group of people the project is for: how many they are, and who comes first."""

    Priority = Priority

    project = models.ForeignKey(Project, models.CASCADE, related_name="target_groups")
    name = models.CharField(_("hvem"), max_length=160)
    size = models.PositiveIntegerField(_("antall"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("prioritet"), choices=Priority, default=Priority.FIRST
    )

    class Meta:
        verbose_name = _("målgruppe")
        verbose_name_plural = _("målgrupper")
        ordering = ("priority", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["project", "name"],
                name="portfolio_targetgroup_once",
                violation_error_message=_("Målgruppen står der alt."),
            ),
            models.CheckConstraint(
                name="portfolio_targetgroup_priority", condition=Q(priority__in=Priority.values)
            ),
        )

    def __str__(self) -> str:
        return self.name
