"""The verbs of the portfolio. Views, higher floors and the demo call these and nothing deeper."""

from portfolio.models.deciders import decider_for
from portfolio.queries import gates_for_board
from portfolio.services.afterwards import correct_afterwards, enter_afterwards
from portfolio.services.deciders import (
    add_decider_rule,
    demand_two_steps,
    end_decider_rule,
    leave_board,
    replace_decider_rule,
    seat_in_board,
)
from portfolio.services.decision import (
    correct_decision,
    decide_gate,
    decide_gate_by_vedtak,
    meet_condition,
    take_note,
)
from portfolio.services.disqualification import (
    declare_disqualified,
    take_back_disqualification,
)
from portfolio.services.gate import (
    answer_question,
    confirm_gate,
    lift_gate,
    open_gate,
    recall_gate,
    recommend,
    submit_gate,
    withdraw_from_board,
)
from portfolio.services.meeting import (
    confirm_record,
    record_meeting_decision,
    withdraw_record,
)
from portfolio.services.phase import edit_phase, judge_goal
from portfolio.services.project import (
    add_member,
    add_partner,
    classify_project,
    edit_project,
    mark_goals,
    open_project,
    remove_member,
    remove_partner,
    restrict_project,
    start_project,
)
from portfolio.services.templates import install_templates, publish_template
from portfolio.services.verdict import NewCondition, VedtakFacts

__all__ = [
    "NewCondition",
    "VedtakFacts",
    "add_decider_rule",
    "add_member",
    "add_partner",
    "answer_question",
    "classify_project",
    "confirm_gate",
    "confirm_record",
    "correct_afterwards",
    "correct_decision",
    "decide_gate",
    "decide_gate_by_vedtak",
    "decider_for",
    "declare_disqualified",
    "demand_two_steps",
    "edit_phase",
    "edit_project",
    "end_decider_rule",
    "enter_afterwards",
    "gates_for_board",
    "install_templates",
    "judge_goal",
    "leave_board",
    "lift_gate",
    "mark_goals",
    "meet_condition",
    "open_gate",
    "open_project",
    "publish_template",
    "recall_gate",
    "recommend",
    "record_meeting_decision",
    "remove_member",
    "remove_partner",
    "replace_decider_rule",
    "restrict_project",
    "seat_in_board",
    "start_project",
    "submit_gate",
    "take_back_disqualification",
    "take_note",
    "withdraw_from_board",
    "withdraw_record",
]
