"""What happened in one project, in order: the red thread and the decisions log.

Many kinds of rows are read as one list, a UNION of the same few columns, so that a page costs the
same few queries whatever there is.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation import in_one_query
from organisation.audit.history import events_of
from organisation.files.models import Document
from organisation.people.models import Person
from organisation.registries import Events, ThreadEvent, thread_events
from organisation.web.wording import nok
from portfolio.lifecycle import DecisionOrigin, Level, Profile, ProjectKind, ProjectState
from portfolio.lifecycle.money import CarryOverState
from portfolio.lifecycle.substance import DocumentKind
from portfolio.log_entries import LogEntry, entries
from portfolio.models import (
    CarryOver,
    Comparison,
    Condition,
    DocumentVersion,
    GateDecision,
    GateLift,
    Lesson,
    LessonUse,
    Milestone,
    Phase,
    PhaseReport,
    Project,
)


class Happened(NamedTuple):
    """One row of the union; what `name`, `word` and `text` are depends on `what`."""

    what: str
    on: date
    pk: int
    code: str
    name: str
    word: str
    text: str
    who: str


def told(
    rows: QuerySet[Any], what: str, on: Any, *, code: str = "", name: str = "", **more: str
) -> QuerySet[Any]:
    """`rows` as `Happened`: each column is the way to a field, or empty."""

    def column(path: str) -> Any:
        if not path:
            return Value("", TextField())
        return Coalesce(Cast(F(path), TextField()), Value("", TextField()))

    return rows.order_by().values_list(
        Value(what, CharField()),
        on,
        "pk",
        column(code),
        column(name),
        column(more.get("word", "")),
        column(more.get("text", "")),
        column(more.get("who", "")),
    )


def in_one_question(parts: Iterable[QuerySet[Any]]) -> list[Happened]:
    first, *rest = parts
    return [Happened(*row) for row in first.union(*rest, all=True)]


# --- The red thread -------------------------------------------------------------------------------


def thread_of(project_id: int, person: Person) -> Iterator[ThreadEvent]:
    """Phases, milestones, decisions, choices, lessons and documents; three queries."""
    visible = Project.objects.visible_to(person).filter(pk=project_id)
    project = visible.first()
    if project is None:
        return
    happened = in_one_question([*course_of(project), *made_in(project)])
    yield started(project)
    for row in sorted(happened, key=in_its_phase):
        yield THREAD[row.what](project, row)
    decisions = GateDecision.objects.current().filter(gate__project=project).select_related("gate")
    for decision in decisions:
        yield of_decision(project, decision)


def course_of(project: Project) -> list[QuerySet[Any]]:
    """Phases begun and ended, choices, and lessons written and used."""
    mine = {"project": project}
    return [
        told(
            Phase.objects.filter(actual_start__isnull=False, **mine),
            "phase_start",
            F("actual_start"),
            code="kind",
            name="name",
            word="position",
        ),
        told(
            Phase.objects.filter(actual_end__isnull=False, **mine),
            "phase_end",
            F("actual_end"),
            code="kind",
            name="name",
            word="position",
            text="conclusions",
        ),
        told(
            Comparison.objects.filter(chosen_on__isnull=False, **mine),
            "choice",
            F("chosen_on"),
            name="question",
            word="chosen__title",
            text="chosen_reason",
        ),
        told(
            Lesson.objects.filter(**mine),
            "lesson",
            F("written_on"),
            name="title",
            text="learned",
        ),
        told(
            LessonUse.objects.filter(**mine),
            "lesson_use",
            F("used_on"),
            code="lesson",
            name="lesson__title",
            text="note",
        ),
    ]


def made_in(project: Project) -> list[QuerySet[Any]]:
    """Documents, milestones, money carried over and phase reports."""
    mine = {"project": project}
    reports = PhaseReport.objects.filter(project=project).values("pk")
    made = Document.objects.filter(
        holder_type=ContentType.objects.get_for_model(PhaseReport),
        holder_id__in=reports,
        finished_at__isnull=False,
    )
    return [
        told(
            DocumentVersion.objects.filter(document__project=project),
            "document",
            TruncDate("added_at"),
            code="document",
            name="document__title",
            word="document__kind",
            text="number",
            who="file__key",
        ),
        told(
            Milestone.objects.filter(done_on__isnull=False, **mine),
            "milestone",
            F("done_on"),
            name="what",
        ),
        told(
            CarryOver.objects.filter(state=CarryOverState.GRANTED, **mine),
            "carry_over",
            F("decided_on"),
            word="granted_nok",
            text="decision_reason",
        ),
        told(
            made,
            "report",
            TruncDate("finished_at"),
            code="file__key",
            name="title",
        ),
    ]


def in_its_phase(row: Happened) -> tuple[int, bool]:
    """On one day a phase ends before the next begins."""
    position = int(row.word) if row.what in ("phase_start", "phase_end") else 0
    return position, row.what == "phase_end"


def started(project: Project) -> ThreadEvent:
    return ThreadEvent(
        on=timezone.localdate(project.created_at),
        icon="flag",
        url=project.get_absolute_url(),
        title=_("Prosjektet %(number)s opprettet") % {"number": project.number},
        text=project.summary,
        kind="start",
    )


def of_decision(project: Project, decision: GateDecision) -> ThreadEvent:
    """What was decided; the money it released is told of by `money`."""
    gate = decision.gate
    gate.project = project
    place = [project.slug, gate.code]
    record = reverse("portfolio:decision_record", args=[*place, decision.pk])
    afterwards = decision.origin == DecisionOrigin.AFTERWARDS
    return ThreadEvent(
        on=decision.decided_on,
        icon="gate",
        url=f"{reverse('portfolio:gate', args=place)}#beslutning-{decision.pk}",
        title=f"{gate.name}: {decision.get_outcome_display().lower()}",
        text=" – ".join(
            filter(None, [decision.decided_as, _("ført inn i ettertid") if afterwards else ""])
        ),
        kind="decision",
        document=record,
    )


def phase_start(project: Project, row: Happened) -> ThreadEvent:
    url = f"{reverse('portfolio:phases', args=[project.slug])}#{row.code}"
    return ThreadEvent(
        row.on, "flag", _("%(phase)s startet") % {"phase": row.name}, url, kind="phase"
    )


def phase_end(project: Project, row: Happened) -> ThreadEvent:
    url = f"{reverse('portfolio:phases', args=[project.slug])}#{row.code}"
    title = _("%(phase)s ferdig") % {"phase": row.name}
    return ThreadEvent(row.on, "flag", title, url, shortened(row.text), kind="phase")


def choice(project: Project, row: Happened) -> ThreadEvent:
    url = f"{reverse('portfolio:alternatives', args=[project.slug])}#valg-{row.pk}"
    title = _("Valgt: %(title)s") % {"title": row.word}
    return ThreadEvent(row.on, "check", title, url, shortened(row.text), kind="decision")


def lesson(project: Project, row: Happened) -> ThreadEvent:
    url = reverse("portfolio:lesson", args=[project.slug, row.pk])
    title = _("Lærdom: %(title)s") % {"title": row.name}
    return ThreadEvent(row.on, "idea", title, url, shortened(row.text), kind="lesson")


def lesson_use(project: Project, row: Happened) -> ThreadEvent:
    url = f"{reverse('portfolio:lessons', args=[project.slug])}#brukt"
    title = _("Brukte lærdom: %(title)s") % {"title": row.name}
    return ThreadEvent(row.on, "idea", title, url, row.text, kind="lesson")


def document(project: Project, row: Happened) -> ThreadEvent:
    words = _("%(kind)s, versjon %(n)s") % {"kind": DocumentKind(row.word).label, "n": row.text}
    return ThreadEvent(
        row.on,
        "doc",
        row.name,
        reverse("portfolio:document", args=[project.slug, int(row.code)]),
        words,
        kind="document",
        document=reverse("files:file", args=[row.who]) if row.who else "",
    )


def report(project: Project, row: Happened) -> ThreadEvent:
    file = reverse("files:file", args=[row.code])
    return ThreadEvent(row.on, "doc", row.name, file, kind="document", document=file)


def milestone(project: Project, row: Happened) -> ThreadEvent:
    url = f"{reverse('portfolio:milestones', args=[project.slug])}#m{row.pk}"
    title = _("Milepæl nådd: %(what)s") % {"what": row.name}
    return ThreadEvent(row.on, "flag", title, url, kind="phase")


def carry_over(project: Project, row: Happened) -> ThreadEvent:
    url = reverse("portfolio:money", args=[project.slug])
    title = _("Overført til neste år: %(sum)s") % {"sum": nok(Decimal(row.word))}
    return ThreadEvent(row.on, "money", title, url, shortened(row.text), kind="money")


def shortened(text: str, most: int = 180) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else f"{one_line[:most].rsplit(' ', 1)[0]} …"


THREAD = {
    "phase_start": phase_start,
    "phase_end": phase_end,
    "choice": choice,
    "lesson": lesson,
    "lesson_use": lesson_use,
    "document": document,
    "milestone": milestone,
    "carry_over": carry_over,
    "report": report,
}


def whole_thread(project: Project, person: Person) -> list[ThreadEvent]:
    """All that every floor has to tell of the project, oldest first.

    An event without a kind gets that of the one who tells: `portfolio.money` tells of money.
    """
    found = [
        event if event.kind else ThreadEvent(**{**vars(event), "kind": KIND_OF.get(name, name)})
        for floor, events in told_by_all(project, person)
        for name in [floor.rpartition(".")[2]]
        for event in events
    ]
    return sorted(found, key=lambda event: (event.on, ORDER.get(event.kind, len(ORDER))))


def told_by_all(project: Project, person: Person) -> Iterator[tuple[str, Iterable[ThreadEvent]]]:
    """What each one who has something to tell tells, with their name."""
    asked = {
        name: each.found(project.pk, person)
        for name, each in thread_events.items()
        if isinstance(each, Events)
    }
    there = in_one_query.nonempty(asked)
    for name, each in thread_events.items():
        if not isinstance(each, Events):
            yield name, each(project.pk, person)
        elif name in there:
            yield name, each.told(asked[name])


KIND_OF = {
    "ideas": "idea",
    "challenges": "idea",
    "reports": "case",
    "portfolio": "decision",
    "benefits": "benefit",
    "pilot": "phase",
    "ways": "participation",
    "use": "participation",
    "grants": "money",
}
# On one day the idea comes before the case that presents it, and the decision before the phase.
ORDER = {
    name: nth
    for nth, name in enumerate(
        (
            "idea",
            "start",
            "case",
            "decision",
            "money",
            "phase",
            "guidance",
            "status",
            "benefit",
            "lesson",
        )
    )
}


# --- The decisions log ----------------------------------------------------------------------------


def log_of(project: Project, person: Person) -> list[LogEntry]:
    """Everything that was decided in and about the project, newest first."""
    found = [
        *decisions_in(project),
        *small_decisions_in(project),
        *changes_of(project),
    ]
    for tell in entries:
        found.extend(tell(project, person))
    return sorted(found, key=lambda entry: entry.on, reverse=True)


def decisions_in(project: Project) -> Iterator[LogEntry]:
    decisions = (
        GateDecision.objects.filter(gate__project=project)
        .select_related("gate", "decided_by", "superseded_by")
        .order_by("-decided_on", "-pk")
    )
    for decision in decisions:
        place = [project.slug, decision.gate.code]
        title = f"{decision.gate.name}: {decision.get_outcome_display().lower()}"
        if not decision.is_current:
            title = _("%(title)s (rettet senere)") % {"title": title}
        if decision.origin == DecisionOrigin.AFTERWARDS:
            title = _("%(title)s (ført inn i ettertid)") % {"title": title}
        yield LogEntry(
            on=decision.decided_on,
            kind="gate",
            title=title,
            who="" if decision.by_board else decision.decided_by.name,
            role=decision.decided_as,
            text=decision.reason,
            url=f"{reverse('portfolio:gate', args=place)}#beslutning-{decision.pk}",
            document=reverse("portfolio:decision_record", args=[*place, decision.pk]),
        )


def small_decisions_in(project: Project) -> Iterator[LogEntry]:
    """Lifts, conditions met, alternatives chosen and money carried over; one query."""
    rows = in_one_question(
        [
            told(
                GateLift.objects.filter(gate__project=project),
                "lift",
                TruncDate("lifted_at"),
                code="gate__code",
                name="gate__name",
                word="to_level",
                text="reason",
                who="lifted_by__name",
            ),
            told(
                Condition.objects.filter(decision__gate__project=project, met_on__isnull=False),
                "condition",
                F("met_on"),
                code="decision__gate__code",
                name="text",
                text="met_text",
                who="owner__name",
            ),
            told(
                Comparison.objects.filter(project=project, chosen_on__isnull=False),
                "choice",
                F("chosen_on"),
                name="question",
                word="chosen__title",
                text="chosen_reason",
                who="chosen_by__name",
            ),
            told(
                CarryOver.objects.filter(project=project, decided_on__isnull=False),
                "carry_over",
                F("decided_on"),
                code="applied_nok",
                name="granted_nok",
                text="decision_reason",
                who="decided_by",
            ),
        ]
    )
    for row in rows:
        yield LOG[row.what](project, row)


def lifted(project: Project, row: Happened) -> LogEntry:
    title = _("%(gate)s løftet til %(level)s") % {
        "gate": row.name,
        "level": str(Level(row.word).label).lower(),
    }
    url = reverse("portfolio:gate", args=[project.slug, row.code])
    return LogEntry(row.on, "lift", title, row.who, text=row.text, url=url)


def condition_met(project: Project, row: Happened) -> LogEntry:
    title = _("Vilkår oppfylt: %(text)s") % {"text": row.name}
    url = reverse("portfolio:gate", args=[project.slug, row.code])
    return LogEntry(row.on, "condition", title, row.who, _("ansvarlig"), row.text, url)


def chosen(project: Project, row: Happened) -> LogEntry:
    title = _("Valgt: %(title)s – %(question)s") % {"title": row.word, "question": row.name}
    url = f"{reverse('portfolio:alternatives', args=[project.slug])}#valg-{row.pk}"
    return LogEntry(row.on, "choice", title, row.who, text=row.text, url=url)


def carried_over(project: Project, row: Happened) -> LogEntry:
    applied, granted = nok(Decimal(row.code)), row.name
    title = _("Overføring av %(applied)s til neste år: avslått") % {"applied": applied}
    if granted:
        title = _("Overføring til neste år: %(granted)s av %(applied)s innvilget") % {
            "granted": nok(Decimal(granted)),
            "applied": applied,
        }
    url = reverse("portfolio:money", args=[project.slug])
    return LogEntry(row.on, "money", title, row.who, text=row.text, url=url)


LOG = {
    "lift": lifted,
    "condition": condition_met,
    "choice": chosen,
    "carry_over": carried_over,
}


def changes_of(project: Project) -> Iterator[LogEntry]:
    """Changes of kind, profile, state, owner and leader, from history; two queries."""
    events = list(
        events_of(Project)
        .filter(pgh_obj_id=project.pk)
        .order_by("pgh_id")
        .values(
            "kind", "profile", "state", "owner_id", "leader_id", "pgh_created_at", "pgh_context"
        )
    )
    pairs = [
        (before, after, name)
        for before, after in pairwise(events)
        for name in ("kind", "profile", "state", "owner_id", "leader_id")
        if before[name] != after[name]
    ]
    if not pairs:
        return
    names = names_of(pairs)
    for before, after, name in pairs:
        said = after["pgh_context"] or {}
        yield LogEntry(
            on=timezone.localdate(after["pgh_created_at"]),
            kind="people" if name.endswith("_id") else "project",
            title=words_for(name, before[name], after[name], names),
            who=names.get(said.get("by"), ""),
            text=said.get("reason", ""),
            url=project.get_absolute_url(),
        )


def names_of(pairs: list[Any]) -> dict[Any, str]:
    wanted = {(after["pgh_context"] or {}).get("by") for _before, after, _name in pairs}
    for before, after, name in pairs:
        if name.endswith("_id"):
            wanted |= {before[name], after[name]}
    people = Person.objects.filter(pk__in=wanted - {None})
    return dict(people.values_list("pk", "name"))


def words_for(name: str, before: Any, after: Any, names: dict[Any, str]) -> str:
    if name == "owner_id":
        return _("Ny prosjekteier: %(name)s") % {"name": names.get(after) or _("ingen")}
    if name == "leader_id":
        return _("Ny prosjektleder: %(name)s") % {"name": names.get(after) or _("ingen")}
    if name == "kind":
        return _("Endret fra %(before)s til %(after)s") % {
            "before": str(ProjectKind(before).label).lower(),
            "after": str(ProjectKind(after).label).lower(),
        }
    if name == "profile":
        return _("Profil endret fra %(before)s til %(after)s") % {
            "before": str(Profile(before).label).lower(),
            "after": str(Profile(after).label).lower(),
        }
    return _("Prosjektet er nå %(state)s") % {"state": str(ProjectState(after).label).lower()}
