"""What is weighed for a frame, read for one person: candidates, lists, decisions, rows for a case.

**Value** is what the bubbles of the dashboard show: the answers on *nytt* and *nyttig* and the
assessment of the idea, from 1 to 5. **Cost** is what is planned and not yet spent in the chosen
years, year by year: of the chosen fund, or without one of all funds that are released at gates (own
share is work, and stands as people). **People** are the hours planned in the years. Both are spread
over quarters by `portfolio.quarters`. What somebody has written on the candidate stands before what
the portfolio knows.

A reader sees the candidates whose projects they may see; the others are a number (`hidden`), and no
sum counts them. On paper, which travels further than a page, a restricted project has no name.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation import days
from organisation.people.models import Person, StrategyGoal
from organisation.registries import ThreadEvent
from organisation.web.wording import nok, number
from portfolio.dashboard.charts.bubbles import value_of, with_scores
from portfolio.lifecycle import PhaseState
from portfolio.lifecycle.money import RELEASED_AT_GATES, EntryKind
from portfolio.lifecycle.priority import Bound
from portfolio.models import Entry, Phase, Project
from portfolio.models.money import NOTHING, MoneySettings
from portfolio.models.priority import (
    AreaLimit,
    Candidate,
    Choice,
    Prioritisation,
    PriorityDecision,
    PriorityList,
)
from portfolio.models.project import Access, ProjectStrategyGoal
from portfolio.quarters import Quarter, Span, spread, weights
from portfolio.weighing import AreaBound, Sums, Weighed, Weighing

# Of phases that are still to be worked in, where the money and the hours of the plan belong.
AHEAD = (PhaseState.PLANNED, PhaseState.RUNNING)


# --- Weighing -------------------------------------------------------------------------------------


def with_bounds(rows: QuerySet[Prioritisation]) -> Any:
    """`hours_in_year` of the district, `limit_list` and `candidate_count`; no query of its own."""
    usual = MoneySettings._meta.get_field("hours_in_year").default
    own = MoneySettings.objects.filter(district=OuterRef("district")).values("hours_in_year")
    limits = AreaLimit.objects.filter(prioritisation=OuterRef("pk")).order_by(
        "service_area__name_key", "pk"
    )
    row = JSONObject(
        area="service_area",
        name="service_area__name",
        least=Cast("at_least_nok", TextField()),
        most=Cast("at_most_nok", TextField()),
    )
    return rows.annotate(
        hours_in_year=Coalesce(Subquery(own[:1]), Value(usual)),
        limit_list=ArraySubquery(limits.values(row=row)),
        candidate_count=_counted(Candidate.objects.all()),
    )


def _counted(of: QuerySet[Any]) -> Coalesce:
    mine = of.filter(prioritisation=OuterRef("pk")).order_by().values("prioritisation")
    return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)


def weigh(
    prioritisation: Prioritisation,
    person: Person | None,
    *,
    on: date | None = None,
    only: Collection[int] | None = None,
) -> Weighing:
    """The candidates `person` may see, weighed as of `on`; all of them for None (the worker).

    `only` leaves out all but these ids. Three queries, whatever the number; one more when
    `prioritisation` was not read by `with_bounds`.
    """
    question: Any = prioritisation
    if not hasattr(question, "limit_list"):
        question = with_bounds(Prioritisation.objects.select_related("unit", "fund", "district"))
        question = question.get(pk=prioritisation.pk)
    candidates = Candidate.objects.filter(prioritisation=prioritisation)
    projects = _projects(candidates if only is None else candidates.filter(pk__in=only), person)
    plans = _plans(prioritisation, [project.pk for project in projects])
    found = [_weighed(project, plans, prioritisation, on or days.today()) for project in projects]
    return Weighing(
        prioritisation=question,
        candidates=sorted(found, key=lambda each: each.order),
        hidden=0 if only is not None else question.candidate_count - len(found),
        limits=[
            AreaBound(row["area"], row["name"], _amount(row["least"]), _amount(row["most"]))
            for row in question.limit_list
        ],
        goals=list(_goals(prioritisation)),
        hours_in_year=question.hours_in_year,
    )


def _projects(candidates: QuerySet[Candidate], person: Person | None) -> list[Any]:
    """The projects of the candidates with scores, phases ahead and strategy goals; one query.

    `candidate` is what is written on the candidate, amounts as text.
    """
    rows = Project.objects.all() if person is None else Project.objects.visible_to(person)
    mine = {"project": OuterRef("pk")}
    phases = Phase.objects.filter(**mine, state__in=AHEAD).annotate(
        begins=Coalesce("actual_start", "planned_start"), ends=F("planned_end")
    )
    phases = phases.exclude(begins=None).exclude(ends=None).order_by("position")
    goals = ProjectStrategyGoal.objects.filter(**mine).order_by("goal").values("goal")
    written = candidates.filter(**mine).values(
        row=JSONObject(
            pk="pk",
            bound="bound",
            value=Cast("value", TextField()),
            cost_nok=Cast("cost_nok", TextField()),
            reason="reason",
        )
    )
    return list(
        with_scores(rows.filter(pk__in=candidates.order_by().values("project")))
        .select_related("unit", "service_area")
        .annotate(
            candidate=Subquery(written),
            span_list=ArraySubquery(phases.values(row=JSONObject(begin="begins", end="ends"))),
            goal_ids=ArraySubquery(goals),
        )
    )


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@dataclass
class Plan:
    """What one project plans in one year, and what of it is spent; None when nothing is planned."""

    money: Decimal | None = None
    hours: Decimal = NOTHING

    @staticmethod
    def of(row: Any) -> "Plan":
        money = max(NOTHING, row["planned"] - row["spent"]) if row["plans"] else None
        return Plan(money, row["hours_sum"])


Plans = dict[int, dict[int, Plan]]  # project → year → plan


def _plans(prioritisation: Prioritisation, projects: Sequence[int]) -> Plans:
    """One query."""
    if prioritisation.fund_id:
        paid = Q(fund_year__fund=prioritisation.fund_id)
    else:
        paid = Q(fund_year__fund__kind__in=RELEASED_AT_GATES)
    planned = paid & Q(kind=EntryKind.PLAN)
    rows = (
        Entry.objects.known()
        .filter(
            project__in=projects,
            fund_year__year__range=(prioritisation.first_year, prioritisation.last_year),
            kind__in=(EntryKind.PLAN, EntryKind.SPENT),
        )
        .order_by()
        .values("project", year=F("fund_year__year"))
        .annotate(
            plans=Count("pk", filter=planned),
            planned=Sum("amount_nok", filter=planned, default=NOTHING),
            spent=Sum("amount_nok", filter=paid & Q(kind=EntryKind.SPENT), default=NOTHING),
            hours_sum=Sum("hours", filter=Q(kind=EntryKind.PLAN), default=NOTHING),
        )
    )
    found: Plans = defaultdict(dict)
    for row in rows:
        found[row["project"]][row["year"]] = Plan.of(row)
    return found


def _goals(prioritisation: Prioritisation) -> QuerySet[StrategyGoal]:
    """Those of the district's strategies in use that hold in the years."""
    return (
        StrategyGoal.objects.filter(strategy__district=prioritisation.district_id)
        .in_force(prioritisation.first_year, prioritisation.last_year)
        .select_related("strategy")
        .order_by("strategy__title_key", "strategy", "number")
    )


