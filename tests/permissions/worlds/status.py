"""A delivered report, one being written, and a chosen rhythm."""

from typing import Any

from portfolio.models import StatusSettings, StatusWriting
from portfolio.services import status as services
from tests.factories.status import make_report


def add(world: Any) -> None:
    world.status_report = make_report(world.running_project)
    world.status_writing = services.start_report(
        world.running_project, by=world.running_project.leader
    )
    assert StatusWriting.objects.count() == 1
    services.save_settings(
        world.alna, "ordinary", {"day": 31}, version=0, by=world.people["administrator"]
    )
    world.status_settings = StatusSettings.objects.get()
