"""Figures of units that other systems hold, told beside innovation in the fixed reports."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person, Role


class FigureKind(models.TextChoices):
    DEVIATIONS = "deviations", _("Avvik meldt")
    DEVIATIONS_CLOSED = "closed", _("Avvik lukket")
    CONTROL = "control", _("Internkontroll gjennomført, prosent")


class UnitFigureQuerySet(models.QuerySet["UnitFigure"]):
    def visible_to(self, person: Person) -> Self:
        """Those who steer or advise on the unit; agrees with `portfolio.view_unitfigure`."""
        if not person.is_active:
            return self.none()
        grants = person.grants
        units = (
            grants.units_as(Role.ADVISER)
            | grants.units_as(Role.MANAGER)
            | grants.units_as(Role.DIRECTOR)
            | grants.units_as(Role.SECRETARIAT)
        )
        return self.filter(unit__in=units)


@tracked
class UnitFigure(InDistrict):
    """One figure of one unit in one tertial, typed or read from a file."""

    Kind = FigureKind
    year = models.PositiveSmallIntegerField(_("år"))
    tertial = models.PositiveSmallIntegerField(_("tertial"))
    kind = models.CharField(_("tall"), max_length=12, choices=FigureKind)
    value = models.DecimalField(_("verdi"), max_digits=12, decimal_places=2)
    note = models.CharField(_("merknad"), max_length=400, blank=True)
    is_imported = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = UnitFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tall for enhet")
        verbose_name_plural = _("tall for enheter")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "year", "tertial", "kind"], name="portfolio_unitfigure_once"
            ),
            models.CheckConstraint(
                name="portfolio_unitfigure_kind", condition=Q(kind__in=FigureKind.values)
            ),
            models.CheckConstraint(
                name="portfolio_unitfigure_period",
                condition=Q(tertial__gte=1, tertial__lte=3, year__gte=2000),
            ),
            models.CheckConstraint(
                name="portfolio_unitfigure_value",
                condition=Q(value__gte=0) & (~Q(kind=FigureKind.CONTROL) | Q(value__lte=100)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.year}-{self.tertial}: {self.get_kind_display()}"
