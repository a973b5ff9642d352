"""Verbs on status reports: write one together, deliver it, and keep track of when it is due."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, Stale, StepRefused
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.demands import demands_of
from portfolio.lifecycle import ProjectState
from portfolio.lifecycle.status import (
    WRITTEN,
    Area,
    RhythmKind,
    faults,
    has_red,
    light_field,
    text_field,
)
from portfolio.models import (
    Project,
    StatusDue,
    StatusReport,
    StatusSettings,
    StatusWriter,
    StatusWriting,
)
from portfolio.notify import status as notify
from portfolio.services.gate import lock_gates, say_basis_changed
from portfolio.services.status_due import (
    due_answered,
    plan_all,
    plan_next,
    report_class_of,
    settings_for,
)

CHOSEN = (
    "kind",
    "day",
    "weeks",
    "pause_from",
    "pause_to",
    "remind_days",
    "grace_days",
    "owner_days",
)
STARTS_FROM_LAST = tuple(name for name in WRITTEN if name != "done")


# --- Writing --------------------------------------------------------------------------------------


@transaction.atomic
def start_report(project: Project, *, by: Person) -> StatusWriting:
    """The report being written, begun from the last one when nobody has begun; raises StepRefused.

    What was done is new each time; everything else stands as it did.
    """
    project = lock(project)
    if reasons := why_no_report(project):
        raise StepRefused(reasons)
    there = StatusWriting.objects.filter(project=project).first()
    if there is not None:
        return there
    last = StatusReport.objects.last_of(project)
    begun = {name: getattr(last, name) for name in STARTS_FROM_LAST} if last else {}
    with acting(by, "portfolio.start_report"):
        return StatusWriting.objects.create(
            project=project, started_by=by, saved_by=by, saved_at=timezone.now(), **begun
        )


def why_no_report(project: Project) -> list[str]:
    if project.state in (ProjectState.RUNNING, ProjectState.PAUSED):
        return []
    return [_("Prosjektet er ikke i gang.")]


@transaction.atomic
def save_report(
    writing: StatusWriting, changes: Mapping[str, Any], *, version: int, by: Person
) -> StatusWriting:
    """Keep what stands in the form; raises Stale when another has saved since `version`."""
    writing = lock_writing(writing, version=version)
    fields = [name for name in WRITTEN if name in changes]
    with acting(by, "portfolio.save_report"):
        for name in fields:
            setattr(writing, name, changes[name])
        writing.saved_by, writing.saved_at = by, timezone.now()
        writing.version += 1
        writing.save(update_fields=[*fields, "saved_by", "saved_at", "version"])
    return writing


def lock_writing(writing: StatusWriting, *, version: int) -> StatusWriting:
    """As `lock`; raises DomainError when the report was delivered or let go in the meantime."""
    try:
        return lock(writing, version=version)
    except StatusWriting.DoesNotExist:
        raise DomainError(
            _("Rapporten ble levert eller forkastet mens du skrev. Teksten din er ikke borte.")
        ) from None


@transaction.atomic
def discard_report(writing: StatusWriting, *, version: int, by: Person) -> None:
    """Let go of what is being written; history keeps it."""
    writing = lock_writing(writing, version=version)
    with acting(by, "portfolio.discard_report"):
        writing.delete()


# --- Delivering -----------------------------------------------------------------------------------


def faults_of(writing: StatusWriting, last: StatusReport | None) -> dict[str, str]:
    """What must be put right before delivery, by field."""
    return faults(
        writing.facts(),
        last.facts() if last else None,
        overall_only=demands_of(writing.project).overall_only,
    )


@transaction.atomic
def deliver_report(
    writing: StatusWriting, *, version: int, by: Person, on: date | None = None
) -> StatusReport:
    """Freeze the report; raises Stale, StepRefused or DomainError. `on` is today when left out."""
    gate = lock_gates(writing.project_id)
    project = lock(writing.project)
    writing = lock_writing(writing, version=version)
    writing.project = project
    last = StatusReport.objects.last_of(project)
    if reasons := [*why_no_report(project), *faults_of(writing, last).values()]:
        raise StepRefused(reasons)
    facts = writing.facts()
    overall_only = demands_of(project).overall_only
    if overall_only:
        facts = without_parts(facts)
    with acting(by, "portfolio.deliver_report"):
        writing.delete()
        report = write_report(project, facts, last, overall_only=overall_only, by=by, on=on)
        say_basis_changed(gate)
    return report


def without_parts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Only the overall light and its sentence, when the profile asks for no more."""
    parts = {name for area in Area.values for name in (light_field(area), text_field(area))}
    return {
        name: "" if name in parts or name == "better_because" else value
        for name, value in facts.items()
    }


def why_not_unchanged(project: Project, last: StatusReport | None) -> list[str]:
    """Why *nothing changed since last time* cannot be delivered; empty when it can."""
    if reasons := why_no_report(project):
        return reasons
    if last is None:
        return [_("Dette er den første rapporten.")]
    if StatusWriting.objects.filter(project=project).exists():
        return [_("En rapport er begynt på. Skriv den ferdig, eller forkast den.")]
    if last.overall_only and not demands_of(project).overall_only:
        return [_("Profilen krever flere lys enn sist.")]
    if last.is_unchanged and has_red(last.facts()):
        return [_("Noe er rødt, og forrige rapport sa også at ingenting er endret. Skriv en ny.")]
    return []