def _weighed(project: Any, plans: Plans, prioritisation: Prioritisation, on: date) -> Weighed:
    by_year = plans.get(project.pk, {})
    spans = [
        (date.fromisoformat(span["begin"]), date.fromisoformat(span["end"]))
        for span in project.span_list
    ]
    known = [plan.money for plan in by_year.values() if plan.money is not None]
    known_value = value_of(project)
    known_cost = sum(known, NOTHING) if known else None
    written = project.candidate
    value, cost = _amount(written["value"]), _amount(written["cost_nok"])
    cost = known_cost if cost is None else cost
    years = range(prioritisation.first_year, prioritisation.last_year + 1)
    return Weighed(
        pk=written["pk"],
        project=project.pk,
        number=project.number,
        title=project.title,
        url=project.get_absolute_url(),
        unit=project.unit.name,
        area=project.service_area_id,
        area_name=project.service_area.name if project.service_area else _("Uten tjenesteområde"),
        kind=project.get_kind_display(),
        is_restricted=project.access == Access.RESTRICTED,
        is_under_way=project.is_under_way,
        bound=written["bound"],
        bound_words=str(Bound(written["bound"]).label),
        reason=written["reason"],
        value=known_value if value is None else value,
        cost=cost,
        value_is_set=value is not None,
        cost_is_set=written["cost_nok"] is not None,
        known_value=known_value,
        known_cost=known_cost,
        money=_money_by_quarter(cost, by_year, years, spans, on),
        hours=_by_quarter({year: plan.hours for year, plan in by_year.items()}, spans, on),
        goals=frozenset(project.goal_ids),
    )


