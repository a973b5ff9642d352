"""A role on one unit opens nothing on another."""

from random import Random
from typing import Any

import pytest
from django.db.models import Model

from ideas.models import Idea
from ideas.models.answer import Improvement, ReplyTemplate
from ideas.models.assessment import AssessmentScale
from ideas.models.campaign import Campaign
from ideas.models.challenge import Challenge
from ideas.models.comment import Comment
from ideas.models.sameness import Merge
from incubator.models import Course, Participation
from organisation import permissions
from organisation.people.models import Person, Role, RoleGrant, ServiceArea, Unit
from portfolio.models import (
    Action,
    BenefitPoint,
    Condition,
    DeciderRule,
    Dependency,
    DocumentTemplate,
    Entry,
    Fund,
    Gate,
    GateDecision,
    GrantPot,
    Handover,
    JoinOffer,
    LedgerImport,
    Lesson,
    PrincipleVersion,
    Programme,
    Project,
    ProjectUnit,
    Risk,
    RolloutUnit,
    StatusSettings,
    SteeringMeeting,
    Term,
    UnitFigure,
)
from portfolio.models.deciders import PortfolioBoardMember
from portfolio.models.decision import MeetingRecord
from portfolio.models.priority import Prioritisation
from reports.models import (
    AccessRequest,
    ArchiveDelivery,
    BoardCase,
    CaseAttachment,
    CaseComment,
    CaseDocument,
    CaseExtract,
    CaseTemplate,
    Committee,
    FollowUp,
    LegalBasis,
    Meeting,
    MeetingPaper,
    Office,
)
from tests.factories.people import PersonFactory
from tests.permissions.shuffle import shuffle
from tests.permissions.test_pairs import LISTED, view_permission
from tests.permissions.world import World, rolled_back

# What each app's rules are asked about. A rule of who sees something is asked about just that.
THINGS: dict[str, list[type[Model]]] = {
    "people": [Unit, Person],
    "ideas": [Idea],
    "portfolio": [Project, Gate],
    "incubator": [Course],
    "reports": [BoardCase],
}
GATE = "confirm_gate decide_gate declare_disqualified lift_gate prepare_gate"
ASKED_OF_ANOTHER: dict[str, type[Model]] = {
    "portfolio.nudge_leader": Project,
    **{
        f"portfolio.{verb}": Prioritisation
        for verb in ("edit_prioritisation", "suggest_list", "decide_prioritisation")
    },
    "incubator.order_proof": Participation,
    "people.change_person": Person,
    "people.change_role": RoleGrant,
    "people.change_register": ServiceArea,
    "ideas.edit_campaign": Campaign,
    "ideas.edit_replytemplate": ReplyTemplate,
    "ideas.keep_improvement": Improvement,
    **{f"ideas.{verb}_merge": Merge for verb in ("view", "answer", "withdraw", "undo")},
    "ideas.keep_scales": AssessmentScale,
    "ideas.edit_challenge": Challenge,
    "ideas.edit_comment": Comment,
    "ideas.remove_comment": Comment,
    "portfolio.answer_joinoffer": JoinOffer,
    "portfolio.approve_minutes": SteeringMeeting,
    "portfolio.change_deciderrule": DeciderRule,
    "portfolio.change_dependency": Dependency,
    "portfolio.change_portfolioboardmember": PortfolioBoardMember,
    "portfolio.change_statussettings": StatusSettings,
    "portfolio.confirm_handover": Handover,
    "portfolio.confirm_record": MeetingRecord,
    "portfolio.correct_decision": GateDecision,
    "portfolio.edit_action": Action,
    "portfolio.edit_lesson": Lesson,
    "portfolio.edit_programme": Programme,
    "portfolio.edit_risk": Risk,
    "portfolio.escalate_risk": Risk,
    "portfolio.finish_action": Action,
    "portfolio.give_back_risk": Risk,
    "portfolio.import_ledger": LedgerImport,
    "portfolio.keep_document_templates": DocumentTemplate,
    "portfolio.keep_funds": Fund,
    "portfolio.keep_pots": GrantPot,
    "portfolio.keep_terms": Term,
    "portfolio.keep_unitfigure": UnitFigure,
    "portfolio.mark_in_use": RolloutUnit,
    "portfolio.measure_benefit": BenefitPoint,
    "portfolio.meet_condition": Condition,
    "portfolio.publish_principles": PrincipleVersion,
    "portfolio.reverse_entry": Entry,
    "portfolio.withdraw_joinoffer": JoinOffer,
    "portfolio.withdraw_record": MeetingRecord,
    "portfolio.write_handover": Handover,
    **{f"portfolio.{name}": Gate for name in GATE.split()},
    **{view_permission(model): model for model in LISTED},
    "people.view_register": ServiceArea,
    "reports.change_casetemplate": CaseTemplate,
    "reports.change_office": Office,
    "reports.edit_legalbasis": LegalBasis,
    "reports.handle_accessrequest": AccessRequest,
    "reports.change_committee": Committee,
    "reports.view_closed_doors": Meeting,
    **{f"reports.{verb}_meeting": Meeting for verb in ("view", "plan", "call", "hold")},
    "reports.lock_minutes": Meeting,
    **{f"reports.{verb}_followup": FollowUp for verb in ("view", "edit", "close")},
}
# The few things that open for a whole district, or say only that a page is there.
WIDER = {
    "people.administer", "people.view_unit", "people.view_register",
    "ideas.triage", "ideas.view_settings", "ideas.view_submitter", "ideas.view_campaign",
    "ideas.list_replytemplates", "ideas.view_replytemplate", "ideas.start_replytemplate",
    "ideas.start_campaign", "ideas.view_statistics", "ideas.start_challenge", "ideas.view_waiting",
    "ideas.write_down",
    "ideas.view_assessmentscale", "ideas.view_shortlist",
    "incubator.start_course",
    "portfolio.list_projects", "portfolio.start_project", "portfolio.administer_deciders",
    "portfolio.list_prioritisations", "portfolio.start_prioritisation",
    "portfolio.order_paper", "portfolio.open_unitfigures",
    "portfolio.view_programme", "portfolio.start_programme",
    "portfolio.administer_gates", "portfolio.view_gatetemplate", "portfolio.view_phasemodel",
    "portfolio.view_portfolioboardmember", "portfolio.view_dependency", "portfolio.add_dependency",
    "portfolio.view_released",
    "portfolio.view_fund", "portfolio.view_fundyear", "portfolio.view_carryover",
    "portfolio.view_grantpot", "portfolio.open_funds", "portfolio.view_documenttemplate",
    "portfolio.view_principleversion", "portfolio.view_term",
    "portfolio.view_deciderrule", "portfolio.administer_status", "portfolio.view_statussettings",
    "reports.list_cases", "reports.start_case", "reports.view_committee",
    "reports.keep_forms", "reports.view_office",
    "reports.list_legalbases", "reports.start_legalbasis", "reports.view_legalbasis",
    "reports.list_accessrequests", "reports.start_accessrequest",
    "reports.list_followups", "reports.add_followup", "reports.report_followups",
    "reports.take_in_meeting",
    "reports.list_meetings", "reports.start_meeting",
}  # fmt: skip


