"""Bars, standing and lying."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from organisation.web.charts.drawing import (
    AXIS,
    Drawing,
    Fill,
    Text,
    Value,
    length,
    linked,
    n,
    shortened,
    table,
)
from organisation.web.wording import number


@dataclass(frozen=True)
class Series:
    """One kind of figure; `fill` tells it from the others before colour does."""

    label: Text
    values: Sequence[Value]
    fill: Fill = "full"
    urls: Sequence[str] = ()  # the rows behind each figure
    color: int = 0  # place in the palette

    def url(self, index: int) -> str:
        return self.urls[index] if self.urls else ""


@dataclass(frozen=True, kw_only=True)
class OfSeries(Drawing):
    """A figure for each category and series. At least one category.

    `show` puts a value into words. `keyed=True` draws what each paint means. The table has the
    figures of the series, or `cells` under `heads` where more should be told.
    """

    heading: Text  # of the categories, in the table: "Måned"
    categories: Sequence[Text]
    series: Sequence[Series]
    keyed: bool = False
    show: Callable[[Any], str] = number
    heads: Sequence[Text] = ()
    cells: Sequence[Sequence[Any]] = ()

    @property
    def has_links(self) -> bool:  # type: ignore[override]
        return any(series.urls for series in self.series)

    @property
    def totals(self) -> list[Value]:
        return [sum(column) for column in zip(*(s.values for s in self.series), strict=True)]

    def paints(self) -> list[tuple[Text, Fill, int]]:
        return [(series.label, series.fill, series.color) for series in self.series]

    def patterns(self) -> SafeString:
        return self.stripes((series.fill, series.color) for series in self.series)

    def words(self, series: Series, index: int) -> str:
        return format_html(
            "{}, {}: {}", self.categories[index], series.label, self.show(series.values[index])
        )

    def table(self) -> SafeString:
        """The same figures to read; the whole of the chart for those who do not see it."""
        if self.heads:
            rows = zip(self.categories, self.cells, strict=True)
            return table(
                self.title, [self.heading, *self.heads], ([name, *cells] for name, cells in rows)
            )
        return table(
            self.title,
            [self.heading, *(series.label for series in self.series)],
            (
                [
                    category,
                    *(
                        linked(self.show(s.values[index]), s.url(index), self.is_linked)
                        for s in self.series
                    ),
                ]
                for index, category in enumerate(self.categories)
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Bars(OfSeries):
    """Standing bars, one for each category, the series stacked."""

    width: int = 320
    height: int = 150

    TOP = 22
    FLOOR = 24

    def body(self, width: int) -> tuple[str, float]:
        floor = self.height - self.FLOOR
        drawn: list[str] = [self.patterns()]
        drawn += [self._column(index, width, floor) for index in range(len(self.categories))]
        drawn.append(f'<path d="M5 {floor}H{width - 5}" stroke="{AXIS}" stroke-width="1"/>')
        if not self.keyed:
            return "".join(drawn), self.height
        key, end = self.key(self.paints(), self.height + 6, width)
        return "".join([*drawn, key]), end

    def _column(self, index: int, width: int, floor: int) -> str:
        slot = (width - 10) / len(self.categories)
        bar = min(slot * 0.64, 44)
        left = 5 + slot * index + (slot - bar) / 2
        tallest = max(map(float, self.totals)) or 1.0
        drawn: list[str] = []
        below = float(floor)
        for series in self.series:
            size = float(series.values[index]) / tallest * (floor - self.TOP)
            if size <= 0:
                continue
            below -= size
            rect = self.box(left, below, bar, size, series.fill, series.color)
            drawn.append(
                self.link(series.url(index), self.words(series, index), rect)
                if series.urls
                else rect
            )
        middle = left + bar / 2
        label = self.categories[index]
        # Where there are many, every other name is left out rather than drawn over its neighbour.
        step = max(1, -(-round(length(label) + 4) // round(slot)))
        drawn.append(self.text(middle, below - 7, self.show(self.totals[index]), anchor="middle"))
        if (len(self.categories) - 1 - index) % step == 0:
            drawn.append(self.text(middle, floor + 18, label, anchor="middle"))
        return "".join(drawn)


@dataclass(frozen=True, kw_only=True)
class LyingBars(OfSeries):
    """Lying bars, one for each category with its name above it, the series stacked.

    `ends` are words to the right of each name, else the total. `own_scale=True` draws every bar to
    its own whole, for figures that are not of one kind and are never compared. What is below zero
    is not drawn, but told.
    """

    width: int = 560
    ends: Sequence[Text] = ()
    urls: Sequence[str] = ()  # of the whole category
    own_scale: bool = False
    bar: int = 14

    GAP = 14

    @property
    def has_links(self) -> bool:  # type: ignore[override]
        return bool(self.urls) or any(series.urls for series in self.series)

    def body(self, width: int) -> tuple[str, float]:
        drawn, y = [str(self.patterns())], 0.0
        for index in range(len(self.categories)):
            row, y = self._row(index, y, width)
            drawn.append(row)
        if self.keyed:
            key, y = self.key(self.paints(), y + 2, width)
            drawn.append(key)
        return "".join(drawn), y

    def end(self, index: int) -> Text:
        return self.ends[index] if self.ends else self.show(self.totals[index])

    def whole(self, index: int) -> float:
        wholes = [
            sum(max(float(s.values[at]), 0.0) for s in self.series)
            for at in range(len(self.categories))
        ]
        return (wholes[index] if self.own_scale else max(wholes)) or 1.0

    def _row(self, index: int, top: float, width: int) -> tuple[str, float]:
        end, label = self.end(index), self.categories[index]
        hidden = bool(self.urls and self.urls[index])  # the link says it
        named = self.text(1, top + 14, shortened(label, width), weight=550, hidden=hidden)
        if length(label) + length(end) + 12 <= width:
            named += self.text(width - 1, top + 14, end, anchor="end", hidden=hidden)
        else:
            top += 17
            named += self.text(1, top + 14, end, hidden=hidden)
        if hidden:
            words = format_html("{}: {}", self.categories[index], end)
            named = self.link(self.urls[index], words, named, css="name-link")
        drawn, x = [named], 1.0
        whole = self.whole(index)
        for series in self.series:
            size = max(float(series.values[index]), 0.0) / whole * (width - 2)
            if size <= 0:
                continue
            rect = self.box(x, top + 20, size, self.bar, series.fill, series.color)
            drawn.append(self.link(series.url(index), self.words(series, index), rect))
            x += size
        floor = n(top + 20 + self.bar + 2)
        drawn.append(f'<path d="M1 {floor}H{width - 1}" stroke="{AXIS}" stroke-opacity=".3"/>')
        return "".join(drawn), top + 20 + self.bar + self.GAP
