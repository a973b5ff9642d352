"""Phases and gates come from a phase model that a district keeps in versions."""

from datetime import date

import pytest
from django.utils import timezone

from organisation.errors import DomainError
from organisation.people.models import Role
from portfolio import services
from portfolio.lifecycle import GateCode, GateMeaning, Profile, ProjectState
from portfolio.models import Gate, Phase, PhaseModel, Project
from portfolio.phase_plans import SMALL, Plan, PlannedGate, PlannedPhase
from portfolio.services.phase_model import faults_in, publish_phase_model, refit
from tests.factories.people import person_as
from tests.factories.portfolio import gate_of, make_project, pass_gate

pytestmark = pytest.mark.django_db

TWO_STEPS = Plan(
    "To steg",
    (PlannedPhase("tenke", "Tenke", "tenkingen"), PlannedPhase("gjore", "Gjøre", "gjøringen")),
    (
        PlannedGate("bp1", "Port A", "Skal {prosjekt} tenkes ut?", "start_phase", opens="tenke"),
        PlannedGate("bp2", "Port B", "Skal det gjøres?", "hand_over", ends="tenke", opens="gjore"),
    ),
)


def codes(project):
    return list(project.gates.order_by("code").values_list("name", flat=True))


def test_a_small_project_has_three_gates_start_put_to_use_and_benefits(alna):
    project = make_project(alna, profile=Profile.SMALL)
    assert codes(project) == ["Start", "Ta i bruk", "Gevinst"]
    for code in (GateCode.BP1, GateCode.BP5):
        project = pass_gate(project, code)
    assert project.state == ProjectState.CLOSED
    assert gate_of(project, GateCode.BP6).meaning == GateMeaning.BENEFITS


def test_a_new_version_holds_for_new_projects_and_leaves_running_ones_alone(alna):
    before = make_project(alna)
    services.phase_model.publish_phase_model(alna, Profile.ORDINARY, TWO_STEPS, by=None)
    assert codes(before) == ["BP1", "BP2", "BP3", "BP4", "BP5", "BP6"]
    after = make_project(alna)
    assert codes(after) == ["Port A", "Port B"]
    assert gate_of(after).question == f"Skal {after.title} tenkes ut?"
    assert [str(phase) for phase in after.phases.order_by("position")] == ["Tenke", "Gjøre"]


@pytest.mark.parametrize(
    ("phases", "gates", "said"),
    [
        ((), TWO_STEPS.gates, "minst én fase"),
        (TWO_STEPS.phases, TWO_STEPS.gates[:1], "gi det til linjen"),
        (TWO_STEPS.phases, TWO_STEPS.gates[::-1], "første beslutningspunktet"),
        (TWO_STEPS.phases[::-1], TWO_STEPS.gates, "samme rekkefølge"),
    ],
)
def test_a_phase_model_that_does_not_hang_together_is_refused(alna, phases, gates, said):
    plan = Plan("Feil", phases, gates)
    assert any(said in fault for fault in faults_in(plan))
    with pytest.raises(DomainError):
        publish_phase_model(alna, Profile.SMALL, plan, by=None)


def test_a_project_moves_up_a_profile_and_keeps_what_it_has_written(alna):
    project = pass_gate(make_project(alna, profile=Profile.SMALL))
    gate = services.open_gate(gate_of(project, GateCode.BP5), by=project.leader)
    key = gate.lines[0].question.key
    services.answer_question(gate, gate.lines[0].question, "yes", by=project.leader)
    Project.objects.filter(pk=project.pk).update(profile=Profile.ORDINARY)
    project = Project.objects.get(pk=project.pk)
    refit(project, by=project.leader)
    assert codes(project) == ["Start", "BP2", "BP3", "BP4", "BP5", "BP6"]
    moved = Gate.objects.get(pk=gate.pk)
    assert (moved.code, moved.ends_phase.name) == ("bp2", "Gjennomføring")
    assert moved.answers.get().question.key == key
    assert [phase.name for phase in project.phases.order_by("position")] == [
        "Gjennomføring",
        "Forprosjekt",
        "Hovedprosjekt",
        "Realisering",
    ]
    project = pass_gate(project, GateCode.BP2)
    assert Phase.objects.get(project=project, kind="gjennomforing").state == "done"


def test_moving_down_refuses_to_throw_away_what_is_planned(alna):
    project = make_project(alna)
    for kind in ("forprosjekt", "hovedprosjekt"):
        phase = project.phases.get(kind=kind)
        services.edit_phase(
            phase, {}, goals=["Kjenne behovet"], version=phase.version, by=project.leader
        )
    Project.objects.filter(pk=project.pk).update(profile=Profile.SMALL)
    project = Project.objects.get(pk=project.pk)
    with pytest.raises(DomainError, match="har innhold"):
        refit(project, by=project.leader)


def test_an_administrator_makes_a_version_without_script(client, alna):
    make_project(alna)
    client.force_login(person_as(Role.ADMINISTRATOR, alna))
    address = "/prosjekter/fasemodeller/small/"
    data = form_of(client.get(address))
    more = client.post(address, {**data, "punkt-add": "1"})
    assert more.status_code == 200
    assert 'name="punkt-3-name"' in more.content.decode()
    shown = client.post(address, {**data, "fase-0-name": "Utprøving", "preview": "1"})
    assert "kan ikke" in shown.content.decode() or shown.status_code == 422
    data |= {"fase-0-name": "Utprøving", "punkt-0-opens": "Utprøving", "punkt-1-ends": "Utprøving"}
    done = client.post(address, {**data, "publish": "1"})
    assert done.status_code == 302
    newest = PhaseModel.objects.newest(alna.pk, Profile.SMALL)
    assert (newest.number, newest.phases.first().name) == (2, "Utprøving")
    assert newest.published_by is not None
    assert newest.published_at.date() <= timezone.now().date()
    assert date(2020, 1, 1) < newest.published_at.date()


def form_of(page):
    """What a browser would send back: every field of the page as it stands."""
    data = {}
    for key in ("phases", "gates"):
        rows = page.context[key]
        data |= {
            rows.management_form.add_prefix(name): value
            for name, value in rows.management_form.initial.items()
        }
        for row in rows:
            data |= {bound.html_name: bound.value() or "" for bound in row}
    return data | {bound.html_name: bound.value() for bound in page.context["form"]}


def test_the_plan_of_a_small_project_is_sound():
    assert faults_in(SMALL) == []