def _money_by_quarter(
    cost: Decimal | None, plans: dict[int, Plan], years: range, spans: list[Span], on: date
) -> dict[Quarter, Decimal]:
    """A cost that somebody has written is shared as the plan is, or by the days of the phases."""
    if cost is None:
        return {}
    planned = {year: plan.money for year, plan in plans.items() if plan.money}
    if sum(planned.values(), NOTHING) == cost:
        return _by_quarter(planned, spans, on)
    if planned:
        over = {
            quarter: int(amount * 100)
            for quarter, amount in _by_quarter(planned, spans, on).items()
        }
    else:
        over = {}
        for year in years:
            over |= weights(year, spans, on)
    return spread(cost, over)


def _by_quarter(amounts: dict[int, Decimal], spans: list[Span], on: date) -> dict[Quarter, Decimal]:
    parts: dict[Quarter, Decimal] = {}
    for year, amount in sorted(amounts.items()):
        if amount:
            parts |= spread(amount, weights(year, spans, on))
    return parts


# --- Lists ----------------------------------------------------------------------------------------


def with_choices(lists: QuerySet[PriorityList]) -> Any:
    """`chosen_ids`: the candidates that are in, in the lists' own query."""
    chosen = Choice.objects.filter(list=OuterRef("pk")).order_by("candidate").values("candidate")
    return lists.annotate(chosen_ids=ArraySubquery(chosen))


def lists_of(prioritisation: Prioritisation) -> list[Any]:
    """The lists of the question, the newest last, with `chosen_ids` and who made them."""
    rows = with_choices(prioritisation.lists.select_related("made_by"))
    return list(rows.order_by("made_at", "pk"))


def with_facts(rows: QuerySet[Prioritisation]) -> Any:
    """For the list of questions: `candidate_count`, `list_count` and when it was last decided."""
    last = PriorityDecision.objects.filter(prioritisation=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        candidate_count=_counted(Candidate.objects.all()),
        list_count=_counted(PriorityList.objects.all()),
        decided_on=Subquery(last.values("decided_at")[:1]),
        decided_list=Subquery(last.values("list_title")[:1]),
    )


@dataclass
class Compared:
    """One candidate across the lists that are compared."""

    candidate: Weighed
    marks: list[bool]

    @property
    def place(self) -> str:
        """ "all", "none", "some", or the place of the only list it is in."""
        if all(self.marks):
            return "all"
        return {0: "none", 1: "one"}.get(sum(self.marks), "some")


def compare(weighing: Weighing, lists: Sequence[Any]) -> list[Compared]:
    """Those in at least one of `lists`: first those in all, then those that differ."""
    rows = [
        Compared(each, [each.pk in row.chosen_ids for row in lists]) for each in weighing.candidates
    ]
    order = {"all": 0, "some": 1, "one": 2}
    shown = [row for row in rows if row.place != "none"]
    return sorted(shown, key=lambda row: (order[row.place], row.candidate.order))


