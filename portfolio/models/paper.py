"""Papers of the portfolio that somebody orders: report, workbook, innovation account, pieces."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person, Role


class PaperKind(models.TextChoices):
    REPORT = "report", _("Porteføljerapport")
    WORKBOOK = "workbook", _("Regneark med alle tabeller")
    ACCOUNT = "account", _("Innovasjonsregnskap")
    PIECES = "pieces", _("Stykker til tertialrapport, årsberetning og budsjett")


class PortfolioPaperQuerySet(models.QuerySet["PortfolioPaper"]):
    def visible_to(self, person: Person) -> Self:
        """One's own, and those of units one steers; as the rule `portfolio.view_portfoliopaper`.

        A paper shows what the one who ordered it could see, so it is read by no wider circle.
        """
        if not person.is_active:
            return self.none()
        steered = person.grants.units_as(Role.DIRECTOR)
        return self.filter(Q(ordered_by=person) | Q(unit__in=steered))

    def newest_first(self) -> Self:
        return self.order_by("-ordered_at", "-pk")


@tracked
class PortfolioPaper(InDistrict):
    """One order: which projects, which parts, as of which day, beside which other day."""

    Kind = PaperKind
    kind = models.CharField(_("slag"), max_length=10, choices=PaperKind)
    title = models.CharField(_("tittel"), max_length=160)
    as_of = models.DateField(_("slik det sto"))
    compared_with = models.DateField(_("sammenlignet med"), null=True, blank=True)
    query = models.CharField(max_length=2000, blank=True)  # the dashboard's filters
    parts = models.JSONField(default=list)  # names of the chosen parts, in order
    intro = models.TextField(_("innledning"), blank=True)  # rich text
    ordered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PortfolioPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("porteføljedokument")
        verbose_name_plural = _("porteføljedokumenter")
        constraints = (
            models.CheckConstraint(
                name="portfolio_paper_kind", condition=Q(kind__in=PaperKind.values)
            ),
            models.CheckConstraint(
                name="portfolio_paper_looks_back",
                condition=Q(compared_with=None) | Q(compared_with__lt=F("as_of")),
                violation_error_message=_("Dagen det sammenlignes med, må være tidligere."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portfolio:paper", args=[self.pk])
