"""Who signs on the way to approval, and the laws that cases are kept from the public by."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person


class OfDistrictQuerySet(models.QuerySet["models.Model"]):
    def visible_to(self, person: Person) -> Self:
        """Everybody in the district may know of them."""
        return self.filter(district__in=person.grants.districts)


@tracked
class Office(InDistrict):
    """A post that approves cases, such as avdelingsdirektør or økonomisjef, and who holds it.

    The stand-in signs as *fung.* on the days the holder is away.
    """

    title = models.CharField(_("stilling"), max_length=80)
    holder = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name=_("innehaver"),
    )
    stand_in = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stand_in_offices",
        verbose_name=_("stedfortreder"),
    )
    away_from = models.DateField(_("borte fra"), null=True, blank=True)
    away_until = models.DateField(_("til og med"), null=True, blank=True)
    is_active = models.BooleanField(_("i bruk"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfDistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("godkjenner")
        verbose_name_plural = _("godkjennere")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "title"],
                name="reports_office_title",
                condition=Q(is_active=True),
                violation_error_message=_("Stillingen står der alt."),
            ),
            models.CheckConstraint(
                name="reports_office_stand_in_is_another",
                condition=Q(stand_in=None) | Q(holder=None) | ~Q(stand_in=F("holder")),
                violation_error_message=_("Stedfortrederen må være en annen enn innehaveren."),
            ),
            models.CheckConstraint(
                name="reports_office_whole_absence",
                condition=Q(away_from=None, away_until=None)
                | Q(
                    away_from__isnull=False,
                    away_until__isnull=False,
                    away_until__gte=F("away_from"),
                    stand_in__isnull=False,
                ),
                violation_error_message=_("Skriv begge dagene, og hvem som er stedfortreder."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def is_away(self, on: date) -> bool:
        return bool(self.away_from and self.away_until and self.away_from <= on <= self.away_until)

    def signer(self, on: date) -> Person | None:
        """Who signs on `on`: the holder, or the stand-in while the holder is away or missing."""
        if self.holder is None or self.is_away(on):
            return self.stand_in
        return self.holder


@tracked
class LegalBasis(InDistrict):
    """A paragraph that a document may be kept from the public by. The table is the district's own.

    Laws change: an old paragraph is still read on old cases, a new one is chosen on new ones.
    """

    code = models.CharField(_("tilgangskode"), max_length=20)
    law = models.CharField(_("lov"), max_length=120)
    paragraph = models.CharField(_("paragraf"), max_length=80)
    words = models.CharField(_("gjelder"), max_length=300, blank=True)
    valid_from = models.DateField(_("gjelder fra"), null=True, blank=True)
    valid_until = models.DateField(_("gjelder til og med"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfDistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("hjemmel")
        verbose_name_plural = _("hjemler")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "law", "paragraph", "valid_from"],
                name="reports_legalbasis_once",
                nulls_distinct=False,
                violation_error_message=_("Hjemmelen står der alt."),
            ),
            models.CheckConstraint(
                name="reports_legalbasis_days",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("Siste dag kommer før første dag."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.law} {self.paragraph}".strip()

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )
