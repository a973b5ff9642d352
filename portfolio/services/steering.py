"""Verbs on steering groups: seats, meetings, agendas, notices and minutes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle.steering import STEPS, Presence, SteeringRole
from portfolio.models import AgendaItem, Attendance, Project, SteeringMeeting, SteeringMember
from portfolio.notify import steering as notify
from portfolio.queries.steering import OTHER, met_last, suggest_agenda


@transaction.atomic
def set_seat(project: Project, person: Person, *, role: str, by: Person) -> SteeringMember:
    """Let `person` sit in the steering group as `role`, or change the role; raises DomainError."""
    project = lock(project)
    if person.district_id != project.district_id:
        raise DomainError(_("Velg noen i bydelen."))
    leader = project.steering_members.filter(role=SteeringRole.LEADER).exclude(person=person)
    if role == SteeringRole.LEADER and leader.exists():
        raise DomainError(_("Styringsgruppen har alt en leder."))
    with acting(by, "portfolio.set_steering_seat"):
        seat, _created = SteeringMember.objects.update_or_create(
            project=project, person=person, defaults={"role": SteeringRole(role)}
        )
    return seat


@transaction.atomic
def leave_seat(seat: SteeringMember, *, by: Person) -> None:
    seat = lock(seat)
    with acting(by, "portfolio.leave_steering_seat"):
        seat.delete()


# --- Meetings -------------------------------------------------------------------------------------


@transaction.atomic
def plan_meeting(
    project: Project, *, starts_at: datetime, place: str, introduction: str, by: Person
) -> SteeringMeeting:
    """Plan a meeting, with an agenda drafted from what stands in the project now."""
    project = lock(project)
    last = project.steering_meetings.order_by("-number").values_list("number", flat=True).first()
    with acting(by, "portfolio.plan_meeting"):
        meeting = SteeringMeeting.objects.create(
            project=project,
            number=(last or 0) + 1,
            starts_at=starts_at,
            place=place.strip(),
            introduction=introduction.strip(),
        )
        add_suggestions(meeting)
    return meeting


@transaction.atomic
def edit_meeting(
    meeting: SteeringMeeting,
    *,
    starts_at: datetime,
    place: str,
    introduction: str,
    version: int,
    by: Person,
) -> SteeringMeeting:
    """Change when, where or what is said in the notice, before the meeting; raises Stale."""
    meeting = lock(meeting, version=version)
    must_be_planned(meeting)
    with acting(by, "portfolio.edit_meeting"):
        meeting.starts_at, meeting.place = starts_at, place.strip()
        meeting.introduction = introduction.strip()
        save_agenda_changed(meeting, "starts_at", "place", "introduction")
    return meeting


def must_be_planned(meeting: SteeringMeeting) -> None:
    if not meeting.is_planned:
        raise StepRefused([_("Møtet er holdt. Innkallingen står fast.")])


def must_be_open(meeting: SteeringMeeting) -> None:
    if meeting.is_approved:
        raise StepRefused([_("Referatet er godkjent og står fast.")])


def save_agenda_changed(meeting: SteeringMeeting, *fields: str) -> None:
    """What the members were sent is not what stands there now."""
    if meeting.noticed == meeting.notice:
        meeting.notice += 1
    meeting.version += 1
    meeting.save(update_fields=[*fields, "notice", "version"])


@transaction.atomic
def cancel_meeting(meeting: SteeringMeeting, *, by: Person) -> None:
    """Take a planned meeting away; those who were called are told."""
    meeting = lock(meeting)
    must_be_planned(meeting)
    if meeting.noticed:
        notify.meeting_cancelled(meeting, by=by)
    with acting(by, "portfolio.cancel_meeting"):
        meeting.delete()


@transaction.atomic
def send_notice(meeting: SteeringMeeting, *, by: Person) -> SteeringMeeting:
    """Call the members, with the agenda as it stands; once for each version of it."""
    meeting = lock(meeting)
    must_be_planned(meeting)
    if not meeting.project.steering_members.exists():
        raise StepRefused([_("Styringsgruppen har ingen medlemmer ennå.")])
    if not meeting.items.exists():
        raise StepRefused([_("Sakslisten er tom.")])
    if not meeting.notice_is_new:
        raise StepRefused([_("Innkallingen er alt sendt, og ingenting er endret siden.")])
    with acting(by, "portfolio.send_notice"):
        meeting.noticed, meeting.noticed_at = meeting.notice, timezone.now()
        meeting.version += 1
        meeting.save(update_fields=["noticed", "noticed_at", "version"])
    notify.meeting_called(meeting, by=by)
    return meeting


# --- The agenda -----------------------------------------------------------------------------------


def add_suggestions(meeting: SteeringMeeting) -> int:
    """Add what the draft has and the agenda has not; answers how many items came."""
    project = meeting.project
    suggested = suggest_agenda(project, met_last(project), timezone.localdate())
    there = set(meeting.items.values_list("source", flat=True))
    new = [each for each in suggested if each.source not in there]
    start = meeting.items.count()
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                meeting=meeting,
                position=start + nth,
                title=each.title,
                background=each.background,
                source=each.source,
            )
            for nth, each in enumerate(new, start=1)
        ]
    )
    other = meeting.items.exclude(source__in=[each.source for each in new]).filter(source=OTHER)
    other.update(position=start + len(new) + 1)  # stands last, also after what is new
    return len(new)


@transaction.atomic
def draft_agenda(meeting: SteeringMeeting, *, by: Person) -> int:
    """Look again at what the group should talk about; what is written stays as it is."""
    meeting = lock(meeting)
    must_be_planned(meeting)
    with acting(by, "portfolio.draft_agenda"):
        added = add_suggestions(meeting)
        if added:
            save_agenda_changed(meeting)
    return added


@transaction.atomic
def add_item(
    meeting: SteeringMeeting, *, title: str, background: str = "", by: Person
) -> AgendaItem:
    """Put a matter last on the agenda, before any other business; also one from the meeting."""
    meeting = lock(meeting)
    must_be_open(meeting)
    last = meeting.items.order_by("-position", "-pk").first()
    position = last.position + 1 if last else 1
    with acting(by, "portfolio.add_agenda_item"):
        if last and last.source == OTHER:
            position = last.position
            last.position += 1
            last.save(update_fields=["position"])
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=position,
            title=title.strip(),
            background=background.strip(),
        )
        save_agenda_changed(meeting)
    return item


@transaction.atomic
def edit_item(
    item: AgendaItem, *, title: str, background: str, version: int, by: Person
) -> AgendaItem:
    """Reword a matter; `version` is the meeting's. Raises Stale."""
    meeting = lock(item.meeting, version=version)
    must_be_open(meeting)
    item = lock(item)
    with acting(by, "portfolio.edit_agenda_item"):
        item.title, item.background = title.strip(), background.strip()
        item.save(update_fields=["title", "background"])
        save_agenda_changed(meeting)
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, up: bool, by: Person) -> None:
    """Let the matter change place with the one before it, or the one after."""
    meeting = lock(item.meeting)
    must_be_open(meeting)
    items = list(meeting.items.order_by("position", "pk"))
    here = next(nth for nth, each in enumerate(items) if each.pk == item.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(items):
        return
    items[here], items[there] = items[there], items[here]
    with acting(by, "portfolio.order_agenda"):
        for position, each in enumerate(items, start=1):
            if each.position != position:
                each.position = position
                each.save(update_fields=["position"])
        save_agenda_changed(meeting)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Person) -> None:
    meeting = lock(item.meeting)
    must_be_open(meeting)
    with acting(by, "portfolio.remove_agenda_item", reason=item.title):
        item.delete()
        save_agenda_changed(meeting)


