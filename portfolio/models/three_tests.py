"""Is it new, is it useful, is it put to use? Asked when a project starts and when it ends."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from portfolio.models.project import InProject, Project


class Moment(models.TextChoices):
    START = "start", _("Da prosjektet startet")
    CLOSING = "closing", _("Ved avslutning")


class Verdict(models.TextChoices):
    YES = "yes", _("Ja")
    PARTLY = "partly", _("Delvis")
    NO = "no", _("Nei")
    UNKNOWN = "unknown", _("Vet ikke ennå")


def verdict_field(name: Any) -> models.CharField[str, str]:
    return models.CharField(name, max_length=8, choices=Verdict, default=Verdict.UNKNOWN)


@tracked
class ThreeTests(InProject):
    """The answers at one moment. Source: GLOSSARY, innovasjon; R04."""

    Moment, Verdict = Moment, Verdict

    project = models.ForeignKey(Project, models.CASCADE, related_name="three_tests")
    moment = models.CharField(_("når"), max_length=8, choices=Moment)
    new = verdict_field(_("nytt"))
    new_text = models.TextField(_("hva som er nytt"), blank=True)
    useful = verdict_field(_("nyttig"))
    useful_text = models.TextField(_("hvem som har nytte, og hvordan"), blank=True)
    put_to_use = verdict_field(_("nyttiggjort"))
    put_to_use_text = models.TextField(_("hvordan det tas i bruk"), blank=True)
    known_solution = models.BooleanField(_("kjent løsning på et nytt sted"), default=False)
    known_where = models.CharField(_("hvor den er kjent fra"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("nytt, nyttig, nyttiggjort")
        verbose_name_plural = _("nytt, nyttig, nyttiggjort")
        constraints = (
            models.UniqueConstraint(fields=["project", "moment"], name="portfolio_threetests_once"),
            models.CheckConstraint(
                name="portfolio_threetests_values",
                condition=Q(
                    moment__in=Moment.values,
                    new__in=Verdict.values,
                    useful__in=Verdict.values,
                    put_to_use__in=Verdict.values,
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.get_moment_display())
