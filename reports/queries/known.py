"""What a case's project knows that its text may tell of; read only where the text tells of it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, JSONObject

from portfolio.models import Project
from portfolio.models.benefit import Benefit
from portfolio.models.decision import GateDecision
from portfolio.models.gate import Gate
from portfolio.models.money import Entry
from portfolio.models.phase import Phase
from portfolio.models.project import Access
from reports.agreement import Known, Milestone, Passage, disagreements, needs_project
from reports.checks import CheckItem
from reports.models import BoardCase
from reports.shielding import paragraphs_of

IN_TEXT = ("p", "li", "blockquote")  # tables have their own figures


def number_checks(case: BoardCase) -> list[CheckItem]:
    """Hints on numbers in the text of `case`, read with its text; one query, or none."""
    project = case.project
    if project is None or case.is_frozen:
        return []
    if project.access == Access.RESTRICTED and not case.is_exempt:
        return []  # a case tells of a restricted project only when it is exempt itself
    passages = list(_passages(case))
    known = Known(asked_nok=asked_of(case))
    if needs_project(passages, known):
        known = known_of(case)
    return disagreements(passages, known)


def _passages(case: BoardCase) -> Iterator[Passage]:
    parts = [(part.html, f"del-{part.pk}", part.heading) for part in case.text_parts()]
    parts.append((case.proposal, "forslag", case.template.proposal_heading))
    for html, target, heading in parts:
        for paragraph in paragraphs_of(html):
            if paragraph.tag in IN_TEXT:
                yield Passage(paragraph.text, target, heading)


def asked_of(case: BoardCase) -> Decimal:
    return case.gate.amount_nok if case.gate else Decimal(0)


def known_of(case: BoardCase) -> Known:
    """What stands in the project now; one query."""
    own = {"project": OuterRef("pk")}
    row = (
        Project.objects.filter(pk__in=[case.project_id])
        .order_by()
        .values(
            known_entries=_rows(
                Entry.objects.known().filter(**own),
                kind="kind",
                amount=Cast("amount_nok", CharField()),
                year="fund_year__year",
                fund="fund_year__fund",
            ),
            known_phases=_rows(
                Phase.objects.filter(**own),
                name="name",
                definite="definite_name",
                planned="planned_end",
                planned_as="planned_end_precision",
                actual="actual_end",
                actual_as="actual_end_precision",
            ),
            known_gates=_rows(Gate.objects.filter(**own), code="code", name="name", due="due"),
            known_decisions=_rows(
                GateDecision.objects.filter(gate__project=OuterRef("pk")),
                code="gate__code",
                on="decided_on",
            ),
            known_benefits=Subquery(
                Benefit.objects.filter(**own, is_disbenefit=False)
                .order_by()
                .values("project")
                .annotate(n=Count("pk"))
                .values("n")
            ),
        )
        .get()
    )
    sums, others = _sums(row["known_entries"])
    return Known(
        asked_nok=asked_of(case),
        sums=sums,
        others=others,
        phases=tuple(_phase(each) for each in row["known_phases"]),
        gates=tuple(_gate(each, row["known_decisions"]) for each in row["known_gates"]),
        meetings=tuple(stop.meeting_date for stop in case.saksgang() if stop.meeting_date),
        benefits=row["known_benefits"] or 0,
    )


def _rows(rows: QuerySet[Any], **fields: Any) -> ArraySubquery:
    return ArraySubquery(rows.order_by("pk").values_list(JSONObject(**fields)))


def _sums(entries: list[dict[str, Any]]) -> tuple[dict[str, Decimal], frozenset[Decimal]]:
    """All of each kind, and what one may also speak of: a year, a source, a single entry."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    parts: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for each in entries:
        amount, kind = Decimal(each["amount"]), str(each["kind"])
        sums[kind] += amount
        for part in ((each["year"],), ("", each["fund"]), (each["year"], each["fund"])):
            parts[kind, *part] += amount
    return dict(sums), frozenset([*parts.values(), *(Decimal(each["amount"]) for each in entries)])


def _phase(row: dict[str, Any]) -> Milestone:
    days = [
        (date.fromisoformat(row[name]), row[f"{name}_as"])
        for name in ("planned", "actual")
        if row[name]
    ]
    words = tuple(filter(None, (row["name"].lower(), row["definite"].lower())))
    return Milestone(row["definite"].lower() or row["name"].lower(), words, tuple(days))


def _gate(row: dict[str, Any], decisions: list[dict[str, Any]]) -> Milestone:
    """When it is due, and when it was decided."""
    decided = [each["on"] for each in decisions if each["code"] == row["code"]]
    days = [date.fromisoformat(on) for on in (row["due"], *decided) if on]
    words = (row["code"], row["name"].lower())
    return Milestone(row["code"].upper(), words, tuple((on, "day") for on in days))
