"""One of each of what a project is made of, in the running project."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from portfolio.models import PhaseReportSection
from portfolio.services import (
    deliverable,
    document,
    factor,
    lesson,
    next_plan,
    phase_report,
    principle,
    term,
    test_round,
)
from tests.factories.substance import a_file, make_comparison, make_document


def add(world: Any) -> None:
    project, leader = world.running_project, world.people["leader"]
    phase = project.phases.running().get()
    coming = world.board_project.phases.order_by("position").first()
    made = SimpleNamespace(phase=phase, coming=coming)
    made.factor = factor.add_factor(project, text="Nok folk", by=leader)
    made.deliverable = deliverable.add_deliverable(project, {"title": "Kart"}, by=leader)
    made.round = test_round.add_round(
        project, hypothesis="Flere ringer", starts_on=date(2026, 1, 5), by=leader
    )
    made.comparison, made.alternative = make_comparison(project)
    made.document = make_document(project, title="Referatboka ved grendehuset")
    made.file = made.document.versions.get().file
    made.lesson = lesson.write_lesson(
        project, title="Spørrerunden ved grendehuset", text="Spør først.", by=leader
    )
    other = lesson.write_lesson(world.project, title="En annen", text="Vent litt.", by=leader)
    made.use = lesson.use_lesson(other, project, by=leader)
    made.other_lesson = other
    next_plan.save_plan(coming, {"approach": "Prøve"}, version=0, by=leader)
    made.report = phase_report.start_report(phase, by=leader)
    made.section = PhaseReportSection.objects.filter(report=made.report).first()
    made.point = phase_report.add_follow_up(made.report, text="Søk midler", by=leader)
    made.principles = principle.publish_principles(
        world.alna, text="<p>Prøv smått.</p>", demands=["Behovet er kjent"], by=None
    )
    made.term = term.save_term(world.alna, name="grend", explanation="Et lite sted.", by=None)
    made.template = document.publish_document_template(
        world.alna, "report", upload=a_file("Mal"), by=None
    )
    world.substance = made
