"""Who is told about status reports, and about those that do not come."""

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from organisation.web.wording import day
from portfolio.lifecycle.status import Light
from portfolio.models import Project, StatusDue, StatusReport

KIND = "project"


def writers_of(project: Project) -> list[Person]:
    """The leader and those the leader lets write, each once."""
    writers = project.status_writers.select_related("person")
    people = {writer.person_id: writer.person for writer in writers}
    if project.leader is not None:
        people[project.leader.pk] = project.leader
    return list(people.values())


def report_delivered(report: StatusReport, *, by: Person) -> None:
    """The owner reads it; what is red, or asked of the owner, does not wait for a digest."""
    project = report.project
    if project.owner is None:
        return
    words = _("%(title)s: statusrapport levert, %(light)s")
    if report.needed:
        words = _("%(title)s: statusrapport levert, og prosjektet trenger noe fra deg")
    tell(
        [project.owner],
        key=f"status-delivered-{report.pk}",
        url=report.get_absolute_url(),
        by=by,
        kind=KIND,
        may_wait=not report.needed and report.overall_light != Light.RED,
        text=words
        % {"title": project.title, "light": str(report.get_overall_light_display()).lower()},
    )


SOON, TODAY, OVER = "soon", "today", "over"


def report_due(schedule: StatusDue, step: str) -> None:
    """Remind those who write; `step` is SOON, TODAY or OVER, each said once for each due date."""
    project = schedule.project
    words = {
        SOON: _("Statusrapporten for %(title)s skal leveres %(day)s"),
        TODAY: _("Statusrapporten for %(title)s skal leveres i dag"),
        OVER: _("Statusrapporten for %(title)s skulle vært levert %(day)s"),
    }[step]
    tell(
        writers_of(project),
        key=f"status-{step}-{project.pk}-{schedule.due_on}",
        url=f"{project.get_absolute_url()}status/",
        kind=KIND,
        text=words % {"title": project.title, "day": day(schedule.due_on)},
    )


def owner_of_late_report(schedule: StatusDue) -> None:
    project = schedule.project
    if project.owner is None:
        return
    tell(
        [project.owner],
        key=f"status-owner-{project.pk}-{schedule.due_on}",
        url=f"{project.get_absolute_url()}status/",
        kind=KIND,
        text=_("Statusrapporten for %(title)s skulle vært levert %(day)s. Lederen er minnet om det")
        % {"title": project.title, "day": day(schedule.due_on)},
    )
