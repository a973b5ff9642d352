"""Meetings of a steering group: planned, held, and closed when the minutes are approved."""

from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation.lifecycle import Step


class SteeringRole(TextChoices):
    LEADER = "leader", gettext_lazy("Leder av styringsgruppen")
    MEMBER = "member", gettext_lazy("Medlem")
    SECRETARY = "secretary", gettext_lazy("Sekretær")
    OBSERVER = "observer", gettext_lazy("Observatør")


class MeetingState(TextChoices):
    PLANNED = "planned", gettext_lazy("Planlagt")
    HELD = "held", gettext_lazy("Holdt, referat skrives")
    APPROVED = "approved", gettext_lazy("Referat godkjent")


class Presence(TextChoices):
    PRESENT = "present", gettext_lazy("Til stede")
    EXCUSED = "excused", gettext_lazy("Forfall")
    ABSENT = "absent", gettext_lazy("Ikke møtt")


def has_begun(meeting: Any) -> str | None:
    return None if meeting.starts_at <= timezone.now() else _("Møtet har ikke begynt ennå.")


# These look at the rows in Python, so that a page that has read them asks for nothing more.


def has_agenda(meeting: Any) -> str | None:
    return None if list(meeting.items.all()) else _("Sakslisten er tom.")


def has_presence(meeting: Any) -> str | None:
    if any(row.presence == Presence.PRESENT for row in meeting.attendances.all()):
        return None
    return _("Skriv hvem som var til stede.")


def has_minutes(meeting: Any) -> str | None:
    empty = sum(not (item.minutes or item.decision) for item in meeting.items.all())
    if not empty:
        return None
    words = ngettext("Én sak mangler referat.", "%(n)s saker mangler referat.", empty)
    return words % {"n": empty}


STEPS = {
    "hold": Step(
        (MeetingState.PLANNED,),
        MeetingState.HELD,
        "portfolio.edit_steering",
        (has_begun, has_agenda),
        gettext_lazy("Møtet er holdt"),
    ),
    "approve": Step(
        (MeetingState.HELD,),
        MeetingState.APPROVED,
        "portfolio.approve_minutes",
        (has_presence, has_minutes),
        gettext_lazy("Godkjenn referatet"),
    ),
}
