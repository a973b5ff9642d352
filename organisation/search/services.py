"""Verbs on saved views: keep one, change it, share it, begin with it, take it away."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from organisation.search.models import SavedView
from organisation.search.rules import steered_by
from organisation.search.saved import LONGEST_ADDRESS, kept_query

MOST_VIEWS = 50  # of one list for one person: more are not found again


@transaction.atomic
def save_view(
    page: str,
    query: str,
    *,
    title: str,
    by: Person,
    role: str = "",
    unit: Unit | None = None,
    is_start: bool = False,
) -> SavedView:
    """Keep `query` of the list `page` under a name; with `role` and `unit` it is shared.

    Only parameters the list knows are kept. Raises DomainError.
    """
    # Two tabs that save at once count each other: the person's row is what they both take.
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if by.saved_views.filter(page=page).count() >= MOST_VIEWS:
        raise DomainError(_("Du har mange visninger alt. Slett en du ikke bruker."))
    view = SavedView(person=by, page=page)
    with acting(by, "search.save_view"):
        _write(view, query=query, title=title, role=role, unit=unit, is_start=is_start, by=by)
    return view


@transaction.atomic
def change_view(
    view: SavedView,
    *,
    title: str,
    version: int,
    by: Person,
    role: str = "",
    unit: Unit | None = None,
    is_start: bool = False,
    query: str | None = None,
) -> SavedView:
    """Rename, share or begin with a view; `query` replaces what it shows. Raises Stale."""
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    view = lock(view, version=version)
    view.version += 1
    with acting(by, "search.change_view"):
        _write(
            view, query=view.query if query is None else query, title=title, role=role, unit=unit,
            is_start=is_start, by=by,
        )  # fmt: skip
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: Person) -> None:
    view = lock(view)
    with acting(by, "search.remove_view"):
        view.delete()


def _write(
    view: SavedView,
    *,
    query: str,
    title: str,
    role: str,
    unit: Unit | None,
    is_start: bool,
    by: Person,
) -> None:
    view.title = " ".join(title.split())
    if not view.title:
        raise DomainError(_("Gi visningen et navn."))
    view.query = kept_query(view.page, query)
    if len(view.query) > LONGEST_ADDRESS:
        raise DomainError(_("Det er valgt så mye at visningen ikke kan lagres. Velg litt mindre."))
    _place(view, role, unit, by)
    others = SavedView.objects.filter(person=view.person_id, page=view.page).exclude(pk=view.pk)
    if others.filter(title=view.title).exists():
        raise DomainError(_("Du har alt en visning med dette navnet."))
    if is_start:
        others.filter(is_start=True).update(is_start=False)
    view.is_start = is_start
    view.save()


def _place(view: SavedView, role: str, unit: Unit | None, by: Person) -> None:
    """Let those with `role` on `unit` see it; with neither it is for oneself, at home."""
    if bool(role) != (unit is not None):
        raise DomainError(_("Velg både rolle og enhet når du deler."))
    if unit is not None and unit.pk not in steered_by(by):
        raise DomainError(_("Du kan bare dele på enheter du har en rolle for."))
    home: Any = unit or by.unit
    view.role, view.unit, view.district_id = role, home, home.district_id
