"""Campaigns (idésøk): a question put to some units, open for a while."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, person: Person) -> Self:
        """Everybody in the district; agrees with `ideas.view_campaign`."""
        return self.filter(district__in=person.grants.districts)


@tracked
class Campaign(InDistrict):
    """One question, asked between two moments by the server's clock."""

    title = models.CharField(_("tittel"), max_length=120)
    question = models.TextField(_("spørsmålet"), max_length=2000)
    opens_at = models.DateTimeField(_("åpner"))
    closes_at = models.DateTimeField(_("stenger"))
    # Lets people send in ideas without logging in, at an address nobody can guess.
    open_form = models.BooleanField(_("åpent skjema uten innlogging"), default=False)
    open_slug = models.CharField(max_length=22, unique=True, null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("idésøk")
        verbose_name_plural = _("idésøk")
        constraints = [
            models.CheckConstraint(
                name="ideas_campaign_opens_first", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="ideas_campaign_open_has_address",
                condition=Q(open_form=False) | Q(open_slug__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, at: datetime) -> bool:
        """Whether an idea received `at` is in time; nobody opens or closes it by hand."""
        return self.opens_at <= at < self.closes_at
