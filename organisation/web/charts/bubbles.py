"""Points on two scales, as large as what they stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, sin, sqrt

from django.utils.html import format_html
from django.utils.safestring import SafeString

from organisation.web.charts.drawing import (
    AXIS,
    LETTERS,
    LIGHT_PAINT,
    NARROW,
    PALETTE,
    Drawing,
    Mark,
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
class Bubble:
    """One thing: where it stands, how large it is, and its light as colour and letter.

    Without `size` all are alike; without `mark` they are plain. `said` are the words of the light
    or of whatever else should be read with it; `cells` stand last in the table.
    """

    label: Text
    x: Value
    y: Value
    size: Value | None = None
    mark: Mark = ""
    url: str = ""
    said: Text = ""
    cells: Sequence[Text] = ()


@dataclass(frozen=True)
class _Spot:
    bubble: Bubble
    x: float
    y: float
    r: float


@dataclass(frozen=True, kw_only=True)
class Bubbles(Drawing):
    """Value against feasibility, need against potential. The scales go from `low` to `high`.

    Bubbles that would hide one another are moved apart, so a crowd shows as a crowd.
    """

    heading: Text  # of the things, in the table: "Prosjekt"
    x_label: Text
    y_label: Text
    bubbles: Sequence[Bubble]
    heads: Sequence[Text] = ()  # of the bubbles' `cells`
    low: int = 1
    high: int = 5
    width: int = 560
    labels: bool = True

    has_links = True
    LEFT, TOP, BELOW = 26, 38, 42

    def body(self, width: int) -> tuple[str, float]:
        height = 400 if width > NARROW else 360
        spots = self._spots(width, height)
        drawn = [self._grid(width, height)]
        taken = [(s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r) for s in spots]
        for spot in spots:
            circle = self._circle(spot)
            drawn.append(self.link(spot.bubble.url, self._said(spot.bubble), circle, "bubble"))
        # Those that need action are named first, then the largest, while there is room.
        for spot in (
            sorted(spots, key=lambda spot: spot.bubble.mark != "act") if self.labels else ()
        ):
            drawn.append(self._beside(spot.bubble.url, self._label(spot, taken, width)))
        return "".join(drawn), height

    def _at(self, x: float, y: float, width: int, height: int) -> tuple[float, float]:
        span = self.high - self.low
        return (
            self.LEFT + (x - self.low) / span * (width - self.LEFT - 18),
            height - self.BELOW - (y - self.low) / span * (height - self.BELOW - self.TOP),
        )

    def _grid(self, width: int, height: int) -> str:
        drawn = []
        for step in range(self.low, self.high + 1):
            x, y = self._at(step, step, width, height)
            drawn.append(
                f'<path d="M{n(x)} {self.TOP}V{height - self.BELOW}'
                f'M{self.LEFT} {n(y)}H{width - 18}"'
                f' stroke="{AXIS}" stroke-opacity=".22" fill="none"/>'
            )
            drawn.append(self.text(x, height - self.BELOW + 18, str(step), anchor="middle"))
            drawn.append(self.text(self.LEFT - 9, y + 4.5, str(step), anchor="end"))
        drawn.append(self.text(width - 1, height - 5, f"{self.x_label} →", anchor="end"))
        drawn.append(self.text(0, 12, f"↑ {self.y_label}"))
        return "".join(drawn)

    def _spots(self, width: int, height: int) -> list[_Spot]:
        largest = max((float(b.size) for b in self.bubbles if b.size), default=0.0)
        most, least = (24.0, 9.0) if width > NARROW else (17.0, 8.5)
        placed: list[_Spot] = []
        for bubble in sorted(self.bubbles, key=lambda b: -(b.size or 0)):
            r = least
            if bubble.size and largest:
                r = max(least, most * sqrt(float(bubble.size) / largest))
            x, y = self._at(float(bubble.x), float(bubble.y), width, height)
            placed.append(self._free(_Spot(bubble, x, y, r), placed, width, height))
        return placed

    def _free(self, spot: _Spot, placed: list[_Spot], width: int, height: int) -> _Spot:
        """The nearest place to where it belongs that hides nobody; where it belongs if none is."""
        for step in range(90):
            away = 1.6 * sqrt(step) * 4
            x = spot.x + away * cos(step * 2.4)
            y = spot.y + away * sin(step * 2.4)
            inside = spot.r <= x <= width - spot.r and spot.r <= y <= height - spot.r - 18
            if inside and all(hypot(x - o.x, y - o.y) >= 0.9 * (spot.r + o.r) for o in placed):
                return replace(spot, x=x, y=y)
        return spot

    def _circle(self, spot: _Spot) -> str:
        mark = spot.bubble.mark
        where = f'<circle cx="{n(spot.x)}" cy="{n(spot.y)}" r="{n(spot.r)}"'
        if not mark:
            return f'{where} fill="{PALETTE[0]}" fill-opacity=".75" stroke="{PALETTE[0]}"/>'
        fill, edge, ink = LIGHT_PAINT[mark]
        dashed = ' stroke-dasharray="4 3"' if mark == "stale" else ""
        css = f' class="mark-{mark}"' if self.web else ""
        letter = f' class="ink-{mark}"' if self.web else ""
        return (
            f'{where}{css} fill="{fill}" stroke="{edge}" stroke-width="1.5"{dashed}/>'
            f'<text x="{n(spot.x)}" y="{n(spot.y + 4.5)}" font-size="12" font-weight="700"'
            f' text-anchor="middle"{letter} fill="{ink}" aria-hidden="true">{LETTERS[mark]}</text>'
        )

    def _beside(self, url: str, label: str) -> str:
        """The name is pressed like its circle, but only the circle is a stop and has a name read.

        A name that was cut short is no part of what the link is called.
        """
        if not (self.is_linked and url and label):
            return label
        return format_html(
            '<a href="{}" tabindex="-1" aria-hidden="true">{}</a>', url, SafeString(label)
        )

    def _label(
        self, spot: _Spot, taken: list[tuple[float, float, float, float]], width: int
    ) -> str:
        """Its name where there is room beside it, cut short if need be; none without any room."""
        for most in (200, 118, 84) if width > NARROW else (118, 84):
            name = shortened(spot.bubble.label, most, 12.5)
            long = length(name, 12.5)
            for left, middle, anchor in self._sides(spot, long, width):
                box = (left, middle - 8, left + long, middle + 8)
                if box[0] < self.LEFT or box[2] > width or box[1] < 0:
                    continue
                if any(_meet(box, other) for other in taken):
                    continue
                taken.append(box)
                at = {"start": box[0], "end": box[2], "middle": (box[0] + box[2]) / 2}[anchor]
                return self.text(
                    at, middle + 4.5, name, anchor=anchor, size=12.5, halo=True, hidden=True
                )
        return ""

    def _sides(self, spot: _Spot, long: float, width: int) -> Iterator[tuple[float, float, str]]:
        """Where a name of this length may begin, its middle and anchor: beside, below and above."""
        x, y, r = spot.x, spot.y, spot.r + 5
        yield x + r, y, "start"
        yield x - r - long, y, "end"
        for middle in (y + r + 8, y - r - 5):
            yield x - long / 2, middle, "middle"
            yield width - long - 1, middle, "end"
            yield x + spot.r - long, middle, "end"

    def _said(self, bubble: Bubble) -> str:
        return format_html(
            "{}: {} {}, {} {}{}",
            bubble.label,
            str(self.y_label).lower(),
            number(bubble.y),
            str(self.x_label).lower(),
            number(bubble.x),
            format_html(", {}", bubble.said) if bubble.said else "",
        )

    def table(self) -> SafeString:
        return table(
            self.title,
            [self.heading, self.y_label, self.x_label, *self.heads],
            (
                [linked(b.label, b.url, self.is_linked), number(b.y), number(b.x), *b.cells]
                for b in self.bubbles
            ),
        )


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
