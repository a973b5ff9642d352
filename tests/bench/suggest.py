"""`make bench-suggest`: how long the suggestion of the best list takes. Prints a table.

The search alone, on made-up questions of several kinds, and the whole of what the worker does for
one question in a throw-away database: read the candidates, search, keep the list.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from tests.bench.place import prepare

ROUNDS = 20
AREAS = 6


def a_question(nth: int, size: int) -> Any:
    """Costs in kroner and in øre by turns; every third with values that follow the cost."""
    from portfolio.best_list import Item, Limit, Question

    chance = Random(nth)
    items = []
    for key in range(size):
        cost = Decimal(chance.randint(50_000, 3_000_000))
        if nth % 2:
            cost += Decimal(chance.randint(0, 99)) / 100
        value = Decimal(chance.randint(10, 50)) / 10
        if nth % 3 == 0:
            value = (cost / 60_000).quantize(Decimal("0.1"))
        bound = chance.choices(["free", "must", "never"], [90, 3, 7])[0]
        items.append(Item(key, value, cost, chance.randrange(AREAS), bound))
    total = sum(item.price for item in items)
    limits = {
        0: Limit(None, total / 20),
        1: Limit(total / 30, None),
        2: Limit(total / 100, total / 25),
    }
    return Question(items, (total / 3).quantize(Decimal(1)), limits)


def search(size: int) -> list[float]:
    from portfolio.best_list import CannotBeMet, find_best

    def once(nth: int) -> None:
        try:
            find_best(a_question(nth, size))
        except CannotBeMet:
            print(f"question {nth} has no answer")

    return [timed(once, nth) for nth in range(ROUNDS)]


def whole(size: int) -> list[float]:
    """Everything the job does, on one question of `size` projects."""
    from organisation.people.models import Role, Unit
    from portfolio.lifecycle.money import EntryKind
    from portfolio.models.priority import Candidate
    from portfolio.services import money
    from portfolio.services.priority_choice import suggest
    from tests.factories.money import fund_year, make_fund
    from tests.factories.people import open_districts, person_as
    from tests.factories.portfolio import make_project, make_unit
    from tests.factories.priority import make_question

    open_districts()
    district = Unit.objects.get(slug="alna")
    adviser, unit, chance = person_as(Role.ADVISER, district), make_unit(district), Random(1)
    year = fund_year(make_fund(district), 2027, 10**9)
    projects = [
        make_project(district, unit=unit, title=f"Prosjekt {n}", by=adviser) for n in range(size)
    ]
    for project in projects:
        amount = Decimal(chance.randint(50_000, 3_000_000))
        money.book_entry(project, year, EntryKind.PLAN, amount, by=adviser)
    question = make_question(
        district, projects, frame_nok=Decimal(100_000_000), by=adviser, first_year=2027
    )
    for candidate in Candidate.objects.filter(prioritisation=question):
        candidate.value, candidate.reason = Decimal(chance.randint(10, 50)) / 10, "Vurdert"
        candidate.save()

    class Quiet:
        def report(self, done: int, total: int, text: str = "") -> None:
            pass

    return [
        timed(lambda nth: suggest(question.pk, nth, adviser.pk, progress=Quiet()), nth + 1)
        for nth in range(ROUNDS)
    ]


def timed(work: Callable[[int], Any], nth: int) -> float:
    began = time.perf_counter()
    work(nth)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=200)
    size = arguments.parse_args().size
    prepare()
    print(f"| {size} candidates | p50 ms | p95 ms | max ms |")
    print("|---|---:|---:|---:|")
    for name, times in (("the search", search(size)), ("the whole job", whole(size))):
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"| {name} | {statistics.median(times):.0f} | {p95:.0f} | {max(times):.0f} |")


if __name__ == "__main__":
    main()
