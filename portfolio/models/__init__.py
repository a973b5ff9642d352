"""The models of the portfolio, split by noun."""

from portfolio.models.action import Action
from portfolio.models.alternative import Alternative, Comparison, Criterion, CriterionNote
from portfolio.models.audience import ProjectUnit, TargetGroup
from portfolio.models.benefit import Benefit, BenefitAsk, BenefitPoint
from portfolio.models.carry_over import CarryOver
from portfolio.models.deciders import Decider, DeciderRule, decider_for
from portfolio.models.decision import BoardNote, Condition, GateDecision
from portfolio.models.deliverable import Deliverable
from portfolio.models.dependency import Dependency, DependencyUse
from portfolio.models.diagnosis import Cause, Diagnosis
from portfolio.models.document import DocumentTemplate, DocumentVersion, ProjectDocument
from portfolio.models.evidence import GateEvidence
from portfolio.models.factor import CriticalFactor
from portfolio.models.follow import ProjectFollow, Visit
from portfolio.models.gate import Gate, GateAnswer, GateLift, GateQuestion, GateTemplate
from portfolio.models.grant import GrantApplication, GrantPot
from portfolio.models.handover import Handover, HandoverTick
from portfolio.models.joining import Contributor, JoinCall, JoinOffer
from portfolio.models.kinship import ProjectLink
from portfolio.models.ledger_import import LedgerImport
from portfolio.models.lesson import Lesson, LessonUse
from portfolio.models.milestone import Milestone
from portfolio.models.money import AccountingCode, Entry, Fund, FundYear, MoneySettings
from portfolio.models.next_plan import PhasePlan
from portfolio.models.paper import PortfolioPaper
from portfolio.models.participation import Participation
from portfolio.models.partner import PartnerPhase
from portfolio.models.phase import Phase, PhaseGoal
from portfolio.models.phase_model import PhaseModel, PhaseModelGate, PhaseModelPhase
from portfolio.models.phase_report import FollowUp, PhaseReport, PhaseReportSection
from portfolio.models.pilot import Pilot, PilotUnit
from portfolio.models.principle import PrincipleVersion, QualityDemand
from portfolio.models.priority import (
    AreaLimit,
    Candidate,
    Choice,
    Prioritisation,
    PriorityDecision,
    PriorityList,
)
from portfolio.models.procurement import MarketDialogue, Procurement
from portfolio.models.programme import Programme
from portfolio.models.project import (
    Project,
    ProjectGoal,
    ProjectMember,
    ProjectPartner,
    ProjectStrategyGoal,
)
from portfolio.models.risk import Risk, RiskEscalation
from portfolio.models.rollout import RolloutUnit
from portfolio.models.status import (
    StatusDue,
    StatusReport,
    StatusSettings,
    StatusWriter,
    StatusWriting,
)
from portfolio.models.steering import (
    AgendaItem,
    Attendance,
    SteeringMeeting,
    SteeringMember,
)
from portfolio.models.tag import ProjectTag, Tag
from portfolio.models.term import Term
from portfolio.models.test_round import TestRound
from portfolio.models.three_tests import ThreeTests
from portfolio.models.unit_figure import UnitFigure

__all__ = [
    "AccountingCode",
    "Action",
    "AgendaItem",
    "Alternative",
    "AreaLimit",
    "Attendance",
    "Benefit",
    "BenefitAsk",
    "BenefitPoint",
    "BoardNote",
    "Candidate",
    "CarryOver",
    "Cause",
    "Choice",
    "Comparison",
    "Condition",
    "Contributor",
    "Criterion",
    "CriterionNote",
    "CriticalFactor",
    "Decider",
    "DeciderRule",
    "Deliverable",
    "Dependency",
    "DependencyUse",
    "Diagnosis",
    "DocumentTemplate",
    "DocumentVersion",
    "Entry",
    "FollowUp",
    "Fund",
    "FundYear",
    "Gate",
    "GateAnswer",
    "GateDecision",
    "GateEvidence",
    "GateLift",
    "GateQuestion",
    "GateTemplate",
    "GrantApplication",
    "GrantPot",
    "Handover",
    "HandoverTick",
    "JoinCall",
    "JoinOffer",
    "LedgerImport",
    "Lesson",
    "LessonUse",
    "MarketDialogue",
    "Milestone",
    "MoneySettings",
    "Participation",
    "PartnerPhase",
    "Phase",
    "PhaseGoal",
    "PhaseModel",
    "PhaseModelGate",
    "PhaseModelPhase",
    "PhasePlan",
    "PhaseReport",
    "PhaseReportSection",
    "Pilot",
    "PilotUnit",
    "PortfolioPaper",
    "PrincipleVersion",
    "Prioritisation",
    "PriorityDecision",
    "PriorityList",
    "Procurement",
    "Programme",
    "Project",
    "ProjectDocument",
    "ProjectFollow",
    "ProjectGoal",
    "ProjectLink",
    "ProjectMember",
    "ProjectPartner",
    "ProjectStrategyGoal",
    "ProjectTag",
    "ProjectUnit",
    "QualityDemand",
    "Risk",
    "RiskEscalation",
    "RolloutUnit",
    "StatusDue",
    "StatusReport",
    "StatusSettings",
    "StatusWriter",
    "StatusWriting",
    "SteeringMeeting",
    "SteeringMember",
    "Tag",
    "TargetGroup",
    "Term",
    "TestRound",
    "ThreeTests",
    "UnitFigure",
    "Visit",
    "decider_for",
]
