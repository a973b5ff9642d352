"""What stands on the pages around a gate: its place among the phases, factors, lessons, changes."""

import pytest

from portfolio.lifecycle.substance import FactorState
from portfolio.services import factor, lesson
from tests.factories.portfolio import decider_of, gate_of, make_project, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(alna):
    return make_project(alna)


def test_gates_stand_in_their_order_along_the_phases(project, as_person):
    page = as_person(project.leader).get(project.get_absolute_url())
    places = [[gate.code for gate in gates] for _phase, _gone, gates in page.context["bar"]]
    assert places == [["bp1"], ["bp2"], ["bp3", "bp4"], ["bp5"]]
    assert [gate.code for gate in page.context["gates_after"]] == ["bp6"]


def test_critical_factors_and_lessons_stand_beside_the_questions(project, as_person):
    gate = gate_of(project)
    factor.add_factor(
        project,
        text="Nattpatruljen er med",
        owner=project.owner,
        state=FactorState.NOT_SECURED,
        by=project.leader,
    )
    lesson.write_lesson(
        project, title="Spør tidlig", text="Vi spurte for sent.", by=project.leader, gate=gate
    )
    pages = [as_person(project.leader).get(gate.get_absolute_url())]
    gate = submit(gate)
    pages.append(as_person(decider_of(gate)).get(gate.get_absolute_url()))
    for page in pages:
        text = page.content.decode()
        assert "Nattpatruljen er med" in text
        assert str(FactorState.NOT_SECURED.label) in text
        assert project.owner.name in text
        assert "Spør tidlig" in text
