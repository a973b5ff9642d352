"""Turn the world upside down: other people, other roles, other units, other states."""

from datetime import timedelta
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from ideas.models import CoSubmitter, Idea, IdeaSettings
from ideas.models.answer import Clarification
from ideas.models.assessment import AssessmentScale
from ideas.models.campaign import Campaign
from ideas.models.challenge import Challenge
from ideas.models.comment import IdeaInvitation
from incubator.models import Course
from organisation.drafts.models import Draft
from organisation.files.models import Document, DocumentBatch, StoredFile
from organisation.jobs.models import Job
from organisation.notices.models import Notice
from organisation.people.models import (
    Part,
    PartChoice,
    Partner,
    Person,
    Role,
    RoleGrant,
    ServiceArea,
    Strategy,
    Unit,
)
from portfolio.models import (
    Action,
    Benefit,
    Condition,
    DeciderRule,
    Programme,
    Project,
    ProjectMember,
    ProjectUnit,
    SteeringMember,
)
from portfolio.models.deciders import PortfolioBoardMember
from portfolio.models.priority import Prioritisation
from portfolio.models.risk import Risk, RiskEscalation
from reports.lifecycle import CaseState
from reports.models import (
    AccessRequest,
    BoardCase,
    CaseAttachment,
    CaseDocument,
    Committee,
    FollowUp,
    LegalBasis,
    Meeting,
    MeetingPaper,
    Redaction,
)
from tests.factories.people import UnitFactory

OPEN = {"access": "open", "access_reason": "", "legal_basis": ""}
RESTRICTED = {"access": "restricted", "access_reason": "Få barn", "legal_basis": "offl. § 13"}


def shuffle(chance: Random) -> None:
    """Past the services, which would refuse much of it: lists and rules must agree all the same."""
    grow_trees(chance)
    units = list(Unit.objects.order_by("pk"))
    shuffle_people(chance, units)
    people = list(Person.objects.order_by("pk"))
    shuffle_ideas(chance, units, people)
    shuffle_rooms(chance, units, people)
    shuffle_courses(chance, units, people)
    shuffle_projects(chance, units, people)
    shuffle_board(chance, units, people)
    shuffle_cases(chance, units, people)
    shuffle_shielding(chance, units)
    shuffle_follow_ups(chance, units, people)
    shuffle_meetings(chance, units)
    shuffle_small_things(chance, units, people)


