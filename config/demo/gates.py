"""How the projects of daily life come through their gates, each as far as it reaches."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils import timezone

from config.demo.alna import Alna
from config.demo.diary import working_day
from organisation.people.models import Person, Role
from portfolio import services as portfolio
from portfolio.lifecycle import GateCode
from portfolio.models import FundYear, Gate, Phase
from portfolio.queries.evidence import chosen_from, offered

FUND = "Utviklingsmidler"
ASKED = {GateCode.BP1: 40_000, GateCode.BP2: 180_000, GateCode.BP3: 600_000}
NOT_QUITE = ("partly", "Delvis avklart. Resten tas i denne fasen.")
PARTLY = {
    "tid": ("partly", "To dager i uken er avtalt. Resten avklares med enhetslederen."),
    "gevinster": ("partly", "Nullpunktet er målt, men to av gevinstene mangler ansvarlig."),
}


def plan_daily_life(alna: Alna, facts: Mapping[str, Any], begins: date) -> None:
    """Put in the diary every step up to the project's `reach`."""
    key, reach = facts["key"], facts["reach"]

    def on(days: int, what: Any, *rest: Any, hour: int) -> None:
        alna.diary.on(
            working_day(begins + timedelta(days=days)), partial(what, alna, *rest), hour=hour
        )

    if reach == "gate_prepared":
        on(7, prepare_some, key, hour=10)
        return
    on(7, send_to_decider, facts, GateCode.BP1, hour=10)
    if reach == "gate_submitted":
        return
    on(14, decide, key, GateCode.BP1, hour=12)
    on(14, set_goals, facts, hour=13)
    if reach == "begun":
        return
    on(110, finish_forstudie, key, hour=9)
    on(110, send_to_decider, facts, GateCode.BP2, hour=10)
    ending = {"forstudie": lift_to_board, "stopped": stop}.get(reach, decide)
    on(120, ending, key, GateCode.BP2, hour=12)
    if reach == "hovedprosjekt":
        on(260, send_to_decider, facts, GateCode.BP3, hour=10)
        on(270, decide, key, GateCode.BP3, hour=12)


def prepare(
    gate: Gate,
    *,
    by: Person,
    answer: str,
    reason: str,
    words: str,
    amount: Decimal = Decimal(),
    due: date | None = None,
    but: Mapping[str, tuple[str, str]] | None = None,
    partly: int = 0,
) -> None:
    """Answer every question alike, those in `but` and the `partly` last ones otherwise.

    And write the recommendation.
    """
    if gate.state == "planned":
        gate = portfolio.open_gate(gate, by=by)
    lines = list(Gate.objects.get(pk=gate.pk).lines)
    for place, line in enumerate(lines):
        usual = NOT_QUITE if place >= len(lines) - partly else (answer, reason)
        given, why = (but or {}).get(line.question.key, usual)
        rests_on = shown_by(gate, line.question.evidence_kinds)
        portfolio.answer_question(gate, line.question, given, by=by, reason=why, rests_on=rests_on)
    gate = Gate.objects.get(pk=gate.pk)
    portfolio.recommend(
        gate,
        "go",
        text=words,
        amount_nok=amount,
        due=due,
        version=gate.version,
        by=by,
        fund_year=FundYear.objects.filter(
            fund__name=FUND, fund__district=gate.project.district_id, year=timezone.localdate().year
        ).first(),
    )


def shown_by(gate: Gate, kinds: list[str]) -> list[tuple[str, int]]:
    """The first thing of the project of a kind the question asks for, when there is one."""
    if not kinds:
        return []
    first = [each.key for each in offered(gate.project, tuple(kinds))[:1]]
    return [pair for pair in chosen_from(first) if pair[0] in kinds]


def current(alna: Alna, key: str, code: GateCode) -> Gate:
    return Gate.objects.select_related("project__leader").get(project=alna.projects[key], code=code)


