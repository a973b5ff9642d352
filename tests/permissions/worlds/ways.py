"""A pilot that waits for its approval, one that may become a project, and the ways of working."""

from typing import Any

from django.utils.timezone import localdate

from portfolio.models import Cause
from portfolio.services import (
    dependency,
    diagnosis,
    joining,
    participation,
    procurement,
    rollout,
)
from tests.factories.ways import ask, finished, make_pilot


def add(world: Any) -> None:
    project, leader = world.running_project, world.people["leader"]
    add_pilots(world)
    diagnosis.write_diagnosis(project, {"problem": "Uro"}, version=0, by=leader)
    world.cause = diagnosis.add_cause(
        project, text="Vaktlisten", level=Cause.Level.SYSTEM, by=leader
    )
    world.dependency = dependency.add_dependency(
        world.alna, kind="system", name="Gerica", by=world.people["adviser"]
    )
    world.dependency_use = dependency.use_dependency(
        project, world.dependency, use="Leser vaktlisten", by=leader
    )
    world.procurement = procurement.plan_procurement(project, {"what": "Lamper"}, by=leader)
    world.dialogue = procurement.note_dialogue(
        project,
        {"form": "hearing", "held_on": localdate(), "with_whom": "Åtte firmaer"},
        by=leader,
    )
    world.rollout_unit = rollout.add_unit(project, world.care, by=leader)
    rollout.mark_in_use(world.rollout_unit, since=localdate(), by=leader)
    world.participation = participation.log_participation(
        project,
        {"group": "users", "how": "meeting", "held_on": localdate(), "said": "Mer lys"},
        by=leader,
    )
    world.join_call = joining.ask_for_people(project, needed="To til", by=leader)
    world.join_offer = joining.offer_to_join(
        world.join_call, message="Gjerne", by=world.people["employee"]
    )
    world.contributor = joining.show_me(project, what="Ledet", by=leader)


def add_pilots(world: Any) -> None:
    people = world.people

    def pilot(title: str) -> Any:
        return make_pilot(
            world.alna,
            unit=world.care,
            leader=people["leader"],
            owner=people["owner"],
            title=f"{title} ved grendehuset",
            by=people["adviser"],
        )

    world.pilot = ask(pilot("Lampeprøven"), people["manager"])
    world.done_pilot = finished(pilot("Hageprøven"))
