"""Reads about short lists: how each service area stands, and the ideas of one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.fields import BooleanField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas.models import CoSubmitter, Idea, IdeaQuerySet
from ideas.models.assessment import ShortListed, ShortListSize
from ideas.queries.assessment import assessments_of
from ideas.queries.waiting import STEERS
from organisation.people.models import Person, Role, ServiceArea, Unit


def units_steered_by(person: Person) -> frozenset[int]:
    return frozenset().union(*(person.units_as(role) for role in STEERS))


@dataclass(frozen=True)
class AreaLine:
    """One service area, or the ideas without any, and how its short list stands."""

    area_id: int | None
    district_id: int
    name: str
    ideas: int
    assessed: int
    listed: int
    size: ShortListSize

    @property
    def warning(self) -> str:
        return outside(self.listed, self.size)


def outside(listed: int, size: ShortListSize) -> str:
    """Why `listed` ideas are too few or too many; empty when they are neither."""
    if listed < size.at_least:
        return ngettext(
            "Kortlisten skal ha minst %(n)s idé.", "Kortlisten skal ha minst %(n)s idéer.",
            size.at_least,
        ) % {"n": size.at_least}  # fmt: skip
    if listed > size.at_most:
        return ngettext(
            "Kortlisten skal ha høyst %(n)s idé. Ta av noen.",
            "Kortlisten skal ha høyst %(n)s idéer. Ta av noen.",
            size.at_most,
        ) % {"n": size.at_most}
    return ""


def area_lines(person: Person) -> list[AreaLine]:
    """The areas with unanswered ideas in units `person` steers; two queries."""
    ideas = Idea.objects.unanswered().filter(unit__in=units_steered_by(person))
    counted = (
        ideas.values("district", "service_area", area_name=F("service_area__name"))
        .annotate(
            ideas=Count("pk", distinct=True),
            assessed=Count("assessments__idea", distinct=True),
            listed=Count("short_listing", distinct=True),
        )
        .order_by(F("service_area__name_key").asc(nulls_last=True), "district")
    )
    sizes = {
        (size.district_id, size.service_area_id): size
        for size in ShortListSize.objects.filter(district__in=person.grants.districts)
    }
    return [
        AreaLine(
            area_id=row["service_area"],
            district_id=row["district"],
            name=row["area_name"] or _("Uten tjenesteområde"),
            ideas=row["ideas"],
            assessed=row["assessed"],
            listed=row["listed"],
            size=sizes.get((row["district"], row["service_area"]), ShortListSize()),
        )
        for row in counted
    ]


def size_of(district: Unit, area: ServiceArea | None) -> ShortListSize:
    """How long the list shall be; the usual size, not saved, when nobody has chosen."""
    chosen = ShortListSize.objects.filter(district=district, service_area=area).first()
    return chosen or ShortListSize(district=district, service_area=area, version=0)


def ideas_to_place(person: Person, district: Unit, area: ServiceArea | None) -> IdeaQuerySet:
    """Unanswered ideas of the area in units `person` steers, with what `placed` needs.

    Adds `assessments_given`, `is_listed`, `may_read` and `may_assess`.
    """
    readable: Any = Idea.objects.visible_to(person).filter(pk=OuterRef("pk"))
    together = CoSubmitter.objects.filter(idea=OuterRef("pk"), person=person)
    advises: Any = person.units_as(Role.ADVISER)
    return (
        Idea.objects.unanswered()
        .filter(unit__in=units_steered_by(person), district=district, service_area=area)
        .select_related("unit", "handler")
        .annotate(
            assessments_given=assessments_of(),
            is_listed=Exists(ShortListed.objects.filter(idea=OuterRef("pk"))),
            may_read=Exists(readable),
            is_own=Exists(together),
        )
        .annotate(may_assess=may_judge(person, advises))
    )


def may_judge(person: Person, advises: Iterable[int]) -> Any:
    """Advises the unit or handles the idea, and has no part in it: `ideas.assess_idea` as data."""
    sees_to = Q(unit__in=advises) | Q(handler=person)
    return Case(
        When(sees_to & ~Q(submitter=person) & Q(is_own=False), then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
