"""How advisers assess ideas: anchored scales, their scores, and the short list."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ideas.models.idea import Idea
from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person, ServiceArea, Unit

LOWEST, HIGHEST = 1, 5


class Axis(models.TextChoices):
    """Which way a scale counts in the plot."""

    NEED = "need", _("Behov")
    POTENTIAL = "potential", _("Potensial")


class DistrictRowQuerySet(models.QuerySet["AssessmentScale"]):
    def visible_to(self, person: Person) -> Self:
        """How ideas are assessed is no secret; agrees with `ideas.view_assessmentscale`."""
        return self.filter(district__in=person.grants.districts)

    def active(self) -> Self:
        return self.filter(is_active=True)


@tracked
class AssessmentScale(InDistrict):
    """One question the adviser answers from 1 to 5, with a text for each step."""

    Axis = Axis

    name = models.CharField(_("navn"), max_length=80)
    question = models.CharField(_("spørsmål"), max_length=200, blank=True)
    axis = models.CharField(_("teller som"), max_length=9, choices=Axis)
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)
    is_active = models.BooleanField(_("i bruk"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = DistrictRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("vurderingsskala")
        verbose_name_plural = _("vurderingsskalaer")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "name"],
                name="ideas_scale_name",
                violation_error_message=_("Denne skalaen finnes alt."),
            ),
            models.CheckConstraint(name="ideas_scale_axis", condition=Q(axis__in=Axis.values)),
        )

    def __str__(self) -> str:
        return self.name


@tracked
class ScaleStep(models.Model):
    """What it takes to be given one of the five values."""

    scale = models.ForeignKey(AssessmentScale, models.CASCADE, related_name="steps")
    value = models.PositiveSmallIntegerField(_("verdi"))
    text = models.CharField(_("tekst"), max_length=200)

    class Meta:
        verbose_name = _("trinn på skala")
        verbose_name_plural = _("trinn på skala")
        ordering = ("scale", "value")
        constraints = (
            models.UniqueConstraint(fields=["scale", "value"], name="ideas_scalestep_once"),
            models.CheckConstraint(
                name="ideas_scalestep_anchored",
                condition=Q(value__range=(LOWEST, HIGHEST), text__regex=r"\S"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.value} – {self.text}"


@tracked
class Assessment(models.Model):
    """One adviser's assessment of one idea."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="assessments")
    assessor = models.ForeignKey(Person, models.PROTECT, related_name="idea_assessments")
    note = models.TextField(_("merknad"), max_length=2000, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("vurdering")
        verbose_name_plural = _("vurderinger")
        ordering = ("made_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["idea", "assessor"], name="ideas_assessment_once"),
        )

    def __str__(self) -> str:
        return f"{self.assessor}: {self.idea}"


@tracked
class AssessmentScore(models.Model):
    """The value one adviser gave on one scale."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    scale = models.ForeignKey(AssessmentScale, models.PROTECT, related_name="scores")
    value = models.PositiveSmallIntegerField(_("verdi"))

    class Meta:
        verbose_name = _("verdi i vurdering")
        verbose_name_plural = _("verdier i vurderinger")
        ordering = ("scale__position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["assessment", "scale"], name="ideas_score_once"),
            models.CheckConstraint(
                name="ideas_score_value", condition=Q(value__range=(LOWEST, HIGHEST))
            ),
        )

    def __str__(self) -> str:
        return f"{self.scale}: {self.value}"


@tracked
class ShortListSize(models.Model):
    """How many ideas a service area's short list shall hold, at least and at most.

    Without a service area: for ideas that belong to none.
    """

    district = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    service_area = models.ForeignKey(
        ServiceArea, models.CASCADE, null=True, blank=True, related_name="+"
    )
    at_least = models.PositiveSmallIntegerField(_("minst"), default=1)
    at_most = models.PositiveSmallIntegerField(_("høyst"), default=5)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("størrelse på kortliste")
        verbose_name_plural = _("størrelser på kortlister")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "service_area"],
                name="ideas_shortlistsize_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="ideas_shortlistsize_range", condition=Q(at_most__gte=F("at_least"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.at_least}–{self.at_most}"


@tracked
class ShortListed(models.Model):
    """An idea that stands on the short list of its service area."""

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="short_listing")
    listed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)
    listed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("idé på kortliste")
        verbose_name_plural = _("idéer på kortliste")

    def __str__(self) -> str:
        return str(self.idea)
