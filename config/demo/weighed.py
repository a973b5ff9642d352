"""What projects are weighed by: a frame and lists for it, figures of units, an ordered paper."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from config.demo.alna import Alna, content
from config.demo.money import in_year
from portfolio.lifecycle.priority import Bound
from portfolio.models import Project
from portfolio.models.paper import PaperKind, PortfolioPaper
from portfolio.models.priority import Prioritisation, PriorityDecision, PriorityList
from portfolio.models.unit_figure import FigureKind
from portfolio.queries import priority as weighed
from portfolio.services import money, paper, priority, priority_choice, unit_figure
from portfolio.services.paper import Order
from portfolio.services.unit_figure import Cell, Period

Row = Mapping[str, Any]


def plan(alna: Alna) -> None:
    rows = content("weighed")
    alna.each(rows["frames"], set_frame, hour=8)
    alna.each(rows["plans"], plan_next_year, hour=16)
    alna.each(rows["questions"], ask, hour=9)
    alna.each(rows["candidates"], judge, hour=10)
    alna.each(rows["limits"], bound, hour=10)
    alna.each(rows["lists"], choose, hour=11)
    alna.each(rows["decisions"], decide, hour=12)
    alna.each(rows["figures"], keep_figures, hour=13)
    alna.each(rows["papers"], order, hour=14)


def amount(row: Row, name: str) -> Decimal | None:
    return Decimal(str(row[name])) if name in row else None


# --- Next year's money ----------------------------------------------------------------------------


def set_frame(alna: Alna, row: Row) -> None:
    money.set_frame(
        alna.made[row["fund"]],
        alna.today.year + row["year"],
        Decimal(row["frame_nok"]),
        note=row["note"],
        by=alna.people["admin"],
    )


def plan_next_year(alna: Alna, row: Row) -> None:
    """Kroner of the development fund next year, and hours of our own for some."""
    project, year = alna.projects[row["project"]], alna.today.year + 1
    money.plan_budget(
        project,
        {in_year(alna, "Utviklingsmidler", year): Decimal(row["sum_nok"])},
        by=alna.by(row),
        reason="Plan for neste år",
    )
    if "hours" in row:
        money.book_entry(
            project,
            in_year(alna, "Egenandel", year),
            "plan",
            money.NOTHING,
            hours=Decimal(row["hours"]),
            rate_nok=Decimal(520),
            text=row["work"],
            by=alna.by(row),
        )


# --- Prioritisation -------------------------------------------------------------------------------


def question_of(alna: Alna, row: Row) -> Prioritisation:
    """The question as it stands."""
    return Prioritisation.objects.get(pk=alna.made[row["question"]].pk)


def ask(alna: Alna, row: Row) -> Prioritisation:
    adviser, director = alna.people["radgiver"], alna.people["direktor"]
    running = Project.objects.visible_to(adviser).filter(
        pk__in=Project.objects.visible_to(director).values("pk"), state="running"
    )
    facts = {
        "title": f"{row['fund']} {alna.today.year + 1}",
        "fund": alna.made[row["fund"]],
        "frame_nok": Decimal(row["frame_nok"]),
        "first_year": alna.today.year,
        "last_year": alna.today.year + 1,
        "note": row["note"],
    }
    return priority.start_prioritisation(
        alna.district, facts, running.order_by("pk"), by=adviser, query="tilstand=running"
    )


def judge(alna: Alna, row: Row) -> None:
    """What the leaders say of a candidate that the portfolio knows too little of, or bind."""
    question = question_of(alna, row)
    candidate = question.candidates.get(project__title=row["title"])
    priority.edit_candidate(
        candidate,
        bound=row.get("bound", Bound.FREE),
        value=amount(row, "value"),
        cost_nok=amount(row, "cost_nok"),
        reason=row["reason"],
        version=question.version,
        by=alna.people["radgiver"],
    )


def bound(alna: Alna, row: Row) -> None:
    area = alna.area(row["area"])
    assert area is not None
    question = question_of(alna, row)
    wanted = {area: (amount(row, "at_least_nok"), amount(row, "at_most_nok"))}
    priority.set_limits(question, wanted, version=question.version, by=alna.people["radgiver"])


def choose(alna: Alna, row: Row) -> PriorityList:
    question = question_of(alna, row)
    wanted = [alna.projects[key].pk for key in row["projects"]]
    chosen = question.candidates.filter(project__in=wanted).values_list("pk", flat=True)
    return priority.make_list(
        question, row["title"], list(chosen), note=row["note"], by=alna.people["radgiver"]
    )


def decide(alna: Alna, row: Row) -> PriorityDecision:
    """The director signs for what stands on the list."""
    director, question = alna.people["direktor"], question_of(alna, row)
    priority_list = question.lists.get(title=row["title"])
    weighing = weighed.weigh(question, director)
    sums = weighing.sums(set(priority_list.choices.values_list("candidate", flat=True)))
    _text, checksum = priority_choice.seal(weighing, priority_list, sums)
    return priority_choice.decide(
        priority_list, reason=row["reason"], checksum=checksum, by=director
    )


# --- Figures and papers ---------------------------------------------------------------------------


def last_tertial(today: date) -> Period:
    """The last tertial that had ended on `today`."""
    ended = (today.month - 1) // 4
    return Period(today.year, ended) if ended else Period(today.year - 1, 3)


def keep_figures(alna: Alna, row: Row) -> None:
    cells = [
        Cell(alna.units[row["unit"]], kind, Decimal(row[kind]), row.get("note", ""))
        for kind in FigureKind
    ]
    unit_figure.save_figures(cells, last_tertial(timezone.localdate()), by=alna.by(row))


def order(alna: Alna, row: Row) -> PortfolioPaper:
    """A report of how things stood on the day of a meeting; a worker writes it."""
    wanted = Order(PaperKind.REPORT, row["title"], alna.ago(row["as_of_ago"]), row["parts"])
    return paper.order_paper(wanted, district=alna.district, by=alna.by(row))