def units_of(permission: str, thing: Any) -> set[int]:
    """The units whose roles count; for what a whole district has, only the district's own."""
    if permission == "portfolio.correct_decision":  # stands with the unit that decided
        return {thing.decided_unit_id}
    if permission == "portfolio.mark_in_use":  # also by the unit that is to use it
        return {thing.unit_id, thing.place_id}
    if isinstance(thing, (ServiceArea, Office)):  # the district's, also when one department has it
        return {thing.district_id}
    if isinstance(thing, Merge):  # stands with both ideas
        return {thing.idea.unit_id, thing.into.unit_id}
    if isinstance(thing, (ArchiveDelivery, CaseAttachment, CaseComment, CaseDocument)):
        return {thing.case.unit_id}
    if isinstance(thing, CaseExtract):
        return {thing.stop.case.unit_id}
    if isinstance(thing, MeetingPaper):
        return {thing.meeting.unit_id}
    return {thing.unit_id if hasattr(thing, "unit_id") else thing.district_id}


def is_reading(permission: str) -> bool:
    return ".view_" in permission or permission == "portfolio.follow_project"


def project_of(thing: Any) -> Any:
    return thing if isinstance(thing, Project) else getattr(thing, "project", None)


def asked_about(permission: str) -> list[type[Model]]:
    if permission in ASKED_OF_ANOTHER:
        return [ASKED_OF_ANOTHER[permission]]
    return THINGS.get(permission.partition(".")[0], [])


def questions() -> list[tuple[str, Any]]:
    """Every permission that is about one thing, with every such thing there is."""
    return [
        (permission, thing)
        for permission in permissions.registered
        if permission not in WIDER and permission.partition(".")[0] in THINGS
        for model in asked_about(permission)
        for thing in model._default_manager.all()
    ]


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.crawl) for seed in range(1, 4))]
)
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
            # A unit that takes part lets its own people read and follow, and nothing more.
            shared = set(
                ProjectUnit.objects.filter(unit__in=below).values_list("project", flat=True)
            )
            assert {
                (name, thing)
                for name, thing in opened
                if below.isdisjoint(units_of(name, thing))
                and not (is_reading(name) and getattr(project_of(thing), "pk", None) in shared)
            } == set()


def test_what_is_wider_than_a_unit_is_still_a_permission() -> None:
    assert set(permissions.registered) >= WIDER
