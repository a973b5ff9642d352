"""Who may prepare, confirm, decide and enter decisions, and keep what gates are made from."""

from typing import Any

import rules

from organisation.people.models import Person, Role
from organisation.people.rules import (
    belongs_to_district,
    has_role,
    has_role_for_district,
    has_role_somewhere,
)
from portfolio.lifecycle import Level
from portfolio.models.gate import boards_signed_for, disqualified_at
from portfolio.rules.core import (
    adviser,
    is_condition_owner,
    is_leader,
    is_owner,
    leads_deciding_unit,
    leads_unit_that_decided,
    lies_with_board,
    project_of,
    sees,
    sent_in_what_was_decided,
    sent_it_in,
    was_decided_by_board,
)


@rules.predicate
def lies_with_portfolio_board(person: Person, gate: Any) -> bool:
    return gate is not None and gate.decider_level == Level.PORTFOLIO


@rules.predicate
def signs_for_portfolio_board(person: Person, thing: Any) -> bool:
    return thing is not None and project_of(thing).district_id in boards_signed_for(person)


@rules.predicate
def is_disqualified(person: Person, gate: Any) -> bool:
    if gate is None:
        return False
    if (known := getattr(gate, "disqualified_list", None)) is not None:
        return any(row["person"] == person.pk for row in known)
    return gate.pk in disqualified_at(person)


@rules.predicate
def was_decided_by_portfolio_board(person: Person, decision: Any) -> bool:
    return decision is not None and decision.decided_level == Level.PORTFOLIO


@rules.predicate
def was_entered_afterwards(person: Person, decision: Any) -> bool:
    return decision is not None and decision.is_afterwards


@rules.predicate
def decided_in_meeting(person: Person, record: Any) -> bool:
    return record is not None and record.decider_id == person.pk


@rules.predicate
def may_decide_its_gate(person: Person, record: Any) -> bool:
    """What was written down is confirmed only by one who may still decide."""
    return record is not None and bool(decides.test(person, record.gate))


secretariat = has_role(Role.SECRETARIAT)
# Nobody decides what they have asked for themselves, or where they are disqualified. What asks
# the database stands last.
decides = (
    ~is_leader
    & ~sent_it_in
    & ~lies_with_board
    & (
        (lies_with_portfolio_board & signs_for_portfolio_board)
        | (~lies_with_portfolio_board & leads_deciding_unit)
    )
    & ~is_disqualified
)
corrects = (
    ~is_leader
    & ~was_decided_by_board
    & ~was_entered_afterwards
    & (
        (was_decided_by_portfolio_board & signs_for_portfolio_board)
        | (~was_decided_by_portfolio_board & leads_unit_that_decided)
    )
    & ~sent_in_what_was_decided
)
enters = (adviser | secretariat) & ~is_leader
administers = has_role_somewhere(Role.ADMINISTRATOR)

PERMISSIONS = {
    "portfolio.view_gate": sees,
    "portfolio.prepare_gate": is_leader,
    "portfolio.confirm_gate": adviser & ~is_leader,
    "portfolio.decide_gate": decides,
    "portfolio.lift_gate": decides,
    "portfolio.declare_disqualified": decides | enters,
    "portfolio.decide_gate_by_vedtak": secretariat,
    "portfolio.correct_decision": corrects,
    "portfolio.enter_afterwards": enters,
    "portfolio.record_meeting": secretariat & ~is_leader,
    "portfolio.view_meetingrecord": sees,
    "portfolio.confirm_record": decided_in_meeting & may_decide_its_gate,
    "portfolio.withdraw_record": decided_in_meeting | secretariat,
    "portfolio.view_gatedecision": sees,
    "portfolio.view_condition": sees,
    "portfolio.meet_condition": is_condition_owner | is_leader | is_owner | adviser,
    "portfolio.view_deciderrule": belongs_to_district,
    "portfolio.administer_deciders": administers,
    "portfolio.change_deciderrule": has_role_for_district(Role.ADMINISTRATOR),
    "portfolio.view_portfolioboardmember": belongs_to_district,
    "portfolio.change_portfolioboardmember": has_role_for_district(Role.ADMINISTRATOR),
    "portfolio.view_gatetemplate": belongs_to_district,
    "portfolio.view_phasemodel": belongs_to_district,
    "portfolio.administer_gates": administers,
}
