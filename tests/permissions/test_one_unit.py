"""A role on one unit opens nothing on another."""

from random import Random
from typing import Any

import pytest
from django.db.models import Model

from ideas.models import Idea
from organisation import permissions
from organisation.people.models import Person, Role, RoleGrant, Unit
from portfolio.models import Condition, Gate, GateDecision, Programme, ProjectUnit
from portfolio.models.decision import MeetingRecord
from reports.models import BoardCase, CaseDocument
from tests.factories.people import PersonFactory
from tests.permissions.shuffle import shuffle
from tests.permissions.world import World, rolled_back

# What each app's rules are asked about.
THINGS: dict[str, list[type[Model]]] = {
    "people": [Unit, Person],
    "ideas": [Idea],
    "portfolio": [Gate],
    "reports": [BoardCase],
}
ASKED_OF_ANOTHER: dict[str, type[Model]] = {
    "people.change_person": Person,
    "people.view_role": RoleGrant,
    "people.change_role": RoleGrant,
    "portfolio.correct_decision": GateDecision,
    "portfolio.confirm_record": MeetingRecord,
    "portfolio.withdraw_record": MeetingRecord,
    "portfolio.meet_condition": Condition,
    "portfolio.edit_programme": Programme,
    "reports.view_casedocument": CaseDocument,
}
# The few things that open for a whole district, or say only that a page is there.
WIDER = {
    "people.administer", "people.view_unit", "people.view_register",
    "ideas.triage", "ideas.view_settings", "ideas.view_submitter",
    "portfolio.list_projects", "portfolio.start_project", "portfolio.administer_deciders",
    "portfolio.view_programme", "portfolio.start_programme",
    "portfolio.administer_gates", "portfolio.view_gatetemplate", "portfolio.view_phasemodel",
    "portfolio.view_portfolioboardmember",
    "portfolio.view_deciderrule", "portfolio.administer_status", "portfolio.view_statussettings",
    "reports.list_cases", "reports.start_case", "reports.view_committee",
}  # fmt: skip


def unit_of(thing: Any) -> int:
    """The unit whose roles count: a decision stands with the unit that decided."""
    if isinstance(thing, GateDecision):
        return int(thing.decided_unit_id)
    return int(thing.case.unit_id if isinstance(thing, CaseDocument) else thing.unit_id)


def questions() -> list[tuple[str, Any]]:
    """Every permission that is about one thing, with every such thing there is."""
    return [
        (permission, thing)
        for permission in permissions.registered
        if permission not in WIDER and (app := permission.partition(".")[0]) in THINGS
        for model in (
            [ASKED_OF_ANOTHER[permission]] if permission in ASKED_OF_ANOTHER else THINGS[app]
        )
        for thing in model._default_manager.all()
    ]


@pytest.mark.parametrize("seed", range(3))
def test_a_role_on_one_unit_opens_nothing_on_another(world: World, seed: int) -> None:
    chance = Random(seed)
    with rolled_back():
        shuffle(chance)
        units = list(Unit.objects.all())
        asked = questions()
        for role in Role:
            unit = chance.choice(units)
            stranger = PersonFactory(unit=unit, is_employee=False)
            before = {each for each in asked if stranger.has_perm(*each)}
            RoleGrant.objects.create(person=stranger, unit=unit, role=role)
            somebody = Person.objects.get(pk=stranger.pk)
            below = {row.pk for row in units if row.path.startswith(unit.path)}
            opened = {each for each in asked if somebody.has_perm(*each)} - before
            # A unit that takes part lets its own people read, and nothing more.
            shared = set(
                ProjectUnit.objects.filter(unit__in=below).values_list("project", flat=True)
            )
            assert {
                (name, thing)
                for name, thing in opened
                if unit_of(thing) not in below
                and not (".view_" in name and getattr(thing, "project_id", None) in shared)
            } == set()


def test_what_is_wider_than_a_unit_is_still_a_permission() -> None:
    assert set(permissions.registered) >= WIDER
