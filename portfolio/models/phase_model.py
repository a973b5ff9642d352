"""Phase models: the phases and gates of a new project, which keeps those it started with."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.audit.tracking import tracked
from organisation.people.models import Person, Unit
from portfolio.lifecycle import GateCode, GateMeaning, Profile


class PhaseModelQuerySet(models.QuerySet["PhaseModel"]):
    def visible_to(self, person: Person) -> Self:
        """How projects are run is no secret; agrees with `portfolio.view_phasemodel`."""
        return self.filter(district__in=person.grants.districts)

    def newest(self, district_id: int, profile: str) -> "PhaseModel | None":
        """The version that a project started now gets."""
        return self.filter(district=district_id, profile=profile).order_by("-number").first()


@tracked
class PhaseModel(models.Model):
    """One version of the phases and gates of a profile. A new one holds for new projects only."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="phase_models")
    profile = models.CharField(gettext_lazy("profil"), max_length=10, choices=Profile)
    number = models.PositiveIntegerField(gettext_lazy("versjon"))
    name = models.CharField(gettext_lazy("navn"), max_length=80)
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(gettext_lazy("tatt i bruk"))

    objects = PhaseModelQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("fasemodell")
        verbose_name_plural = gettext_lazy("fasemodeller")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "profile", "number"], name="portfolio_phasemodel_number"
            ),
        )

    def __str__(self) -> str:
        return _("%(name)s, %(profile)s profil, versjon %(number)s") % {
            "name": self.name,
            "profile": self.get_profile_display().lower(),
            "number": self.number,
        }


@tracked
class PhaseModelPhase(models.Model):
    """A phase that every project of the model goes through."""

    model = models.ForeignKey(PhaseModel, models.CASCADE, related_name="phases")
    key = models.SlugField(max_length=30)
    name = models.CharField(gettext_lazy("navn"), max_length=60)
    definite_name = models.CharField(gettext_lazy("bestemt form"), max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = gettext_lazy("fase i fasemodell")
        verbose_name_plural = gettext_lazy("faser i fasemodell")
        ordering = ("model", "position")
        constraints = (
            models.UniqueConstraint(fields=["model", "key"], name="portfolio_modelphase_key"),
            models.UniqueConstraint(
                fields=["model", "position"], name="portfolio_modelphase_position"
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked
class PhaseModelGate(models.Model):
    """A gate that every project of the model comes to: what is asked there, and what a yes does."""

    model = models.ForeignKey(PhaseModel, models.CASCADE, related_name="gates")
    code = models.CharField(gettext_lazy("plass"), max_length=3, choices=GateCode)
    name = models.CharField(gettext_lazy("navn"), max_length=40)
    # `{prosjekt}` stands for the title of the project.
    asked = models.CharField(gettext_lazy("spørsmålet som avgjøres"), max_length=200)
    meaning = models.CharField(gettext_lazy("hva et ja gjør"), max_length=12, choices=GateMeaning)
    ends = models.ForeignKey(
        PhaseModelPhase, models.CASCADE, null=True, blank=True, related_name="ended_by"
    )
    opens = models.ForeignKey(
        PhaseModelPhase, models.CASCADE, null=True, blank=True, related_name="opened_by"
    )

    class Meta:
        verbose_name = gettext_lazy("beslutningspunkt i fasemodell")
        verbose_name_plural = gettext_lazy("beslutningspunkt i fasemodell")
        ordering = ("model", "code")
        constraints = (
            models.UniqueConstraint(fields=["model", "code"], name="portfolio_modelgate_code"),
            models.UniqueConstraint(fields=["model", "opens"], name="portfolio_modelgate_opens"),
            models.UniqueConstraint(fields=["model", "ends"], name="portfolio_modelgate_ends"),
            models.CheckConstraint(
                name="portfolio_modelgate_meaning", condition=Q(meaning__in=GateMeaning.values)
            ),
            models.CheckConstraint(
                name="portfolio_modelgate_start_opens",
                condition=Q(opens__isnull=False) | ~Q(meaning=GateMeaning.START_PHASE),
            ),
        )

    def __str__(self) -> str:
        return self.name
