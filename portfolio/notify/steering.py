"""Who is told about meetings of a steering group."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from organisation.web.wording import day_and_moment
from portfolio.models import SteeringMeeting

KIND = "steering"


def members_of(meeting: SteeringMeeting) -> Iterable[Person]:
    return Person.objects.active().filter(steering_seats__project=meeting.project_id)


def meeting_called(meeting: SteeringMeeting, *, by: Person) -> None:
    """The notice with its agenda, once for each version of it."""
    words = (
        _("Ny innkalling til styringsgruppen for %(project)s %(when)s")
        if meeting.notice > 1
        else _("Innkalling til styringsgruppen for %(project)s %(when)s")
    )
    tell(
        members_of(meeting),
        key=f"steering-{meeting.pk}-{meeting.notice}",
        url=meeting.get_absolute_url(),
        by=by,
        kind=KIND,
        text=words % {"project": meeting.project.title, "when": day_and_moment(meeting.starts_at)},
    )


def meeting_cancelled(meeting: SteeringMeeting, *, by: Person) -> None:
    tell(
        members_of(meeting),
        key=f"steering-cancelled-{meeting.pk}",
        url=f"{meeting.project.get_absolute_url()}styringsgruppe/",
        by=by,
        kind=KIND,
        text=_("Møtet i styringsgruppen for %(project)s %(when)s er avlyst")
        % {"project": meeting.project.title, "when": day_and_moment(meeting.starts_at)},
    )


def minutes_approved(meeting: SteeringMeeting, *, by: Person) -> None:
    tell(
        members_of(meeting),
        key=f"steering-minutes-{meeting.pk}",
        url=meeting.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("Referatet fra styringsgruppen for %(project)s er godkjent")
        % {"project": meeting.project.title},
    )
