"""Files from the accounting system, from upload to entries, and back when it was a mistake."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.files.models import StoredFile
from organisation.people.models import InDistrict, Person, Role
from portfolio.lifecycle.money import ImportState
from portfolio.models.money import Fund


class LedgerImportQuerySet(models.QuerySet["LedgerImport"]):
    def visible_to(self, person: Person) -> Self:
        """Those who keep the district's funds; agrees with `portfolio.view_ledgerimport`."""
        kept = person.units_as(Role.ADMINISTRATOR) | person.units_as(Role.DIRECTOR)
        return self.filter(district__in=kept)


@tracked
class LedgerImport(InDistrict):
    """One file: who brought it in and when, how it was read, and how many rows it gave."""

    State = ImportState
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", verbose_name=_("fond"))
    mapping: Any = models.JSONField(default=dict)  # field → number of the column
    skip_unmatched = models.BooleanField(_("hopp over rader uten prosjekt"), default=False)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=ImportState, default=ImportState.UPLOADED
    )
    rows = models.PositiveIntegerField(_("rader"), default=0)
    booked = models.PositiveIntegerField(_("ført"), default=0)
    duplicates = models.PositiveIntegerField(_("ført før"), default=0)
    unmatched = models.PositiveIntegerField(_("uten prosjekt"), default=0)
    sum_nok = models.DecimalField(_("sum"), max_digits=14, decimal_places=2, default=0)
    error = models.TextField(_("hvorfor den stoppet"), blank=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    undo_reason = models.TextField(_("hvorfor den er angret"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = LedgerImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("regnskapsfil")
        verbose_name_plural = _("regnskapsfiler")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="portfolio_ledgerimport_state", condition=Q(state__in=ImportState.values)
            ),
            models.CheckConstraint(
                name="portfolio_ledgerimport_undone",
                condition=~Q(state=ImportState.UNDONE)
                | (Q(undone_at__isnull=False) & ~Q(undo_reason="")),
            ),
        )

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        return reverse("portfolio:ledger_import", args=[self.pk])
