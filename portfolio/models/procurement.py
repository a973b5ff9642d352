"""Planned procurement, and the dialogue with the market before it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle.procurement import DialogueForm, ProcurementForm
from portfolio.models.project import InProject, Project, seen_by


class ProcurementQuerySet(models.QuerySet["Procurement"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))

    def not_awarded(self) -> Self:
        return self.filter(awarded_on=None)


def _after(later: str, earlier: str) -> Q:
    return Q(**{later: None}) | Q(**{earlier: None}) | Q(**{f"{later}__gte": F(earlier)})


@tracked
class Procurement(InProject):
    """Something the project is going to buy. The supplier is named when the contract is given."""

    Form = ProcurementForm

    project = models.ForeignKey(Project, models.CASCADE, related_name="procurements")
    what = models.CharField(_("hva som anskaffes"), max_length=200)
    form = models.CharField(
        _("form"), max_length=25, choices=ProcurementForm, default=ProcurementForm.NOT_CHOSEN
    )
    announced_on = models.DateField(_("kunngjøres"), null=True, blank=True)
    offers_by = models.DateField(_("tilbudsfrist"), null=True, blank=True)
    contract_on = models.DateField(_("kontrakt"), null=True, blank=True)
    amount_nok = models.DecimalField(
        _("anslått verdi"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    awarded_on = models.DateField(_("tildelt"), null=True, blank=True)
    supplier = models.CharField(_("leverandør"), max_length=160, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProcurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("anskaffelse")
        verbose_name_plural = _("anskaffelser")
        ordering = (F("announced_on").asc(nulls_last=True), "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_procurement_form", condition=Q(form__in=ProcurementForm.values)
            ),
            models.CheckConstraint(
                name="portfolio_procurement_dates_in_order",
                condition=_after("offers_by", "announced_on")
                & _after("contract_on", "offers_by")
                & _after("contract_on", "announced_on"),
                violation_error_message=_("Datoene kan ikke krysse hverandre."),
            ),
            models.CheckConstraint(
                name="portfolio_procurement_supplier_when_awarded",
                condition=Q(awarded_on=None, supplier="")
                | Q(awarded_on__isnull=False, supplier__regex=r"\S"),
                violation_error_message=_("Leverandøren skrives når kontrakten er tildelt."),
            ),
            models.CheckConstraint(
                name="portfolio_procurement_awarded_after_announced",
                condition=_after("awarded_on", "announced_on"),
                violation_error_message=_("Tildelingen kan ikke komme før kunngjøringen."),
            ),
            models.CheckConstraint(
                name="portfolio_procurement_amount",
                condition=Q(amount_nok=None) | Q(amount_nok__gte=0),
            ),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("portfolio:procurement", args=[self.project.slug])

    @property
    def is_awarded(self) -> bool:
        return self.awarded_on is not None

    def next_date(self, on: date) -> tuple[str, date] | None:
        """The first planned date that has not passed on `on`, with what it is called."""
        if self.is_awarded:
            return None
        days = (
            (str(_("Kunngjøres")), self.announced_on),
            (str(_("Tilbudsfrist")), self.offers_by),
            (str(_("Kontrakt")), self.contract_on),
        )
        return next(((words, day) for words, day in days if day and day >= on), None)


class MarketDialogueQuerySet(models.QuerySet["MarketDialogue"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))


@tracked
class MarketDialogue(InProject):
    """One talk with those who could deliver: how, when, with whom, and what came of it."""

    Form = DialogueForm

    project = models.ForeignKey(Project, models.CASCADE, related_name="market_dialogues")
    form = models.CharField(_("form"), max_length=15, choices=DialogueForm)
    held_on = models.DateField(_("dato"))
    with_whom = models.CharField(_("med hvem"), max_length=300)
    outcome = models.TextField(_("hva som kom ut av det"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MarketDialogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("markedsdialog")
        verbose_name_plural = _("markedsdialog")
        ordering = ("-held_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_marketdialogue_form", condition=Q(form__in=DialogueForm.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.held_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:procurement", args=[self.project.slug])
