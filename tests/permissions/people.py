"""Everybody who knocks at an address in the matrix, one of each kind."""

from organisation.people.models import Person, Role, Unit
from tests.factories.people import PersonFactory, person_as

ANONYMOUS = "anonymous"

ADMINISTRATORS = {"administrator", "neighbour_administrator"}
NABO = {"neighbour", "neighbour_administrator", "neighbour_director"}
ALNA_EMPLOYEES = {
    "employee",
    "adviser",
    "manager",
    "other_manager",
    "director",
    "secretariat",
    "administrator",
    "submitter",
    "handler",
    "owner",
    "leader",
    "member",
    "case_officer",
}
ALNA = ALNA_EMPLOYEES | {"board_member"}  # who sits in the board is not employed
EMPLOYEES = ALNA_EMPLOYEES | NABO
EVERYBODY = ALNA | NABO


def one_of_each(alna: Unit, care: Unit, culture: Unit, nabo: Unit) -> dict[str, Person]:
    """By role. Those from *submitter* on have no role, but a place in one object of the world."""
    people = {
        "employee": PersonFactory(unit=care),
        "adviser": person_as(Role.ADVISER, alna),
        "manager": person_as(Role.MANAGER, care),
        "other_manager": person_as(Role.MANAGER, culture),
        "director": person_as(Role.DIRECTOR, alna),
        "secretariat": person_as(Role.SECRETARIAT, alna),
        "board_member": person_as(Role.BOARD_MEMBER, alna, is_employee=False),
        "administrator": person_as(Role.ADMINISTRATOR, alna),
        "neighbour": PersonFactory(unit=nabo),
        "neighbour_administrator": person_as(Role.ADMINISTRATOR, nabo),
        "neighbour_director": person_as(Role.DIRECTOR, nabo),
        "submitter": PersonFactory(unit=care, name="Innmelder Igelsrud"),
        "handler": PersonFactory(unit=culture),
        "owner": PersonFactory(unit=care),
        "leader": PersonFactory(unit=care),
        "member": PersonFactory(unit=care),
        "case_officer": PersonFactory(unit=culture),
    }
    assert set(people) == EVERYBODY
    return people
