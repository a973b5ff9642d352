"""Pots of money outside the district, and the applications projects send to them."""

from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person
from organisation.search.fields import search_vector
from organisation.sorting import norwegian_key
from portfolio.lifecycle.money import GrantState
from portfolio.models.money import FundYear
from portfolio.models.project import InProject, seen_by


class GrantPotQuerySet(models.QuerySet["GrantPot"]):
    def visible_to(self, person: Person) -> Self:
        """Known in the district; agrees with `portfolio.view_grantpot`."""
        return self.filter(district__in=person.grants.districts)

    def open_on(self, day: date) -> Self:
        """Those one can still apply to; a pot without a deadline is always open."""
        return self.filter(Q(deadline=None) | Q(deadline__gte=day), is_active=True)


@tracked(exclude=("name_key", "tsv"))
class GrantPot(InDistrict):
    """A grant that projects may apply for: who keeps it, what it is for, and by when."""

    name = models.CharField(_("navn"), max_length=160)
    name_key = norwegian_key("name")
    manager = models.CharField(_("forvalter"), max_length=160)
    contact = models.CharField(_("kontakt"), max_length=160, blank=True)
    purpose = models.TextField(_("formål"))
    tags = models.CharField(_("teknologi og stikkord"), max_length=300, blank=True)
    deadline = models.DateField(_("frist"), null=True, blank=True)
    own_share_percent = models.PositiveSmallIntegerField(
        _("krav om egenandel i prosent"), default=0, validators=[MaxValueValidator(100)]
    )
    url = models.URLField(_("lenke"), max_length=400, blank=True)
    is_active = models.BooleanField(_("i bruk"), default=True)
    version = models.PositiveIntegerField(default=1)
    tsv = search_vector({"A": ["tags"], "B": ["name"], "C": ["purpose"]})

    objects = GrantPotQuerySet.as_manager()

    class Meta:
        verbose_name = _("ekstern pott")
        verbose_name_plural = _("eksterne potter")
        indexes = (GinIndex(fields=["tsv"], name="portfolio_grantpot_tsv"),)
        constraints = (
            models.CheckConstraint(
                name="portfolio_grantpot_share", condition=Q(own_share_percent__lte=100)
            ),
            models.UniqueConstraint(
                "district",
                Lower("name"),
                name="portfolio_grantpot_name",
                violation_error_message=_("Det finnes alt en pott med dette navnet."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portfolio:pot", args=[self.pk])

    @property
    def tag_list(self) -> list[str]:
        return [tag.strip() for tag in self.tags.split(",") if tag.strip()]

    def is_open(self, on: date) -> bool:
        return self.is_active and (self.deadline is None or self.deadline >= on)


class GrantApplicationQuerySet(models.QuerySet["GrantApplication"]):
    def visible_to(self, person: Person) -> Self:
        """Agrees with `portfolio.view_grantapplication`: those who see the project."""
        return self.filter(seen_by(person, "project__"))

    def with_places(self) -> Self:
        return self.select_related("pot", "fund_year__fund", "project__leader", "project__owner")

    def open(self) -> Self:
        return self.filter(state__in=(GrantState.PLANNED, GrantState.SENT))


@tracked
class GrantApplication(InProject):
    """One project's application to one pot, from the plan to the answer."""

    State = GrantState
    project = models.ForeignKey("portfolio.Project", models.PROTECT, related_name="grants")
    pot = models.ForeignKey(
        GrantPot, models.PROTECT, related_name="applications", verbose_name=_("pott")
    )
    applied_nok = models.DecimalField(_("søknadsbeløp"), max_digits=14, decimal_places=2)
    own_share_nok = models.DecimalField(_("egenandel"), max_digits=14, decimal_places=2, default=0)
    deadline = models.DateField(_("søknadsfrist"), null=True, blank=True)
    sent_on = models.DateField(_("sendt"), null=True, blank=True)
    answer_due = models.DateField(_("svar ventes"), null=True, blank=True)
    answered_on = models.DateField(_("svar"), null=True, blank=True)
    granted_nok = models.DecimalField(
        _("innvilget"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    # The year of the external fund that the grant came into.
    fund_year = models.ForeignKey(
        FundYear, models.PROTECT, null=True, blank=True, related_name="grants"
    )
    answer_text = models.TextField(_("svaret kort"), blank=True)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=GrantState, default=GrantState.PLANNED
    )
    version = models.PositiveIntegerField(default=1)

    objects = GrantApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("søknad om tilskudd")
        verbose_name_plural = _("søknader om tilskudd")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="portfolio_grant_state", condition=Q(state__in=GrantState.values)
            ),
            models.CheckConstraint(
                name="portfolio_grant_amounts",
                condition=Q(applied_nok__gte=0, own_share_nok__gte=0),
            ),
            models.CheckConstraint(
                name="portfolio_grant_sent_has_day",
                condition=(
                    ~Q(state__in=(GrantState.SENT, GrantState.GRANTED, GrantState.REFUSED))
                    | Q(sent_on__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="portfolio_grant_answer_after_sending",
                condition=Q(answered_on=None) | Q(answered_on__gte=models.F("sent_on")),
                violation_error_message=_("Svaret kan ikke komme før søknaden ble sendt."),
            ),
            models.CheckConstraint(
                name="portfolio_grant_granted",
                condition=(
                    Q(
                        state=GrantState.GRANTED,
                        granted_nok__isnull=False,
                        granted_nok__gt=0,
                        answered_on__isnull=False,
                        fund_year__isnull=False,
                    )
                    | (~Q(state=GrantState.GRANTED) & Q(granted_nok=None, fund_year=None))
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.pot)

    def get_absolute_url(self) -> str:
        return reverse("portfolio:grant", args=[self.project.slug, self.pk])

    def is_late(self, on: date) -> bool:
        """The deadline is past and nothing was sent, or the answer is."""
        due = {GrantState.PLANNED: self.deadline, GrantState.SENT: self.answer_due}
        day = due.get(GrantState(self.state))
        return day is not None and day < on
