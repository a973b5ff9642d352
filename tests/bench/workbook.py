"""What a workbook of all projects costs in the worker: their sheet alone, and every sheet."""

import time
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

TIMES = 3


def make(paper: Any, sheets: Sequence[str]) -> tuple[int, int]:
    """Queries and kilobytes of one workbook."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from portfolio.papers.making import make_workbook

    document: Any = SimpleNamespace(data={"paper": paper.pk, "parts": list(sheets)})
    with CaptureQueriesContext(connection) as asked:
        data = make_workbook(document, lambda *_progress: None)
    return len(asked), len(data) // 1000


def order(reader: Any) -> Any:
    from django.utils import timezone

    from portfolio.models import PortfolioPaper

    return PortfolioPaper.objects.create(
        unit=reader.district,
        district=reader.district,
        kind=PortfolioPaper.Kind.WORKBOOK,
        title="Alle prosjekter",
        as_of=timezone.localdate(),
        ordered_by=reader,
    )


def measure(
    reader: Any, worked: Callable[[Any], float], sheets: Sequence[str] = ()
) -> tuple[list[float], list[float], int, int]:
    """Milliseconds of work and of waiting, lowest first; queries and kilobytes.

    `worked` tells the processor time of both processes so far. All sheets when none are named.
    """
    from django.db import connection

    from portfolio.papers.sheets.catalogue import SHEETS

    paper, sheets = order(reader), sheets or list(SHEETS)
    queries, kilobytes = make(paper, sheets)
    worked_for, waited = [], []
    for _again in range(TIMES):
        began, before = time.perf_counter(), worked(connection)
        make(paper, sheets)
        worked_for.append(worked(connection) - before)
        waited.append((time.perf_counter() - began) * 1000)
    return sorted(worked_for), sorted(waited), queries, kilobytes