def with_decisions(rows: QuerySet[Prioritisation]) -> Any:
    """`decision_list`: number, list, who and when of each, the newest first, in the rows' query."""
    made = PriorityDecision.objects.filter(prioritisation=OuterRef("pk")).order_by("-number")
    row = JSONObject(number="number", list="list_title", who="decided_as", at="decided_at")
    return rows.annotate(decision_list=ArraySubquery(made.values(row=row)))


def decisions_of(question: Any) -> list[dict[str, Any]]:
    """The rows of `decision_list`, with `at` as a moment."""
    return [{**row, "at": datetime.fromisoformat(row["at"])} for row in question.decision_list]


# --- Decisions ------------------------------------------------------------------------------------


def record_of(weighing: Weighing, title: str, note: str, sums: Sums) -> dict[str, Any]:
    """What a decision freezes: the question, every candidate in and out, and the sums, as text."""
    question = weighing.prioritisation
    taken = {each.pk for each in sums.chosen}
    return {
        "question": {
            "title": question.title,
            "unit": {"id": question.unit_id, "name": question.unit.name},
            "fund": question.fund.name if question.fund else None,
            "frame_nok": str(question.frame_nok),
            "years": [question.first_year, question.last_year],
            "note": question.note,
        },
        "list": {"title": title, "note": note},
        "chosen": [_row_of(each) for each in sums.chosen],
        "others": [_row_of(each) for each in weighing.candidates if each.pk not in taken],
        "limits": [
            {
                "area": limit.name,
                "at_least_nok": _text(limit.at_least_nok),
                "at_most_nok": _text(limit.at_most_nok),
            }
            for limit in weighing.limits
        ],
        "sums": {
            "cost_nok": str(sums.cost),
            "left_nok": str(sums.left),
            "value": str(sums.value),
            "man_years": str(sums.man_years),
            "areas": [_group_row(group) for group in sums.areas],
            "kinds": [_group_row(group) for group in sums.kinds],
            "units": [_group_row(group) for group in sums.units],
            "quarters": [
                {
                    "year": line.quarter.year,
                    "quarter": line.quarter.number,
                    "nok": str(line.money),
                    "hours": str(line.hours),
                    "man_years": str(line.man_years),
                }
                for line in sums.quarters
            ],
            "goals": [
                {
                    "plan": line.goal.strategy.title,
                    "number": line.goal.number,
                    "text": line.goal.text,
                    "projects": line.projects,
                }
                for line in sums.goals
            ],
        },
    }


def _row_of(each: Weighed) -> dict[str, Any]:
    return {
        "project": each.project,
        "number": each.number,
        "title": each.title,
        "unit": each.unit,
        "area": each.area_name,
        "kind": each.kind,
        "value": _text(each.value),
        "value_is_set": each.value_is_set,
        "cost_nok": _text(each.cost),
        "cost_is_set": each.cost_is_set,
        "bound": each.bound,
        "reason": each.reason,
        "is_restricted": each.is_restricted,
    }


def _group_row(group: Any) -> dict[str, Any]:
    return {"name": group.name, "count": group.count, "cost_nok": str(group.cost)}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def facts_of(decision: PriorityDecision) -> dict[str, Any]:
    """What the decision froze, as it was."""
    data: dict[str, Any] = json.loads(decision.snapshot)["data"]
    return data


def thread_of(project_id: int, person: Person) -> list[ThreadEvent]:
    """Decisions that chose the project; the page behind only for those who may see it."""
    chosen = (
        PriorityDecision.objects.annotate(data=Cast("snapshot", JSONField()))
        .filter(Q(data__data__chosen__contains=[{"project": project_id}]))
        .annotate(last=_last_number())
        .select_related("prioritisation")
    )
    seen = set(
        Prioritisation.objects.visible_to(person)
        .filter(decisions__in=[each.pk for each in chosen])
        .values_list("pk", flat=True)
    )
    return [
        ThreadEvent(
            on=timezone.localdate(each.decided_at),
            icon="check",
            title=_("Prioritert i «%(what)s»") % {"what": each.prioritisation.title},
            text=each.decided_as
            if each.number == each.last
            else _("Et nytt valg har avløst dette"),
            url=each.prioritisation.get_absolute_url() if each.prioritisation_id in seen else "",
        )
        for each in chosen
    ]


