"""Reads about assessments: what several advisers gave, put together, and the short lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils.functional import Promise

from ideas.models import Idea, IdeaQuerySet
from ideas.models.assessment import (
    Assessment,
    AssessmentScale,
    AssessmentScore,
    Axis,
    ScaleStep,
)
from organisation.people.models import Person, Role
from organisation.web.wording import number

Text = str | Promise


@dataclass(frozen=True)
class Spread:
    """Values from several people: how many, their average and the two ends."""

    count: int
    average: Decimal
    low: Decimal
    high: Decimal

    @property
    def words(self) -> str:
        """The ends, as `2–4`; empty when only one has given a value."""
        if self.count < 2:
            return ""
        return (
            number(self.low) if self.low == self.high else f"{number(self.low)}–{number(self.high)}"
        )

    @property
    def is_wide(self) -> bool:
        """Two steps or more between the ends: something to talk about before the answer."""
        return self.high - self.low >= 2


@dataclass(frozen=True)
class Line:
    """One axis or one scale with what was given there."""

    title: Text
    spread: Spread


@dataclass(frozen=True)
class Standing:
    """What the assessments of one idea say together."""

    count: int
    axes: dict[str, Spread]
    scales: list[Line]
    notes: list[tuple[str, str]]  # (who, what), without those who wrote nothing

    @property
    def lines(self) -> list[Line]:
        return [Line(Axis(axis).label, spread) for axis, spread in self.axes.items()]

    @property
    def total(self) -> Decimal:
        """What short lists are ordered by: the axes' averages together."""
        return sum((spread.average for spread in self.axes.values()), Decimal())


def spread_of(values: Sequence[Decimal]) -> Spread:
    """At least one value; the average has one decimal."""
    average = sum(values, Decimal()) / len(values)
    return Spread(len(values), average.quantize(Decimal("0.1")), min(values), max(values))


def standing_of(given: Sequence[dict[str, Any]]) -> Standing | None:
    """The assessments of one idea, as `with_assessments` reads them; None without any.

    An axis is the average of each person's own average, so that its ends say how far people
    stand from each other and not how far scales do.
    """
    if not given:
        return None
    by_scale: dict[tuple[int, str], list[Decimal]] = {}
    by_axis: dict[str, list[Decimal]] = {}
    for assessment in given:
        own: dict[str, list[Decimal]] = {}
        for score in assessment["scores"]:
            value = Decimal(score["value"])
            by_scale.setdefault((score["position"], score["scale"]), []).append(value)
            own.setdefault(score["axis"], []).append(value)
        for axis, values in own.items():
            by_axis.setdefault(axis, []).append(spread_of(values).average)
    return Standing(
        count=len(given),
        axes={axis: spread_of(by_axis[axis]) for axis in Axis.values if axis in by_axis},
        scales=[Line(name, spread_of(values)) for (_at, name), values in sorted(by_scale.items())],
        notes=[(row["who"], row["note"]) for row in given if row["note"].strip()],
    )


def assessments_of(idea: str = "pk") -> ArraySubquery:
    """All assessments of the idea at `idea` with their scores, as plain data in one column."""
    scores = AssessmentScore.objects.filter(assessment=OuterRef("pk")).order_by("scale__position")
    given = Assessment.objects.filter(idea=OuterRef(idea)).order_by("made_at", "pk")
    return ArraySubquery(
        given.annotate(who=F("assessor__name")).values(
            row=JSONObject(
                by="assessor_id",
                who="who",
                note="note",
                version="version",
                scores=ArraySubquery(
                    scores.values(
                        row=JSONObject(
                            scale_id="scale_id",
                            scale="scale__name",
                            position="scale__position",
                            axis="scale__axis",
                            value="value",
                        )
                    )
                ),
            )
        )
    )


def scales_in(district: str = "district") -> ArraySubquery:
    """The scales in use in the district at `district`, each with its five steps."""
    steps = ScaleStep.objects.filter(scale=OuterRef("pk")).order_by("value")
    scales = AssessmentScale.objects.active().filter(district=OuterRef(district))
    return ArraySubquery(
        scales.order_by("position", "pk").values(
            row=JSONObject(
                id="pk",
                name="name",
                question="question",
                axis="axis",
                steps=ArraySubquery(steps.values(row=JSONObject(value="value", text="text"))),
            )
        )
    )


@dataclass(frozen=True)
class Assessing:
    """What `person` may know and give of one idea's assessment."""

    scales: list[dict[str, Any]]
    mine: dict[str, Any] | None
    count: int
    standing: Standing | None  # None also when others' scores are kept back
    is_kept_back: bool

    @property
    def given(self) -> dict[int, int]:
        """The values the person has given, by scale."""
        scores = self.mine["scores"] if self.mine else ()
        return {score["scale_id"]: score["value"] for score in scores}


def with_assessing(ideas: IdeaQuerySet, person: Person) -> Any:
    """Adds `scales_in_use` and `assessments_given` for those who may handle ideas at all."""
    if not person.units_as(Role.ADVISER) and not person.units_as(Role.MANAGER):
        return ideas
    return ideas.annotate(scales_in_use=scales_in(), assessments_given=assessments_of())


def assessing_of(idea: Any, person: Person) -> Assessing:
    """One query, none for an idea read `with_assessing` or in the work view.

    Others' scores are kept back until one has given one's own, or handles the idea.
    """
    if not hasattr(idea, "scales_in_use"):
        both = Idea.objects.filter(pk=idea.pk).values_list(scales_in(), assessments_of())
        idea.scales_in_use, idea.assessments_given = both.get()
    given = idea.assessments_given
    mine = next((row for row in given if row["by"] == person.pk), None)
    may_see = mine is not None or idea.handler_id == person.pk
    return Assessing(
        scales=idea.scales_in_use,
        mine=mine,
        count=len(given),
        standing=standing_of(given) if may_see else None,
        is_kept_back=bool(given) and not may_see,
    )


# Short lists ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Placed:
    """An idea in the picture or on the short list, as far as `person` may know of it."""

    idea: Any
    standing: Standing | None
    is_listed: bool
    may_read: bool
    is_kept_back: bool

    @property
    def title(self) -> str:
        return self.idea.title if self.may_read else self.idea.number

    @property
    def need(self) -> Spread | None:
        return self.standing.axes.get(Axis.NEED) if self.standing else None

    @property
    def potential(self) -> Spread | None:
        return self.standing.axes.get(Axis.POTENTIAL) if self.standing else None

    @property
    def is_disputed(self) -> bool:
        return any(spread.is_wide for spread in (self.need, self.potential) if spread)

    @property
    def has_place(self) -> bool:
        return self.need is not None and self.potential is not None


def placed(ideas: Iterable[Any], person: Person) -> list[Placed]:
    """`ideas` with what their assessments say, the strongest first, the unassessed last."""
    rows = [_placed(idea, person) for idea in ideas]
    return sorted(
        rows,
        key=lambda row: (
            not row.has_place,
            -(row.standing.total if row.standing else Decimal()),
            row.idea.submitted_at,
        ),
    )


def _placed(idea: Any, person: Person) -> Placed:
    """An adviser who has not given an assessment is not shown that of others, here either."""
    given = idea.assessments_given
    mine = any(row["by"] == person.pk for row in given)
    keeps_back = idea.may_assess and not mine and idea.handler_id != person.pk
    return Placed(
        idea=idea,
        standing=None if keeps_back else standing_of(given),
        is_listed=idea.is_listed,
        may_read=idea.may_read,
        is_kept_back=keeps_back and bool(given),
    )
