"""The base of every event table, and the log of what has been redacted."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from pghistory.models import Event as HistoryEvent


class Event(HistoryEvent):
    """One state of one row: what it held from `pgh_created_at` until `valid_to`.

    A trigger closes the open event of a row when the next one comes. An event without an end is the
    row as it stands now; a delete event ends where it starts.
    """

    pgh_id = models.BigAutoField(primary_key=True)
    # Empty while current, and not 'infinity', which psycopg cannot turn into a datetime.
    valid_to = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Redaction(models.Model):
    """That somebody blanked fields of a row and its history, and why; never what stood there."""

    table_name = models.TextField(_("tabell"))
    row_id = models.TextField(_("rad"))
    fields = ArrayField(models.TextField(), verbose_name=_("felt"))
    reason = models.TextField(_("begrunnelse"))
    # A plain number: the log outlives the person, and this app stands below `people`.
    by_id = models.BigIntegerField(_("utført av"), null=True)
    done_at = models.DateTimeField(_("tidspunkt"), db_default=Now())

    class Meta:
        verbose_name = _("sladding")
        verbose_name_plural = _("sladdinger")
        ordering = ("-done_at", "-pk")
        indexes = (models.Index(fields=["table_name", "row_id"], name="audit_redaction_row"),)

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}: {', '.join(self.fields)}"


class AuditedTable(models.Model):
    """What the database's own procedures know about our tables; rewritten after each migration."""

    table_name = models.TextField(primary_key=True)
    event_table = models.TextField(default="", blank=True)
    is_frozen = models.BooleanField(default=False)
    # How long a frozen row is kept as it was signed; empty is for ever.
    keep_years = models.PositiveSmallIntegerField(null=True)
    kept_since_column = models.TextField(default="", blank=True)

    class Meta:
        verbose_name = _("tabell med historikk")
        verbose_name_plural = _("tabeller med historikk")

    def __str__(self) -> str:
        return self.table_name
