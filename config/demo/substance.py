"""What the phases of the projects hold: documents, deliverables, tests, choices and lessons."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from config.demo.alna import Alna, content
from organisation.people.models import Person
from organisation.web.richtext import from_plain
from portfolio import services as portfolio
from portfolio.lifecycle.substance import ReportPart
from portfolio.models.alternative import Comparison
from portfolio.models.document import DocumentVersion, ProjectDocument
from portfolio.models.lesson import Lesson
from portfolio.models.milestone import Milestone
from portfolio.models.test_round import TestRound
from portfolio.services import (
    alternative,
    deliverable,
    document,
    factor,
    lesson,
    milestone,
    next_plan,
    phase_report,
    test_round,
)

Row = Mapping[str, Any]


def plan(alna: Alna) -> None:
    rows = content("substance")
    alna.each(rows["factors"], add_factor)
    alna.each(rows["documents"], add_document, hour=11)
    alna.each(rows["versions"], add_version, hour=11)
    alna.each(rows["deliverables"], add_deliverable, hour=14)
    alna.each(rows["milestones"], add_milestone, hour=14)
    alna.each(rows["rounds"], add_round, hour=15)
    alna.each(rows["comparisons"], compare, hour=15)
    alna.each(rows["lessons"], write_lesson, hour=15)
    alna.each(rows["reused"], reuse, hour=16)
    alna.each(rows["plans"], plan_next, hour=16)
    alna.each(rows["goals"], set_goals, hour=16)
    alna.each(rows["judged"], judge_goals, hour=16)
    alna.each(rows["phase_reports"], write_report, hour=17)


def set_goals(alna: Alna, row: Row) -> None:
    phase = alna.phase(row)
    changes = alna.facts(row, ("phase", "goals"))
    goals = row.get("goals")
    portfolio.edit_phase(phase, changes, version=phase.version, by=alna.by(row), goals=goals)


def judge_goals(alna: Alna, row: Row) -> None:
    goals = alna.phase(row).goals.all()
    for goal, (result, words) in zip(goals, row["results"], strict=True):
        portfolio.judge_goal(goal, result, text=words, by=alna.by(row))


def write_report(alna: Alna, row: Row) -> None:
    """The report drafts itself from what is registered; the summary is written."""
    by = alna.by(row)
    report = phase_report.start_report(alna.phase(row), by=by)
    summary = report.sections.get(part=ReportPart.SUMMARY)
    phase_report.edit_section(
        summary,
        text=from_plain(row["summary"]),
        is_left_out=False,
        version=summary.version,
        by=by,
    )


def add_factor(alna: Alna, row: Row) -> Any:
    facts = alna.facts(row)
    return factor.add_factor(
        alna.projects[row["project"]], by=alna.by(row), state_on=alna.day(row), **facts
    )


def paper(row: Row) -> SimpleUploadedFile | None:
    """A small file of text, when the row has words for one."""
    if "text" not in row:
        return None
    name = f"{row.get('title', 'versjon')}.txt".lower().replace(" ", "-")
    return SimpleUploadedFile(name, row["text"].encode(), content_type="text/plain")


def add_document(alna: Alna, row: Row) -> ProjectDocument:
    facts = alna.facts(row, ("text",))
    return document.add_document(
        alna.projects[row["project"]], by=alna.by(row), upload=paper(row), **facts
    )


def add_version(alna: Alna, row: Row) -> DocumentVersion:
    there = ProjectDocument.objects.get(pk=alna.made[row["document"]].pk)
    return document.add_version(there, by=alna.by(row), upload=paper(row), comment=row["comment"])


def add_deliverable(alna: Alna, row: Row) -> Any:
    return deliverable.add_deliverable(
        alna.projects[row["project"]], alna.facts(row), by=alna.by(row)
    )


def add_milestone(alna: Alna, row: Row) -> None:
    """Reached ones are planned first and reached on their day."""
    facts = alna.facts(row)
    reached = facts.pop("done_on", None)
    made = milestone.add_milestone(alna.projects[row["project"]], by=alna.by(row), **facts)
    if reached:
        alna.diary.on(reached, partial(reach, made.pk, alna.by(row), reached))


def add_round(alna: Alna, row: Row) -> Any:
    facts = alna.facts(row)
    told: dict[str, Any] = {
        name: facts.pop(name)
        for name in ("ends_on", "outcome", "outcome_text", "adjustment")
        if name in facts
    }
    made = test_round.add_round(alna.projects[row["project"]], by=alna.by(row), **facts)
    if told:
        alna.diary.on(told["ends_on"], partial(tell, made.pk, alna.by(row), told))
    return made


def reach(made: int, by: Person, on: date) -> None:
    milestone.reach_milestone(Milestone.objects.get(pk=made), by=by, on=on)


def tell(made: int, by: Person, told: dict[str, Any]) -> None:
    """How a round of tests went, once it is over."""
    there = TestRound.objects.get(pk=made)
    test_round.edit_round(there, told, version=there.version, by=by)


def compare(alna: Alna, row: Row) -> None:
    by = alna.by(row)
    made = alternative.start_comparison(
        alna.projects[row["project"]],
        question=row["question"],
        criteria=row["criteria"],
        phase=alna.phase(row),
        by=by,
    )
    criteria = list(made.criteria.order_by("position"))
    zero = made.alternatives.get(is_zero=True)
    alternative.edit_alternative(
        zero, {"title": zero.title, **alna.facts(row["zero"])}, version=zero.version, by=by
    )
    for option in row["options"]:
        said = zip(criteria, option["notes"], strict=True)
        alternative.add_alternative(
            made,
            alna.facts(option, ("notes",)),
            notes={criterion.pk: words for criterion, words in said},
            by=by,
        )
    if "choose" in row:
        made = Comparison.objects.get(pk=made.pk)
        alternative.choose_alternative(
            made,
            made.alternatives.get(title=row["choose"]),
            reason=row["reason"],
            version=made.version,
            by=by,
        )


def write_lesson(alna: Alna, row: Row) -> Lesson:
    facts = alna.facts(row, ("learned",))
    return lesson.write_lesson(
        alna.projects[row["project"]], text=row["learned"], by=alna.by(row), **facts
    )


def reuse(alna: Alna, row: Row) -> None:
    lesson.use_lesson(
        alna.made[row["lesson"]],
        alna.projects[row["project"]],
        note=row["note"],
        by=alna.by(row),
    )


def plan_next(alna: Alna, row: Row) -> None:
    next_plan.save_plan(alna.phase(row), alna.facts(row, ("phase",)), version=0, by=alna.by(row))
