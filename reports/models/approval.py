"""Each signature on the way to approval."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import frozen
from organisation.people.models import Person
from reports.models.case import BoardCase
from reports.models.office import Office


@frozen(made="at")
class CaseSignature(models.Model):
    """That an office approved the text as it stood at `case_version`. Never changes.

    Each time the case is sent to quality check is a new `round`; the earlier signatures stay.
    """

    case = models.ForeignKey(BoardCase, models.PROTECT, related_name="signatures")
    round = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)  # as it was, with fung. for a stand-in
    is_stand_in = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    case_version = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("godkjenning")
        verbose_name_plural = _("godkjenninger")
        ordering = ("case", "round", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "round", "office"], name="reports_casesignature_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}: {self.by}"
