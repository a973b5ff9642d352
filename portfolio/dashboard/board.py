"""One dashboard: what is chosen, and everything that is read of it, each thing once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, Value

from organisation.people.models import Person
from portfolio.dashboard import conditions, gates, ideas, money, phases
from portfolio.dashboard.conditions import PROJECT
from portfolio.dashboard.facts import Fact, Facts, LitFact, array, read_facts, read_lit_facts
from portfolio.dashboard.selection import IsAmong, Selection
from portfolio.models import Benefit, Gate, Project
from portfolio.queries import benefit
from portfolio.queries.once import summed


@dataclass
class Board:
    """Everything one dashboard shows, read when it is asked for and never twice."""

    selection: Selection
    is_brief: bool = False  # for a page without the charts: only the year's money, only counts
    is_lit: bool = True  # the lights are shown, so they are looked up with the rest

    @property
    def on(self) -> date:
        return self.selection.on

    @property
    def person(self) -> Person:
        return self.selection.person

    @cached_property
    def facts(self) -> Facts[Fact]:
        """The chosen projects."""
        if self.is_lit:
            return self.lit_facts
        return read_facts(self.selection.projects, self.on)

    @cached_property
    def lit_facts(self) -> Facts[LitFact]:
        return read_lit_facts(self.selection.projects, self.on)

    @cached_property
    def under_way(self) -> Facts[Fact]:
        return self.facts.under_way

    @cached_property
    def lit(self) -> Facts[LitFact]:
        """Those under way, with their lights."""
        return self.lit_facts.under_way

    def is_among(self, column: str) -> IsAmong:
        """Whether a row is of one of the chosen projects."""
        return IsAmong(column, self.facts.ids)

    def among(self, rows: Any, column: str = "project") -> Any:
        """`rows` of the chosen projects."""
        return rows.filter(self.is_among(column))

    def among_under_way(self, rows: Any, column: str = "project") -> Any:
        return rows.filter(IsAmong(column, self.under_way.ids))

    def among_those(self, rows: Any, ids: Iterable[int], column: str = "project") -> Any:
        return rows.filter(IsAmong(column, array(ids)))

    @cached_property
    def mark_of(self) -> dict[int, str]:
        """Project id → its light, for those under way; "" is without a report."""
        return {pk: fact.mark for fact in self.lit for pk in fact.pks}

    @cached_property
    def marks(self) -> Counter[str]:
        """How many projects under way have each light; "" is without a report."""
        found: Counter[str] = Counter()
        for fact in self.lit:
            found[fact.mark] += fact.count
        return found

    @cached_property
    def states(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for fact in self.facts:
            found[fact.state] += fact.count
        return found

    @cached_property
    def totals(self) -> dict[str, int]:
        """How many projects one may see, and how many there are in one's districts."""
        if self.selection.is_filtered:
            seen, seen_of_ours = self.counts.get("seen", 0), self.counts.get("seen_of_ours", 0)
        else:
            ours = self.person.grants.employee_districts
            seen = len(self.facts)
            seen_of_ours = sum(fact.count for fact in self.facts if fact.district in ours)
        return {"seen": seen, "all": seen + self.counts.get("ours", 0) - seen_of_ours}

    @cached_property
    def counts(self) -> dict[str, int]:
        """Name → how many, of what is only counted; one query."""
        ours = {"district__in": self.person.grants.employee_districts}
        rows = {"ours": Project.objects.filter(**ours)}
        if self.selection.is_filtered:
            rows["seen"] = Project.objects.visible_to(self.person)
            rows["seen_of_ours"] = rows["seen"].filter(**ours)
        parts = [
            each.order_by()
            .values_list(Value(name, output_field=CharField()))
            .annotate(n=Count("pk"))
            for name, each in rows.items()
        ]
        projects, params = parts[0].union(*parts[1:], all=True).query.sql_with_params()
        late = conditions.overdue(self.on)
        late_of = f"SELECT 'conditions', count(*) FROM rows WHERE {PROJECT} = ANY(%s::bigint[])"
        counts = f"{late_of} UNION ALL {projects}"
        return dict(summed(late, [PROJECT], counts, [self.under_way.ids, *params]))

    @property
    def report_days(self) -> tuple[date | None, date | None]:
        """When the oldest and the newest report that the lights come from were delivered."""
        oldest = [fact.oldest for fact in self.lit if fact.oldest]
        newest = [fact.newest for fact in self.lit if fact.newest]
        if not oldest or not newest:
            return None, None
        return date.fromisoformat(min(oldest)), date.fromisoformat(max(newest))

    @property
    def years(self) -> list[int]:
        """The budget years whose money is shown: the chosen ones, else the year of the day."""
        return self.selection.years or [self.on.year]

    @cached_property
    def money(self) -> money.Money:
        return money.read(self)

    @cached_property
    def ideas(self) -> ideas.Ideas:
        return ideas.read(self)

    @cached_property
    def own_gates(self) -> Any:
        """Ids of the gates that wait for the reader's own word, for queries to look among."""
        waiting = Gate.objects.waiting_for_decision_by(self.person)
        return waiting.order_by().values("pk")

    @cached_property
    def gates(self) -> dict[str, dict[str, int]]:
        return gates.read(self)

    @cached_property
    def late_conditions(self) -> int:
        return self.counts.get("conditions", 0)

    @cached_property
    def phases(self) -> list[dict[str, Any]]:
        return phases.read(self)

    @cached_property
    def benefits(self) -> list[benefit.KindSum]:
        """Sums by type, as measured by the day that is shown; only types with something in them."""
        return benefit.sums_of(self.among(Benefit.objects), self.on)

    @cached_property
    def benefit_counts(self) -> benefit.Counts:
        if self.is_brief:
            return benefit.counts_of(self.among(Benefit.objects), self.on)
        return benefit.Counts.of(self.benefits)
