"""Who has a part of a case open for writing. It is told, never a lock: `Stale` keeps the texts.

Nothing is recorded in history, and whoever is not heard of for two minutes has left.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from organisation.people.models import Person
from reports.models import BoardCase, CaseWriter

SILENT_AFTER = timedelta(minutes=2)


def note_writer(
    case: BoardCase, place: str, person: Person, *, now: datetime | None = None
) -> list[str]:
    """Note that `person` has the part open; gives the names of the others. Two queries.

    `place` is the id of a section, or "forslag".
    """
    now = now or timezone.now()
    CaseWriter.objects.bulk_create(
        [CaseWriter(case=case, place=place, person=person, seen_at=now)],
        update_conflicts=True,
        unique_fields=["case", "place", "person"],
        update_fields=["seen_at"],
    )
    there = CaseWriter.objects.filter(case=case, place=place, seen_at__gt=now - SILENT_AFTER)
    others = there.exclude(person=person).order_by("person__name", "person")
    return list(others.values_list("person__name", flat=True))


def leave(case: BoardCase, person: Person) -> None:
    """`person` has saved or gone on; those long silent are forgotten with them."""
    long_ago = timezone.now() - SILENT_AFTER
    CaseWriter.objects.filter(Q(person=person) | Q(seen_at__lt=long_ago), case=case).delete()
