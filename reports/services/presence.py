"""Who has a part of a case open for writing. It is told, never a lock: `Stale` keeps the texts.

Nothing is recorded in history, and whoever is not heard of for two minutes has left.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from organisation.people.models import Person
from reports.models import BoardCase, BoardCaseQuerySet, CaseComment, CaseWriter

SILENT_AFTER = timedelta(minutes=2)
FRESH = timedelta(seconds=30)  # not written again within


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


def with_company(cases: BoardCaseQuerySet) -> BoardCaseQuerySet:
    """Each case with `has_comments` and `company`: who writes where now; costs no query."""
    now = timezone.now()
    there = CaseWriter.objects.filter(case=OuterRef("pk"), seen_at__gt=now - SILENT_AFTER)
    is_fresh = ExpressionWrapper(Q(seen_at__gt=now - FRESH), output_field=BooleanField())
    said = JSONObject(place="place", person="person_id", name="person__name", is_fresh=is_fresh)
    return cases.annotate(
        has_comments=Exists(CaseComment.objects.filter(case=OuterRef("pk"))),
        company=ArraySubquery(there.order_by("person__name", "person").values_list(said)),
    )


def join_company(case: Any, place: str, person: Person) -> list[str]:
    """`note_writer` for a case read `with_company`; costs nothing when it was just noted."""
    there = [each for each in case.company if each["place"] == place]
    if not any(each["person"] == person.pk and each["is_fresh"] for each in there):
        return note_writer(case, place, person)
    return [each["name"] for each in there if each["person"] != person.pk]


def leave(case: BoardCase, person: Person) -> None:
    """`person` has saved or gone on; those long silent are forgotten with them."""
    long_ago = timezone.now() - SILENT_AFTER
    CaseWriter.objects.filter(Q(person=person) | Q(seen_at__lt=long_ago), case=case).delete()
