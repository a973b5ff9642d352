"""Sums of money for one page, many projects or a whole district. Every sum is of entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from organisation.people.models import Person, Unit
from organisation.registries import ThreadEvent
from organisation.web.wording import nok
from portfolio.lifecycle.money import (
    RELEASED_AT_GATES,
    EntryKind,
    EntrySource,
    FundKind,
    GrantState,
)
from portfolio.models.grant import GrantApplication, GrantPot
from portfolio.models.money import NOTHING, Entry, Fund, FundYear, MoneySettings
from portfolio.models.project import Project, ProjectQuerySet

KINDS = tuple(f"{kind}_nok" for kind in EntryKind.values)
# Words so common in what projects and pots say of themselves that they tell nothing.
COMMON = ("prosjekt", "kommun", "bydel", "ny", "bruk", "bruker", "tjenest", "innovasjon", "gi")
FITTING = 5


@dataclass
class Sums:
    """What one project, source or year has of each kind of money."""

    plan_nok: Decimal = NOTHING
    released_nok: Decimal = NOTHING
    committed_nok: Decimal = NOTHING
    spent_nok: Decimal = NOTHING
    forecast_nok: Decimal = NOTHING
    hours: Decimal = NOTHING  # planned as own share

    @property
    def free_nok(self) -> Decimal:
        """Released and neither spent nor promised away."""
        return self.released_nok - self.committed_nok - self.spent_nok

    @property
    def is_over(self) -> bool:
        return self.spent_nok > self.released_nok

    def add(self, other: "Sums") -> None:
        for name in (*KINDS, "hours"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def _sums(row: dict[str, Any]) -> Sums:
    return Sums(**{name: row[name] for name in KINDS}, hours=row["hours_sum"])


def sums(projects: ProjectQuerySet) -> dict[int, Sums]:
    """Project id → its sums; one grouped query. Projects without entries are left out."""
    rows = Entry.objects.of_projects(projects).sums("project")
    return {row["project"]: _sums(row) for row in rows}


# --- One project ----------------------------------------------------------------------------------


@dataclass
class BudgetLine:
    """One source in one year."""

    year: int
    fund_id: int
    fund: str
    kind: FundKind
    fund_year: int
    sums: Sums

    @property
    def is_over(self) -> bool:
        return self.kind in RELEASED_AT_GATES and self.sums.is_over

    @property
    def free_nok(self) -> Decimal | None:
        """Own share is not released, so nothing of it is free or not."""
        return self.sums.free_nok if self.kind in RELEASED_AT_GATES else None


@dataclass
class Budget:
    """A project's money by year and source, the sources in the order of their kinds."""

    lines: list[BudgetLine] = field(default_factory=list)

    @property
    def years(self) -> list[int]:
        return sorted({line.year for line in self.lines})

    @property
    def by_year(self) -> list[tuple[int, Sums, list[BudgetLine]]]:
        return [
            (year, add_up(rows), rows)
            for year in self.years
            if (rows := [line for line in self.lines if line.year == year])
        ]

    @property
    def by_kind(self) -> list[tuple[FundKind, Sums]]:
        return [
            (kind, add_up(rows))
            for kind in FundKind
            if (rows := [line for line in self.lines if line.kind == kind])
        ]

    @property
    def total(self) -> Sums:
        return add_up(self.lines)

    @property
    def free_nok(self) -> Decimal:
        return sum((line.free_nok or NOTHING for line in self.lines), NOTHING)

    @property
    def over(self) -> list[BudgetLine]:
        return [line for line in self.lines if line.is_over]

    @property
    def external_nok(self) -> Decimal:
        return sum(
            (line.sums.released_nok for line in self.lines if line.kind == FundKind.EXTERNAL),
            NOTHING,
        )

    @property
    def own_nok(self) -> Decimal:
        """What the district put in itself: released of its own, and its own share as planned."""
        return sum(
            (
                line.sums.plan_nok if line.kind == FundKind.OWN_SHARE else line.sums.released_nok
                for line in self.lines
                if line.kind != FundKind.EXTERNAL
            ),
            NOTHING,
        )

    @property
    def leverage(self) -> Decimal | None:
        """External kroner for each own krone; None while nothing of our own is in it."""
        if not self.own_nok:
            return None
        return (self.external_nok / self.own_nok).quantize(Decimal("0.01"))


