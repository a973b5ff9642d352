"""What a steering group should talk about, and what it has decided."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit import history
from organisation.people.models import Person
from organisation.registries import ThreadEvent
from organisation.web import wording
from portfolio.lifecycle import GateState
from portfolio.lifecycle.risk import BANDS, RiskKind
from portfolio.lifecycle.status import Light
from portfolio.lifecycle.steering import MeetingState
from portfolio.models import (
    Action,
    AgendaItem,
    Condition,
    Gate,
    GateDecision,
    Project,
    SteeringMeeting,
)
from portfolio.models.risk import Risk, RiskEscalation
from portfolio.models.status import StatusReport

HIGH = BANDS[0].lowest
MOST = 12  # lines under one item of a drafted agenda
OTHER = "other"  # any other business, which stands last


@dataclass(frozen=True)
class Suggestion:
    """One item of a drafted agenda. `source` is the same each time it is drafted."""

    source: str
    title: str
    background: str


def suggest_agenda(project: Project, since: datetime | None, on: date) -> list[Suggestion]:
    """Minutes, changes, lights, gates, risks, conditions and actions, with what stands there now.

    `since` is when the group last met; what has nothing to say is left out.
    """
    found = [
        *_last_minutes(project),
        *_changes(project, since),
        *_lights(project),
        *_gates(project),
        *_risks(project),
        *_conditions(project, on),
        *_actions(project, on),
    ]
    return [*found, Suggestion(OTHER, _("Eventuelt"), "")]


def _listed(lines: Iterable[str]) -> str:
    every = list(lines)
    more = [_("… og %(n)s til") % {"n": len(every) - MOST}] if len(every) > MOST else []
    return "\n".join(f"- {line}" for line in [*every[:MOST], *more])


def _last_minutes(project: Project) -> Iterator[Suggestion]:
    last = project.steering_meetings.filter(state=MeetingState.HELD).first()
    if last is not None:
        yield Suggestion("minutes", _("Referat fra forrige møte"), str(last))


def _changes(project: Project, since: datetime | None) -> Iterator[Suggestion]:
    """What has changed in the project and its phases, and what was decided, since last time."""
    if since is None:
        return
    changed = history.changes(project)
    for phase in project.phases.all():
        changed += history.changes(phase)
    new = sorted((each for each in changed if each.at > since), key=lambda each: each.at)
    lines = [
        _("%(day)s: %(what)s (%(fields)s)")
        % {
            "day": wording.day(each.at),
            "what": each.title,
            "fields": ", ".join(field.label.lower() for field in each.fields),
        }
        for each in new
        if each.fields
    ]
    day = timezone.localtime(since).date()
    for decision in GateDecision.objects.current().filter(
        gate__project=project, decided_on__gt=day
    ):
        lines.append(f"{wording.day(decision.decided_on)}: {decision}")
    if lines:
        yield Suggestion("changes", _("Hva er nytt siden sist"), _listed(lines))


def _lights(project: Project) -> Iterator[Suggestion]:
    report = StatusReport.objects.last_of(project)
    if report is None:
        return
    bad = [line for line in report.lines() if line["light"] == Light.RED]
    if bad:
        lines = [f"{line['label']}: {line['text']}".rstrip(": ") for line in bad]
        yield Suggestion(f"lights-{report.pk}", _("Dette trenger tiltak"), _listed(lines))


def _gates(project: Project) -> Iterator[Suggestion]:
    """Those prepared or with a decider; the next one when none is."""
    closed = (GateState.PLANNED, GateState.DECIDED)
    undecided = [
        gate
        for gate in Gate.objects.filter(project=project).order_by("code")
        if gate.state != GateState.DECIDED
    ]
    under_way = [gate for gate in undecided if gate.state not in closed] or undecided[:1]
    for gate in under_way:
        gate.project = project
        facts = [gate.question, gate.get_state_display()]
        if gate.due:
            facts.append(_("Avgjøres innen %(day)s") % {"day": wording.day(gate.due)})
        title = _("Beslutningspunkt %(code)s") % {"code": gate.get_code_display()}
        yield Suggestion(f"gate-{gate.pk}-{gate.round}", title, "\n".join(facts))


def high_risks(project: Project) -> list[Risk]:
    """Risks in the highest band, and those that were lifted to somebody above."""
    lifted = RiskEscalation.objects.current().filter(risk=OuterRef("pk"))
    return list(
        Risk.objects.open()
        .filter(Q(score__gte=HIGH) | Exists(lifted), project=project, kind=RiskKind.RISK)
        .worst_first()
    )


def _risks(project: Project) -> Iterator[Suggestion]:
    risks = high_risks(project)
    if risks:
        lines = [_("%(risk)s (%(score)s av 25)") % {"risk": r, "score": r.score} for r in risks]
        yield Suggestion("risks", _("Høye og løftede risikoer"), _listed(lines))


def _conditions(project: Project, on: date) -> Iterator[Suggestion]:
    conditions = (
        Condition.objects.open()
        .filter(decision__gate__project=project)
        .select_related("owner")
        .order_by("due", "pk")
    )
    lines = [_line(each.text, each.owner, each.due, on) for each in conditions]
    if lines:
        yield Suggestion("conditions", _("Vilkår som ikke er oppfylt"), _listed(lines))


def _actions(project: Project, on: date) -> Iterator[Suggestion]:
    late = Action.objects.filter(project=project).overdue(on).select_related("owner")
    lines = [_line(each.text, each.owner, each.due, on) for each in late.order_by("due", "pk")]
    if lines:
        yield Suggestion("actions", _("Tiltak over fristen"), _listed(lines))


def _line(text: str, owner: Person, due: date, on: date) -> str:
    return f"{text} ({owner.name}, {wording.due_words(due, on, _('frist')).lower()})"


def met_last(project: Project) -> datetime | None:
    """When the group last met; None when it never has."""
    return (
        project.steering_meetings.exclude(state=MeetingState.PLANNED)
        .order_by("-starts_at")
        .values_list("starts_at", flat=True)
        .first()
    )


# --- What other pages ask for ---------------------------------------------------------------------


def decisions_of(project_id: int, person: Person) -> QuerySet[AgendaItem]:
    """What the group has decided in approved minutes, the newest first."""
    meetings = SteeringMeeting.objects.visible_to(person).filter(
        project=project_id, state=MeetingState.APPROVED
    )
    return (
        AgendaItem.objects.filter(meeting__in=meetings)
        .exclude(decision="")
        .select_related("meeting__project", "meeting__approved_by")
        .order_by("-meeting__starts_at", "position")
    )


def in_thread(items: Iterable[AgendaItem]) -> list[ThreadEvent]:
    return [
        ThreadEvent(
            on=timezone.localtime(item.meeting.starts_at).date(),
            icon="people",
            title=_("Styringsgruppen: %(title)s") % {"title": item.title},
            url=item.meeting.get_absolute_url(),
            text=item.decision,
        )
        for item in items
    ]