# --- The minutes ----------------------------------------------------------------------------------


@transaction.atomic
def hold_meeting(meeting: SteeringMeeting, *, by: Person) -> SteeringMeeting:
    """The meeting has been; from now on minutes are written. Raises StepRefused."""
    meeting = lock(meeting)
    with acting(by, "portfolio.hold_meeting"):
        take_step(meeting, STEPS["hold"])
        Attendance.objects.bulk_create(
            [
                Attendance(
                    meeting=meeting, person=seat.person, role=seat.role, presence=Presence.PRESENT
                )
                for seat in meeting.project.steering_members.select_related("person")
            ]
        )
        meeting.version += 1
        meeting.save(update_fields=["state", "version"])
    return meeting


@transaction.atomic
def write_minutes(
    meeting: SteeringMeeting,
    *,
    presence: Mapping[int, str],
    said: Mapping[int, tuple[str, str]],
    version: int,
    by: Person,
) -> SteeringMeeting:
    """Save who was there and what was said and decided; raises Stale or StepRefused.

    `presence` maps an attendance's id to its value, `said` an item's id to minutes and decision.
    """
    meeting = lock(meeting, version=version)
    must_be_open(meeting)
    if meeting.is_planned:
        raise StepRefused([_("Møtet er ikke holdt ennå.")])
    with acting(by, "portfolio.write_minutes"):
        for row in meeting.attendances.all():
            if presence.get(row.pk, row.presence) != row.presence:
                row.presence = Presence(presence[row.pk])
                row.save(update_fields=["presence"])
        for item in meeting.items.all():
            minutes, decision = said.get(item.pk, (item.minutes, item.decision))
            if (minutes, decision) != (item.minutes, item.decision):
                item.minutes, item.decision = minutes, decision
                item.save(update_fields=["minutes", "decision"])
        meeting.version += 1
        meeting.save(update_fields=["version"])
    return meeting


@transaction.atomic
def approve_minutes(meeting: SteeringMeeting, *, version: int, by: Person) -> SteeringMeeting:
    """Say that the minutes are right; nothing in them changes after that.

    What the group decided stands in the decisions log and the red thread from now on.
    """
    meeting = lock(meeting, version=version)
    with acting(by, "portfolio.approve_minutes"):
        take_step(meeting, STEPS["approve"])
        meeting.approved_by, meeting.approved_at = by, timezone.now()
        meeting.version += 1
        meeting.save(update_fields=["state", "approved_by", "approved_at", "version"])
    notify.minutes_approved(meeting, by=by)
    return meeting
