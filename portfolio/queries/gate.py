"""Reads for the pages of a gate, and for those who decide."""

from django.db.models import F, OuterRef, Prefetch, Q

from organisation import days
from organisation.people.models import Person
from portfolio.lifecycle import GateState
from portfolio.models import Condition, Gate, Project
from portfolio.models.decision import MeetingRecord
from portfolio.models.gate import SubqueryCount
from portfolio.models.money import FundYear

MOST = 50  # gates in one tray


def funds_for(project: Project) -> list[FundYear]:
    """The funds of this year and the next that money may be released from; one query."""
    year = days.today().year
    funds = FundYear.objects.filter(fund__district=project.district_id, year__in=(year, year + 1))
    return list(funds.select_related("fund").order_by("year", "fund__name_key", "pk"))


def waiting_record(gate: Gate) -> MeetingRecord | None:
    """What was written down from a meeting and waits for the decider's word."""
    records = gate.meeting_records.waiting().select_related(
        "decider", "recorded_by", "minutes", "gate__project"
    )
    return records.first()


def tray_of(person: Person) -> list[Gate]:
    """Gates that wait for the word of `person`, the first due first; two queries.

    Each with readiness, `open_conditions` and `late_conditions` of its project, and `record` when
    a decision from a meeting waits to be confirmed.
    """
    today = days.today()
    open_ones = Condition.objects.open().filter(decision__gate__project=OuterRef("project"))
    waiting = MeetingRecord.objects.waiting().filter(decider=person)
    gates = (
        Gate.objects.filter(
            Q(pk__in=Gate.objects.waiting_for_decision_by(person).values("pk"))
            | Q(pk__in=waiting.values("gate"), state=GateState.SUBMITTED)
        )
        .with_project()
        .with_decider()
        .with_readiness()
        .annotate(
            open_conditions=SubqueryCount(open_ones),
            late_conditions=SubqueryCount(open_ones.filter(due__lt=today)),
        )
        .prefetch_related(
            Prefetch("meeting_records", waiting.select_related("recorded_by"), "mine")
        )
    )
    return list(gates.order_by(F("due").asc(nulls_last=True), "submitted_at", "pk")[:MOST])
