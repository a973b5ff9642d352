"""What the workbook of the whole portfolio costs in the worker: every sheet, of all projects."""

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

TIMES = 3


def make(paper: Any) -> tuple[int, int]:
    """Queries and kilobytes of one workbook."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from portfolio.papers.making import make_workbook
    from portfolio.papers.sheets.catalogue import SHEETS

    document: Any = SimpleNamespace(data={"paper": paper.pk, "parts": list(SHEETS)})
    with CaptureQueriesContext(connection) as asked:
        data = make_workbook(document, lambda *_progress: None)
    return len(asked), len(data) // 1000


def measure(
    reader: Any, worked: Callable[[Any], float]
) -> tuple[list[float], list[float], int, int]:
    """Milliseconds of work and of waiting, lowest first; queries and kilobytes.

    `worked` tells the processor time of both processes so far.
    """
    from django.db import connection
    from django.utils import timezone

    from portfolio.models import PortfolioPaper

    paper = PortfolioPaper.objects.create(
        unit=reader.district,
        district=reader.district,
        kind=PortfolioPaper.Kind.WORKBOOK,
        title="Alle prosjekter",
        as_of=timezone.localdate(),
        ordered_by=reader,
    )
    queries, kilobytes = make(paper)
    worked_for, waited = [], []
    for _again in range(TIMES):
        began, before = time.perf_counter(), worked(connection)
        make(paper)
        worked_for.append(worked(connection) - before)
        waited.append((time.perf_counter() - began) * 1000)
    return sorted(worked_for), sorted(waited), queries, kilobytes
