"""What stands on the pages around a gate: its place among the phases, factors, lessons, changes."""

import pytest

from organisation.people.models import Role
from portfolio.lifecycle.substance import FactorState
from portfolio.services import factor, install_templates, lesson, principle
from tests.factories.people import person_as
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
    text = page.content.decode()
    assert text.index(">BP4<") < text.index(">BP5<") < text.index(">BP6<")


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


def test_a_quality_demand_of_the_principles_becomes_a_question(alna, as_person):
    install_templates(alna)
    demand = "Er brukerne med fra første dag?"
    principle.publish_principles(alna, text="<p>Vi prøver.</p>", demands=[demand], by=None)
    client = as_person(person_as(Role.ADMINISTRATOR, alna))
    address = "/prosjekter/portmaler/ordinary/bp1/"
    assert client.get(address).context["suggested"] == [demand]
    sent = {
        "sporsmal-TOTAL_FORMS": "1",
        "sporsmal-INITIAL_FORMS": "0",
        "sporsmal-0-text": "Er MBU hørt?",
        "sporsmal-add": demand,
    }
    page = client.post(address, sent)
    assert [row["text"].value() for row in page.context["rows"]] == ["Er MBU hørt?", demand]
    assert page.context["suggested"] == []
