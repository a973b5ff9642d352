"""How the projects are steered: status reports, risks, steering groups and actions."""

from collections.abc import Mapping
from datetime import datetime, time
from functools import partial
from typing import Any

from config.demo.alna import Alna, content
from config.demo.diary import OSLO
from portfolio import services as portfolio
from portfolio.lifecycle.status import Area, Light
from portfolio.lifecycle.steering import Presence
from portfolio.models import Condition, Project
from portfolio.models.action import Action
from portfolio.models.risk import Risk
from portfolio.models.steering import SteeringMeeting
from portfolio.services import action, follow, handover, risk, status, steering

Row = Mapping[str, Any]
MEETS_AT = time(13, 0)


def plan(alna: Alna) -> None:
    rows = content("steered")
    alna.each(rows["risks"], add_risk, hour=9)
    alna.each(rows["escalations"], escalate, hour=11)
    alna.each(rows["given_back"], give_back, hour=11)
    alna.each(rows["seats"], seat, hour=11)
    alna.each(rows["meetings"], plan_meeting, hour=12)
    alna.each(rows["actions"], add_action, hour=15)
    alna.each(rows["met"], meet, hour=15)
    alna.each(rows["reports"], report, hour=16)
    alna.each(rows["handovers"], hand_over, hour=10)
    alna.each(rows["follows"], follow_project, hour=10)


def report(alna: Alna, row: Row) -> None:
    """Deliver a report; what its `lights` do not name is green."""
    lights, texts = row.get("lights", {}), row.get("texts", {})
    facts: dict[str, str] = {}
    for area in Area.values:
        facts[f"{area}_light"] = lights.get(area, Light.GREEN)
        facts[f"{area}_text"] = texts.get(area, "")
    facts["overall_light"] = lights.get("overall", Light.GREEN)
    facts["overall_text"] = row["overall"]
    facts["better_because"] = row.get("better", "")
    facts |= {name: row.get(name, "") for name in ("done", "next", "needed")}
    status.file_report(alna.projects[row["project"]], facts, by=alna.by(row))


def meet(alna: Alna, row: Row) -> None:
    """Say of the conditions of one gate that they are met."""
    conditions = Condition.objects.filter(
        decision__gate__project=alna.projects[row["project"]],
        decision__gate__code=row["gate"],
    )
    for condition in conditions:
        portfolio.meet_condition(
            condition, text=row["text"], version=condition.version, by=alna.by(row)
        )


def hand_over(alna: Alna, row: Row) -> None:
    """Somebody takes over, and the one who leaves says what the new one should know."""
    project = Project.objects.get(pk=alna.projects[row["project"]].pk)
    to = alna.people[row["to"]]
    begun = handover.hand_over(project, role=row["role"], to=to, note=row["why"], by=alna.by(row))
    handover.write_notes(begun, notes=row["notes"], version=begun.version, by=alna.by(row))


def follow_project(alna: Alna, row: Row) -> None:
    for person in row["people"]:
        follow.follow_project(alna.projects[row["project"]], by=alna.people[person])


def add_risk(alna: Alna, row: Row) -> Risk:
    return risk.add_risk(alna.projects[row["project"]], alna.facts(row), by=alna.by(row))


def escalate(alna: Alna, row: Row) -> None:
    there = Risk.objects.get(pk=alna.made[row["risk"]].pk)
    risk.escalate_risk(there, reason=row["reason"], by=alna.by(row))


def give_back(alna: Alna, row: Row) -> None:
    there = Risk.objects.get(pk=alna.made[row["risk"]].pk)
    risk.give_back_risk(there, answer=row["answer"], by=alna.by(row))


def seat(alna: Alna, row: Row) -> Any:
    return steering.set_seat(
        alna.projects[row["project"]],
        alna.people[row["person"]],
        role=row["role"],
        by=alna.by(row),
    )


def plan_meeting(alna: Alna, row: Row) -> SteeringMeeting:
    day = alna.ago(row["held_ago"] if "held_ago" in row else -row["starts_in"])
    made = steering.plan_meeting(
        alna.projects[row["project"]],
        starts_at=datetime.combine(day, MEETS_AT, OSLO),
        place=row["place"],
        introduction=row["introduction"],
        by=alna.by(row),
    )
    if "item" in row:
        steering.add_item(made, title=row["item"], background=row["why"], by=alna.by(row))
        made = SteeringMeeting.objects.get(pk=made.pk)
    steering.send_notice(made, by=alna.by(row))
    if "held_ago" in row:
        alna.diary.on(day, partial(hold, alna, row, made.pk), hour=14)
    return made


def hold(alna: Alna, row: Row, made: int) -> None:
    """The meeting was held, and its minutes approved by the one who leads the group."""
    meeting = steering.hold_meeting(SteeringMeeting.objects.get(pk=made), by=alna.by(row))
    said = {item.pk: ("Tatt til orientering.", "") for item in meeting.items.all()}
    own = meeting.items.get(title=row["item"])
    said[own.pk] = (row["minutes"], row["decision"])
    away = meeting.attendances.filter(person=alna.people[row["absent"]])
    meeting = steering.write_minutes(
        meeting,
        presence={each.pk: Presence.EXCUSED for each in away},
        said=said,
        version=meeting.version,
        by=alna.by(row),
    )
    leader = meeting.project.steering_members.get(role="leader").person
    steering.approve_minutes(meeting, version=meeting.version, by=leader)


def add_action(alna: Alna, row: Row) -> None:
    facts = alna.facts(row, ("risk", "meeting", "condition", "done_ago"))
    project = alna.projects[row["project"]]
    source = alna.made.get(row.get("risk") or row.get("meeting") or "")
    if row.get("condition"):
        conditions = Condition.objects.filter(decision__gate__project=project)
        source = conditions.order_by("pk").last()
    made = action.add_action(project, by=alna.by(row), source=source, **facts)
    if "done_ago" in row:
        alna.diary.on(alna.ago(row["done_ago"]), partial(finish, alna, row, made.pk))


def finish(alna: Alna, row: Row, made: int) -> None:
    owner = alna.people[row["owner"]]
    action.finish_action(Action.objects.get(pk=made), by=owner, note="Gjort og meldt i møtet.")
