"""What is taken out of public copies, and requests for access."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person, Role
from reports.lifecycle.access import (
    AccessState,
)
from reports.models.case import BoardCase
from reports.models.office import LegalBasis


@tracked
class Redaction(models.Model):
    """A paragraph that stands in the full text and not in the public one."""

    case = models.ForeignKey(BoardCase, models.CASCADE, related_name="redactions")
    place = models.CharField(max_length=20)  # id of a section, "forslag" or "tittel"
    block = models.CharField(max_length=40, blank=True)  # data-id; empty is the whole part
    basis = models.ForeignKey(
        LegalBasis, models.PROTECT, related_name="+", verbose_name=_("hjemmel")
    )
    reason = models.CharField(_("begrunnelse"), max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("skjermet avsnitt")
        verbose_name_plural = _("skjermede avsnitt")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "place", "block"], name="reports_redaction_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.place} {self.block}"


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    def visible_to(self, person: Person) -> Self:
        """For the secretariat and the director; agrees with `reports.view_accessrequest`."""
        if not person.is_active:
            return self.none()
        grants = person.grants
        return self.filter(
            unit__in=grants.units_as(Role.SECRETARIAT) | grants.units_as(Role.DIRECTOR)
        )


@tracked
class AccessRequest(InDistrict):
    """Innsynskrav: somebody asks to see what there is of a project, a case, or a period."""

    State = AccessState
    asked_by = models.CharField(_("hvem som ber om innsyn"), max_length=160)
    asked_on = models.DateField(_("mottatt"))
    text = models.TextField(_("hva det bes om"), blank=True)
    project = models.ForeignKey(
        "portfolio.Project",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prosjekt"),
    )
    case = models.ForeignKey(
        BoardCase, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sak")
    )
    period_from = models.DateField(_("fra"), null=True, blank=True)
    period_to = models.DateField(_("til og med"), null=True, blank=True)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=AccessState, default=AccessState.OPEN
    )
    answer = models.TextField(_("svar"), blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("innsynskrav")
        verbose_name_plural = _("innsynskrav")
        constraints = (
            models.CheckConstraint(
                name="reports_accessrequest_state", condition=Q(state__in=AccessState.values)
            ),
            models.CheckConstraint(
                name="reports_accessrequest_asks_for_something",
                condition=Q(project__isnull=False)
                | Q(case__isnull=False)
                | Q(period_from__isnull=False, period_to__isnull=False),
                violation_error_message=_("Velg et prosjekt, en sak eller en periode."),
            ),
            models.CheckConstraint(
                name="reports_accessrequest_period",
                condition=Q(period_from=None)
                | Q(period_to=None)
                | Q(period_to__gte=F("period_from")),
                violation_error_message=_("Siste dag kommer før første dag."),
            ),
            models.CheckConstraint(
                name="reports_accessrequest_answered_by_somebody",
                condition=Q(state=AccessState.OPEN)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_by} {self.asked_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("reports:access_request", args=[self.pk])


@tracked
class AccessLine(models.Model):
    """One document that the request is about, and whether it is given out."""

    request = models.ForeignKey(AccessRequest, models.CASCADE, related_name="lines")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    # The copy with paragraphs taken out, when that is what is given.
    public_file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250)
    dated = models.DateField()
    is_exempt = models.BooleanField(_("unntatt"), default=False)
    basis = models.ForeignKey(LegalBasis, models.PROTECT, null=True, blank=True, related_name="+")
    basis_words = models.CharField(max_length=250, blank=True)
    # Why somebody decided otherwise than the marks said, such as more openness than one must have.
    reason = models.CharField(_("begrunnelse"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dokument i innsynskrav")
        verbose_name_plural = _("dokumenter i innsynskrav")
        ordering = ("request", "position")
        constraints = (
            models.UniqueConstraint(fields=["request", "file"], name="reports_accessline_once"),
            models.CheckConstraint(
                name="reports_accessline_exempt_has_basis",
                condition=Q(is_exempt=False) | ~Q(basis_words=""),
                violation_error_message=_("Velg hjemmelen for å unnta dokumentet."),
            ),
        )

    def __str__(self) -> str:
        return self.title
