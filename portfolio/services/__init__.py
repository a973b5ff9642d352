"""The verbs of the portfolio. Views, higher floors and the demo call these and nothing deeper."""

from portfolio.models.deciders import decider_for
from portfolio.queries import gates_for_board
from portfolio.services.deciders import (
    add_decider_rule,
    end_decider_rule,
    replace_decider_rule,
)
from portfolio.services.decision import (
    correct_decision,
    decide_gate,
    decide_gate_by_vedtak,
    meet_condition,
    take_note,
)
from portfolio.services.gate import (
    answer_question,
    confirm_gate,
    lift_gate,
    open_gate,
    recall_gate,
    recommend,
    submit_gate,
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
    "correct_decision",
    "decide_gate",
    "decide_gate_by_vedtak",
    "decider_for",
    "edit_phase",
    "edit_project",
    "end_decider_rule",
    "gates_for_board",
    "install_templates",
    "judge_goal",
    "lift_gate",
    "mark_goals",
    "meet_condition",
    "open_gate",
    "open_project",
    "publish_template",
    "recall_gate",
    "recommend",
    "remove_member",
    "remove_partner",
    "replace_decider_rule",
    "restrict_project",
    "start_project",
    "submit_gate",
    "take_note",
]
