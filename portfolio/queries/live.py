"""Whether somebody else has changed what a page shows, while it stood open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models

from organisation.audit.history import events_of
from organisation.people.models import Person
from portfolio.models import (
    Action,
    Benefit,
    Gate,
    Milestone,
    Phase,
    Project,
    ProjectGoal,
    ProjectMember,
    Risk,
    StatusReport,
)
from portfolio.models.money import Entry

# What the overview of a project and the dashboard are made of.
WATCHED: tuple[type[models.Model], ...] = (
    Project,
    Phase,
    Gate,
    Milestone,
    ProjectGoal,
    ProjectMember,
    StatusReport,
    Risk,
    Benefit,
    Action,
)
NEWEST = 200  # events of each kind that are looked through for the whole portfolio


@dataclass(frozen=True)
class Touch:
    """The newest change by somebody else."""

    by: Person
    at: datetime


def touched_since(
    person: Person,
    since: datetime,
    *,
    project: Project | None = None,
    among: models.QuerySet[Project] | None = None,
) -> Touch | None:
    """The newest change after `since` by somebody else, of one project or of all `person` sees.

    `among` are fewer of those the person sees. Two queries. What the system does by itself is
    not told.
    """
    params: list[Any] = []
    parts = []
    for table, at, by, of in _sources():
        only = ""
        if project is not None:
            only, params = f"WHERE {of} = %s", [*params, project.pk]
        parts.append(
            f"(SELECT {at} AS at, {by} AS by, {of} AS project FROM public.{table} {only}"
            f" ORDER BY {'pgh_id' if table.endswith('event') else 'id'} DESC LIMIT {NEWEST})"
        )
    seen = ""
    if project is None:
        visible = Project.objects.visible_to(person) if among is None else among
        statement, more = visible.order_by().values("pk").query.sql_with_params()
        seen, params = f" AND project IN ({statement})", [*params, *more]
    with connection.cursor() as cursor:
        # The people's conditions stand last, as their parameters do.
        cursor.execute(
            f"SELECT at, by FROM ({' UNION ALL '.join(parts)}) AS touch"
            f" WHERE by IS NOT NULL{seen} AND at > %s AND by <> %s ORDER BY at DESC LIMIT 1",
            [*params, since, person.pk],
        )
        found = cursor.fetchone()
    who = Person.objects.filter(pk=found[1]).first() if found else None
    return Touch(who, found[0]) if who is not None else None


def _sources() -> list[tuple[str, str, str, str]]:
    """(table, moment, person, project) as SQL, for each that is watched."""
    events = [
        (
            events_of(model).model._meta.db_table,
            "pgh_created_at",
            "(pgh_context->>'by')::bigint",
            "pgh_obj_id" if model is Project else "project_id",
        )
        for model in WATCHED
    ]
    return [*events, (Entry._meta.db_table, "booked_at", "booked_by_id", "project_id")]
