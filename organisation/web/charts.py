"""Charts drawn on the server as SVG: the same picture on the page and in the PDF.

Fills are attributes from one palette that holds 3:1 against light and dark paper; full, striped and
outline come before a second colour. The table with the same figures is part of the chart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from organisation.web.wording import number

PALETTE = ("#2a7cc5", "#826db7", "#25876f", "#a56d13", "#ce4d4d", "#77797b")
AXIS = "#77797b"
Text = str | Promise
Fill = Literal["full", "striped", "outline"]
Value = int | Decimal


@dataclass(frozen=True)
class Series:
    """One kind of figure; `fill` tells it from the others before colour does."""

    label: Text
    values: Sequence[Value]
    fill: Fill = "full"
    urls: Sequence[str] = ()  # the rows behind each figure
    color: int = 0  # place in the palette


@dataclass(frozen=True)
class Bars:
    """Standing bars, one for each category, the series stacked. At least one category.

    `web=False` leaves out links and uses black text, for a PDF. `name` is unique on its page.
    """

    name: str
    title: Text
    summary: Text  # what a person who cannot see it should know
    heading: Text  # of the categories, in the table: "Måned"
    categories: Sequence[Text]
    series: Sequence[Series]
    caption: Text = ""
    web: bool = True
    width: int = field(default=320)
    height: int = field(default=150)

    TOP = 22
    FLOOR = 24

    @property
    def totals(self) -> list[Value]:
        return [sum(column) for column in zip(*(s.values for s in self.series), strict=True)]

    def svg(self) -> SafeString:
        ink = "currentColor" if self.web else "#000"
        floor = self.height - self.FLOOR
        parts = [self._column(index, ink, floor) for index in range(len(self.categories))]
        return format_html(
            '<svg class="chart" viewBox="0 0 {0} {1}" role="{9}" aria-labelledby="{2}-t {2}-d">'
            '<title id="{2}-t">{3}</title><desc id="{2}-d">{4}</desc>{5}{6}'
            '<path d="M5 {7}H{8}" stroke="#77797b" stroke-width="1"/></svg>',
            self.width,
            self.height,
            self.name,
            self.title,
            self.summary,
            self._stripes(),
            SafeString("".join(parts)),
            floor,
            self.width - 5,
            "group" if self._has_links else "img",
        )

    @property
    def _has_links(self) -> bool:
        return self.web and any(s.urls for s in self.series)

    def _column(self, index: int, ink: str, floor: int) -> str:
        slot = (self.width - 10) / len(self.categories)
        bar = min(slot * 0.64, 44)
        left = 5 + slot * index + (slot - bar) / 2
        tallest = max([*map(float, self.totals), 1.0])
        drawn: list[str] = []
        below = float(floor)
        for series in self.series:
            size = float(series.values[index]) / tallest * (floor - self.TOP)
            if size <= 0:
                continue
            below -= size
            drawn.append(self._bar(series, index, left, below, bar, size))
        middle = _n(left + bar / 2)
        drawn.append(
            format_html(
                '<text x="{}" y="{}" font-size="13" text-anchor="middle" fill="{}">{}</text>'
                '<text x="{}" y="{}" font-size="13" text-anchor="middle" fill="{}">{}</text>',
                middle,
                _n(below - 7),
                ink,
                number(self.totals[index]),
                middle,
                floor + 18,
                ink,
                self.categories[index],
            )
        )
        return "".join(drawn)

    def _bar(
        self, series: Series, index: int, x: float, y: float, width: float, height: float
    ) -> str:
        color = PALETTE[series.color]
        if series.fill == "full":
            paint: str = format_html('fill="{}"', color)
        else:
            # The line is drawn inside, so that an outline is as large as a full bar.
            x, y, width, height = x + 0.75, y + 0.75, width - 1.5, max(height - 1.5, 0)
            fill = "none" if series.fill == "outline" else f"url(#{self.name}-s{series.color})"
            paint = format_html('fill="{}" stroke="{}" stroke-width="1.5"', fill, color)
        rect = format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" {}/>',
            _n(x),
            _n(y),
            _n(width),
            _n(height),
            paint,
        )
        if not (self.web and series.urls):
            return rect
        return format_html(
            '<a href="{}" class="bar-link" aria-label="{}, {}: {}">{}</a>',
            series.urls[index],
            self.categories[index],
            series.label,
            number(series.values[index]),
            rect,
        )

    def _stripes(self) -> SafeString:
        colors = sorted({s.color for s in self.series if s.fill == "striped"})
        if not colors:
            return mark_safe("")
        return format_html(
            "<defs>{}</defs>",
            format_html_join(
                "",
                '<pattern id="{}-s{}" width="6" height="6" patternUnits="userSpaceOnUse"'
                ' patternTransform="rotate(45)"><path d="M0 0V6" stroke="{}" stroke-width="3"/>'
                "</pattern>",
                ((self.name, color, PALETTE[color]) for color in colors),
            ),
        )

    def table(self) -> SafeString:
        """The same figures to read; the whole of the chart for those who do not see it."""
        head = format_html_join(
            "", '<th scope="col" class="end">{}</th>', ((s.label,) for s in self.series)
        )
        rows = [
            format_html(
                '<tr><th scope="row">{}</th>{}</tr>',
                category,
                format_html_join(
                    "",
                    '<td class="end num">{}</td>',
                    ((self._cell(s, index),) for s in self.series),
                ),
            )
            for index, category in enumerate(self.categories)
        ]
        return format_html(
            '<table class="ds-table"><caption class="ds-sr-only">{}</caption><thead><tr>'
            '<th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table>',
            self.title,
            self.heading,
            head,
            SafeString("".join(rows)),
        )

    def _cell(self, series: Series, index: int) -> str:
        words = number(series.values[index])
        if not (self.web and series.urls):
            return words
        return format_html('<a href="{}">{}</a>', series.urls[index], words)


def _n(value: float) -> str:
    """A number in an SVG attribute: a full stop, one decimal."""
    return f"{value:.1f}"
