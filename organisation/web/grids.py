"""Pictures in squares, drawn on the server as SVG in the manner of `charts`: a series of lights,
and a matrix of two scales. What a colour says, a shape, a letter or a number says as well; the
table with the same facts stands on the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from organisation.web.charts import PALETTE

Text = str | Promise
Mark = Literal["plan", "watch", "act", "stale", ""]
BLUE, GREEN, AMBER, RED, GREY = PALETTE[0], *PALETTE[2:]

SHAPES: dict[str, str] = {
    "plan": '<circle cx="{x}" cy="{y}" r="9.5" {paint}/>',
    "watch": '<path d="M{x} {top}L{right} {low}H{left}z" {paint}/>',
    "act": '<rect x="{left}" y="{up}" width="18" height="18" rx="2" {paint}/>',
    "stale": '<circle cx="{x}" cy="{y}" r="9.5" {paint}/>',
}
LETTERS = {"plan": "P", "watch": "F", "act": "T", "stale": "–"}
COLOURS = {"plan": GREEN, "watch": AMBER, "act": RED, "stale": GREY}


def shape(mark: str, x: float, y: float) -> SafeString:
    """A light with its middle in (x, y): shape, colour and letter."""
    dashed = ' stroke-dasharray="3 2.5"' if mark == "stale" else ""
    opacity = "0" if mark == "stale" else ".28"
    colour = COLOURS[mark]
    paint = (
        f'fill="{colour}" fill-opacity="{opacity}" stroke="{colour}"'
        f' stroke-width="1.75" stroke-linejoin="round"{dashed}'
    )
    drawn = SHAPES[mark].format(
        x=x, y=y, left=x - 9, right=x + 10, top=y - 10, low=y + 8, up=y - 9, paint=paint
    )
    down = 6 if mark == "watch" else 4
    letter = format_html(
        '<text x="{}" y="{}" font-size="11" font-weight="700" text-anchor="middle"'
        ' fill="currentColor" aria-hidden="true" pointer-events="none">{}</text>',
        x,
        y + down,
        LETTERS[mark],
    )
    return SafeString(drawn + letter)


@dataclass(frozen=True)
class LightGrid:
    """A row for each thing that is judged, a column for each time. `name` is unique on its page."""

    name: str
    title: Text
    summary: Text
    columns: Sequence[Text]
    urls: Sequence[str]  # where each column leads
    titles: Sequence[Text]  # what each column says, in words
    rows: Sequence[tuple[Text, Sequence[Mark]]]

    LEFT, TOP, STEP, HIGH = 128, 26, 46, 30
    LEAST = 640  # so that few columns are not drawn large

    @property
    def width(self) -> int:
        return max(self.LEFT + self.STEP * len(self.columns), self.LEAST)

    @property
    def height(self) -> int:
        return self.TOP + self.HIGH * len(self.rows) + 4

    def svg(self) -> SafeString:
        labels = [
            format_html(
                '<text x="0" y="{}" font-size="13" fill="currentColor">{}</text>',
                self.TOP + self.HIGH * nth + 19,
                label,
            )
            for nth, (label, _marks) in enumerate(self.rows)
        ]
        columns = [self._column(nth) for nth in range(len(self.columns))]
        return format_html(
            '<svg class="chart plot long" viewBox="0 0 {0} {1}" role="group"'
            ' aria-labelledby="{2}-t {2}-d"><title id="{2}-t">{3}</title>'
            '<desc id="{2}-d">{4}</desc>{5}{6}</svg>',
            self.width,
            self.height,
            self.name,
            self.title,
            self.summary,
            SafeString("".join(labels)),
            SafeString("".join(columns)),
        )

    def _column(self, nth: int) -> SafeString:
        x = self.LEFT + self.STEP * nth + self.STEP // 2
        marks = [
            shape(row[nth], x, self.TOP + self.HIGH * at + 15)
            for at, (_label, row) in enumerate(self.rows)
            if row[nth]
        ]
        # What is drawn stands over the link, which is named by its title alone.
        return format_html(
            '<a href="{}" class="bar-link" aria-label="{}"><title>{}</title>'
            '<rect x="{}" y="0" width="{}" height="{}" fill="transparent"/></a>'
            '<text x="{}" y="14" font-size="13" text-anchor="middle" fill="currentColor"'
            ' aria-hidden="true" pointer-events="none">{}</text><g pointer-events="none">{}</g>',
            self.urls[nth],
            self.titles[nth],
            self.titles[nth],
            x - self.STEP // 2,
            self.STEP,
            self.height,
            x,
            self.columns[nth],
            SafeString("".join(marks)),
        )


@dataclass(frozen=True)
class Cell:
    """What stands in one square: words to show, and the same in full with where it leads."""

    text: str
    title: Text
    url: str = ""


@dataclass(frozen=True)
class Matrix:
    """Two scales of five against each other; `cells` maps (across, up), from 1, to what is there.

    `bands` says how strong each square is (low, mid, high), so that the shade has a name too.
    """

    name: str
    title: Text
    summary: Text
    across: Text
    up: Text
    cells: Mapping[tuple[int, int], Cell]
    bands: Mapping[tuple[int, int], str]
    colours: Mapping[str, str]

    LEFT, TOP, STEP, HIGH = 46, 6, 62, 46
    SHADE = {"low": ".12", "mid": ".28", "high": ".5"}

    def svg(self) -> SafeString:
        squares = [self._square(x, y) for y in range(5, 0, -1) for x in range(1, 6)]
        floor = self.TOP + 5 * self.HIGH
        return format_html(
            '<svg class="chart matrix" viewBox="0 0 {0} {1}" role="group"'
            ' aria-labelledby="{2}-t {2}-d"><title id="{2}-t">{3}</title>'
            '<desc id="{2}-d">{4}</desc>{5}{6}'
            '<text x="{7}" y="{8}" font-size="13" text-anchor="middle" fill="currentColor">{9}'
            "</text>"
            '<text x="14" y="{10}" font-size="13" text-anchor="middle" fill="currentColor"'
            ' transform="rotate(-90 14 {10})">{11}</text></svg>',
            self.LEFT + 5 * self.STEP + 4,
            floor + 42,
            self.name,
            self.title,
            self.summary,
            SafeString("".join(squares)),
            self._steps(floor),
            self.LEFT + 5 * self.STEP // 2,
            floor + 38,
            self.across,
            self.TOP + 5 * self.HIGH // 2,
            self.up,
        )

    def _steps(self, floor: int) -> SafeString:
        step = (
            '<text x="{}" y="{}" font-size="13" text-anchor="middle" fill="currentColor">{}</text>'
        )
        return SafeString(
            "".join(
                format_html(step, self.LEFT + self.STEP * (n - 0.5), floor + 17, n)
                + format_html(step, self.LEFT - 12, self.TOP + self.HIGH * (5.5 - n) + 4, n)
                for n in range(1, 6)
            )
        )

    def _square(self, across: int, up: int) -> SafeString:
        x = self.LEFT + self.STEP * (across - 1)
        y = self.TOP + self.HIGH * (5 - up)
        band = self.bands[across, up]
        rect = format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" fill-opacity="{}"'
            ' stroke="{}" stroke-width="1"/>',
            x + 1,
            y + 1,
            self.STEP - 2,
            self.HIGH - 2,
            self.colours[band],
            self.SHADE[band],
            self.colours[band],
        )
        cell = self.cells.get((across, up))
        if cell is None:
            return rect
        words = format_html(
            '<text x="{}" y="{}" font-size="14" font-weight="600" text-anchor="middle"'
            ' fill="currentColor" aria-hidden="true" pointer-events="none">{}</text>',
            x + self.STEP / 2,
            y + self.HIGH / 2 + 5,
            cell.text,
        )
        if not cell.url:
            return format_html("<g><title>{}</title>{}</g>{}", cell.title, rect, words)
        return format_html(
            '<a href="{}" class="bar-link" aria-label="{}"><title>{}</title>{}</a>{}',
            cell.url,
            cell.title,
            cell.title,
            rect,
            words,
        )
