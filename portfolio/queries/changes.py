"""What differs in the portfolio between two moments: which projects, and what in each of them.

Two states of each row are compared, the one that held at the start and the one that holds at the
end, so the cost follows the portfolio and what is shown, not how much history there is between.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from organisation.audit.history import Source, Stand, events_of, stands_since
from organisation.people.models import Person
from organisation.web.wording import nok
from portfolio.lifecycle.money import EntryKind
from portfolio.lifecycle.status import Light
from portfolio.models import Gate, Milestone, Phase, Project, ProjectGoal, StatusReport
from portfolio.models.money import Entry
from portfolio.queries.gate_changes import (
    Line,
    Noun,
    Words,
    by_field,
    goal_words,
    lines_of,
    name_of,
    split,
    words,
)

NEW, STOPPED, FINISHED = "nye", "stoppet", "avsluttet"
PHASES, LIGHTS, PEOPLE = "faser", "lys", "folk"
MONEY, DATES, GOALS, FACTS = "penger", "datoer", "mal", "fakta"
# In the order they are told; the key stands in addresses.
KINDS: dict[str, str | Promise] = {
    NEW: gettext_lazy("nye prosjekter"),
    STOPPED: gettext_lazy("stoppet"),
    FINISHED: gettext_lazy("avsluttet"),
    PHASES: gettext_lazy("faser og beslutninger"),
    LIGHTS: gettext_lazy("lys"),
    PEOPLE: gettext_lazy("eier eller leder"),
    MONEY: gettext_lazy("penger"),
    DATES: gettext_lazy("datoer"),
    GOALS: gettext_lazy("mål"),
    FACTS: gettext_lazy("navn, enhet og slag"),
}


MARKS: dict[str, tuple[str | Promise, str]] = {
    NEW: (gettext_lazy("Nytt"), "info"),
    STOPPED: (gettext_lazy("Stoppet"), "neutral"),
    FINISHED: (gettext_lazy("Avsluttet"), "success"),
}


def differs(*columns: str) -> str:
    """SQL: the row was there at both ends, or only at one, and the columns are not the same."""
    old, new = (", ".join(f"{side}.{column}" for column in columns) for side in ("old", "new"))
    return f"(old.pgh_obj_id IS NULL OR new.pgh_obj_id IS NULL OR ({old}) IS DISTINCT FROM ({new}))"


@dataclass(frozen=True)
class Compared:
    """A tracked model, the column that tells the project, and when its rows give each kind."""

    model: type[models.Model]
    project: str
    kinds: Mapping[str, str]


COMPARED = (
    Compared(
        Project,
        "pgh_obj_id",
        {
            NEW: "old.pgh_obj_id IS NULL",
            STOPPED: "new.state = 'stopped' AND old.state IS DISTINCT FROM 'stopped'",
            FINISHED: "new.state = 'closed' AND old.state IS DISTINCT FROM 'closed'",
            PHASES: f"{differs('state')} AND new.state NOT IN ('stopped', 'closed')",
            PEOPLE: differs("owner_id", "leader_id"),
            FACTS: differs(
                "title", "unit_id", "kind", "profile", "programme_id", "service_area_id"
            ),
        },
    ),
    Compared(
        Phase,
        "project_id",
        {
            PHASES: differs("state", "name"),
            DATES: differs("planned_start", "planned_end", "actual_start", "actual_end"),
        },
    ),
    Compared(Gate, "project_id", {PHASES: differs("state"), DATES: differs("due")}),
    Compared(Milestone, "project_id", {DATES: differs("what", "due", "done_on")}),
    Compared(ProjectGoal, "project_id", {GOALS: differs("text", "kind")}),
)
# Of a project that was not there before, all else is new as well and says nothing.
TOLD_OF_NEW = frozenset({NEW, STOPPED, FINISHED, LIGHTS, MONEY})


@dataclass(frozen=True)
class Changed:
    """That a project is another at the end, and in which ways."""

    project: int
    kinds: frozenset[str]


@dataclass
class Story:
    """A changed project with its lines, the newest first."""

    project: Any
    kinds: frozenset[str]
    lines: list[Line] = field(default_factory=list)

    @property
    def marks(self) -> list[tuple[str | Promise, str]]:
        """What became of the project itself, as words and a colour; the lines tell the rest."""
        return [MARKS[kind] for kind in MARKS if kind in self.kinds]


# --- Which projects -------------------------------------------------------------------------------


def changed_projects(
    person: Person,
    start: datetime,
    end: datetime,
    among: models.QuerySet[Project] | None = None,
) -> list[Changed]:
    """Those of the projects `person` sees that differ, the last changed first; one query.

    `among` are fewer of the projects the person sees.
    """
    projects = Project.objects.visible_to(person) if among is None else among
    seen, params = projects.order_by().values("pk").query.sql_with_params()
    moments = {
        "start": sql.Literal(start),
        "end": sql.Literal(end),
        "first": sql.Literal(timezone.localdate(start)),
        "last": sql.Literal(timezone.localdate(end)),
    }
    parts = [*(_differing(each) for each in COMPARED), LIGHTS_TURNED, BOOKED]
    changes = sql.SQL(" UNION ALL ".join(parts)).format(**moments)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT project_id, bit_or(kinds)"
            f" FROM ({changes.as_string(cursor.connection)}) AS changed"
            f" WHERE kinds <> 0 AND project_id IN ({seen})"
            " GROUP BY project_id ORDER BY max(at) DESC, project_id DESC",
            params,
        )
        return [Changed(pk, _told(kinds)) for pk, kinds in cursor.fetchall()]


# In the database each kind is a bit of a number, since there may be several of each of thousands.
BIT = {kind: 1 << place for place, kind in enumerate(KINDS)}


@cache
def _told(bits: int) -> frozenset[str]:
    kinds = frozenset(kind for kind, bit in BIT.items() if bits & bit)
    return kinds & TOLD_OF_NEW if NEW in kinds else kinds


def _differing(compared: Compared) -> str:
    """SQL for (project, kinds, moment) of rows that hold something else at the end.

    Each side reads what was valid at its moment and not at the other. Said by the span alone, so
    that only the index on it is used, whose cost does not follow the length of the history.
    """
    events = events_of(compared.model).model._meta.db_table
    kinds = " + ".join(
        f"CASE WHEN {condition} THEN {BIT[kind]} ELSE 0 END"
        for kind, condition in compared.kinds.items()
    )
    span = "tstzrange(pgh_created_at, valid_to)"
    return f"""
        SELECT coalesce(new.{compared.project}, old.{compared.project}) AS project_id,
               {kinds} AS kinds,
               coalesce(new.pgh_created_at, old.valid_to) AS at
          FROM (SELECT * FROM public.{events}
                 WHERE {span} @> {{start}} AND NOT {span} @> {{end}}) AS old
          FULL JOIN (SELECT * FROM public.{events}
                 WHERE {span} @> {{end}} AND NOT {span} @> {{start}}) AS new
            ON new.pgh_obj_id = old.pgh_obj_id"""


def _report_by(moment: str) -> str:
    """SQL for the newest report of a project at a moment, looked up project by project."""
    return f"""
        SELECT delivered_at, overall_light FROM public.{StatusReport._meta.db_table} AS report
         WHERE report.project_id = project.id AND delivered_at <= {{{moment}}}
         ORDER BY delivered_at DESC, number DESC LIMIT 1"""


# The newest report came between the moments, and its overall light is not that of the one before
# them. However many reports there are between, two of them are read.
LIGHTS_TURNED = f"""
    SELECT project.id, {BIT[LIGHTS]}, newest.delivered_at
      FROM public.{Project._meta.db_table} AS project
           CROSS JOIN LATERAL ({_report_by("end")}) AS newest
           LEFT JOIN LATERAL ({_report_by("start")}) AS before ON true
     WHERE newest.delivered_at > {{start}}
       AND before.overall_light IS DISTINCT FROM newest.overall_light"""
# Entries have a day and no history, as everywhere.
BOOKED = f"""
    SELECT project_id, {BIT[MONEY]}, max(booked_at)
      FROM public.{Entry._meta.db_table}
     WHERE booked_on > {{first}} AND booked_on <= {{last}}
     GROUP BY project_id"""


def count_by_kind(changed: Iterable[Changed]) -> dict[str, int]:
    """How many projects changed in each way, in the order they are told; 0 where none did."""
    found = dict.fromkeys(KINDS, 0)
    for each in changed:
        for kind in each.kinds:
            found[kind] += 1
    return found


# --- What in them ---------------------------------------------------------------------------------


def project_words(row: Mapping[str, Any], names: Any) -> Words:
    return words(
        row, names, Project, "state", "owner", "leader", "title", "unit", "kind", "profile",
        "programme", "service_area",
    )  # fmt: skip


def phase_words(row: Mapping[str, Any], names: Any) -> Words:
    return words(
        row, names, Phase, "state", "name", "planned_start", "planned_end", "actual_start",
        "actual_end",
    )  # fmt: skip


def gate_words(row: Mapping[str, Any], names: Any) -> Words:
    return words(row, names, Gate, "state", "due")


def milestone_words(row: Mapping[str, Any], names: Any) -> Words:
    return words(row, names, Milestone, "due", "done_on", "what")


def no_name(row: Any, names: Any, rows: Any) -> str:
    return ""


PROJECT = "project"
NOUNS = {
    PROJECT: Noun(PROJECT, Project, "pgh_obj", project_words, no_name),
    "phase": Noun("phases", Phase, "project", phase_words, by_field("name")),
    "gate": Noun("phases", Gate, "project", gate_words, by_field("name")),
    "milestone": Noun("dates", Milestone, "project", milestone_words, by_field("what")),
    "goal": Noun("goals", ProjectGoal, "project", goal_words, by_field("text")),
}
# Columns of a project that point to a row with a name.
POINTING: dict[str, Any] = {
    field.attname: field.related_model
    for field in Project._meta.local_fields
    if field.is_relation and field.name in {"owner", "leader", "unit", "programme", "service_area"}
}


def stories(
    person: Person, changed: Sequence[Changed], start: datetime, end: datetime
) -> list[Story]:
    """The lines of these few projects, in their order.

    A constant number of queries: the projects, their states, names, reports, and money twice.
    """
    ids = [each.project for each in changed]
    projects = Project.objects.visible_to(person).select_related("unit", "leader").in_bulk(ids)
    told = {
        each.project: Story(projects[each.project], each.kinds)
        for each in changed
        if each.project in projects
    }
    stands = stands_since(
        [
            Source(key, noun.model, Q(**{f"{noun.project}__in": ids}, pgh_created_at__lte=end))
            for key, noun in NOUNS.items()
        ],
        start,
    )
    names = _names_in(stands)
    newest = {
        key: each[-1].row for key, each in stands.items() if each and each[-1].row is not None
    }
    for (key, pk), each in stands.items():
        before, since = split(each, start, None)
        project = _project_of(key, pk, each)
        story = told.get(project)
        if not since or story is None or (NEW in story.kinds and key != PROJECT):
            continue
        if key == PROJECT and before is None:
            story.lines.append(_started(since[0], names))
            continue
        story.lines += lines_of(NOUNS[key], before, since, names, newest)
    for pk, lines in _lights_of(ids, start, end):
        told[pk].lines += lines
    for pk, lines in _money_of(ids, start, end):
        told[pk].lines += lines
    for story in told.values():
        story.lines.sort(key=lambda line: line.at, reverse=True)
    return list(told.values())


def _project_of(key: str, pk: int, stands: Sequence[Stand]) -> int:
    if key == PROJECT:
        return pk
    return next((stand.row["project_id"] for stand in stands if stand.row is not None), 0)


def _names_in(stands: Mapping[tuple[str, int], Sequence[Stand]]) -> Any:
    """Names of all that the rows point to, and of who changed them; a query for each model."""
    wanted: dict[Any, set[Any]] = {Person: set()}
    for model in POINTING.values():
        wanted.setdefault(model, set())
    for (key, _pk), each in stands.items():
        for stand in each:
            wanted[Person].add(stand.by)
            if key == PROJECT and stand.row is not None:
                for column, model in POINTING.items():
                    wanted[model].add(stand.row[column])
    return {
        model: {row.pk: str(row) for row in model._base_manager.filter(pk__in=ids - {None})}
        if ids - {None}
        else {}
        for model, ids in wanted.items()
    }


def _started(stand: Stand, names: Any) -> Line:
    return Line(
        what="",
        label=_("Prosjektet"),
        before="",
        after=_("Startet"),
        who=name_of(names, stand.by),
        at=stand.at,
        why=stand.reason,
    )


def _lights_of(
    ids: Sequence[int], start: datetime, end: datetime
) -> Iterable[tuple[int, list[Line]]]:
    """The overall light of each project that has turned; one query."""
    reports = StatusReport.objects.filter(delivered_at__lte=end).order_by("-number")
    earlier = reports.filter(project=OuterRef("project"), delivered_at__lte=start)
    newest = (
        reports.filter(project__in=ids, delivered_at__gt=start)
        .order_by("project", "-number")
        .distinct("project")
        .select_related("delivered_by")
        .annotate(light_before=Subquery(earlier.values("overall_light")[:1]))
    )
    for report in newest:
        before: str = report.light_before or ""
        if before != report.overall_light:
            yield (
                report.project_id,
                [
                    Line(
                        what="",
                        label=_("Samlet lys"),
                        before=str(Light(before).label) if before else "",
                        after=str(Light(report.overall_light).label),
                        who=report.delivered_by.name,
                        at=report.delivered_at,
                        why=report.overall_text,
                        marks=(
                            Light(before).mark if before else "",
                            Light(report.overall_light).mark,
                        ),
                    )
                ],
            )


def _money_of(
    ids: Sequence[int], start: datetime, end: datetime
) -> Iterable[tuple[int, list[Line]]]:
    """Each sum of each project that is another, with who booked the last of it; two queries."""
    first, last = timezone.localdate(start), timezone.localdate(end)
    entries = Entry.objects.filter(project__in=ids, booked_on__lte=last).order_by()
    booked = {
        (entry.project_id, entry.kind): entry
        for entry in entries.filter(booked_on__gt=first)
        .order_by("project", "kind", "-booked_on", "-pk")
        .distinct("project", "kind")
        .select_related("booked_by")
    }
    sums = entries.values("project", "kind").annotate(
        before=Sum("amount_nok", filter=Q(booked_on__lte=first)), after=Sum("amount_nok")
    )
    for row in sums:
        entry = booked.get((row["project"], row["kind"]))
        before = row["before"] or 0
        if entry is None or before == row["after"]:
            continue
        yield (
            row["project"],
            [
                Line(
                    what="",
                    label=str(EntryKind(row["kind"]).label),
                    before=nok(before),
                    after=nok(row["after"]),
                    who=entry.booked_by.name if entry.booked_by else "",
                    at=entry.booked_at,
                    why=entry.text,
                )
            ],
        )
