"""Who took part in shaping the project, what they said, and what changed because of it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle.participation import Body, Group, How
from portfolio.models.project import InProject, Project, seen_by


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))

    def without_change(self) -> Self:
        """Where nobody has written what the talk led to."""
        return self.exclude(changed__regex=r"\S")

    def co_determination(self) -> Self:
        return self.filter(how=How.CO_DETERMINATION)


@tracked
class Participation(InProject):
    """One meeting, workshop or interview; co-determination names its body."""

    Group, How, Body = Group, How, Body

    project = models.ForeignKey(Project, models.CASCADE, related_name="participations")
    group = models.CharField(_("hvem"), max_length=10, choices=Group)
    role = models.CharField(_("hvem nærmere bestemt"), max_length=200, blank=True)
    number = models.PositiveSmallIntegerField(_("antall"), null=True, blank=True)
    held_on = models.DateField(_("når"))
    how = models.CharField(_("hvordan"), max_length=16, choices=How)
    body = models.CharField(_("organ"), max_length=3, choices=Body, blank=True)
    case_reference = models.CharField(_("sak"), max_length=60, blank=True)
    said = models.TextField(_("hva de sa"))
    changed = models.TextField(_("hva som ble endret etterpå"), blank=True)
    written_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("skrevet av"), editable=False
    )
    version = models.PositiveIntegerField(default=1)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("medvirkning")
        verbose_name_plural = _("medvirkning")
        ordering = ("-held_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_participation_group", condition=Q(group__in=Group.values)
            ),
            models.CheckConstraint(
                name="portfolio_participation_how", condition=Q(how__in=How.values)
            ),
            models.CheckConstraint(
                name="portfolio_participation_body",
                condition=Q(how=How.CO_DETERMINATION, body__in=Body.values)
                | (~Q(how=How.CO_DETERMINATION) & Q(body="")),
                violation_error_message=_("Velg MBU eller AMU når det er medbestemmelse."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.held_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:participation', args=[self.project.slug])}#m-{self.pk}"

    @property
    def lacks_change(self) -> bool:
        return not self.changed.strip()
