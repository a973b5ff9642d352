"""Factors, alternatives, test rounds, plans and reports: what holds, and what is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from organisation.errors import DomainError, Stale
from organisation.web.richtext import to_plain
from portfolio import services
from portfolio.lifecycle import Outcome
from portfolio.lifecycle.substance import FactorState, ReportPart, RoundOutcome
from portfolio.models import Alternative, GateDecision, Phase
from portfolio.queries import alternative as alternative_queries
from portfolio.queries import factor as factor_queries
from portfolio.services import alternative, factor, next_plan, phase_report, test_round
from tests.factories.people import PersonFactory
from tests.factories.portfolio import decider_of, gate_of, make_project, pass_gate, submit
from tests.factories.substance import make_comparison

TODAY = timezone.localdate()


@pytest.fixture
def project(alna):
    return pass_gate(make_project(alna))


@pytest.fixture
def running(project):
    return project.phases.running().get()


def next_of(phase):
    return Phase.objects.get(project=phase.project_id, position=phase.position + 1)


# --- Critical factors -----------------------------------------------------------------------------


def test_a_factor_is_secured_only_with_a_word_on_how(project):
    with pytest.raises(DomainError, match="hvordan faktoren er sikret"):
        factor.add_factor(
            project, text="Fagforeningene er med", state=FactorState.SECURED, by=project.leader
        )


def test_factors_stand_least_secured_first_and_go_into_the_record(project):
    for text, state in (("A", "secured"), ("B", "not_secured"), ("C", "uncertain")):
        factor.add_factor(project, text=text, state=state, state_text="Avtale", by=project.leader)
    assert [each.text for each in factor_queries.of_project(project)] == ["B", "C", "A"]
    gate = services.open_gate(gate_of(project, "bp2"), by=project.leader)
    gate = submit(gate)
    services.decide_gate(gate, Outcome.GO, reason="Godt.", by=decider_of(gate))
    record = GateDecision.objects.get(gate=gate).facts["parts"]["factors"]
    assert [each["text"] for each in record] == ["B", "C", "A"]


def test_a_factor_changed_while_it_is_decided_asks_the_adviser_to_look_again(alna):
    gate = submit(gate_of(make_project(alna)))
    services.confirm_gate(gate, remark="Ser bra ut.", by=PersonFactory(unit=alna))
    factor.add_factor(gate.project, text="Midlene er på plass", by=gate.project.leader)
    assert gate_of(gate.project).confirmed_at is None


# --- Alternatives ---------------------------------------------------------------------------------


def test_a_comparison_has_one_zero_alternative_that_stays(project):
    comparison, _other = make_comparison(project)
    zero = comparison.alternatives.get(is_zero=True)
    with pytest.raises(DomainError, match="Nullalternativet"):
        alternative.remove_alternative(zero, by=project.leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alternative.objects.create(comparison=comparison, title="Enda et", is_zero=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alternative.objects.filter(pk=zero.pk).update(is_zero=False)


def test_costs_are_shown_against_going_on_as_today(project):
    comparison, _other = make_comparison(project, criteria=["Nærhet"])
    zero = comparison.alternatives.get(is_zero=True)
    criterion = comparison.criteria.get()
    alternative.edit_alternative(
        zero,
        {"yearly_nok": 3_000_000},
        notes={criterion.pk: "Langt unna"},
        version=zero.version,
        by=project.leader,
    )
    (table,) = alternative_queries.tables_of(project)
    assert [column.more_nok for column in table.columns] == [None, -500_000]
    assert table.further[0][1] == ["Langt unna", ""]


def test_a_choice_has_a_reason_and_closes_the_table_until_it_is_opened(project):
    comparison, other = make_comparison(project)
    with pytest.raises(DomainError, match="hvorfor"):
        alternative.choose_alternative(
            comparison, other, reason=" ", version=comparison.version, by=project.leader
        )
    comparison = alternative.choose_alternative(
        comparison, other, reason="Billigst.", version=comparison.version, by=project.leader
    )
    with pytest.raises(DomainError, match="Valget er tatt"):
        alternative.edit_alternative(
            other, {"title": "Noe annet"}, version=other.version, by=project.leader
        )
    comparison = alternative.reopen_comparison(
        comparison, version=comparison.version, by=project.leader
    )
    assert (comparison.chosen, comparison.chosen_reason) == (None, "")


# --- Test rounds ----------------------------------------------------------------------------------


def test_a_round_tells_its_outcome_when_it_is_over(project, running):
    tried = test_round.add_round(
        project, hypothesis="Flere ringer", starts_on=TODAY, phase=running, by=project.leader
    )
    with pytest.raises(DomainError, match="når runden var over"):
        test_round.edit_round(
            tried, {"outcome": RoundOutcome.HELD}, version=tried.version, by=project.leader
        )
    with pytest.raises(DomainError, match="før den begynner"):
        test_round.edit_round(
            tried,
            {"ends_on": TODAY - timedelta(days=1)},
            version=tried.version,
            by=project.leader,
        )


# --- The plan for the next phase ------------------------------------------------------------------


def test_a_plan_becomes_the_phases_own_goals_and_dates_once(project, running):
    coming = next_of(running)
    facts = {"goals": ["Prøve i to hus"], "starts_on": TODAY, "ends_on": TODAY}
    next_plan.save_plan(coming, facts, version=0, by=project.leader)
    coming = next_plan.take_over_plan(coming, by=project.leader)
    next_plan.take_over_plan(coming, by=project.leader)
    assert [goal.text for goal in coming.goals.all()] == ["Prøve i to hus"]
    assert (coming.planned_start, coming.planned_end) == (TODAY, TODAY)


def test_two_writers_of_one_plan_both_keep_their_text(project, running):
    coming = next_of(running)
    next_plan.save_plan(coming, {"approach": "En"}, version=0, by=project.leader)
    with pytest.raises(Stale) as stale:
        next_plan.save_plan(coming, {"approach": "To"}, version=0, by=project.leader)
    assert stale.value.current.approach == "En"


def test_a_running_phase_has_no_plan_to_write(project, running):
    with pytest.raises(DomainError, match="Fasen har begynt"):
        next_plan.save_plan(running, {"approach": "Nei"}, version=0, by=project.leader)


# --- The phase report -----------------------------------------------------------------------------


def test_the_report_drafts_itself_and_keeps_what_was_written(project, running):
    services.edit_phase(
        running, {}, goals=["Kjenne behovet"], version=running.version, by=project.leader
    )
    make_comparison(project)
    report = phase_report.start_report(running, by=project.leader)
    assert phase_report.start_report(running, by=project.leader) == report
    parts = {section.part: section for section in report.sections.all()}
    assert "Kjenne behovet" in parts[ReportPart.GOALS].text
    assert "Egen drift" in parts[ReportPart.ALTERNATIVES].text
    assert parts[ReportPart.TESTS].is_left_out

    goals = phase_report.edit_section(
        parts[ReportPart.GOALS],
        text="<p>Vi kjenner behovet godt.</p>",
        is_left_out=False,
        version=1,
        by=project.leader,
    )
    phase = Phase.objects.get(pk=running.pk)
    services.edit_phase(
        phase, {}, goals=["Finne en løsning"], version=phase.version, by=project.leader
    )
    goals = phase_report.redraw_section(
        goals, version=goals.version, keep_own=True, by=project.leader
    )
    text = to_plain(goals.text)
    assert "Vi kjenner behovet godt." in text
    assert "Finne en løsning" in text


def test_the_same_report_is_made_once_and_a_changed_one_anew(project, running):
    report = phase_report.start_report(running, by=project.leader)
    first = phase_report.order_report(report, by=project.leader)
    assert phase_report.order_report(report, by=project.leader) == first
    phase_report.add_follow_up(report, text="Søke om midler", by=project.leader)
    second = phase_report.order_report(report, by=project.leader)
    assert list(phase_report.versions_of(report)) == [second, first]
    assert second.data["follow_ups"][0]["text"] == "Søke om midler"
