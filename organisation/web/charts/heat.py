"""How many of what, where: a grid that is darker where there are more."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organisation.web.charts.drawing import (
    AXIS,
    LIGHT_PAINT,
    PALETTE,
    Drawing,
    Text,
    in_lines,
    length,
    linked,
    n,
    table,
)
from organisation.web.wording import number


@dataclass(frozen=True)
class HeatColumn:
    """A column; `mark` gives it the colour, letter and shape of a light."""

    label: Text
    mark: str = ""


@dataclass(frozen=True)
class HeatRow:
    """One row: how many in each column, and where they are listed."""

    label: Text
    counts: Sequence[int]
    urls: Sequence[str] = ()
    depth: int = 0

    def url(self, place: int) -> str:
        return self.urls[place] if self.urls else ""


@dataclass(frozen=True, kw_only=True)
class HeatMap(Drawing):
    """Rows against columns, with a number in each cell and sums below. At least one row."""

    heading: Text  # of the rows: "Enhet"
    columns: Sequence[HeatColumn]
    rows: Sequence[HeatRow]
    sums: HeatRow | None = None

    has_links = True
    HEAD, LINE, GAP = 34, 38, 3

    def body(self, width: int) -> tuple[str, float]:
        names = self._room_for_names(width)
        cell = (width - names) / len(self.columns)
        drawn = [self.text(1, self.HEAD - 10, self.heading, weight=550)]
        for place, column in enumerate(self.columns):
            drawn.append(self._mark(column, names + cell * (place + 0.5) - 9.5, 4, 0.86))
        y = float(self.HEAD)
        for row in [*self.rows, *([self.sums] if self.sums else [])]:
            drawn.append(self._row(row, y, names, cell))
            y += self.LINE
        legend, y = self._legend(y + 6, width)
        return "".join([*drawn, legend]), y

    def _room_for_names(self, width: int) -> float:
        """A word too long for its line would be cut, so the longest may take half the width."""
        longest = max((word for row in self.rows for word in str(row.label).split()), key=len)
        return min(max(width * 0.42, length(longest) + 8), width * 0.5)

    def _mark(self, column: HeatColumn, x: float, y: float, scale: float) -> str:
        return self.light(column.mark or "none", x, y, scale)

    def _legend(self, top: float, width: int) -> tuple[str, float]:
        """What each column is, in words."""
        drawn, x, y = [], 1.0, top
        for column in self.columns:
            size = 22 + length(column.label)
            if x > 1 and x + size > width:
                x, y = 1.0, y + 22
            drawn.append(self._mark(column, x, y, 0.72))
            drawn.append(self.text(x + 20, y + 12.5, column.label))
            x += size + 12
        return "".join(drawn), y + 20

    def _row(self, row: HeatRow, top: float, names: float, cell: float) -> str:
        is_sum = row is self.sums
        middle = top + self.LINE / 2 + 4.5
        left = 1 + 8 * row.depth
        lines = in_lines(row.label, names - left - 4)
        drawn = "".join(
            self.text(
                left, middle + 15 * (place - (len(lines) - 1) / 2), words, weight=weight_of(is_sum)
            )
            for place, words in enumerate(lines)
        )
        parts: list[str] = [format_html("<g><title>{}</title>{}</g>", row.label, SafeString(drawn))]
        for place, (column, count) in enumerate(zip(self.columns, row.counts, strict=True)):
            x = names + cell * place + self.GAP / 2
            size = (cell - self.GAP, self.LINE - self.GAP)
            box = "" if is_sum else self._cell(column, count, x, top, *size)
            words = number(count) if count or is_sum else "·"
            weight = 650 if count else None
            box += self.text(
                x + size[0] / 2, middle - 1, words, anchor="middle", weight=weight, hidden=True
            )
            said = format_html("{}, {}: {}", row.label, str(column.label).lower(), number(count))
            parts.append(self.link(row.url(place), said, box) if count else box)
        return "".join(parts)

    def _cell(
        self, column: HeatColumn, count: int, x: float, y: float, width: float, height: float
    ) -> str:
        where = f'x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" rx="3"'
        if not count:
            return f'<rect {where} fill="{AXIS}" fill-opacity=".08"/>'
        if column.mark == "stale":
            return f'<rect {where} fill="none" stroke="{AXIS}" stroke-dasharray="4 3"/>'
        paint = LIGHT_PAINT[column.mark][0] if column.mark else PALETTE[0]
        strength = min(0.2 + 0.09 * (count - 1), 0.55)
        return f'<rect {where} fill="{paint}" fill-opacity="{strength:.2f}" stroke="{paint}"/>'

    def table(self) -> SafeString:
        return table(
            self.title,
            [self.heading, *(column.label for column in self.columns), _("Sum")],
            (
                [
                    row.label,
                    *(
                        linked(number(count), row.url(place), self.is_linked)
                        if count
                        else number(0)
                        for place, count in enumerate(row.counts)
                    ),
                    number(sum(row.counts)),
                ]
                for row in [*self.rows, *([self.sums] if self.sums else [])]
            ),
        )


def weight_of(is_sum: bool) -> int | None:
    return 650 if is_sum else None
