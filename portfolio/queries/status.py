"""Reads of status reports for one page, and what a signed decision freezes of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organisation.audit.history import events_of
from organisation.people.models import Person
from organisation.registries import ThreadEvent
from organisation.web.wording import day
from portfolio.lifecycle.status import ASKED, LABELS, STALE, WRITTEN, Light, light_field
from portfolio.models import Project, StatusReport, StatusWriting


@dataclass(frozen=True)
class InSeries:
    """A delivered report with how its lights moved since the one before."""

    report: StatusReport
    lines: list[dict[str, Any]]

    @property
    def by_area(self) -> list[dict[str, Any] | None]:
        """A line, or None, for each column of the series."""
        known = {line["area"]: line for line in self.lines}
        return [known.get(area) for area in ASKED]

    @property
    def overall(self) -> dict[str, Any]:
        return self.lines[-1]


def series_of(project: Project) -> list[InSeries]:
    """All reports, newest first, each compared with the one before it; one query."""
    reports = list(
        StatusReport.objects.filter(project=project)
        .select_related("delivered_by")
        .order_by("number")
    )
    for report in reports:
        report.project = project
    before = [None, *reports]
    found = [
        InSeries(report, report.lines(last)) for last, report in zip(before, reports, strict=False)
    ]
    return found[::-1]


def mark_of(light: str, stale_from: date | None, on: date) -> str:
    """How a light stands on `on`, as the tag `light` calls it; empty without a report."""
    if not light:
        return ""
    if stale_from is not None and on >= stale_from:
        return STALE
    return Light(light).mark


def as_begun(writing: StatusWriting, version: int) -> dict[str, Any] | None:
    """What stood in the report when it had `version`, from history; None when it is not known."""
    seen = events_of(StatusWriting).filter(pgh_obj_id=writing.pk, version=version)
    event = seen.order_by("-pgh_id").first()
    return {name: getattr(event, name) for name in WRITTEN} if event else None


def for_record(project: Project) -> dict[str, Any] | None:
    """The last report as a signed decision keeps it; None when there is none."""
    report = StatusReport.objects.last_of(project)
    if report is None:
        return None
    return {
        "number": report.number,
        "delivered_on": report.delivered_on,
        "delivered_by": report.delivered_by.name,
        "is_unchanged": report.is_unchanged,
        **report.facts(),
    }


def for_thread(project_id: int, person: Person) -> QuerySet[StatusReport]:
    """Every report that told something new."""
    reports = StatusReport.objects.visible_to(person)
    new = reports.filter(project=project_id, is_unchanged=False)
    return new.select_related("project").order_by("number")


def in_thread(reports: Iterable[StatusReport]) -> list[ThreadEvent]:
    return [
        ThreadEvent(
            on=report.delivered_on,
            icon="doc",
            title=_("Statusrapport: %(light)s")
            % {"light": str(report.get_overall_light_display()).lower()},
            url=report.get_absolute_url(),
            text=report.overall_text,
        )
        for report in reports
    ]


def light_words(report: StatusReport) -> str:
    """All lights in one sentence, for a person who hears the page."""
    said = [
        f"{LABELS[area]}: {Light(getattr(report, light_field(area))).label}"
        for area in report.shown_areas
    ]
    return f"{day(report.delivered_on)}. " + ", ".join(said)
