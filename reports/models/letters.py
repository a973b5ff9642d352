"""The letters of a funding round: where in the ranking each thing stands, and what is written."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from reports.models.case import BoardCase


class LetterSetQuerySet(models.QuerySet["LetterSet"]):
    def visible_to(self, person: Person) -> Self:
        """For whoever may read the whole case; agrees with `reports.view_letterset`."""
        return self.filter(case__in=BoardCase.objects.read_whole_by(person).values("pk"))


@tracked
class LetterSet(models.Model):
    """What is written to all who applied in the round that a case is about.

    The rows are those of the case's ranking; columns are named by their headings there.
    """

    case = models.OneToOneField(BoardCase, models.CASCADE, related_name="letter_set")
    applicant_column = models.CharField(_("søker"), max_length=160)
    granted_column = models.CharField(_("innvilget beløp"), max_length=160)
    asked_column = models.CharField(_("søkt beløp"), max_length=160, blank=True)
    reason_column = models.CharField(_("begrunnelse"), max_length=160, blank=True)
    frame_nok = models.DecimalField(
        _("rammen for runden"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    # Plain text with merge names in braces, see `reports.letters.NAMES`.
    granted_text = models.TextField(_("tildelingsbrevet"))
    refused_text = models.TextField(_("avslagsbrevet"))
    # What {begrunnelse} becomes where a row has none of its own.
    usual_reason = models.TextField(_("begrunnelse når raden ikke har noen"), blank=True)
    allows_repeats = models.BooleanField(_("samme søker kan ha flere søknader"), default=False)
    # Of a vedtak that changed the proposal: somebody has seen that the ranking is still right.
    fits_vedtak = models.BooleanField(_("rangeringen stemmer med vedtaket"), default=False)
    contact = models.CharField(_("spørsmål rettes til"), max_length=200)
    signed_by = models.CharField(_("hvem som skriver under"), max_length=120)
    signed_as = models.CharField(_("stilling"), max_length=120, blank=True)
    letter_date = models.DateField(_("brevdato"), default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)

    objects = LetterSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("brev fra en tilskuddsrunde")
        verbose_name_plural = _("brev fra tilskuddsrunder")
        constraints = [
            models.CheckConstraint(
                name="reports_letterset_columns_named",
                condition=~Q(applicant_column="") & ~Q(granted_column=""),
            ),
            models.CheckConstraint(
                name="reports_letterset_sum_is_not_applicant",
                condition=~Q(granted_column=F("applicant_column")),
                violation_error_message=_("Søker og beløp kan ikke stå i samme kolonne."),
            ),
            models.CheckConstraint(
                name="reports_letterset_frame_not_negative",
                condition=Q(frame_nok=None) | Q(frame_nok__gte=0),
                violation_error_message=_("Rammen kan ikke være mindre enn null."),
            ),
            models.CheckConstraint(
                name="reports_letterset_says_something",
                condition=~Q(granted_text="")
                & ~Q(refused_text="")
                & ~Q(contact="")
                & ~Q(signed_by=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()
