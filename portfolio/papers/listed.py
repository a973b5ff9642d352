"""Tables and charts of the dashboard as blocks, so that a paper and a page cannot disagree."""

from typing import Any

from portfolio.dashboard.behind import LISTS
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts import BY_NAME
from portfolio.papers.blocks import Block, of_n, paragraph, table

MOST = 30  # rows of a list in a paper
FULL, HALF = 745, 480  # across the page, and what a small chart needs, in a drawing's own units


def chart(board: Board, name: str, width: int | None = None) -> Block:
    """The chart called `name`, or a paragraph that says why there is none."""
    entry = BY_NAME[name]
    drawing = entry.make(board)
    if drawing is None:
        return paragraph(f"{entry.title}: {str(entry.empty)[:1].lower()}{str(entry.empty)[1:]}")
    return drawing.as_block(width or (FULL if drawing.width > HALF else HALF))


def rows_of(board: Board, name: str, caption: Any = "", most: int = MOST) -> Block:
    """The list behind a figure as a table, its first `most` rows; a sentence when it is empty."""
    wanted = LISTS[name]
    found = wanted.rows(board)
    total = found.count()
    if not total:
        return paragraph(wanted.empty)
    rows = list(found.order_by(*wanted.sorts[0].order, "pk")[:most])
    return table(
        caption or wanted.title,
        [column.label for column in wanted.columns],
        [[column.cell(row, board.on) for column in wanted.columns] for row in rows],
        figures=[place for place, column in enumerate(wanted.columns) if column.is_figure],
        note=of_n(len(rows), total),
    )
