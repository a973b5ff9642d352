"""Keeping, finding and letting go of drafts."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.drafts.models import Draft
from organisation.errors import DomainError
from organisation.people.models import Person

MOST_CHARACTERS = 500_000
MOST_FIELDS = 500
NEVER_KEPT = ("csrfmiddlewaretoken",)
NEVER_KEPT_PARTS = ("password", "passord")
KEEP = timedelta(days=90)


def save_draft(
    person: Person, form: str, object_ref: str, *, base_version: int | None, data: QueryDict
) -> Draft:
    """Keep what stands in the form now; replaces the person's earlier draft of it.

    Raises DomainError when it is too much to be a form that somebody types in.
    """
    payload = {name: values for name, values in data.lists() if _is_kept(name)}
    characters = sum(len(value) for values in payload.values() for value in values)
    if characters > MOST_CHARACTERS or len(payload) > MOST_FIELDS:
        raise DomainError(_("Teksten er for lang til å lagres som utkast. Del den opp."))
    draft, _created = Draft.objects.update_or_create(
        person=person,
        form=form,
        object_ref=object_ref,
        defaults={
            "base_version": base_version,
            "payload": _without_null_bytes(payload),
            "updated_at": timezone.now(),
        },
    )
    return draft


def load_draft(person: Person, form: str, object_ref: object = "") -> Draft | None:
    """The person's draft of this form for this thing, or None."""
    return Draft.objects.filter(person=person, form=form, object_ref=str(object_ref)).first()


def discard_draft(person: Person, form: str, object_ref: object = "") -> None:
    """Let the draft go; called by the service or view that saves what it was a draft of."""
    Draft.objects.filter(person=person, form=form, object_ref=str(object_ref)).delete()


def prune() -> int:
    """Let go of drafts nobody has touched for 90 days; answers how many."""
    return Draft.objects.filter(updated_at__lt=timezone.now() - KEEP).delete()[0]


def _is_kept(name: str) -> bool:
    lowered = name.lower()
    return name not in NEVER_KEPT and not any(part in lowered for part in NEVER_KEPT_PARTS)


def _without_null_bytes(payload: Mapping[str, Iterable[Any]]) -> dict[str, list[str]]:
    """PostgreSQL's JSON cannot hold them, and no person can type them."""
    return {
        name.replace("\x00", ""): [str(value).replace("\x00", "") for value in values]
        for name, values in payload.items()
    }
