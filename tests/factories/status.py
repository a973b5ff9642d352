"""Status reports brought as far as a test needs."""

from datetime import date
from typing import Any

from portfolio.lifecycle.status import Area, Light, light_field
from portfolio.models import Project, StatusReport
from portfolio.services import status as services

GREEN = {
    **{light_field(area): Light.GREEN for area in Area.values},
    "overall_light": Light.GREEN,
    "overall_text": "Alt går etter planen.",
}


def make_report(project: Project, *, on: date | None = None, **facts: Any) -> StatusReport:
    """A delivered report by the leader, all green where nothing else is said."""
    return services.file_report(project, {**GREEN, **facts}, by=project.leader, on=on)
