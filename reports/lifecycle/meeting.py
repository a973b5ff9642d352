"""The words of meetings, and the table of a meeting's moves."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from organisation.lifecycle import Step

if TYPE_CHECKING:
    from reports.models import Meeting


class MemberFunction(TextChoices):
    CHAIR = "chair", _("Leder")
    VICE_CHAIR = "vice", _("Nestleder")
    MEMBER = "member", _("Medlem")
    DEPUTY = "deputy", _("Vara")


class MeetingState(TextChoices):
    PLANNED = "planned", _("Planlagt")
    CALLED = "called", _("Innkalt")
    HELD = "held", _("Holdt")
    LOCKED = "locked", _("Protokollen er godkjent")
    CANCELLED = "cancelled", _("Avlyst")


class ItemKind(TextChoices):
    CASE = "case", _("Sak")
    NOTICE = "notice", _("Godkjenning av innkalling og sakskart")
    MINUTES = "minutes", _("Godkjenning av forrige protokoll")
    OPEN_HALF_HOUR = "open", _("Åpen halvtime")
    INFORMATION = "information", _("Informasjon")
    OTHER = "other", _("Eventuelt")


class ItemGroup(TextChoices):
    """The A list is dealt with in open doors; the B list is closed to the public."""

    A = "a", _("A-sak")
    B = "b", _("B-sak")


class Presence(TextChoices):
    PRESENT = "present", _("Til stede")
    ABSENT = "absent", _("Forfall")


class AttendeeRole(TextChoices):
    CHAIR = "chair", _("Møteleder")
    MEMBER = "member", _("Medlem")
    DEPUTY = "deputy", _("Vara")
    ADMINISTRATION = "administration", _("Fra administrasjonen")
    SECRETARY = "secretary", _("Møtesekretær")


class EntryKind(TextChoices):
    PROPOSAL = "proposal", _("Forslag")
    ORDER = "order", _("Verbalforslag")
    ADDITION = "addition", _("Protokolltilførsel")


class PaperKind(TextChoices):
    """What is made of a meeting, before it and after it."""

    NOTICE = "notice", _("Innkalling og sakskart")
    PACK = "pack", _("Møtepakke")
    ATTACHMENTS = "attachments", _("Vedlegg til møtepakken")
    MINUTES = "minutes", _("Protokoll")
    EXTRACT = "extract", _("Saksprotokoll")


def has_an_agenda(meeting: "Meeting") -> str | None:
    return None if meeting.agenda() else gettext("Sakskartet er tomt.")


def has_members(meeting: "Meeting") -> str | None:
    if meeting.size_of_committee:
        return None
    return gettext("%(committee)s har ingen medlemmer. Skriv dem inn først.") % {
        "committee": meeting.committee
    }


def cases_meet_that_day(meeting: "Meeting") -> str | None:
    """Somebody may have moved a case in its saksgang after it was put on the agenda."""
    gone = [
        item.stop.case.title
        for item in meeting.case_items()
        if item.stop and item.vedtak_id is None and item.stop.meeting_date != meeting.held_on
    ]
    if not gone:
        return None
    return ngettext(
        "Denne saken er flyttet til en annen dag. Ta den av sakskartet: %(cases)s",
        "Disse sakene er flyttet til en annen dag. Ta dem av sakskartet: %(cases)s",
        len(gone),
    ) % {"cases": "; ".join(gone)}


def has_been(meeting: "Meeting") -> str | None:
    if meeting.held_on <= timezone.localdate():
        return None
    return gettext("Møtet har ikke vært ennå.")


def has_a_chair(meeting: "Meeting") -> str | None:
    led = any(
        each.role == AttendeeRole.CHAIR and each.presence == Presence.PRESENT
        for each in meeting.attendances.all()
    )
    return None if led else gettext("Velg hvem som ledet møtet.")


def was_quorate(meeting: "Meeting") -> str | None:
    from reports.seats import quorum_fault, voters

    return quorum_fault(meeting, len(voters(meeting.attendances.all())))


def is_answered(meeting: "Meeting") -> str | None:
    left = [item.number for item in meeting.case_items() if item.vedtak_id is None]
    if not left:
        return None
    return ngettext(
        "Før utfallet i sak %(cases)s.", "Før utfallet i sakene %(cases)s.", len(left)
    ) % {"cases": ", ".join(left)}


def nothing_is_decided(meeting: "Meeting") -> str | None:
    if any(item.vedtak_id for item in meeting.agenda()):
        return gettext("Det er ført vedtak i møtet. Det kan ikke avlyses.")
    return None


def is_approved_elsewhere(meeting: "Meeting") -> str | None:
    if meeting.approved_at_meeting_id:
        return None
    return gettext("Protokollen godkjennes i et senere møte.")


STEPS: dict[str, Step] = {
    "call": Step(
        (MeetingState.PLANNED,),
        MeetingState.CALLED,
        "reports.call_meeting",
        (has_an_agenda, has_members, cases_meet_that_day),
        _("Kall inn til møtet"),
    ),
    "hold": Step(
        (MeetingState.CALLED,),
        MeetingState.HELD,
        "reports.hold_meeting",
        (has_been, has_a_chair, was_quorate, is_answered),
        _("Møtet er holdt"),
    ),
    "lock": Step(
        (MeetingState.HELD,),
        MeetingState.LOCKED,
        "reports.lock_minutes",
        (is_approved_elsewhere,),
    ),
    "cancel": Step(
        (MeetingState.PLANNED, MeetingState.CALLED),
        MeetingState.CANCELLED,
        "reports.plan_meeting",
        (nothing_is_decided,),
    ),
}
