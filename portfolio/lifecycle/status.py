"""Lights of a status report, and the rules that hold between them."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Mark = Literal["plan", "watch", "act"]


class Light(TextChoices):
    """Judged state, the best first; the order counts. A light is always shown with its words."""

    GREEN = "green", _("På plan")
    YELLOW = "yellow", _("Følg med")
    RED = "red", _("Trenger tiltak")

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)

    @property
    def mark(self) -> Mark:
        """Its name in the tag `light`."""
        return MARKS[self]


MARKS: dict[str, Mark] = {Light.GREEN: "plan", Light.YELLOW: "watch", Light.RED: "act"}
STALE = "stale"  # the mark of a light that is too old to be believed


class Area(TextChoices):
    """What a report judges one by one, in the order it is read."""

    TIME = "time", _("Tid")
    COST = "cost", _("Kostnad")
    QUALITY = "quality", _("Kvalitet og omfang")
    RISK = "risk", _("Risiko")
    BENEFIT = "benefit", _("Gevinst")


OVERALL = "overall"


def light_field(area: str) -> str:
    return f"{area}_light"


def text_field(area: str) -> str:
    return f"{area}_text"


ASKED = (*Area.values, OVERALL)
LABELS: dict[str, str | Promise] = {
    **{area.value: area.label for area in Area},
    OVERALL: _("Samlet"),
}
LIGHT_FIELDS = tuple(light_field(area) for area in ASKED)
WRITTEN = (
    *(name for area in ASKED for name in (light_field(area), text_field(area))),
    "better_because",
    "done",
    "next",
    "needed",
)


class Trend(TextChoices):
    FIRST = "first", _("Første gang")
    SAME = "same", _("Uendret")
    BETTER = "better", _("Bedre")
    WORSE = "worse", _("Verre")


def trend(now: str, before: str) -> Trend:
    """How a light moved since the last report; an empty one was not asked for then."""
    if not now or not before:
        return Trend.FIRST
    step = Light(now).rank - Light(before).rank
    if step == 0:
        return Trend.SAME
    return Trend.WORSE if step > 0 else Trend.BETTER


def worst(lights: Iterable[str]) -> Light | None:
    """The worst of those that are lit; None when none is."""
    return max(
        (Light(light) for light in lights if light), key=lambda each: each.rank, default=None
    )


def is_better_than_worst(overall: str, lights: Iterable[str]) -> bool:
    """Whether the overall light says more than its parts, which has to be explained."""
    bottom = worst(lights)
    return bool(overall) and bottom is not None and Light(overall).rank < bottom.rank


def needs_text(now: str, before: str) -> bool:
    """A light is explained when it is yellow or red, or not what it was."""
    return now in (Light.YELLOW, Light.RED) or bool(now and before and now != before)


def faults(
    report: Mapping[str, Any], last: Mapping[str, Any] | None, *, overall_only: bool
) -> dict[str, str]:
    """What must be put right before `report` is delivered: field to words, empty when nothing.

    Both map the names in WRITTEN to what stands there; `last` is the report before, or None.
    """
    found: dict[str, str] = {}
    for area in (OVERALL,) if overall_only else ASKED:
        label = str(LABELS[area])
        light, text = report[light_field(area)], report[text_field(area)].strip()
        before = last[light_field(area)] if last else ""
        if not light:
            found[light_field(area)] = _("Velg lys for «%(label)s».") % {"label": label}
        elif not text and overall_only:
            found[text_field(area)] = str(_("Skriv én setning om hvordan det står til."))
        elif not text and needs_text(light, before):
            words = _("Skriv hvorfor «%(label)s» er %(light)s.")
            if light == Light.GREEN:
                words = _("«%(label)s» er endret siden sist. Skriv hva som er nytt.")
            found[text_field(area)] = words % {
                "label": label,
                "light": str(Light(light).label).lower(),
            }
    if overall_only:
        return found
    parts = [report[light_field(area)] for area in Area.values]
    is_better = is_better_than_worst(report[light_field(OVERALL)], parts)
    if is_better and not report["better_because"].strip():
        found["better_because"] = str(
            _("Det samlede lyset er bedre enn det svakeste. Skriv hvorfor.")
        )
    return found


def has_red(report: Mapping[str, Any]) -> bool:
    return any(report[name] == Light.RED for name in LIGHT_FIELDS)


class ReportClass(TextChoices):
    """What rules rhythm and due dates: the profile, but pilots follow one of their own."""

    SMALL = "small", _("Liten")
    ORDINARY = "ordinary", _("Ordinær")
    LARGE = "large", _("Stor")
    PILOT = "pilot", _("Pilot")


class RhythmKind(TextChoices):
    MONTHLY = "monthly", _("En fast dag i måneden")
    WEEKS = "weeks", _("Hver N-te uke")
    NEVER = "never", _("Ingen fast rapport")
