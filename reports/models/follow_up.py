"""What the committees decided, ordered or were promised, until it is done and told back."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person, Role
from reports.lifecycle.follow_up import (
    FollowUpKind,
    FollowUpState,
)
from reports.models.case import BoardCase
from reports.models.committee import Committee
from reports.models.saksgang import Vedtak


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, person: Person) -> Self:
        """Those who steer the unit, and whoever it rests with; as `reports.view_followup`."""
        if not person.is_active:
            return self.none()
        grants = person.grants
        units = (
            grants.units_as(Role.SECRETARIAT)
            | grants.units_as(Role.DIRECTOR)
            | grants.units_as(Role.MANAGER)
        )
        return self.filter(Q(unit__in=units) | Q(owner=person))


@tracked
class FollowUp(InDistrict):
    """One thing the administration is to do after a meeting: who, by when, and what came of it."""

    Kind, State = FollowUpKind, FollowUpState
    kind = models.CharField(_("slag"), max_length=5, choices=FollowUpKind)
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="follow_ups", verbose_name=_("utvalg")
    )
    vedtak = models.ForeignKey(
        Vedtak, models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    case = models.ForeignKey(
        BoardCase, models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    given_on = models.DateField(_("gitt"))
    text = models.TextField(_("hva som skal gjøres"))
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="follow_ups", verbose_name=_("ansvarlig")
    )
    due_on = models.DateField(_("frist"))
    state = models.CharField(
        _("tilstand"), max_length=7, choices=FollowUpState, default=FollowUpState.OPEN
    )
    outcome = models.TextField(_("hva som er gjort"), blank=True)
    closed_on = models.DateField(_("avsluttet"), null=True, blank=True)
    # The case that was started to answer it.
    new_case = models.ForeignKey(
        BoardCase, models.PROTECT, null=True, blank=True, related_name="answers_to"
    )
    reported_on = models.DateField(_("meldt tilbake"), null=True, blank=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppfølgingspunkt")
        verbose_name_plural = _("oppfølgingspunkter")
        indexes = [
            models.Index(fields=["district", "state", "due_on"], name="reports_followup_due"),
        ]
        constraints = (
            models.CheckConstraint(
                name="reports_followup_kind", condition=Q(kind__in=FollowUpKind.values)
            ),
            models.CheckConstraint(
                name="reports_followup_state", condition=Q(state__in=FollowUpState.values)
            ),
            models.CheckConstraint(
                name="reports_followup_closed_says_what",
                condition=Q(state=FollowUpState.OPEN, closed_on=None)
                | Q(~Q(state=FollowUpState.OPEN), ~Q(outcome=""), closed_on__isnull=False),
                violation_error_message=_("Skriv hva som er gjort."),
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("reports:follow_up", args=[self.pk])