def add_up(lines: Iterable[BudgetLine]) -> Sums:
    total = Sums()
    for line in lines:
        total.add(line.sums)
    return total


def budget_of(project: Project) -> Budget:
    """The project's sums by source and year; one query."""
    rows = (
        Entry.objects.known()
        .filter(project=project)
        .sums(
            "fund_year",
            "fund_year__year",
            "fund_year__fund",
            "fund_year__fund__name",
            "fund_year__fund__kind",
        )
    )
    order = list(FundKind)
    lines = [
        BudgetLine(
            year=row["fund_year__year"],
            fund_id=row["fund_year__fund"],
            fund=row["fund_year__fund__name"],
            kind=FundKind(row["fund_year__fund__kind"]),
            fund_year=row["fund_year"],
            sums=_sums(row),
        )
        for row in rows
    ]
    return Budget(sorted(lines, key=lambda line: (line.year, order.index(line.kind), line.fund)))


def for_record(project: Project) -> dict[str, Any]:
    """What a signed decision keeps of the money as it stood."""
    budget = budget_of(project)
    return {
        "sources": [
            {
                "year": line.year,
                "fund": line.fund,
                "kind": line.kind.value,
                **{name: str(getattr(line.sums, name)) for name in KINDS},
            }
            for line in budget.lines
        ],
        "total": {name: str(getattr(budget.total, name)) for name in KINDS},
        "free_nok": str(budget.free_nok),
        "leverage": str(budget.leverage) if budget.leverage is not None else None,
        "grants": [
            {
                "pot": grant.pot.name,
                "state": grant.state,
                "applied_nok": str(grant.applied_nok),
                "granted_nok": str(grant.granted_nok) if grant.granted_nok else None,
            }
            for grant in project.grants.select_related("pot")
        ],
    }


def grants_of(project: Project) -> list[GrantApplication]:
    return list(project.grants.with_places())


def released_in(project_id: int, person: Person) -> QuerySet[Entry]:
    """What decisions released, for the red thread."""
    return (
        Entry.objects.visible_to(person)
        .known()
        .filter(project=project_id, kind=EntryKind.RELEASED, source=EntrySource.DECISION)
        .filter(reverses=None, reversed_by=None)
        .select_related("project", "fund_year__fund")
    )


def releases_in_thread(entries: Iterable[Entry]) -> list[ThreadEvent]:
    return [
        ThreadEvent(
            on=entry.booked_on,
            icon="money",
            title=_("Frigitt %(sum)s") % {"sum": nok(entry.amount_nok)},
            text=str(entry.fund_year),
            url=entry.get_absolute_url(),
        )
        for entry in entries
    ]


def granted_to(project_id: int, person: Person) -> QuerySet[GrantApplication]:
    """What others have granted, for the red thread."""
    mine = GrantApplication.objects.visible_to(person).filter(project=project_id)
    return mine.filter(state=GrantState.GRANTED).select_related("project", "pot")


def grants_in_thread(grants: Iterable[GrantApplication]) -> list[ThreadEvent]:
    return [
        ThreadEvent(
            on=grant.answered_on,
            icon="money",
            title=_("Tilskudd innvilget: %(sum)s") % {"sum": nok(grant.granted_nok)},
            text=grant.pot.name,
            url=grant.get_absolute_url(),
        )
        for grant in grants
        if grant.answered_on
    ]


# --- Pots that fit --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fit:
    """A pot, and the words it has in common with the project."""

    pot: GrantPot
    words: tuple[str, ...]


