"""The least valid committees and cases, made by the services as people make them."""

from datetime import date
from typing import Any

from django.utils import timezone

from organisation.people.models import Person, Role, Unit
from portfolio.models import Gate
from portfolio.services import (
    add_decider_rule,
    answer_question,
    recommend,
    start_project,
    submit_gate,
)
from reports import services
from reports.lifecycle import CaseKind
from reports.models import BoardCase, Committee
from tests.factories.people import PersonFactory, person_as

LONG_AGO = date(2020, 1, 1)


def secretary_of(district: Unit) -> Person:
    return person_as(Role.SECRETARIAT, district, name="Sekretær Solberg")


def director_of(district: Unit) -> Person:
    return person_as(Role.DIRECTOR, district, name="Direktør Dahl", job_title="Bydelsdirektør")


def committee_of(district: Unit, kind: str = "bu") -> Committee:
    services.install_forms(district)
    return Committee.objects.get(district=district, kind=kind)


def case_in(
    unit: Unit, by: Person, *, kind: str = CaseKind.FREE, title: str = "Ny gangvei", **facts: Any
) -> BoardCase:
    """A draft with the form's sections, all empty."""
    return services.make_case(kind=kind, title=title, unit=unit, by=by, **facts)


def write(case: BoardCase, by: Person) -> BoardCase:
    """Fill in what the check list demands."""
    for section in case.sections.filter(is_required=True, html=""):
        services.save_section(
            section,
            html=f"<p>Teksten i {section.heading.lower()}.</p>",
            by=by,
            version=section.version,
        )
    case.refresh_from_db()
    if not case.proposal:
        services.save_proposal(
            case,
            proposal="<p>Bydelsutvalget vedtar forslaget.</p>",
            by=by,
            version=case.version,
            proposed_outcome=case.proposed_outcome,
        )
        case.refresh_from_db()
    return case


def written_case(unit: Unit, by: Person, **facts: Any) -> BoardCase:
    return write(case_in(unit, by, **facts), by)


def approved_case(unit: Unit, by: Person, director: Person, **facts: Any) -> BoardCase:
    case = services.send_to_quality_check(written_case(unit, by, **facts), by=by)
    return services.approve_case(case, by=director)


def put_on_agenda(case: BoardCase, by: Person, *, on: date | None = None) -> BoardCase:
    """Every committee meets on the same day, today unless said otherwise."""
    day = on or timezone.localdate()
    return services.schedule(case, by=by, days={stop.pk: day for stop in case.saksgang()})


def scheduled_case(unit: Unit, by: Person, director: Person, **facts: Any) -> BoardCase:
    return put_on_agenda(approved_case(unit, by, director, **facts), by)


def gate_in(unit: Unit, **facts: Any) -> Gate:
    """BP1 of a new project, in preparation."""
    leader, owner = PersonFactory(unit=unit), PersonFactory(unit=unit)
    project = start_project(
        title=facts.pop("title", "Ringeklokka"),
        unit=unit,
        kind="innovation",
        profile=facts.pop("profile", "ordinary"),
        owner=owner,
        leader=leader,
        by=leader,
        need="Vakten får ikke svar om natten.",
        **facts,
    )
    return project.gates.get(code="bp1")


def submitted_gate(unit: Unit, recommendation: str = "go", **facts: Any) -> Gate:
    """A gate with all its questions answered, sent to the one who decides."""
    gate = gate_in(unit, **facts)
    leader = gate.project.leader
    for line in gate.lines:
        answer_question(gate, line.question, "yes", by=leader)
    gate.refresh_from_db()
    recommend(
        gate,
        recommendation,
        text="Behovet er godt beskrevet.",
        amount_nok=gate.amount_nok,
        due=None,
        version=gate.version,
        by=leader,
    )
    gate = submit_gate(gate, by=leader)
    return Gate.objects.with_project().get(pk=gate.pk)


def gate_for_board(unit: Unit, **facts: Any) -> Gate:
    """A gate that waits for the board's vedtak."""
    line = {
        "code": "bp1",
        "level": "board",
        "delegation": "Reglement for bydelene",
        "delegated_on": LONG_AGO,
    }
    add_decider_rule(unit.district, line, starts_on=LONG_AGO, by=None)
    return submitted_gate(unit, **facts)
