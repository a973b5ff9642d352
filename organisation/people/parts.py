"""Which parts of the product a district uses."""

from organisation.people.models import ON_FROM_THE_START, Part, PartChoice


def is_on(district_id: int, part: Part) -> bool:
    """Whether the district has `part`; what it has not chosen is as from the start."""
    chosen = PartChoice.objects.filter(district=district_id, part=part).first()
    return chosen.is_on if chosen else part in ON_FROM_THE_START
