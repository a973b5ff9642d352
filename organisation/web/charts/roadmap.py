"""What is done when: phases as bars, decisions as diamonds, and today as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organisation.web.charts.drawing import (
    AXIS,
    NARROW,
    Drawing,
    Fill,
    Text,
    linked,
    n,
    shortened,
    table,
)
from organisation.web.wording import day


@dataclass(frozen=True)
class Span:
    """A stretch of time; `words` say what it is and when. `open_ended` has no planned end."""

    start: date
    end: date
    fill: Fill
    words: Text
    open_ended: bool = False


@dataclass(frozen=True)
class Stop:
    """A decision on a day: full when it is made, open when it comes."""

    on: date
    label: Text
    is_done: bool
    words: Text
    url: str = ""


@dataclass(frozen=True)
class Road:
    """One line of the map. `mark` is its light, `said` the light's words."""

    label: Text
    spans: Sequence[Span]
    stops: Sequence[Stop]
    url: str = ""
    mark: str = ""
    said: Text = ""


@dataclass(frozen=True, kw_only=True)
class Roadmap(Drawing):
    """Roads from `start` to `end`, days; what lies outside is cut. At least one road."""

    heading: Text
    roads: Sequence[Road]
    start: date
    end: date
    today: date
    key_items: Sequence[tuple[Text, Fill, int]] = ()
    width: int = 1200

    has_links = True
    BAR = 10

    def body(self, width: int) -> tuple[str, float]:
        wide = width > NARROW
        left, line = (width * 0.27, 32) if wide else (1.0, 47)
        head = 54 if wide else 38
        floor = head + line * len(self.roads)
        drawn = [
            str(self.stripes((fill, color) for _label, fill, color in self.key_items)),
            self._calendar(left, width, floor),
        ]
        for place, road in enumerate(self.roads):
            top = head + line * place
            middle = top + (line / 2 if wide else 33)
            drawn.append(
                self._name(
                    road, top + (line - 17) / 2 if wide else top + 2, left if wide else width
                )
            )
            if not (road.spans or road.stops):
                drawn.append(self._undated(left, middle))
            drawn += [self._span(road, span, left, width, middle) for span in road.spans]
            drawn += [self._stop(road, stop, left, width, middle) for stop in road.stops]
        key, end = self.key(self.key_items, floor + 12, width)
        return "".join([*drawn, key]), end

    def _undated(self, left: float, middle: float) -> str:
        """Nobody has said when; an empty line would look like a mistake."""
        return self.text(left + 4, middle + 4.5, _("Ingen datoer ennå"), size=12, halo=True)

    def _x(self, on: date, left: float, width: int) -> float:
        span = max((self.end - self.start).days, 1)
        gone = min(max((on - self.start).days / span, 0.0), 1.0)
        return left + gone * (width - left - 2)

    def _calendar(self, left: float, width: int, floor: float) -> str:
        drawn = []
        quarters = list(_quarters(self.start, self.end))
        room = (width - left) / max(len(quarters), 1)
        for on in quarters:
            x = self._x(on, left, width)
            is_year = on.month == 1 or on is quarters[0]
            strength = ".55" if on.month == 1 else ".2"
            drawn.append(
                f'<path d="M{n(x)} {18 if is_year else 34}V{n(floor)}" stroke="{AXIS}"'
                f' stroke-opacity="{strength}"/>'
            )
            if is_year:
                drawn.append(self.text(x + 3, 28, str(on.year), weight=650, size=12.5))
            if room > 46:
                words = _("%(n)s. kv.") % {"n": (on.month + 2) // 3}
                drawn.append(self.text(x + 3, 45, words, size=12))
        if self.start <= self.today <= self.end:
            x = self._x(self.today, left, width)
            drawn.append(
                f'<path d="M{n(x)} 18V{n(floor)}" stroke="{self.ink}" stroke-width="1.5"'
                ' stroke-dasharray="2 3"/>'
            )
            words = self.text(
                x, 12, day(self.today), weight=650, size=12.5, anchor="middle", halo=True
            )
            drawn.append(words)
        return "".join(drawn)

    def _name(self, road: Road, top: float, room: float) -> str:
        light = self.light(road.mark, 1, top, 0.8) if road.mark else ""
        left = 25 if road.mark else 1
        name = shortened(road.label, room - left - 8)
        words = format_html("{}, {}", road.label, road.said) if road.said else str(road.label)
        drawn = light + self.text(left, top + 13, name, halo=True, hidden=True)
        return self.link(road.url, words, drawn, css="name-link")

    def _span(self, road: Road, span: Span, left: float, width: int, middle: float) -> str:
        if span.end < self.start or span.start > self.end:
            return ""
        x, end = self._x(span.start, left, width), self._x(span.end, left, width)
        rect = self.box(x, middle - self.BAR / 2, max(end - x, 2), self.BAR, span.fill)
        if span.open_ended:
            # An arrow where nobody has said when it ends.
            rect += (
                f'<path d="M{n(end + 2)} {n(middle - 5)}l6 5-6 5" fill="none" stroke="{AXIS}"'
                ' stroke-width="1.5"/>'
            )
        return format_html(
            "<g><title>{}: {}</title>{}</g>", road.label, span.words, SafeString(rect)
        )

    def _stop(self, road: Road, stop: Stop, left: float, width: int, middle: float) -> str:
        if not self.start <= stop.on <= self.end:
            return ""
        x = self._x(stop.on, left, width)
        size = 9
        paper, ink = ("#ffffff", self.ink)
        fill, text = (ink, paper) if stop.is_done else (paper, ink)
        css = ' class="paper"' if self.web else ""
        inside, outside = (css, "") if stop.is_done else ("", css)
        drawn = (
            f'<path d="M{n(x)} {n(middle - size)}l{size} {size}-{size} {size}-{size}-{size}z"'
            f"{outside}"
            f' fill="{fill}" stroke="{ink}" stroke-width="1.25"/>'
            f'<text x="{n(x)}" y="{n(middle + 3.5)}" font-size="10" font-weight="700"'
            f' text-anchor="middle"{inside} fill="{text}" aria-hidden="true">'
            f"{escape(stop.label)}</text>"
        )
        return self.link(
            stop.url, format_html("{}: {}", road.label, stop.words), drawn, css="stop-link"
        )

    def table(self) -> SafeString:
        return table(
            self.title,
            [self.heading, _("Status"), _("Faser"), _("Beslutninger")],
            (
                [
                    linked(road.label, road.url, self.is_linked),
                    road.said or "–",
                    "; ".join(str(span.words) for span in road.spans) or "–",
                    "; ".join(str(stop.words) for stop in road.stops) or "–",
                ]
                for road in self.roads
            ),
            words=4,
        )


def _quarters(start: date, end: date) -> list[date]:
    """The first day of each quarter that begins between two days."""
    found, on = [], start.replace(month=(start.month - 1) // 3 * 3 + 1, day=1)
    while on <= end:
        if on >= start:
            found.append(on)
        on = (on.replace(day=28) + timedelta(days=70)).replace(day=1)
        on = on.replace(month=(on.month - 1) // 3 * 3 + 1)
    return found