def prepare_some(alna: Alna, key: str) -> None:
    """The leader has begun, and some questions are left."""
    gate = current(alna, key, GateCode.BP1)
    for line in gate.lines[:3]:
        portfolio.answer_question(gate, line.question, "yes", by=alna.people["prosjektleder"])


def send_to_decider(alna: Alna, facts: Mapping[str, Any], code: GateCode) -> None:
    gate = current(alna, facts["key"], code)
    leader = gate.project.leader
    assert leader
    prepare(
        gate,
        by=leader,
        answer="yes",
        reason="",
        words=facts["words"],
        but=PARTLY,
        partly=facts.get("asks_partly", 0),
        amount=Decimal(ASKED[code]),
        due=timezone.localdate() + timedelta(days=14),
    )
    gate = portfolio.submit_gate(current(alna, facts["key"], code), by=leader)
    portfolio.confirm_gate(gate, remark="Alle må-spørsmål har svar.", by=alna.people["radgiver"])


def decide(alna: Alna, key: str, code: GateCode) -> None:
    gate = current(alna, key, code)
    by = decider_of(alna, gate)
    if code == GateCode.BP1:
        portfolio.decide_gate(
            gate, "go", by=by, reason="Behovet er tydelig, og eieren vil ha svar."
        )
        return
    text = (
        "Nullpunktet skal være målt før første utprøving"
        if code == GateCode.BP2
        else "Vernetjenesten skal være med i alle enheter som tar løsningen i bruk"
    )
    condition = portfolio.NewCondition(
        text=text, owner=gate.project.leader, due=timezone.localdate() + timedelta(days=45)
    )
    portfolio.decide_gate(
        gate,
        "go_with_conditions",
        by=by,
        conditions=[condition],
        reason="Behovet er godt vist. Vi må kunne se om det virker.",
        released_nok=gate.amount_nok if gate.fund_year_id else Decimal(),
    )


def decider_of(alna: Alna, gate: Gate) -> Person:
    assert gate.decider_unit_id
    role = Role.DIRECTOR if gate.decider_level == "director" else Role.MANAGER
    return Person.objects.filter(
        role_grants__role=role, role_grants__unit=gate.decider_unit_id
    ).order_by("pk")[0]


def set_goals(alna: Alna, facts: Mapping[str, Any]) -> None:
    phase = Phase.objects.get(project=alna.projects[facts["key"]], kind="forstudie")
    started = timezone.localdate()
    portfolio.edit_phase(
        phase,
        {"planned_start": started, "planned_end": started + timedelta(days=100)},
        version=phase.version,
        by=alna.people["radgiver"],
        goals=facts["forstudie_goals"],
    )


def finish_forstudie(alna: Alna, key: str) -> None:
    by = alna.people["radgiver"]
    phase = Phase.objects.get(project=alna.projects[key], kind="forstudie")
    for goal in phase.goals.all():
        portfolio.judge_goal(goal, "reached", text="Vist i forstudierapporten.", by=by)


def lift_to_board(alna: Alna, key: str, code: GateCode) -> None:
    gate = current(alna, key, code)
    portfolio.lift_gate(
        gate,
        to="board",
        by=decider_of(alna, gate),
        reason="Tiltaket endrer tilbudet til mange innbyggere.",
    )


def stop(alna: Alna, key: str, code: GateCode) -> None:
    """A good stop: early, with a reason, and something learned."""
    gate = current(alna, key, code)
    portfolio.decide_gate(
        gate,
        "stop",
        by=decider_of(alna, gate),
        reason="Forstudien viste at problemet løses av en bestilling vi alt har. Da stopper vi.",
        lesson="Ring leverandøren før forstudien. Vi kunne spart fire måneder.",
        money_after="Ubrukte penger blir i utviklingsmidlene.",
        people_after="Prosjektlederen går tilbake til enheten fra måneden etter.",
    )
