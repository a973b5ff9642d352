"""Who may do what with projects, phases, gates and decisions."""

from typing import Any

import rules

from organisation import days
from organisation.people.models import Person, Role
from organisation.people.rules import (
    has_role,
    has_role_for_district,
    has_role_somewhere,
    is_employee,
)
from portfolio.lifecycle import Level
from portfolio.models.gate import LEADING_ROLES
from portfolio.models.project import (
    ROLES_THAT_SEE,
    ROLES_THAT_SEE_RESTRICTED,
    Access,
    Project,
    in_team,
    involved_in,
    reads_as_part,
    seen_today,
    steers_part,
    units_in_roles,
)


def project_of(thing: Any) -> Project:
    """The project a gate, phase, decision or condition belongs to; a project is its own."""
    project: Project = thing if isinstance(thing, Project) else thing.project
    return project


@rules.predicate
def is_active(person: Person, thing: Any = None) -> bool:
    return person.is_active


@rules.predicate
def is_leader(person: Person, thing: Any) -> bool:
    return thing is not None and project_of(thing).leader_id == person.pk


@rules.predicate
def is_owner(person: Person, thing: Any) -> bool:
    return thing is not None and project_of(thing).owner_id == person.pk


@rules.predicate
def is_open_to(person: Person, thing: Any) -> bool:
    """Open projects are read by the whole district, by units taking part and by roles over them."""
    if thing is None:
        return False
    project = project_of(thing)
    return project.access == Access.OPEN and (
        project.district_id in person.grants.employee_districts
        or project.unit_id in units_in_roles(person, ROLES_THAT_SEE)
        or project.pk in reads_as_part(person)
    )


@rules.predicate
def is_in_line(person: Person, thing: Any) -> bool:
    """The person leads, guides or writes cases for the unit, or one that takes part."""
    if thing is None:
        return False
    project = project_of(thing)
    return project.unit_id in units_in_roles(
        person, ROLES_THAT_SEE_RESTRICTED
    ) or project.pk in steers_part(person)


@rules.predicate
def is_in_team(person: Person, thing: Any) -> bool:
    """The person is a member, or answers for a condition the project must meet."""
    return thing is not None and project_of(thing).pk in in_team(person)


@rules.predicate
def is_involved(person: Person, thing: Any) -> bool:
    """In the team or the steering group, or answers for a risk, an action, a benefit or such."""
    return thing is not None and project_of(thing).pk in involved_in(person)


@rules.predicate
def has_role_that_sees_somewhere(person: Person, thing: Any = None) -> bool:
    return not person.grants.roles.isdisjoint(ROLES_THAT_SEE)


@rules.predicate
def is_past(person: Person, thing: Any = None) -> bool:
    """An earlier day is shown."""
    return days.is_past()


@rules.predicate
def sees_today(person: Person, thing: Any) -> bool:
    """Of a row as it was: whoever led or owned it then, it is today's that decides."""
    return thing is not None and project_of(thing).pk in seen_today(person)


def leads(person: Person, unit_id: int | None) -> bool:
    """The person is leader or director of the unit, or of one above it."""
    return unit_id is not None and any(
        unit_id in person.grants.units_as(role) for role in LEADING_ROLES
    )


@rules.predicate
def leads_deciding_unit(person: Person, gate: Any) -> bool:
    return gate is not None and leads(person, gate.decider_unit_id)


@rules.predicate
def sent_it_in(person: Person, gate: Any) -> bool:
    """The person sent the basis to be decided; whoever leads the project now."""
    return gate is not None and gate.submitted_by_id == person.pk


@rules.predicate
def lies_with_board(person: Person, gate: Any) -> bool:
    return gate is not None and gate.decider_level == Level.BOARD


@rules.predicate
def leads_unit_that_decided(person: Person, decision: Any) -> bool:
    """By the decision itself: the gate may lie with somebody else in its next round."""
    return decision is not None and leads(person, decision.decided_unit_id)


@rules.predicate
def sent_in_what_was_decided(person: Person, decision: Any) -> bool:
    return decision is not None and decision.submitter_id == person.pk


@rules.predicate
def was_decided_by_board(person: Person, decision: Any) -> bool:
    return decision is not None and decision.by_board


@rules.predicate
def is_condition_owner(person: Person, condition: Any) -> bool:
    return condition is not None and condition.owner_id == person.pk


adviser = has_role(Role.ADVISER)
starts_projects = (
    has_role_somewhere(Role.ADVISER)
    | has_role_somewhere(Role.MANAGER)
    | has_role_somewhere(Role.DIRECTOR)
)
# Agrees with `portfolio.models.project.seen_by`. What asks the database stands last.
sees_now = is_leader | is_owner | is_open_to | is_in_line | is_involved
sees = is_active & ((is_past & sees_today) | (~is_past & sees_now))
runs = is_leader | is_owner | adviser

PERMISSIONS = {
    "portfolio.list_projects": is_employee | has_role_that_sees_somewhere,
    "portfolio.view_project": sees,
    "portfolio.start_project": starts_projects,
    "portfolio.edit_project": runs,
    # Kind and profile choose who decides, so those who ask for the decision do not choose them.
    "portfolio.classify_project": (
        adviser | has_role(Role.MANAGER) | has_role_for_district(Role.DIRECTOR)
    )
    & ~is_leader,
    # It takes reading away from colleagues, so the line or its adviser answers for it.
    "portfolio.restrict_project": is_owner
    | adviser
    | has_role(Role.MANAGER)
    | has_role_for_district(Role.DIRECTOR),
    "portfolio.view_phase": sees,
    "portfolio.edit_phase": is_leader | adviser,
}
