"""Who is told what about pilots."""

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import Pilot
from portfolio.notify import KIND, people_of


def pilot_begun(pilot: Pilot, *, by: Person) -> None:
    _tell_people(pilot, "begun", _("Du er med i piloten «%(title)s»"), by=by)


def approval_asked(pilot: Pilot, *, by: Person) -> None:
    if pilot.approver is None:
        return
    tell(
        [pilot.approver],
        key=f"pilot-asked-{pilot.pk}-{pilot.version}",
        url=pilot.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("Piloten «%(title)s» venter på din godkjenning") % {"title": pilot.project.title},
    )


def approved(pilot: Pilot, *, by: Person) -> None:
    _tell_people(pilot, "approved", _("Piloten «%(title)s» er godkjent og kan starte"), by=by)


def turned_down(pilot: Pilot, *, by: Person) -> None:
    words = _("Piloten «%(title)s» er ikke godkjent ennå. Les hvorfor.")
    _tell_people(pilot, "turned-down", words, by=by)


def finished(pilot: Pilot, *, by: Person) -> None:
    _tell_people(
        pilot, "finished", _("Piloten «%(title)s» er ferdig. Les hvordan det gikk."), by=by
    )


def became_project(pilot: Pilot, *, by: Person) -> None:
    _tell_people(pilot, "project", _("Piloten «%(title)s» er blitt et prosjekt"), by=by)


def _tell_people(pilot: Pilot, what: str, words: str, *, by: Person) -> None:
    tell(
        people_of(pilot.project),
        key=f"pilot-{what}-{pilot.pk}-{pilot.version}",
        url=pilot.get_absolute_url(),
        by=by,
        kind=KIND,
        text=words % {"title": pilot.project.title},
    )