def pots_that_fit(project: Project, person: Person, on: date) -> list[Fit]:
    """Open pots that share words with the project's tags, title and need; most shared first.

    One query. Word forms are Norwegian stems; a tag that is the same in both counts double.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH mine AS (
                SELECT tsv || to_tsvector('norwegian', coalesce((
                    SELECT string_agg(tag.name, ' ') FROM portfolio_projecttag AS link
                    JOIN portfolio_tag AS tag ON tag.id = link.tag_id
                    WHERE link.project_id = project.id), '')) AS words,
                    to_tsvector('norwegian', coalesce((
                    SELECT string_agg(tag.name, ' ') FROM portfolio_projecttag AS link
                    JOIN portfolio_tag AS tag ON tag.id = link.tag_id
                    WHERE link.project_id = project.id), '')) AS tags
                FROM portfolio_project AS project WHERE project.id = %s
            ), fits AS (
                SELECT pot.id, shared.words, shared.tagged
                FROM portfolio_grantpot AS pot, mine, LATERAL (
                    SELECT array_agg(word ORDER BY word) AS words,
                        count(*) FILTER (
                            WHERE word = ANY (tsvector_to_array(mine.tags))) AS tagged
                    FROM unnest(tsvector_to_array(pot.tsv)) AS word
                    WHERE word = ANY (tsvector_to_array(mine.words)) AND word <> ALL (%s)
                ) AS shared
                WHERE pot.district_id = %s AND pot.is_active
                    AND (pot.deadline IS NULL OR pot.deadline >= %s)
            )
            SELECT id, words FROM fits WHERE cardinality(words) > 0
            ORDER BY cardinality(words) + 2 * tagged DESC, id LIMIT %s
            """,
            [project.pk, list(COMMON), project.district_id, on, FITTING],
        )
        found = dict(cursor.fetchall())
    pots = GrantPot.objects.visible_to(person).in_bulk(found) if found else {}
    return [Fit(pots[pk], tuple(words)) for pk, words in found.items() if pk in pots]


# --- Funds ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectInFund:
    """One project's money in a fund-year; without a project it is those one may not see."""

    project: Project | None
    sums: Sums


def projects_in(fund_year: FundYear, person: Person) -> list[ProjectInFund]:
    """Those with money in the fund-year by title, those hidden from `person` as one line."""
    by_project = {
        row["project"]: _sums(row)
        for row in Entry.objects.known().filter(fund_year=fund_year).sums("project")
    }
    seen = Project.objects.visible_to(person).filter(pk__in=by_project).order_by("title_key", "pk")
    rows = [ProjectInFund(project, by_project.pop(project.pk)) for project in seen]
    if by_project:
        hidden = Sums()
        for rest in by_project.values():
            hidden.add(rest)
        rows.append(ProjectInFund(None, hidden))
    return rows


# --- What the budget must carry -------------------------------------------------------------------


@dataclass
class Need:
    """One service area in one year."""

    area: str
    year: int
    plan_nok: Decimal
    own_nok: Decimal
    external_nok: Decimal
    hours: Decimal
    man_years: Decimal
    projects: int


def need(district: Unit, years: Sequence[int]) -> list[Need]:
    """What projects under way plan to use, by service area and year; for the work on the budget.

    Of sums only, no names, so that those who see the district see all of it. Two queries.
    """
    hours_in_year = (
        MoneySettings.objects.filter(district=district).values_list("hours_in_year", flat=True)
    ).first() or MoneySettings._meta.get_field("hours_in_year").default
    external = Q(fund_year__fund__kind=FundKind.EXTERNAL)
    rows = (
        Entry.objects.known()
        .filter(
            project__in=Project.objects.filter(district=district).under_way(),
            kind=EntryKind.PLAN,
            fund_year__year__in=list(years),
        )
        .order_by()
        .values(
            year=F("fund_year__year"),
            area=F("project__service_area__name"),
            area_key=F("project__service_area__name_key"),
        )
        .annotate(
            own=Sum("amount_nok", filter=~external, default=NOTHING),
            external=Sum("amount_nok", filter=external, default=NOTHING),
            hours_sum=Sum("hours", default=NOTHING),
            project_count=Count("project", distinct=True),
        )
        .order_by("year", F("area_key").asc(nulls_last=True))
    )
    return [
        Need(
            area=row["area"] or _("Uten tjenesteområde"),
            year=row["year"],
            plan_nok=row["own"] + row["external"],
            own_nok=row["own"],
            external_nok=row["external"],
            hours=row["hours_sum"],
            man_years=(row["hours_sum"] / hours_in_year).quantize(Decimal("0.01")),
            projects=row["project_count"],
        )
        for row in rows
    ]


def funds_of(district_ids: Iterable[int], person: Person) -> list[FundYear]:
    """Every fund-year the person may read, with its sums, the newest year first; one query."""
    return list(
        FundYear.objects.visible_to(person)
        .filter(fund__district__in=list(district_ids))
        .with_sums()
        .select_related("fund__district")
        .order_by("-year", "fund__name_key", "pk")
    )


def funds_without_year(person: Person) -> list[Fund]:
    return list(Fund.objects.visible_to(person).filter(years=None).order_by("name_key", "pk"))
