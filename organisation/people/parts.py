"""Which parts of the product a district has: what it has chosen, else what holds from the start."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q

from organisation.audit.tracking import acting
from organisation.people.models import ON_FROM_THE_START, Part, PartChoice, Person, Unit


def is_on(district_id: int, part: Part, *, reader: Person | None = None) -> bool:
    """Whether the district has `part`.

    With `reader`, the person a page is made for, all choices of the district are read once for the
    whole request; without, each call is one query.
    """
    if reader is None:
        return part in parts_of(district_id)
    return part in reader.once(f"people.parts.{district_id}", lambda: parts_of(district_id))


def parts_of(district_id: int) -> frozenset[Part]:
    """All parts that are on in the district; one query."""
    chosen = dict(PartChoice.objects.filter(district=district_id).values_list("part", "is_on"))
    return frozenset(part for part in Part if chosen.get(part, part in ON_FROM_THE_START))


def where_on(part: Part) -> Q:
    """A condition on rows of a `district`: it has `part`."""
    chosen = PartChoice.objects.filter(part=part)
    if part in ON_FROM_THE_START:
        return ~Q(district__in=chosen.filter(is_on=False).values("district"))
    return Q(district__in=chosen.filter(is_on=True).values("district"))


@transaction.atomic
def choose_parts(district: Unit, wanted: Mapping[Part, bool], *, by: Person) -> None:
    """Turn parts of the product on or off; those left out of `wanted` stay as they are."""
    with acting(by, "people.choose_parts"):
        for part, is_on_now in wanted.items():
            PartChoice.objects.update_or_create(
                district=district, part=part, defaults={"is_on": is_on_now}
            )
