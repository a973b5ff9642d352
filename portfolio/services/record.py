"""What a decision freezes: everything that stood there when it was signed, as plain data.

Each noun (status, risk, money, benefits, documents) adds its facts to `record_parts.parts`, and
floors above through the registry `gate_evidence`; nothing here changes when they do.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import F

from organisation.files.models import StoredFile
from organisation.people.models import Person
from organisation.registries import gate_evidence
from portfolio import record_parts
from portfolio.lifecycle import GateCode
from portfolio.models import Gate, Phase, Project
from portfolio.models.evidence import Shown

if TYPE_CHECKING:
    from portfolio.models import GateDecision
    from portfolio.services.verdict import NewCondition

Facts = dict[str, Any]


def who(person: Person | None) -> Facts | None:
    """A person as named in a record: still readable when the row is gone."""
    if person is None:
        return None
    return {"id": person.pk, "name": person.name, "title": person.job_title}


def facts_of_project(project: Project) -> Facts:
    return {
        "number": project.number,
        "title": project.title,
        "summary": project.summary,
        "need": project.need,
        "kind": project.kind,
        "profile": project.profile,
        "target_group": project.target_group,
        "unit": {"id": project.unit_id, "name": project.unit.name},
        "district": {"id": project.district_id, "name": project.district.name},
        "owner": who(project.owner),
        "leader": who(project.leader),
        "service_area": project.service_area.name if project.service_area else None,
        "members": [
            {**(who(each.person) or {}), "role": each.role}
            for each in project.memberships.select_related("person")
        ],
        "idea": project.origin_idea_id,
        "goals": list(project.goals.values("kind", "text", "version")),
        "strategy_goals": list(
            project.strategy_goals.order_by("strategy", "number").values(
                "number", "text", plan=F("strategy__title")
            )
        ),
        "partners": list(project.partnerships.values("role", name=F("partner__name"))),
    }


def facts_of_phase(phase: Phase | None) -> Facts | None:
    if phase is None:
        return None
    return {
        "kind": phase.kind,
        "name": phase.name,
        "state": phase.state,
        **{
            name: getattr(phase, name)
            for date in ("planned_start", "planned_end", "actual_start", "actual_end")
            for name in (date, f"{date}_precision")
        },
        "conclusions": phase.conclusions,
        "goals": list(phase.goals.values("text", "result", "result_text")),
    }


def facts_of_gate(gate: Gate) -> Facts:
    """The leader's basis, who looked over it and who was to decide."""
    template = gate.template
    return {
        "code": GateCode(gate.code).value,
        "name": gate.name,
        "meaning": gate.meaning,
        "round": gate.round,
        "due": gate.due,
        "template": {"profile": template.profile, "number": template.number} if template else None,
        "recommendation": gate.recommendation,
        "recommendation_text": gate.recommendation_text,
        "amount_nok": gate.amount_nok,
        "submitted_by": who(gate.submitted_by),
        "submitted_at": gate.submitted_at,
        "confirmed_by": who(gate.confirmed_by),
        "confirmed_at": gate.confirmed_at,
        "confirmation": gate.confirmation,
        "answers": facts_of_answers(gate),
        "decider": {
            "level": gate.decider_level,
            "unit": gate.decider_unit.name if gate.decider_unit else None,
            "rule": gate.decider_rule.number if gate.decider_rule else None,
            "why": gate.decider_why,
        },
        "lifts": [
            {
                "round": lift.round,
                "from": lift.from_level,
                "to": lift.to_level,
                "reason": lift.reason,
                "by": who(lift.lifted_by),
                "at": lift.lifted_at,
            }
            for lift in gate.lifts.select_related("lifted_by")
        ],
    }


def facts_of_answers(gate: Gate) -> list[Facts]:
    """Every question in order; those without an answer too."""
    return [
        {
            "key": line.question.key,
            "question": line.question.text,
            "must": line.question.is_must,
            "answer": line.answer.answer if line.answer else None,
            "reason": line.answer.reason if line.answer else "",
            "evidence": line.answer.evidence if line.answer else "",
            "evidence_url": line.answer.evidence_url if line.answer else "",
            "rests_on": [facts_of_evidence(row) for row in line.evidence],
            "by": who(line.answer.answered_by) if line.answer else None,
            "at": line.answer.answered_at if line.answer else None,
        }
        for line in gate.lines
    ]


def facts_of_evidence(row: Shown) -> Facts:
    return {"kind": row.kind.value, "id": row.pk, "title": row.title}


def facts_of_file(file: StoredFile | None) -> Facts | None:
    return {"name": file.name, "sha256": file.sha256} if file else None


def facts_of_decision(decision: "GateDecision", conditions: "list[NewCondition]") -> Facts:
    return {
        "outcome": decision.outcome,
        "reason": decision.reason,
        "decided_by": who(decision.decided_by),
        "decided_as": decision.decided_as,
        "level": decision.decided_level,
        "unit": decision.decided_unit.name,
        "decided_on": decision.decided_on,
        "signed_at": decision.signed_at,
        "disqualified": decision.disqualified,
        "released_nok": decision.released_nok,
        "fund": str(decision.gate.fund_year) if decision.released_nok else None,
        "skips_phase": decision.skips_phase,
        "origin": decision.origin,
        "recorded_by": who(decision.recorded_by),
        "source": decision.source,
        "minutes": facts_of_file(decision.minutes),
        "two_step": decision.two_step,
        "money_after": decision.money_after,
        "people_after": decision.people_after,
        "hold_until": decision.hold_until,
        "lesson": decision.lesson,
        "conditions": [
            {"text": each.text, "owner": who(each.owner), "due": each.due} for each in conditions
        ],
        "vedtak": {
            "committee": decision.committee,
            "meeting_on": decision.meeting_on,
            "case_number": decision.case_number,
            "text": decision.vedtak_text,
        }
        if decision.by_board
        else None,
        "supersedes": decision.supersedes.checksum if decision.supersedes else None,
    }


def build_basis(gate: Gate) -> Facts:
    """All that a decision on `gate` rests on, as it stands now."""
    return {
        "project": facts_of_project(gate.project),
        "gate": facts_of_gate(gate),
        "ending_phase": facts_of_phase(gate.ends_phase),
        "opens_phase": facts_of_phase(gate.opens_phase),
        "parts": {name: read(gate.project) for name, read in record_parts.parts.items()},
        "evidence": [
            {"title": str(row.title), "url": row.url, "facts": [str(fact) for fact in row.facts]}
            for rows_of in gate_evidence
            for row in rows_of(gate.project_id)
        ],
    }
