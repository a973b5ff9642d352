"""What is done when: phases as bars, decisions as diamonds, milestones as flags, today a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organisation.web.charts.drawing import (
    AXIS,
    NARROW,
    PALETTE,
    Drawing,
    Fill,
    Text,
    length,
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
class Flag:
    """A milestone on a day: full when it is reached, red when it should have been."""

    on: date
    is_done: bool
    words: Text
    url: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Road:
    """One line of the map. `mark` is its light, `said` the light's words."""

    label: Text
    spans: Sequence[Span]
    stops: Sequence[Stop]
    flags: Sequence[Flag] = ()
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
        # On paper twenty of them have room on one page that lies down.
        left, line = (width * 0.27, 32 if self.web else 26) if wide else (1.0, 47)
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
            if not (road.spans or road.stops or road.flags):
                drawn.append(self._undated(left, middle))
            drawn += [self._span(road, span, left, width, middle) for span in road.spans]
            drawn += [self._flag(road, flag, left, width, middle) for flag in road.flags]
            drawn += [self._stop(road, stop, left, width, middle) for stop in road.stops]
        key, end = self.key(self.key_items, floor + 12, width)
        shapes, end = self._shapes(end + (6 if self.key_items else 12), width)
        return "".join([*drawn, key, shapes]), end

    def _shapes(self, top: float, width: int) -> tuple[str, float]:
        """What the diamonds and flags mean, of those that are there."""
        stops = [stop for road in self.roads for stop in road.stops]
        flags = [flag for road in self.roads for flag in road.flags]
        items = [
            (any(stop.is_done for stop in stops), _("Avgjort"), self._diamond(9, top + 9, True)),
            (any(not s.is_done for s in stops), _("Skal avgjøres"), self._diamond(9, top + 9)),
            (
                any(flag.is_done for flag in flags),
                _("Milepæl nådd"),
                self._pennant(6, top + 16, True),
            ),
            (
                any(not (flag.is_done or flag.is_late) for flag in flags),
                _("Milepæl som kommer"),
                self._pennant(6, top + 16),
            ),
            (
                any(f.is_late for f in flags),
                _("Milepæl over fristen"),
                self._pennant(6, top + 16, is_late=True),
            ),
        ]
        drawn, x, y = [], 1.0, 0.0
        for is_there, label, shape in items:
            if not is_there:
                continue
            size = 24 + length(label)
            if x > 1 and x + size > width:
                x, y = 1.0, y + 24
            words = self.text(23, top + 13.5, label)
            drawn.append(f'<g transform="translate({n(x)} {n(y)})">{shape}{words}</g>')
            x += size + 14
        return "".join(drawn), top + y + 20 if drawn else top

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
        css, fill = ("", self.ink) if not stop.is_done else self._paper
        drawn = self._diamond(x, middle, stop.is_done) + (
            f'<text x="{n(x)}" y="{n(middle + 3.5)}" font-size="10" font-weight="700"'
            f' text-anchor="middle"{css} fill="{fill}" aria-hidden="true">'
            f"{escape(stop.label)}</text>"
        )
        return self.link(
            stop.url, format_html("{}: {}", road.label, stop.words), drawn, css="stop-link"
        )

    def _flag(self, road: Road, flag: Flag, left: float, width: int, middle: float) -> str:
        if not self.start <= flag.on <= self.end:
            return ""
        x = self._x(flag.on, left, width)
        drawn = self._pennant(x, middle + self.BAR / 2, flag.is_done, flag.is_late)
        return self.link(
            flag.url, format_html("{}: {}", road.label, flag.words), drawn, css="stop-link"
        )

    @property
    def _paper(self) -> tuple[str, str]:
        """The colour of the sheet: a class on the page, where it is dark at night, and a fill."""
        return (' class="paper"' if self.web else "", "#ffffff")

    def _diamond(self, x: float, middle: float, is_full: bool = False) -> str:
        css, fill = ("", self.ink) if is_full else self._paper
        return (
            f'<path d="M{n(x)} {n(middle - 9)}l9 9-9 9-9-9z"{css} fill="{fill}"'
            f' stroke="{self.ink}" stroke-width="1.25"/>'
        )

    def _pennant(self, x: float, foot: float, is_full: bool = False, is_late: bool = False) -> str:
        """A flag whose pole stands at `x`, its foot at `foot`."""
        css, fill = ("", self.ink) if is_full else self._paper
        ink = PALETTE[4] if is_late else self.ink
        return (
            f'<path d="M{n(x)} {n(foot)}v-17l10 4-10 4"{css} fill="{fill}" stroke="{ink}"'
            ' stroke-width="1.5" stroke-linejoin="round"/>'
        )

    def table(self) -> SafeString:
        return table(
            self.title,
            [self.heading, _("Status"), _("Faser"), _("Beslutninger"), _("Milepæler")],
            (
                [
                    linked(road.label, road.url, self.is_linked),
                    road.said or "–",
                    "; ".join(str(span.words) for span in road.spans) or "–",
                    "; ".join(str(stop.words) for stop in road.stops) or "–",
                    "; ".join(str(flag.words) for flag in road.flags) or "–",
                ]
                for road in self.roads
            ),
            words=5,
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
