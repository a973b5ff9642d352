"""What a person's roles open, read once per request: with the person, when that is who logs in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import JSONField
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from organisation.people.models import Person

# Roles are always today's, also when the page shows an earlier day: hence the schema by name.
# An installation's administrator is administrator of every unit.
GRANTED_UNITS = """
SELECT role_grant.role, below.id, below.district_id
  FROM public.people_rolegrant role_grant
  JOIN public.people_unit top ON top.id = role_grant.unit_id
  JOIN public.people_unit below ON below.path OPERATOR(public.<@) top.path
 WHERE role_grant.person_id = %(person)s
UNION
SELECT 'administrator', unit.id, unit.district_id
  FROM public.people_unit unit
 WHERE %(everywhere)s
"""
OF_THE_ROW = {"person": "people_person.id", "everywhere": "people_person.is_installation_admin"}


@dataclass(frozen=True)
class Grants:
    """`by_role` maps a role to the ids of every unit it holds for, those below included."""

    by_role: Mapping[str, frozenset[int]] = field(default_factory=dict)
    # Districts the person works in, and those plus the ones any role reaches into.
    employee_districts: frozenset[int] = frozenset()
    districts: frozenset[int] = frozenset()

    def units_as(self, role: str) -> frozenset[int]:
        """Ids of the units where the person has `role`; empty when none."""
        return self.by_role.get(role, frozenset())

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(self.by_role)


def granted_units() -> RawSQL:
    """An annotation of people, `granted`: role, unit and district of every unit a role reaches."""
    return RawSQL(
        "SELECT coalesce(jsonb_agg(jsonb_build_array(role, unit, district)), '[]')"
        f" FROM ({GRANTED_UNITS % OF_THE_ROW}) AS granted (role, unit, district)",
        (),
        output_field=JSONField(),
    )


def read_grants(person: "Person") -> Grants:
    """The grants of `person` today; nothing at all for somebody who has left, or is an outsider."""
    if not person.is_active or person.is_outsider:
        return Grants()
    by_role: dict[str, set[int]] = defaultdict(set)
    home = {person.district_id}
    districts = set(home)
    for role, unit_id, district_id in _granted(person):
        by_role[role].add(unit_id)
        districts.add(district_id)
    return Grants(
        by_role={role: frozenset(units) for role, units in by_role.items()},
        employee_districts=frozenset(home if person.is_employee else ()),
        districts=frozenset(districts),
    )


def _granted(person: "Person") -> Iterable[tuple[str, int, int]]:
    """As `granted_units` has read it with the person, else one query."""
    if (found := vars(person).get("granted")) is not None:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            GRANTED_UNITS, {"person": person.pk, "everywhere": person.is_installation_admin}
        )
        return cursor.fetchall()
