"""Reads of the table of laws."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from reports.models import AccessLine, BoardCase, CaseAttachment, LegalBasis, Redaction

Rows = QuerySet[LegalBasis]
HOLDERS = (BoardCase, CaseAttachment, Redaction, AccessLine)


def in_force(on: date | None = None) -> Q:
    """The rows that may be chosen on `on`, today when left out."""
    day = on or timezone.localdate()
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (
        Q(valid_until=None) | Q(valid_until__gte=day)
    )


def bases_for(district_id: int, *, and_also: int | None = None, on: date | None = None) -> Rows:
    """What a new choice is made among; `and_also` is the row that is chosen already."""
    rows = LegalBasis.objects.filter(district=district_id)
    return rows.filter(in_force(on) | Q(pk=and_also)).order_by("law", "paragraph", "pk")


def with_use(rows: Rows) -> Rows:
    """`is_used` says whether something was kept back by the row."""
    used = Q()
    for model in HOLDERS:
        used |= Q(Exists(model._default_manager.filter(basis=OuterRef("pk"))))
    return rows.annotate(is_used=used)


def is_used(basis: LegalBasis) -> bool:
    return any(model._default_manager.filter(basis=basis).exists() for model in HOLDERS)
