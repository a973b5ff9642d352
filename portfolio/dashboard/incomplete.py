"""Projects that lack something their kind and profile demand.

Agrees with `overview.missing.missing_of`, which says the same of one project; here it is one
condition in the database, so that the list is as long as it is, and counted, at any size.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Concat, Length
from django.db.models.lookups import IsNull
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisation.web.lists import Sort
from portfolio.dashboard.board import Board
from portfolio.demands import demands_for
from portfolio.lifecycle import Profile, ProjectKind
from portfolio.lifecycle.money import EntryKind
from portfolio.lifecycle.risk import RiskState
from portfolio.models import (
    Benefit,
    Entry,
    Milestone,
    Participation,
    Project,
    ProjectGoal,
    ProjectStrategyGoal,
    Risk,
    StatusReport,
    SteeringMember,
    TargetGroup,
    ThreeTests,
)
from portfolio.models.project import ProjectGoalKind
from portfolio.models.three_tests import Moment
from portfolio.overview.benefit import COUNTS
from portfolio.queries.once import summed

MONEY_KINDS = (EntryKind.PLAN, EntryKind.RELEASED, EntryKind.SPENT)


def none_of(rows: QuerySet[Any]) -> Callable[[date], Q]:
    """That the project has none of `rows`; those that have are found once, for all projects."""
    return lambda on: ~Q(pk__in=rows.order_by().values("project"))


def no_money(on: date) -> Q:
    """Asked project by project, since there are many entries for each.

    As one value, which is looked up; whether any *exists* the database may ask of all at once.
    """
    entries = Entry.objects.known().filter(kind__in=MONEY_KINDS, project=OuterRef("pk"))
    return Q(IsNull(Subquery(entries.order_by().values("project")[:1]), True))


def goal_of(kind: ProjectGoalKind) -> QuerySet[ProjectGoal]:
    return ProjectGoal.objects.filter(kind=kind)


def no_target_group(on: date) -> Q:
    groups = TargetGroup.objects.filter(project=OuterRef("pk"))
    return Q(target_group="") & Q(~Exists(groups))


def no_report(on: date) -> Q:
    """No report at all and none asked for; one that is late is said apart."""
    reports = StatusReport.objects.filter(project=OuterRef("pk"))
    return Q(status_schedule__due_on=None) & Q(~Exists(reports))


@dataclass(frozen=True)
class Lack:
    """One thing that may be missing: its name among the demands, and what is said of it."""

    name: str
    words: str | Promise
    is_lacking: Callable[[date], Q]
    page: str = "project_edit"  # where it is put right

    @property
    def is_demanded(self) -> Q:
        """The kinds and profiles that demand it, in as few words as will say it."""
        found = Q(pk__in=())
        for kind in ProjectKind:
            those = [each for each in Profile if demands_for(kind, each).requires(self.name)]
            if len(those) == len(Profile):
                found |= Q(kind=kind)
            elif those:
                found |= Q(kind=kind, profile__in=those)
        return found


LACKS = (
    Lack("owner", _("Mangler prosjekteier"), lambda on: Q(owner=None) | Q(owner__is_active=False)),
    Lack(
        "leader", _("Mangler prosjektleder"), lambda on: Q(leader=None) | Q(leader__is_active=False)
    ),
    Lack("need", _("Behovet er ikke skrevet"), lambda on: Q(need="")),
    Lack("target_group", _("Uten målgruppe"), no_target_group, "audience"),
    Lack("strategy_goal", _("Uten planmål"), none_of(ProjectStrategyGoal.objects.all())),
    Lack("outcome_goal", _("Uten effektmål"), none_of(goal_of(ProjectGoalKind.OUTCOME))),
    Lack("deliverable_goal", _("Uten resultatmål"), none_of(goal_of(ProjectGoalKind.DELIVERABLE))),
    Lack(
        "three_tests",
        _("Nytt og nyttig er ikke besvart"),
        none_of(ThreeTests.objects.filter(moment=Moment.START)),
        "three_tests",
    ),
    Lack("status", _("Ingen statusrapport"), no_report, "status"),
    Lack(
        "risks",
        _("Ingen åpne risikoer"),
        none_of(Risk.objects.exclude(state=RiskState.CLOSED)),
        "risks",
    ),
    Lack("money", _("Uten budsjett"), no_money, "money"),
    Lack(
        "benefits",
        _("Ingen gevinster planlagt"),
        none_of(Benefit.objects.filter(COUNTS)),
        "benefits",
    ),
    Lack("milestones", _("Ingen milepæler"), none_of(Milestone.objects.all()), "milestones"),
    Lack(
        "steering",
        _("Styringsgruppen er ikke satt sammen"),
        none_of(SteeringMember.objects.all()),
        "steering",
    ),
    Lack(
        "participation",
        _("Ingen medvirkning skrevet ned"),
        none_of(Participation.objects.all()),
        "participation",
    ),
)
LATE = "late"
BY_NAME = {lack.name: lack for lack in LACKS}


def with_lacks(projects: QuerySet[Project], on: date) -> QuerySet[Any]:
    """Projects with `lacks`: names from LACKS and LATE, each with a space after it."""

    def named(condition: Q, name: str) -> Case:
        return Case(
            When(condition, then=Value(f"{name} ")), default=Value(""), output_field=CharField()
        )

    parts = [named(lack.is_demanded & lack.is_lacking(on), lack.name) for lack in LACKS]
    late = named(Q(status_schedule__due_on__lt=on), LATE)
    return projects.annotate(lacks=Concat(late, *parts, output_field=CharField()))


def of_board(board: Board) -> QuerySet[Any]:
    """Those under way that lack something, the one that lacks most first."""
    return (
        with_lacks(board.among_under_way(Project.objects, "pk"), board.on)
        .exclude(lacks="")
        .select_related("leader", "unit")
        .annotate(weight=Length("lacks"))
        .order_by("-weight", "pk")
    )


FIRST = """
    SELECT lacks, count(*), (array_agg(pk ORDER BY pk))[:%s]
      FROM rows WHERE lacks <> '' GROUP BY lacks