def change(row: Model, **values: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def place(unit: Unit) -> dict[str, Any]:
    return {"unit": unit, "district": unit.district}


def grow_trees(chance: Random) -> None:
    """A few more units, so that each district is at least three deep."""
    for district in Unit.objects.filter(parent=None).order_by("pk"):
        below = UnitFactory(parent=UnitFactory(parent=district))
        UnitFactory(parent=chance.choice([district, below]))


def shuffle_people(chance: Random, units: list[Unit]) -> None:
    RoleGrant.objects.all().delete()
    partners = list(Partner.objects.order_by("pk"))
    for person in Person.objects.order_by("pk"):
        is_employee = chance.random() < 0.6
        change(
            person,
            **place(chance.choice(units)),
            is_employee=is_employee,
            partner=None if is_employee else chance.choice([None, *partners]),
            is_active=chance.random() < 0.9,
            is_installation_admin=chance.random() < 0.05,
        )
        for role in chance.sample(Role.values, chance.randint(0, 2)):
            RoleGrant.objects.create(person=person, unit=chance.choice(units), role=role)


def shuffle_ideas(chance: Random, units: list[Unit], people: list[Person]) -> None:
    CoSubmitter.objects.all().delete()
    IdeaInvitation.objects.all().delete()
    PartChoice.objects.all().delete()
    for unit in units:
        if unit.parent_id is None and chance.random() < 0.3:
            PartChoice.objects.create(district=unit, part=Part.OUTSIDERS, is_on=False)
    for idea in Idea.objects.order_by("pk"):
        change(
            idea,
            **place(chance.choice(units)),
            number=f"x-{idea.pk}",
            submitter=None if idea.is_nameless else chance.choice(people),
            handler=chance.choice([None, *people]),
            released=idea.is_answered or chance.random() < 0.5,
        )
        together = [] if idea.is_nameless else chance.sample(people, chance.randint(0, 2))
        for person in together:
            CoSubmitter.objects.create(idea=idea, person=person)
        for person in chance.sample(people, len(people) // 3):
            ended = chance.choice([None, timezone.now()])
            IdeaInvitation.objects.create(
                idea=idea, person=person, invited_by=chance.choice(people), ended_at=ended
            )
    for clarification in Clarification.objects.order_by("pk"):
        change(clarification, decider=chance.choice(people))
    for scale in AssessmentScale.objects.order_by("pk"):
        change(scale, **place(chance.choice(units)))
    taken = set(IdeaSettings.objects.values_list("unit", flat=True))
    free = [unit for unit in units if unit.pk not in taken]
    rows = list(IdeaSettings.objects.order_by("pk"))
    for settings, unit in zip(rows, chance.sample(free, len(rows)), strict=True):
        change(settings, unit=unit)


def shuffle_rooms(chance: Random, units: list[Unit], people: list[Person]) -> None:
    for campaign in Campaign.objects.all():
        change(campaign, **place(chance.choice(units)))
    for challenge in Challenge.objects.all():
        change(challenge, **place(chance.choice(units)), holder=chance.choice(people))


def shuffle_courses(chance: Random, units: list[Unit], people: list[Person]) -> None:
    for course in Course.objects.order_by("pk"):
        leader = chance.choice([None, *people])
        name = "" if leader else "Foredragsholderen"
        change(course, **place(chance.choice(units)), leader=leader, leader_name=name)
        rows = course.participations.exclude(person=None).order_by("pk")
        for row, person in zip(rows, chance.sample(people, len(rows)), strict=True):
            change(row, person=person)


def shuffle_board(chance: Random, units: list[Unit], people: list[Person]) -> None:
    """Others sit in the portfolio boards, and some projects wait for them."""
    PortfolioBoardMember.objects.all().delete()
    for person in chance.sample(people, len(people) // 3):
        district = chance.choice([unit for unit in units if unit.parent_id is None])
        PortfolioBoardMember.objects.create(person=person, district=district)
    for project in Project.objects.order_by("pk"):
        if chance.random() < 0.5:
            project.gates.filter(code="bp1").update(state="submitted", decider_level="portfolio")


def shuffle_projects(chance: Random, units: list[Unit], people: list[Person]) -> None:
    for project in Project.objects.order_by("pk"):
        unit = chance.choice(units)
        owner, leader = chance.sample([None, *people], 2)
        change(project, **place(unit), number=f"x-{project.pk}", owner=owner, leader=leader)
        change(project, **chance.choice([OPEN, RESTRICTED]))
        project.gates.update(decider_unit=chance.choice(unit.lineage))
        project.memberships.all().delete()
        for person in chance.sample(people, chance.randint(0, 2)):
            ProjectMember.objects.create(project=project, person=person)
        project.taking_part.all().delete()
        for part in chance.sample(units, chance.randint(0, 2)):
            ProjectUnit.objects.create(project=project, unit=part)
        project.steering_members.all().delete()
        for person in chance.sample(people, chance.randint(0, 1)):
            SteeringMember.objects.create(project=project, person=person, role="leader")
    for model in (Condition, Risk, Action, Benefit):
        for row in model._default_manager.order_by("pk"):
            change(row, owner=chance.choice(people))
    for escalation in RiskEscalation.objects.order_by("pk"):
        change(escalation, receiver=chance.choice(people))
    for programme in Programme.objects.order_by("pk"):
        change(programme, **place(chance.choice(units)))
    for rule in DeciderRule.objects.order_by("pk"):
        change(rule, district=chance.choice(units).district)


def shuffle_cases(chance: Random, units: list[Unit], people: list[Person]) -> None:
    for committee in Committee.objects.order_by("pk"):
        change(committee, **place(chance.choice(units)), name=f"Utvalg {committee.pk}")
    for case in BoardCase.objects.order_by("pk"):
        unapproved = [CaseState.DRAFT, CaseState.QUALITY_CHECK]
        change(
            case,
            **place(chance.choice(units)),
            case_officer=chance.choice(people),
            state=chance.choice(CaseState.values if case.approved_text_id else unapproved),
            is_exempt=chance.random() < 0.5,
            legal_basis="offl. § 13",
        )


def shuffle_meetings(chance: Random, units: list[Unit]) -> None:
    for meeting in Meeting.objects.order_by("pk"):
        change(meeting, **place(chance.choice(units)))
    for paper in MeetingPaper.objects.order_by("pk"):
        change(paper, is_public=chance.random() < 0.5, number=paper.pk)
        change(paper, content_sha256=f"x-{paper.pk}")


def shuffle_follow_ups(chance: Random, units: list[Unit], people: list[Person]) -> None:
    for thing in FollowUp.objects.order_by("pk"):
        change(thing, **place(chance.choice(units)), owner=chance.choice(people))


def shuffle_shielding(chance: Random, units: list[Unit]) -> None:
    """What is taken out, and by which law, is another; requests and laws are of another unit."""
    for basis in LegalBasis.objects.order_by("pk"):
        change(basis, **place(chance.choice(units)), law=f"lov {basis.pk}")
    for attachment in CaseAttachment.objects.exclude(basis=None).order_by("pk"):
        change(attachment, is_exempt=chance.random() < 0.5)
    for redaction in Redaction.objects.order_by("pk"):
        change(redaction, case=chance.choice(list(BoardCase.objects.order_by("pk"))))
    for request in AccessRequest.objects.order_by("pk"):
        change(request, **place(chance.choice(units)))


def shuffle_small_things(chance: Random, units: list[Unit], people: list[Person]) -> None:
    for question in Prioritisation.objects.order_by("pk"):
        change(question, **place(chance.choice(units)))
    for model in (ServiceArea, Strategy, Partner):
        for row in model.objects.order_by("pk"):
            change(row, district=chance.choice(units).district)
    for notice in Notice.objects.order_by("pk"):
        change(notice, person=chance.choice(people), key=f"x-{notice.pk}")
    for draft in Draft.objects.order_by("pk"):
        change(draft, person=chance.choice(people), object_ref=f"x-{draft.pk}")
    for job in Job.objects.order_by("pk"):
        change(job, created_by=chance.choice([None, *people]))
    for batch in DocumentBatch.objects.order_by("pk"):
        change(batch, created_by=chance.choice([None, *people]))
    for file in StoredFile.objects.order_by("pk"):
        age = timedelta(hours=chance.choice([1, 48]))
        change(file, created_by=chance.choice(people), created_at=timezone.now() - age)
    holders: list[Any] = [
        *CaseDocument.objects.order_by("pk"),
        *Idea.objects.order_by("pk"),
        *Project.objects.order_by("pk"),
    ]
    for document in Document.objects.order_by("pk"):
        holder = chance.choice(holders)
        change(
            document,
            created_by=chance.choice([None, *people]),
            holder_id=holder.pk,
            holder_type=ContentType.objects.get_for_model(holder),
        )
