"""Where a solution shall be used, where it is tried, and where it is in daily use (R38)."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person, Unit
from portfolio.models.project import InProject, Project, seen_by


class RolloutUnitQuerySet(models.QuerySet["RolloutUnit"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))

    def planned(self) -> Self:
        return self.filter(shall_use=True)

    def adopted(self) -> Self:
        return self.filter(adopted_on__isnull=False)


class PlaceIsInTheDistrict(pgtrigger.Trigger):
    name = "place_is_in_the_district"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("place_id")
    func = """
        IF NOT EXISTS (
            SELECT 1 FROM public.portfolio_project project
              JOIN public.people_unit unit ON unit.district_id = project.district_id
             WHERE project.id = NEW.project_id AND unit.id = NEW.place_id
        ) THEN
            RAISE EXCEPTION 'Unit % is of another district', NEW.place_id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """


@tracked
class RolloutUnit(InProject):
    """One unit and the solution. Trying it is one thing, having it in daily use another."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="rollout_units")
    place = models.ForeignKey(
        Unit, models.PROTECT, related_name="rollouts", verbose_name=_("enhet")
    )
    shall_use = models.BooleanField(_("skal ta i bruk"), default=True)
    planned_on = models.DateField(_("skal være i bruk"), null=True, blank=True)
    tried_from = models.DateField(_("prøvd fra"), null=True, blank=True)
    tried_to = models.DateField(_("prøvd til"), null=True, blank=True)
    adopted_on = models.DateField(_("i daglig bruk siden"), null=True, blank=True)
    marked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    note = models.CharField(_("merknad"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RolloutUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("enhet i innføringen")
        verbose_name_plural = _("enheter i innføringen")
        ordering = ("place__name_key", "pk")
        triggers = (PlaceIsInTheDistrict(),)
        constraints = (
            models.UniqueConstraint(
                fields=["project", "place"],
                name="portfolio_rolloutunit_once",
                violation_error_message=_("Enheten står alt i listen."),
            ),
            models.CheckConstraint(
                name="portfolio_rolloutunit_trial_in_order",
                condition=Q(tried_to=None)
                | Q(tried_from__isnull=False, tried_to__gte=F("tried_from")),
                violation_error_message=_("Prøven kan ikke slutte før den begynte."),
            ),
            models.CheckConstraint(
                name="portfolio_rolloutunit_marked_by_somebody",
                condition=Q(adopted_on=None, marked_by=None)
                | Q(adopted_on__isnull=False, marked_by__isnull=False, shall_use=True),
            ),
        )

    def __str__(self) -> str:
        return str(self.place)

    def get_absolute_url(self) -> str:
        return reverse("portfolio:rollout", args=[self.project.slug])

    @property
    def is_adopted(self) -> bool:
        return self.adopted_on is not None
