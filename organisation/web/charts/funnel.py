"""How many have come so far, and how many stand there now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organisation.web.charts.drawing import NARROW, Drawing, Text, length, linked, table
from organisation.web.wording import number


@dataclass(frozen=True)
class FunnelStep:
    """One step: those who stand there now, those who have reached it, those who stopped there."""

    label: Text
    now: int
    reached: int
    stopped: int = 0
    now_url: str = ""
    reached_url: str = ""
    stopped_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Funnel(Drawing):
    """Steps from the first to the last. Dark is now, light is all who ever came so far."""

    heading: Text
    steps: Sequence[FunnelStep]
    width: int = NARROW

    has_links = True
    BAR, LINE = 22, 50

    def body(self, width: int) -> tuple[str, float]:
        most = max([step.reached for step in self.steps] + [1])
        drawn = [
            self._step(step, place * self.LINE, width, most)
            for place, step in enumerate(self.steps)
        ]
        key, end = self.key(
            [(_("Her nå"), "full", 0), (_("Har nådd fasen"), "tint", 0)],
            self.LINE * len(self.steps) + 4,
            width,
        )
        return "".join([*drawn, key]), end

    def _step(self, step: FunnelStep, top: float, width: int, most: int) -> str:
        room = width - 40
        reached, now = (max(count / most * room, 0) for count in (step.reached, step.now))
        y = top + 20
        name = self.text(
            1,
            top + 14,
            format_html(
                '<tspan font-weight="650">{}</tspan> {}',
                number(step.now),
                _("i %(phase)s") % {"phase": str(step.label).lower()},
            ),
            hidden=True,
        )
        all_of = self.box(1, y, reached, self.BAR, "tint") if reached else ""
        inside = reached > length(number(step.reached)) + now + 14
        all_of += self.text(
            reached - 6 if inside else reached + 7,
            y + 15.5,
            number(step.reached),
            anchor="end" if inside else "start",
            hidden=True,
        )
        here = self.box(1, y, now, self.BAR, "full") if now else ""
        said = _("%(phase)s: %(n)s har nådd fasen, %(stopped)s stoppet her") % {
            "phase": step.label,
            "n": number(step.reached),
            "stopped": number(step.stopped),
        }
        said_now = _("%(phase)s: %(n)s står her nå") % {
            "phase": step.label,
            "n": number(step.now),
        }
        return self.link(step.reached_url, said, all_of) + self.link(
            step.now_url, said_now, name + here
        )

    def table(self) -> SafeString:
        return table(
            self.title,
            [self.heading, _("Her nå"), _("Har nådd"), _("Stoppet her")],
            (
                [
                    step.label,
                    linked(number(step.now), step.now_url, self.is_linked),
                    linked(number(step.reached), step.reached_url, self.is_linked),
                    linked(number(step.stopped), step.stopped_url, self.is_linked),
                ]
                for step in self.steps
            ),
        )
