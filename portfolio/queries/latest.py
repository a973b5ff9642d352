"""The newest things that happened in a project, and the thin strip of its red thread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.registries import ThreadEvent
from portfolio.lifecycle import DecisionOrigin, GateState, Outcome
from portfolio.lifecycle.status import Light
from portfolio.models import (
    BenefitPoint,
    DocumentVersion,
    Gate,
    GateDecision,
    Lesson,
    Milestone,
    Project,
    StatusReport,
)
from portfolio.queries.chain import Happened, in_one_question, shortened, told

SHOWN = 5


def happened_in(project: Project) -> list[Happened]:
    """Every decision that stands, and the newest of each other kind; one query."""
    mine = {"project": project.pk}

    def newest(rows: QuerySet[Any], what: str, on: Any, **columns: str) -> QuerySet[Any]:
        return told(rows, what, on, **columns).order_by("-pk")[:SHOWN]

    return in_one_question(
        [
            told(
                GateDecision.objects.current().filter(gate__project=project.pk),
                "decision",
                F("decided_on"),
                code="gate__code",
                name="gate__name",
                word="outcome",
                text="origin",
                who="decided_as",
            ),
            newest(
                StatusReport.objects.filter(**mine),
                "report",
                F("delivered_on"),
                code="number",
                word="overall_light",
                text="overall_text",
            ),
            newest(
                Milestone.objects.filter(done_on__isnull=False, **mine),
                "milestone",
                F("done_on"),
                name="what",
            ),
            newest(
                BenefitPoint.objects.filter(benefit__project=project.pk, measured_on__isnull=False),
                "benefit",
                F("measured_on"),
                code="benefit",
                name="benefit__title",
                text="comment",
                who="measured_by__name",
            ),
            newest(
                Lesson.objects.filter(**mine),
                "lesson",
                F("written_on"),
                name="title",
                text="learned",
            ),
            newest(
                DocumentVersion.objects.filter(document__project=project.pk),
                "document",
                TruncDate("added_at"),
                code="document",
                name="document__title",
                who="added_by__name",
            ),
        ]
    )


def latest_of(project: Project, happened: Iterable[Happened]) -> list[ThreadEvent]:
    """The last few things, the newest first."""
    newest = sorted(happened, key=lambda row: (row.on, row.pk), reverse=True)[:SHOWN]
    return [WORDS[row.what](project, row) for row in newest]


def page(project: Project, name: str, *more: Any) -> str:
    return reverse(f"portfolio:{name}", args=[project.slug, *more])


def decision(project: Project, row: Happened) -> ThreadEvent:
    title = f"{row.name}: {Outcome(row.word).label.lower()}"
    late = row.text == DecisionOrigin.AFTERWARDS
    who = _("%(who)s, ført inn i ettertid") % {"who": row.who} if late else row.who
    url = f"{page(project, 'gate', row.code)}#beslutning-{row.pk}"
    return ThreadEvent(row.on, "gate", title, url, who)


def report(project: Project, row: Happened) -> ThreadEvent:
    light = str(Light(row.word).label).lower()
    title = _("Statusrapport levert: %(light)s") % {"light": light}
    url = page(project, "status_report", int(row.code))
    return ThreadEvent(row.on, "doc", title, url, shortened(row.text))


def milestone(project: Project, row: Happened) -> ThreadEvent:
    title = _("Milepæl nådd: %(what)s") % {"what": row.name}
    return ThreadEvent(row.on, "flag", title, f"{page(project, 'milestones')}#m{row.pk}")


def benefit(project: Project, row: Happened) -> ThreadEvent:
    title = _("Måling: %(title)s") % {"title": row.name}
    return ThreadEvent(row.on, "trend", title, page(project, "benefit", int(row.code)), row.who)


def lesson(project: Project, row: Happened) -> ThreadEvent:
    title = _("Lærdom: %(title)s") % {"title": row.name}
    return ThreadEvent(row.on, "idea", title, page(project, "lesson", row.pk), shortened(row.text))


def document(project: Project, row: Happened) -> ThreadEvent:
    title = _("Dokument: %(title)s") % {"title": row.name}
    return ThreadEvent(row.on, "doc", title, page(project, "document", int(row.code)), row.who)


WORDS = {
    "decision": decision,
    "report": report,
    "milestone": milestone,
    "benefit": benefit,
    "lesson": lesson,
    "document": document,
}


# --- The strip ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Knot:
    """One step of the strip; `mark` is done, now or next."""

    kind: str
    title: str
    url: str
    on: date | None
    text: str
    mark: str


def strip_of(
    project: Project,
    idea: Any,
    gates: Sequence[Gate],
    happened: Iterable[Happened],
) -> list[Knot]:
    """From the idea by way of each decision to what comes; asks nothing more.

    `idea` is None when there is none the reader may see, else one with `with_support`.
    """
    knots = [from_idea(idea)] if idea is not None else []
    decided = {row.code: row for row in sorted(happened, key=lambda row: (row.on, row.pk))}
    for gate in sorted(gates, key=lambda each: each.code):
        row = decided.get(gate.code)
        if row is not None and gate.state == GateState.DECIDED:
            knots.append(
                Knot(
                    kind=gate.get_code_display(),
                    title=str(Outcome(row.word).label),
                    url=page(project, "gate", gate.code),
                    on=row.on,
                    text=_("Ført inn i ettertid")
                    if row.text == DecisionOrigin.AFTERWARDS
                    else _("Signert beslutning"),
                    mark="done",
                )
            )
        elif project.is_under_way:
            first = not any(knot.mark == "now" for knot in knots)
            knots.append(
                Knot(
                    kind=gate.get_code_display(),
                    title=str(gate.get_state_display()) if first else gate.purpose,
                    url=page(project, "gate", gate.code),
                    on=gate.due,
                    text="",
                    mark="now" if first else "next",
                )
            )
    return knots


def from_idea(idea: Any) -> Knot:
    """The idea with how many stood by it."""
    words = [_("Idé %(number)s") % {"number": idea.number}]
    if idea.support_count:
        words.append(_("%(n)s støtter") % {"n": idea.support_count})
    if comments := idea.comment_count:
        counted = ngettext("%(n)s kommentar", "%(n)s kommentarer", comments)
        words.append(counted % {"n": comments})
    return Knot(
        kind=_("Idé"),
        title=idea.title,
        url=idea.get_absolute_url(),
        on=timezone.localdate(idea.submitted_at),
        text=", ".join(words),
        mark="done",
    )
