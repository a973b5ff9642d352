"""When the status reports of projects are due, worked out from rhythms and rests."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from organisation.audit.history import events_of
from portfolio.lifecycle import ProjectKind, ProjectState
from portfolio.lifecycle.status import ReportClass
from portfolio.models import Project, StatusDue, StatusReport, StatusSettings
from portfolio.rhythm import answered, next_due


def report_class_of(project: Project) -> ReportClass:
    """Pilots follow a rhythm of their own, whatever their profile."""
    if project.kind == ProjectKind.PILOT:
        return ReportClass.PILOT
    return ReportClass(project.profile)


def settings_for(district_id: int, report_class: str) -> StatusSettings:
    """What the district has chosen, or what is usual, unsaved with version 0."""
    there = StatusSettings.objects.filter(district=district_id, report_class=report_class).first()
    return there or StatusSettings.usual(district_id, report_class)


def woken(projects: Iterable[int] | None = None) -> dict[int, date]:
    """Project id → the day its last rest ended, of those given or all; one query."""
    rests = events_of(Project).filter(state=ProjectState.PAUSED, valid_to__isnull=False)
    if projects is not None:
        rests = rests.filter(pgh_obj__in=projects)
    ended = rests.order_by().values("pgh_obj").annotate(at=Max("valid_to"))
    return {row["pgh_obj"]: timezone.localdate(row["at"]) for row in ended}


def due_after(
    settings: StatusSettings,
    project: Project,
    last: StatusReport | None,
    woke: date | None = None,
) -> date | None:
    """When the report after `last` is due; the first one counts from the day it all began.

    What would have been due while the project rested never becomes due; `woke` is when that ended.
    """
    began = timezone.localdate(project.created_at) if last is None else last.delivered_on
    done = answered(settings.rhythm, began)
    if last is not None and last.due_on:
        done = max(done, last.due_on)
    return next_due(settings.rhythm, max(done, woke) if woke else done)


def due_answered(project: Project, last: StatusReport | None, on: date) -> date | None:
    """The due date a report delivered on `on` answers; None for an extra one in between."""
    settings = settings_for(project.district_id, report_class_of(project))
    due = due_after(settings, project, last, woken([project.pk]).get(project.pk))
    newest = answered(settings.rhythm, on)
    return newest if due is not None and newest >= due else None


def plan_next(project: Project, *, last: StatusReport | None = None) -> None:
    """Write down when the next report of `project` is due."""
    last = last or StatusReport.objects.last_of(project)
    settings = settings_for(project.district_id, report_class_of(project))
    woke = woken([project.pk]).get(project.pk)
    due_on, stale_from = planned(settings, project, last, woke)
    StatusDue.objects.update_or_create(
        project=project, defaults={"due_on": due_on, "stale_from": stale_from}
    )


def planned(
    settings: StatusSettings,
    project: Project,
    last: StatusReport | None,
    woke: date | None = None,
) -> tuple[date | None, date | None]:
    """When the report is due and from when the light is grey; nothing for a project at rest."""
    if project.state != ProjectState.RUNNING:
        return None, None
    due = due_after(settings, project, last, woke)
    if due is None:
        return None, None
    return due, due + timedelta(days=settings.grace_days + 1)


def plan_all(district_id: int | None = None) -> int:
    """Bring every due date up to date, of one district or all; answers how many changed.

    A handful of queries whatever the number of projects, and one write for each that changed.
    """
    projects = Project.objects.select_related("status_schedule")
    chosen = StatusSettings.objects.all()
    newest = StatusReport.objects.order_by("project", "-number").distinct("project")
    if district_id is not None:
        projects = projects.filter(district=district_id)
        chosen = chosen.filter(district=district_id)
        newest = newest.filter(project__district=district_id)
    settings_of = {(each.district_id, each.report_class): each for each in chosen}
    last_of = {report.project_id: report for report in newest}
    woke = woken()
    changed = 0
    for project in projects:
        key = (project.district_id, report_class_of(project).value)
        settings = settings_of.setdefault(key, StatusSettings.usual(*key))
        due_on, stale_from = planned(
            settings, project, last_of.get(project.pk), woke.get(project.pk)
        )
        there = getattr(project, "status_schedule", None)
        if there is None or (there.due_on, there.stale_from) != (due_on, stale_from):
            StatusDue.objects.update_or_create(
                project=project, defaults={"due_on": due_on, "stale_from": stale_from}
            )
            changed += 1
    return changed