"""


def first(board: Board, most: int) -> tuple[list[Any], int]:
    """The first of them, and how many there are; two queries."""
    rows = with_lacks(board.among_under_way(Project.objects, "pk"), board.on)
    alike = summed(rows, ("pk", "lacks"), FIRST, [most])
    worst = sorted((-len(lacks), pk, lacks) for lacks, _count, pks in alike for pk in pks)[:most]
    projects = Project.objects.select_related("leader", "unit").in_bulk(
        [pk for _weight, pk, _lacks in worst]
    )
    found: list[Any] = [projects[pk] for _weight, pk, _lacks in worst]
    for project, (_weight, _pk, lacks) in zip(found, worst, strict=True):
        project.lacks = lacks
    return found, sum(count for _lacks, count, _pks in alike)


MOST_FIRST = Sort("mangler", _("Mangler mest"), ("-weight",))


def words_of(lacks: str) -> list[str]:
    """What is missing, for people: `Uten effektmål`, `Statusrapporten er over fristen`."""
    names = lacks.split()
    found = [str(_("Statusrapporten er over fristen"))] if LATE in names else []
    return found + [str(BY_NAME[name].words) for name in names if name != LATE]


def in_short(words: list[str], most: int = 4) -> str:
    """The first of them in one sentence: `Uten effektmål, uten planmål og 3 ting til.`"""
    shown = words if len(words) <= most else words[: most - 1]
    said = ", ".join([*shown[:1], *(each[:1].lower() + each[1:] for each in shown[1:])])
    if len(words) > len(shown):
        said = gettext("%(said)s og %(n)s ting til") % {"said": said, "n": len(words) - len(shown)}
    return f"{said}."
