"""The models of the portfolio, split by noun."""

from portfolio.models.deciders import Decider, DeciderRule, decider_for
from portfolio.models.decision import BoardNote, Condition, GateDecision
from portfolio.models.gate import Gate, GateAnswer, GateLift, GateQuestion, GateTemplate
from portfolio.models.phase import Phase, PhaseGoal
from portfolio.models.project import (
    Project,
    ProjectGoal,
    ProjectMember,
    ProjectPartner,
    ProjectStrategyGoal,
)

__all__ = [
    "BoardNote",
    "Condition",
    "Decider",
    "DeciderRule",
    "Gate",
    "GateAnswer",
    "GateDecision",
    "GateLift",
    "GateQuestion",
    "GateTemplate",
    "Phase",
    "PhaseGoal",
    "Project",
    "ProjectGoal",
    "ProjectMember",
    "ProjectPartner",
    "ProjectStrategyGoal",
    "decider_for",
]
