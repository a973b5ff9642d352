"""Verbs on actions: give them, finish them, change them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle.action import ActionState
from portfolio.models import Action, Benefit, Condition, Project, SteeringMeeting
from portfolio.models.risk import Risk
from portfolio.notify import action as notify

Source = Risk | Condition | SteeringMeeting | Benefit
FIELD_OF: dict[type, str] = {
    Risk: "risk",
    Condition: "condition",
    SteeringMeeting: "meeting",
    Benefit: "benefit",
}
EDITED = ("text", "owner", "due")


@transaction.atomic
def add_action(
    project: Project,
    *,
    what: str,
    owner: Person,
    due: date,
    by: Person,
    source: Source | None = None,
) -> Action:
    """Give `owner` something to do; `source` is what it comes from. Raises DomainError."""
    if not what.strip():
        raise DomainError(_("Skriv hva som skal gjøres."))
    if owner.district_id != project.district_id:
        raise DomainError(_("Velg noen som arbeider i bydelen."))
    if source is not None and source.project.pk != project.pk:
        raise DomainError(_("Det tiltaket kommer fra, hører til et annet prosjekt."))
    came_from = {FIELD_OF[type(source)]: source} if source is not None else {}
    with acting(by, "portfolio.add_action"):
        action = Action.objects.create(
            project=project, text=what.strip(), owner=owner, due=due, added_by=by, **came_from
        )
    notify.action_given(action, by=by)
    return action


@transaction.atomic
def edit_action(action: Action, facts: Mapping[str, Any], *, version: int, by: Person) -> Action:
    """Change what, who or when; `facts` holds any of EDITED. Raises Stale or DomainError."""
    action = lock(action, version=version)
    if action.is_done:
        raise StepRefused([_("Tiltaket er gjort. Åpne det igjen før du endrer det.")])
    before = action.owner_id
    fields = [name for name in EDITED if name in facts]
    for name in fields:
        setattr(action, name, facts[name])
    if action.owner.district_id != action.project.district_id:
        raise DomainError(_("Velg noen som arbeider i bydelen."))
    with acting(by, "portfolio.edit_action"):
        action.version += 1
        action.save(update_fields=[*fields, "version"])
    if action.owner_id != before:
        notify.action_given(action, by=by)
    return action


@transaction.atomic
def finish_action(action: Action, *, by: Person, note: str = "", on: date | None = None) -> Action:
    """Say that it is done, `on` a day that has come (today when left out)."""
    action = lock(action)
    if action.is_done:
        raise StepRefused([_("Tiltaket er alt gjort.")])
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise DomainError(_("Det som er gjort, kan ikke ha en dato fram i tid."))
    with acting(by, "portfolio.finish_action"):
        action.state, action.done_on, action.done_by = ActionState.DONE, on, by
        action.done_note = note.strip()
        action.version += 1
        action.save(update_fields=["state", "done_on", "done_by", "done_note", "version"])
    notify.action_done(action, by=by)
    return action


@transaction.atomic
def reopen_action(action: Action, *, by: Person) -> Action:
    """It was not done after all; history keeps who said that it was."""
    action = lock(action)
    if not action.is_done:
        return action
    with acting(by, "portfolio.reopen_action"):
        action.state, action.done_on, action.done_by = ActionState.OPEN, None, None
        action.version += 1
        action.save(update_fields=["state", "done_on", "done_by", "version"])
    notify.action_given(action, by=by)
    return action


@transaction.atomic
def remove_action(action: Action, *, by: Person) -> None:
    """Take an action out of the list; history keeps it."""
    action = lock(action)
    with acting(by, "portfolio.remove_action", reason=action.text):
        action.delete()
