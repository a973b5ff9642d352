"""An action, a steering group with a planned meeting, and somebody who takes over."""

from typing import Any

from django.utils import timezone

from portfolio.services import action, handover, steering


def add(world: Any) -> None:
    people, project = world.people, world.running_project
    world.action = action.add_action(
        project,
        what="Bestill lås",
        owner=people["member"],
        due=timezone.localdate(),
        by=people["leader"],
    )
    steering.set_seat(project, people["director"], role="leader", by=people["owner"])
    world.seat = steering.set_seat(
        project, people["secretariat"], role="secretary", by=people["owner"]
    )
    world.meeting = steering.plan_meeting(
        project, starts_at=timezone.now(), place="Møterom 2", introduction="", by=people["leader"]
    )
    world.agenda_item = world.meeting.items.first()
    world.handover = handover.begin(
        project, role="leader", old=people["member"], new=people["leader"], by=people["owner"]
    )
