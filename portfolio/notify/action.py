"""Who is told about actions."""

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import Action

KIND = "action"


def action_given(action: Action, *, by: Person) -> None:
    tell(
        [action.owner],
        key=f"action-{action.pk}-{action.version}",
        url=action.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("Du har fått et tiltak med frist %(due)s: %(text)s")
        % {"due": f"{action.due:%d.%m.%Y}", "text": action.text},
    )


def action_due(action: Action) -> None:
    """Once for each due day, however often the job runs."""
    tell(
        [action.owner],
        key=f"action-due-{action.pk}-{action.due:%Y%m%d}",
        url=action.get_absolute_url(),
        kind=KIND,
        text=_("Tiltaket ditt har frist %(due)s: %(text)s")
        % {"due": f"{action.due:%d.%m.%Y}", "text": action.text},
    )


def action_done(action: Action, *, by: Person) -> None:
    """Whoever asked for it, and the leader, hear that it is done."""
    tell(
        [person for person in (action.added_by, action.project.leader) if person],
        key=f"action-done-{action.pk}-{action.version}",
        url=action.get_absolute_url(),
        by=by,
        may_wait=True,
        kind=KIND,
        text=_("Gjort: %(text)s") % {"text": action.text},
    )
