"""The least valid project, and gates brought as far as a test needs."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from organisation.audit.tracking import acting
from organisation.people.models import Person, Role, Unit, UnitKind
from portfolio import services
from portfolio.lifecycle import Answer, GateCode, Outcome
from portfolio.models import Gate, GateAnswer, Project
from tests.factories.people import PersonFactory, UnitFactory, person_as


def make_project(district: Unit, **details: Any) -> Project:
    """A project in a unit of a department of `district`, at BP1 in preparation."""
    unit = details.pop("unit", None) or make_unit(district)
    by = details.pop("by", None) or PersonFactory(unit=unit)
    project = services.start_project(
        **{
            "title": "Dagtilbud på Haugentunet",
            "unit": unit,
            "kind": Project.Kind.INNOVATION,
            "profile": Project.Profile.ORDINARY,
            "owner": PersonFactory(unit=unit),
            "leader": PersonFactory(unit=unit),
            "by": by,
            **details,
        }
    )
    return Project.objects.get(pk=project.pk)


def make_unit(district: Unit) -> Unit:
    department = UnitFactory(parent=district, kind=UnitKind.AVDELING)
    return UnitFactory(parent=department)


def gate_of(project: Project, code: str = GateCode.BP1) -> Gate:
    """The gate, read afresh."""
    return Gate.objects.with_project().get(project=project, code=code)


def decider_of(gate: Gate, **details: Any) -> Person:
    """A leader of the very unit that decides."""
    return person_as(Role.MANAGER, gate.decider_unit, **details)


def prepare(gate: Gate) -> Gate:
    """Answer all there is to answer, judge the goals of the phase, recommend to go on."""
    leader = gate.project.leader
    answer_all(gate, by=leader)
    for goal in gate.unjudged_goals:
        services.judge_goal(goal, goal.Result.REACHED, text="", by=leader)
    gate = Gate.objects.get(pk=gate.pk)
    services.recommend(
        gate,
        Outcome.GO,
        text="Behovet er tydelig.",
        amount_nok=Decimal(0),
        due=None,
        version=gate.version,
        by=leader,
    )
    return gate_of(gate.project, gate.code)


def answer_all(gate: Gate, *, by: Person) -> None:
    """Say yes to all at once; `services.answer_question`, one by one, took most of the time."""
    now = timezone.now()
    answers = [
        GateAnswer(
            gate=gate, question=line.question, answer=Answer.YES, answered_by=by, answered_at=now
        )
        for line in gate.lines
    ]
    with transaction.atomic(), acting(by, "portfolio.answer_question"):
        GateAnswer.objects.bulk_create(
            answers,
            update_conflicts=True,
            unique_fields=["gate", "question"],
            update_fields=["answer", "reason", "answered_by", "answered_at"],
        )


def submit(gate: Gate) -> Gate:
    """Prepare the gate and send it to the one who decides."""
    gate = prepare(gate)
    services.submit_gate(gate, by=gate.project.leader)
    return gate_of(gate.project, gate.code)


def pass_gate(project: Project, code: str = GateCode.BP1) -> Project:
    """Bring the project through the gate with a *go*."""
    gate = gate_of(project, code)
    if gate.state == Gate.State.PLANNED:
        gate = services.open_gate(gate, by=project.leader)
    gate = submit(gate)
    services.decide_gate(gate, Outcome.GO, reason="Godt grunnlag.", by=decider_of(gate))
    return Project.objects.get(pk=project.pk)