def _last_number() -> Subquery:
    last = PriorityDecision.objects.filter(prioritisation=OuterRef("prioritisation"))
    return Subquery(last.order_by("-number").values("number")[:1])


# --- Rows for paper -------------------------------------------------------------------------------


@dataclass(frozen=True)
class RankingRow:
    """One line of a ranking, in words ready to print; `rank` is empty for those that are out."""

    rank: str
    project: str
    unit: str
    value: str
    cost: str
    is_in: bool
    in_words: str
    reason: str

    @property
    def cells(self) -> list[str]:
        return [
            self.rank, self.project, self.unit, self.value, self.cost, self.in_words, self.reason,
        ]  # fmt: skip


def ranking_heads() -> list[str]:
    """What the cells of a `RankingRow` are called, in order."""
    return [
        _("Nr."), _("Prosjekt"), _("Enhet"), _("Verdi"), _("Kostnad"), _("Valg"), _("Begrunnelse"),
    ]  # fmt: skip


def ranking_rows(thing: PriorityList | PriorityDecision | Prioritisation) -> list[RankingRow]:
    """Plain rows of a list as it stands, or of a decision as it was signed: those in, then out.

    Of a question it is the decision that holds; no rows when nothing is chosen yet.

    For a table in a board case: `ranking_heads()` names the columns, `row.cells` fills them. Those
    that are in come in order of value, then cost, and are numbered from 1. All candidates are here,
    whoever asks, and a project that is restricted (then or now) is «Skjermet prosjekt» without its
    number, unit and reason: what is printed travels further than the page. Four queries or so.
    """
    if isinstance(thing, Prioritisation):
        last = thing.decisions.order_by("-number").first()
        return ranking_rows(last) if last else []
    if isinstance(thing, PriorityDecision):
        facts = facts_of(thing)
        rows = [(row, True) for row in facts["chosen"]] + [(row, False) for row in facts["others"]]
    else:
        weighing = weigh(thing.prioritisation, None)
        chosen = set(thing.choices.values_list("candidate", flat=True))
        both = sorted(weighing.candidates, key=lambda each: (each.pk not in chosen, each.order))
        rows = [(_row_of(each), each.pk in chosen) for each in both]
    return list(_printed(rows))


def _printed(rows: Sequence[tuple[dict[str, Any], bool]]) -> Iterable[RankingRow]:
    restricted = restricted_now([row for row, _is_in in rows])
    for nth, (row, is_in) in enumerate(rows, start=1):
        yield row_printed(row, nth if is_in else None, restricted)


def restricted_now(rows: Sequence[dict[str, Any]]) -> set[int]:
    """Ids of the projects among `rows` (of a record) that have no name on paper; one query."""
    ids = [row["project"] for row in rows]
    then = {row["project"] for row in rows if row["is_restricted"]}
    now = Project.objects.filter(pk__in=ids, access=Access.RESTRICTED)
    return then | set(now.values_list("pk", flat=True))


def row_printed(row: dict[str, Any], rank: int | None, restricted: set[int]) -> RankingRow:
    """A row of a record in words; `rank` is None for one that is not in."""
    is_hidden, is_in = row["project"] in restricted, rank is not None
    return RankingRow(
        rank=str(rank) if is_in else "",
        project=_("Skjermet prosjekt") if is_hidden else row["title"],
        unit="" if is_hidden else row["unit"],
        value=value_words(row["value"]),
        cost=cost_words(row["cost_nok"]),
        is_in=is_in,
        in_words=_("Med") if is_in else _("Ikke med"),
        reason="" if is_hidden else row["reason"],
    )


def value_words(value: Any) -> str:
    return number(Decimal(value)) if value is not None else _("Ikke kjent")


def cost_words(cost: Any) -> str:
    return nok(cost) if cost is not None else _("Ikke kjent")
