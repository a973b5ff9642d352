"""A line for the plan and a line for what was measured, drawn in the manner of our other charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organisation.web.charts import AXIS, PALETTE
from organisation.web.wording import day, number

Text = str | Promise


@dataclass(frozen=True)
class Mark:
    """One day: what the plan says, what was measured, and how they differ, in words."""

    on: date
    planned: Decimal | None
    measured: Decimal | None
    words: str = ""


@dataclass(frozen=True)
class PlanChart:
    """Plan beside reality over time; at least two marks with a value. `name` is unique on a page.

    The plan is dashed, what was measured full with a disc and its value; the table has it all.
    """

    name: str
    title: Text
    summary: Text
    marks: Sequence[Mark]
    unit: str = ""
    caption: Text = ""
    web: bool = True
    width: int = 640
    height: int = 220

    LEFT, RIGHT, TOP, FLOOR = 40, 40, 28, 30

    def svg(self) -> SafeString:
        ink = "currentColor" if self.web else "#000"
        floor = self.height - self.FLOOR
        return format_html(
            '<svg class="chart" viewBox="0 0 {0} {1}" role="img" aria-labelledby="{2}-t {2}-d">'
            '<title id="{2}-t">{3}</title><desc id="{2}-d">{4}</desc>'
            '<path d="M{5} {6}H{7}" stroke="{8}" stroke-width="1"/>{9}{10}{11}</svg>',
            self.width,
            self.height,
            self.name,
            self.title,
            self.summary,
            5,
            floor,
            self.width - 5,
            AXIS,
            self._line("planned", PALETTE[5], dashed=True),
            self._line("measured", PALETTE[0], dashed=False),
            self._labels(ink, floor),
        )

    def _x(self, on: date) -> float:
        first, last = self.marks[0].on, self.marks[-1].on
        span = max((last - first).days, 1)
        return self.LEFT + (on - first).days / span * (self.width - self.LEFT - self.RIGHT)

    def _y(self, value: Decimal) -> float:
        values = [
            each
            for mark in self.marks
            for each in (mark.planned, mark.measured)
            if each is not None
        ]
        low, high = float(min(values)), float(max(values))
        part = (float(value) - low) / (high - low) if high > low else 0.5
        floor = self.height - self.FLOOR - 14
        return floor - part * (floor - self.TOP)

    def _line(self, kind: str, color: str, *, dashed: bool) -> SafeString:
        spots = [
            (self._x(mark.on), self._y(value))
            for mark in self.marks
            if (value := getattr(mark, kind)) is not None
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        line = format_html(
            '<polyline points="{}" fill="none" stroke="{}" stroke-width="2"{}/>',
            path,
            color,
            SafeString(' stroke-dasharray="5 4"') if dashed else "",
        )
        if dashed:
            return line
        discs = format_html_join(
            "",
            '<circle cx="{}" cy="{}" r="4.5" fill="{}"/>',
            ((f"{x:.1f}", f"{y:.1f}", color) for x, y in spots),
        )
        return format_html("{}{}", line, discs)

    def _labels(self, ink: str, floor: int) -> SafeString:
        text = '<text x="{}" y="{}" font-size="13" text-anchor="{}" fill="{}">{}</text>'
        shown = []
        for mark in self.marks:
            value = mark.measured
            if value is None and mark in (self.marks[0], self.marks[-1]):
                value = mark.planned
            if value is not None:
                spot = f"{self._x(mark.on):.1f}", f"{self._y(value) - 10:.1f}"
                shown.append((*spot, "middle", ink, number(value)))
        ends = ((self.marks[0].on, 5, "start"), (self.marks[-1].on, self.width - 5, "end"))
        days = [(x, floor + 19, anchor, ink, day(on)) for on, x, anchor in ends]
        return format_html_join("", text, [*shown, *days])

    def table(self) -> SafeString:
        rows = format_html_join(
            "",
            '<tr><th scope="row">{}</th><td class="end num">{}</td><td class="end num">{}</td>'
            "<td>{}</td></tr>",
            (
                (day(mark.on), number(mark.planned), number(mark.measured), mark.words)
                for mark in self.marks
            ),
        )
        return format_html(
            '<table class="ds-table"><caption class="ds-sr-only">{}</caption><thead><tr>'
            '<th scope="col">{}</th><th scope="col" class="end">{}</th>'
            '<th scope="col" class="end">{}</th><th scope="col">{}</th></tr></thead>'
            "<tbody>{}</tbody></table>",
            self.title,
            _("Dag"),
            _("Plan (%(unit)s)") % {"unit": self.unit},
            _("Målt (%(unit)s)") % {"unit": self.unit},
            _("Avvik"),
            rows,
        )
