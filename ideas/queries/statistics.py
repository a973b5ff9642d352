"""Figures for ideas: how many come, how fast they are answered, what they become.

Two queries whatever the number of ideas: one over all of them, grouped several ways at once, and
one over the units, where each unit counts what lies below it.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate

from ideas.lifecycle import OPEN_STATES, State
from ideas.models import Idea
from ideas.queries.listed import first_promise, is_used
from organisation.people.models import Person, Role
from organisation.working_days import is_working_day

STEERS = (Role.ADVISER, Role.MANAGER, Role.DIRECTOR)
YEARS = 15  # back, whose holidays are known

# Monday to Friday up to a day, counted without looking at each: whole weeks, and what is left.
WEEKDAYS = "(({day} - DATE '2000-01-03') / 7 * 5 + least(({day} - DATE '2000-01-03') %% 7, 5))"
COUNTED = f"""
WITH counted AS (
    SELECT idea.*,
           greatest(0,
               {WEEKDAYS.format(day="(answered_on + 1)")}
               - {WEEKDAYS.format(day="(asked_on + 1)")}
               - (SELECT count(*) FROM unnest(%s::date[]) AS off
                   WHERE off > asked_on AND off <= answered_on)
               - paused_days
           ) AS days
      FROM ({{rows}}) AS idea
)
"""
SUMS = """
       count(*) AS ideas,
       count(*) FILTER (WHERE is_open) AS waiting,
       count(*) FILTER (WHERE is_late) AS late,
       count(*) FILTER (WHERE is_late AND answered_on IS NULL) AS missed,
       count(*) FILTER (WHERE is_withdrawn) AS withdrawn,
       count(answered_on) AS answered,
       count(*) FILTER (WHERE answered_on <= promise) AS kept,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE answered_on IS NOT NULL)
           AS median,
       percentile_disc(0.9) WITHIN GROUP (ORDER BY days) FILTER (WHERE answered_on IS NOT NULL)
           AS ninetieth,
       count(*) FILTER (WHERE is_used) AS used
"""
OVERALL = COUNTED + (
    """
SELECT date_trunc('month', asked_on)::date AS month, outcome,
       grouping(date_trunc('month', asked_on)) AS not_month, grouping(outcome) AS not_outcome,
"""
    + SUMS
    + """
  FROM counted
 GROUP BY GROUPING SETS ((), (date_trunc('month', asked_on)), (outcome))
"""
)
BY_UNIT = COUNTED + (
    "SELECT above.id, above.name, nlevel(above.path) - 1 AS depth,"
    + SUMS
    + """
  FROM counted
  JOIN people_unit AS own ON own.id = counted.unit_id
  JOIN people_unit AS above ON own.path <@ above.path AND nlevel(above.path) > 1
 GROUP BY above.id, above.name, above.path
 ORDER BY above.path
"""
)


@dataclass(frozen=True)
class Sums:
    """Figures of one group of ideas. `median` and `ninetieth` are working days."""

    ideas: int = 0
    waiting: int = 0
    late: int = 0  # waiting past the promise
    missed: int = 0  # late, and never answered
    withdrawn: int = 0
    answered: int = 0  # at least once
    kept: int = 0  # answered within the promise
    median: float | None = None
    ninetieth: float | None = None
    used: int = 0

    @property
    def share_kept(self) -> float | None:
        """Of those answered, and those that should have been by now."""
        return self.kept / self.judged if self.judged else None

    @property
    def judged(self) -> int:
        return self.answered + self.missed

    @property
    def closed(self) -> int:
        """With an answer that stands."""
        return self.ideas - self.waiting - self.withdrawn

    @property
    def share_used(self) -> float | None:
        return self.used / self.answered if self.answered else None


@dataclass(frozen=True)
class UnitSums:
    pk: int
    name: str
    depth: int
    sums: Sums


@dataclass(frozen=True)
class Statistics:
    whole: Sums
    months: dict[date, Sums]
    outcomes: dict[str, Sums]
    units: list[UnitSums]


def counted_for(person: Person) -> QuerySet[Idea]:
    """The ideas a person's figures are made of: what one may read, and all where one steers.

    Who steers knows how many there are before the text is shown to others.
    """
    steered: frozenset[int] = frozenset().union(*(person.units_as(role) for role in STEERS))
    read = Idea.objects.visible_to(person).values("pk")
    return Idea.objects.filter(Q(pk__in=read) | Q(unit__in=steered))


def statistics_of(ideas: QuerySet[Idea], today: date) -> Statistics:
    """The figures of `ideas` as they stand `today`; two queries."""
    sql, params = _rows(ideas, today)
    off = days_off(today.year)
    whole, months, outcomes = Sums(), {}, {}
    for month, outcome, not_month, not_outcome, *sums in _read(OVERALL, sql, off, params):
        if not not_month:
            months[month] = Sums(*sums)
        elif not not_outcome:
            outcomes[outcome] = Sums(*sums)
        else:
            whole = Sums(*sums)
    units = [
        UnitSums(pk, name, depth, Sums(*sums))
        for pk, name, depth, *sums in _read(BY_UNIT, sql, off, params)
    ]
    return Statistics(whole, months, outcomes, units)


def _rows(ideas: QuerySet[Idea], today: date) -> tuple[str, tuple[Any, ...]]:
    """SQL that gives for each idea what the sums are made of."""
    is_open = Q(state__in=OPEN_STATES)
    is_late = is_open & ~Q(state=State.NEEDS_INFO) & Q(promised_by__lt=today)
    rows = ideas.order_by().values(
        "unit_id",
        "outcome",
        "paused_days",
        asked_on=TruncDate("submitted_at"),
        answered_on=TruncDate("first_answered_at"),
        promise=Coalesce(first_promise(), F("promised_by"), output_field=DateField()),
        is_open=_whether(is_open),
        is_late=_whether(is_late),
        is_withdrawn=_whether(Q(state=State.WITHDRAWN)),
        is_used=_whether(is_used()),
    )
    sql, params = rows.query.sql_with_params()
    return sql, tuple(params)


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=False, output_field=BooleanField())


@lru_cache(maxsize=4)
def days_off(this_year: int) -> tuple[date, ...]:
    """Weekdays that are no working days, in the years there may be ideas from."""
    first, last = date(this_year - YEARS, 1, 1).toordinal(), date(this_year + 1, 12, 31).toordinal()
    days = map(date.fromordinal, range(first, last + 1))
    return tuple(day for day in days if day.weekday() < 5 and not is_working_day(day))


def _read(
    template: str, sql: str, off: tuple[date, ...], params: tuple[Any, ...]
) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(template.format(rows=sql), [list(off), *params])
        return cursor.fetchall()