@transaction.atomic
def deliver_unchanged(
    project: Project, *, last: StatusReport, by: Person, on: date | None = None
) -> StatusReport:
    """Deliver the `last` report once more, as *nothing changed*; raises StepRefused or Stale.

    `last` is the one the person saw: pressed twice, the second finds another one.
    """
    gate = lock_gates(project.pk)
    project = lock(project)
    newest = StatusReport.objects.last_of(project)
    if newest is not None and newest.pk != last.pk:
        raise Stale(_("En nyere rapport er levert."), current=newest)
    if reasons := why_not_unchanged(project, newest):
        raise StepRefused(reasons)
    overall_only = demands_of(project).overall_only
    facts = {**last.facts(), "done": ""}
    if overall_only:
        facts = without_parts(facts)
    with acting(by, "portfolio.deliver_report"):
        report = write_report(
            project, facts, last, overall_only=overall_only, by=by, on=on, is_unchanged=True
        )
        say_basis_changed(gate)
    return report


def write_report(
    project: Project,
    facts: Mapping[str, Any],
    last: StatusReport | None,
    *,
    overall_only: bool,
    by: Person,
    on: date | None,
    is_unchanged: bool = False,
) -> StatusReport:
    day = on or timezone.localdate()
    if last is not None and day < last.delivered_on:
        raise DomainError(_("En rapport kan ikke leveres før den forrige."))
    due_on = due_answered(project, last, day)
    report = StatusReport.objects.create(
        project=project,
        number=last.number + 1 if last else 1,
        overall_only=overall_only,
        is_unchanged=is_unchanged,
        due_on=due_on,
        delivered_on=day,
        delivered_at=timezone.now(),
        delivered_by=by,
        **facts,
    )
    plan_next(project, last=report)
    notify.report_delivered(report, by=by)
    return report


def file_report(
    project: Project, facts: Mapping[str, Any], *, by: Person, on: date | None = None
) -> StatusReport:
    """Write and deliver a report in one go: `facts` maps names in WRITTEN, the rest is as last."""
    with transaction.atomic():
        writing = start_report(project, by=by)
        writing = save_report(writing, facts, version=writing.version, by=by)
        return deliver_report(writing, version=writing.version, by=by, on=on)


# --- Who writes -----------------------------------------------------------------------------------


@transaction.atomic
def let_write(project: Project, people: Iterable[Person], *, by: Person) -> None:
    """Let exactly `people` write the report besides the leader; they must be in the project."""
    project = lock(project)
    wanted = {person.pk for person in people}
    if wanted - set(project.memberships.values_list("person", flat=True)):
        raise DomainError(_("Bare de som er med i prosjektet, kan skrive rapporten."))
    with acting(by, "portfolio.let_write_status"):
        project.status_writers.exclude(person__in=wanted).delete()
        StatusWriter.objects.bulk_create(
            [StatusWriter(project=project, person_id=pk) for pk in sorted(wanted)],
            ignore_conflicts=True,
        )


# --- Rhythm and due dates -------------------------------------------------------------------------


@transaction.atomic
def save_settings(
    district: Unit, report_class: str, choices: Mapping[str, Any], *, version: int, by: Person
) -> StatusSettings:
    """Choose the rhythm of one profile and plan its projects anew; raises Stale or DomainError.

    `choices` holds any of CHOSEN; `version` is 0 where nothing was chosen before.
    """
    lock(district)
    there = StatusSettings.objects.filter(district=district, report_class=report_class).first()
    settings = there or StatusSettings.usual(district.pk, report_class)
    if settings.version != version:
        raise Stale(_("Noen andre har lagret mens du skrev."), current=settings)
    for name in CHOSEN:
        if name in choices:
            setattr(settings, name, choices[name])
    if settings.kind != RhythmKind.NEVER and settings.rhythm_never_comes():
        raise DomainError(_("Pausen dekker alle fristene. Velg en kortere pause."))
    settings.version += 1
    with acting(by, "portfolio.save_status_settings"):
        settings.save()
        plan_all(settings.district_id)
    return settings


# --- Reminders ------------------------------------------------------------------------------------


def remind(schedule: StatusDue, settings: StatusSettings, *, on: date) -> None:
    """Say what is to be said about this due date on `on`; saying it again says nothing new."""
    due = schedule.due_on
    if due is None:
        return
    if on > due:
        notify.report_due(schedule, notify.OVER)
        if (on - due).days >= settings.owner_days:
            notify.owner_of_late_report(schedule)
    elif on == due:
        notify.report_due(schedule, notify.TODAY)
    elif (due - on).days <= settings.remind_days:
        notify.report_due(schedule, notify.SOON)


LONGEST_NOTICE = 30  # days; no district reminds earlier than this


def remind_all(*, on: date) -> int:
    """Plan every project and remind where it is time; answers how many due dates were looked at."""
    plan_all()
    near = StatusDue.objects.filter(
        due_on__lte=on + timedelta(days=LONGEST_NOTICE), project__state=ProjectState.RUNNING
    ).select_related("project__leader", "project__owner")
    settings_of: dict[tuple[int, str], StatusSettings] = {}
    schedules = list(near.order_by("pk"))
    for schedule in schedules:
        key = (schedule.project.district_id, report_class_of(schedule.project).value)
        if key not in settings_of:
            settings_of[key] = settings_for(*key)
        remind(schedule, settings_of[key], on=on)
    return len(schedules)
