"""Money left at the end of a year: applied for, decided, and what the next year opens with."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle.money import CarryOverState
from portfolio.models.money import FrameHolds, FundYear


class CarryOverQuerySet(models.QuerySet["CarryOver"]):
    def visible_to(self, person: Person) -> Self:
        """Known in the district like the fund itself; agrees with `portfolio.view_carryover`."""
        return self.filter(fund_year__fund__district__in=person.grants.districts)

    def with_places(self) -> Self:
        return self.select_related("fund_year__fund", "to_year__fund", "project", "grant")


@pgtrigger.register(
    FrameHolds(
        name="frame_holds_from",
        operation=pgtrigger.Insert | pgtrigger.Update,
        fund_year="NEW.fund_year_id",
    ),
    FrameHolds(
        name="frame_holds_to",
        operation=pgtrigger.Insert | pgtrigger.Update,
        fund_year="NEW.to_year_id",
    ),
)
@tracked
class CarryOver(models.Model):
    """An application to use what is left of a fund-year, or of one project in it, the next year."""

    State = CarryOverState
    fund_year = models.ForeignKey(FundYear, models.PROTECT, related_name="carried_on")
    # Left empty it is what nobody was given; with a project it is what that one did not spend.
    project = models.ForeignKey(
        "portfolio.Project",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carry_overs",
        verbose_name=_("prosjekt"),
    )
    grant = models.ForeignKey(
        "portfolio.GrantApplication",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carry_overs",
        verbose_name=_("tilskudd"),
    )
    to_year = models.ForeignKey(
        FundYear, models.PROTECT, null=True, blank=True, related_name="carried_in"
    )
    # What stood unspent on the day of the application.
    unspent_nok = models.DecimalField(_("ubrukt"), max_digits=14, decimal_places=2)
    applied_nok = models.DecimalField(_("søkt overført"), max_digits=14, decimal_places=2)
    applied_on = models.DateField(_("søkt"))
    earmarked = models.BooleanField(_("øremerket"), default=False)
    reason = models.TextField(_("begrunnelse"))
    state = models.CharField(
        _("tilstand"), max_length=8, choices=CarryOverState, default=CarryOverState.APPLIED
    )
    granted_nok = models.DecimalField(
        _("innvilget"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    decided_by = models.CharField(_("avgjort av"), max_length=120, blank=True)
    decided_on = models.DateField(_("avgjort"), null=True, blank=True)
    decision_reason = models.TextField(_("begrunnelse for avgjørelsen"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CarryOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("overføring til neste år")
        verbose_name_plural = _("overføringer til neste år")
        ordering = ("-applied_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_carryover_state", condition=Q(state__in=CarryOverState.values)
            ),
            models.CheckConstraint(
                name="portfolio_carryover_applied",
                condition=Q(applied_nok__gt=0, applied_nok__lte=F("unspent_nok")),
                violation_error_message=_("Det kan ikke søkes om mer enn det som er ubrukt."),
            ),
            models.CheckConstraint(
                name="portfolio_carryover_granted",
                condition=(
                    Q(
                        state=CarryOverState.GRANTED,
                        granted_nok__isnull=False,
                        granted_nok__gt=0,
                        granted_nok__lte=F("applied_nok"),
                        to_year__isnull=False,
                        decided_on__isnull=False,
                    )
                    | (~Q(state=CarryOverState.GRANTED) & Q(granted_nok=None, to_year=None))
                ),
            ),
            models.CheckConstraint(
                name="portfolio_carryover_decided",
                condition=Q(state=CarryOverState.APPLIED)
                | (Q(decided_on__isnull=False) & ~Q(decided_by="")),
            ),
            models.CheckConstraint(name="portfolio_carryover_has_reason", condition=~Q(reason="")),
            # One application waits at a time for the same money.
            models.UniqueConstraint(
                fields=["fund_year", "project"],
                condition=Q(state=CarryOverState.APPLIED),
                nulls_distinct=False,
                name="portfolio_carryover_one_waiting",
                violation_error_message=_("Det ligger alt en søknad om dette."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.fund_year}: {self.applied_nok}"

    def get_absolute_url(self) -> str:
        return f"{self.fund_year.get_absolute_url()}#overforing-{self.pk}"

    @property
    def unit_id(self) -> int:
        return self.fund_year.unit_id

    @property
    def district_id(self) -> int:
        return self.fund_year.district_id
