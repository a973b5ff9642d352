"""How far a solution has come: the number that *nyttiggjort* is (R38)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from organisation.people.models import Person
from portfolio.models import Project, RolloutUnit
from portfolio.models.gate import LEADING_ROLES


@dataclass(frozen=True)
class Share:
    """Units that shall use the solution, and those of them that do."""

    planned: int
    adopted: int

    @property
    def of_all(self) -> Decimal | None:
        """0.4 is 40 %; None when no unit is planned, which is unknown and not nothing."""
        return Decimal(self.adopted) / self.planned if self.planned else None

    @property
    def per_cent(self) -> int | None:
        share = self.of_all
        return None if share is None else int(share * 100)


def share_in_use(projects: Iterable[Project]) -> dict[int, Share]:
    """Project id → its share; projects without planned units are left out. One grouped query."""
    rows = (
        RolloutUnit.objects.planned()
        .filter(project__in=projects)
        .order_by()
        .values("project")
        .annotate(planned=Count("pk"), adopted=Count("pk", filter=Q(adopted_on__isnull=False)))
    )
    return {row["project"]: Share(row["planned"], row["adopted"]) for row in rows}


def places_led_by(person: Person) -> frozenset[int]:
    """Ids of the units whose use `person` may mark."""
    return frozenset().union(*(person.units_as(role) for role in LEADING_ROLES))
