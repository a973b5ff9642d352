"""When somebody last looked at a page, so that it can say what is new since then."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction

from organisation import days
from organisation.people.models import Person
from portfolio.models.follow import Visit

log = logging.getLogger(__name__)
NEW_VISIT_AFTER = timedelta(hours=4)  # looking again sooner is the same visit
PORTFOLIO = "portfolio"  # the dashboard and what has changed, seen as one page

# One statement, so that two tabs at once cannot disagree; a visit begins when the last is over.
LOOKED = """
INSERT INTO portfolio_visit AS visit (person_id, page, last_at, seen_at)
VALUES (%(person)s, %(page)s, %(at)s, NULL)
ON CONFLICT (person_id, page) DO UPDATE SET
    seen_at = CASE WHEN visit.last_at < %(begins)s THEN visit.last_at ELSE visit.seen_at END,
    last_at = greatest(visit.last_at, %(at)s)
RETURNING seen_at
"""


def seen_before(person: Person, page: str, *, at: datetime) -> datetime | None:
    """The end of the visit that one made at `at` would come after; nothing is noted."""
    visit = Visit.objects.filter(person=person, page=page).first()
    if visit is None:
        return None
    return visit.last_at if visit.last_at < at - NEW_VISIT_AFTER else visit.seen_at


def looked_at(person: Person, page: str, *, at: datetime) -> datetime | None:
    """Note that `person` looks at `page`, and give the end of the visit before this one.

    None the first time, and on a page of an earlier day, which is no visit. The page never fails
    for this: what cannot be noted is logged.
    """
    if days.is_past():
        return None
    facts: dict[str, Any] = {
        "person": person.pk,
        "page": page,
        "at": at,
        "begins": at - NEW_VISIT_AFTER,
    }
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LOOKED, facts)
            seen_at: datetime | None = cursor.fetchone()[0]
            return seen_at
    except DatabaseError:
        log.warning("A visit was not noted", exc_info=True)
        return None
