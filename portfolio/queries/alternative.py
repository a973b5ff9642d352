"""Reads about alternatives: the table with the zero alternative first."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from portfolio.models import Alternative, Comparison, Criterion, Project
from portfolio.models.alternative import ComparisonQuerySet


@dataclass(frozen=True)
class Column:
    """One alternative in the table, with what it costs against going on as today."""

    alternative: Alternative
    more_nok: Decimal | None
    is_chosen: bool


@dataclass(frozen=True)
class Table:
    """A comparison ready to be shown: columns, and a row of texts for each further criterion."""

    comparison: Comparison
    columns: list[Column]
    further: list[tuple[Criterion, list[str]]] = field(default_factory=list)


def of_project(project: Project) -> ComparisonQuerySet:
    comparisons: ComparisonQuerySet = Comparison.objects.filter(project=project)
    return comparisons.with_table().order_by("pk")


def tables_of(project: Project) -> list[Table]:
    """Every comparison of the project as a table; four queries, however many there are."""
    return [table_of(comparison) for comparison in of_project(project)]


def table_of(comparison: Comparison) -> Table:
    """Reads what `with_table` fetched."""
    there = list(comparison.alternatives.all())
    zero = next((each for each in there if each.is_zero), None)
    ordered = sorted(there, key=lambda each: (not each.is_zero, each.position, each.pk))
    columns = [
        Column(
            each,
            None if each.is_zero else each.dearer_than(zero),
            each.pk == comparison.chosen_id,
        )
        for each in ordered
    ]
    further = []
    for criterion in comparison.criteria.all():
        said = {note.alternative_id: note.text for note in criterion.notes.all()}
        further.append((criterion, [said.get(each.pk, "") for each in ordered]))
    return Table(comparison, columns, further)


def for_record(project: Project) -> list[dict[str, Any]]:
    """What a signed decision keeps of the comparisons."""
    return [
        {
            "question": table.comparison.question,
            "chosen": table.comparison.chosen.title if table.comparison.chosen else None,
            "reason": table.comparison.chosen_reason,
            "alternatives": [
                {
                    "title": column.alternative.title,
                    "zero": column.alternative.is_zero,
                    "once_nok": column.alternative.once_nok,
                    "yearly_nok": column.alternative.yearly_nok,
                    "quality": column.alternative.quality,
                    "capacity": column.alternative.capacity,
                    "risks": column.alternative.risks,
                }
                for column in table.columns
            ],
        }
        for table in tables_of(project)
    ]
