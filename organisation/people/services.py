"""Verbs on units, people, roles and registers."""

from collections.abc import Mapping
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.notices.services import tell
from organisation.people.models import (
    NumberSeries,
    Partner,
    Person,
    RoleGrant,
    ServiceArea,
    Strategy,
    StrategyGoal,
    Unit,
    UnitKind,
    path_step,
)
from organisation.registries import unit_moved

Row = TypeVar("Row", Unit, Person, ServiceArea, Strategy, Partner)
RegisterRow = TypeVar("RegisterRow", ServiceArea, Strategy, Partner)


def next_unit_id() -> int:
    """Take the id before the row exists: a district points to itself, a path ends in its id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('people_unit', 'id'))")
        return int(cursor.fetchone()[0])


@transaction.atomic
def open_district(name: str, *, slug: str, by: Person | None = None) -> Unit:
    """Start a new district, the top of its own tree."""
    pk = next_unit_id()
    with acting(by, "people.open_district"):
        return Unit.objects.create(
            pk=pk,
            district_id=pk,
            path=path_step(pk),
            kind=UnitKind.BYDEL,
            name=name,
            slug=slug,
        )


@transaction.atomic
def create_unit(parent: Unit, name: str, *, kind: str, by: Person | None = None) -> Unit:
    """Add a unit below `parent`, in the same district."""
    take_turns(parent.district_id)
    parent = lock(parent)
    if not parent.is_active:
        raise DomainError(_("Enheten over er ikke i bruk."))
    pk = next_unit_id()
    with acting(by, "people.create_unit"):
        return Unit.objects.create(
            pk=pk,
            parent=parent,
            district_id=parent.district_id,
            path=f"{parent.path}.{path_step(pk)}",
            kind=kind,
            name=name,
        )


@transaction.atomic
def edit_unit(
    unit: Unit, *, name: str, parent: Unit | None, kind: str, version: int, by: Person
) -> Unit:
    """Rename or move `unit`, with everything below it; raises Stale or DomainError."""
    take_turns(unit.district_id)
    unit = lock(unit, version=version)
    with acting(by, "people.edit_unit"):
        moves = parent is not None and parent.pk != unit.parent_id
        if moves and parent is not None:
            move_subtree(unit, parent)
        unit.name, unit.kind, unit.version = name, kind, unit.version + 1
        unit.save(update_fields=["name", "kind", "version"])
        if moves:
            for follow in unit_moved:
                follow(unit, by)
    return unit


def take_turns(district_id: int) -> None:
    """Lock the district before any other unit of its tree, so that no two wait for each other."""
    Unit.objects.select_for_update().get(pk=district_id)


def move_subtree(unit: Unit, parent: Unit) -> None:
    """Hang `unit` and all below it under `parent`. Runs inside the caller's transaction."""
    if unit.kind == UnitKind.BYDEL or parent.district_id != unit.district_id:
        raise DomainError(_("En enhet kan bare flyttes innenfor sin egen bydel."))
    # The whole tree of the district is locked, so that two moves cannot make a circle together.
    tree = Unit.objects.select_for_update().filter(district=unit.district_id).order_by("pk")
    list(tree.values_list("pk"))
    parent.refresh_from_db()
    if unit.pk in parent.lineage:
        raise DomainError(_("En enhet kan ikke ligge under seg selv."))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_unit SET path = %s::ltree || subpath(path, nlevel(%s::ltree) - 1)"
            " WHERE path <@ %s::ltree",
            [parent.path, unit.path, unit.path],
        )
    unit.parent = parent
    unit.path = f"{parent.path}.{path_step(unit.pk)}"
    unit.save(update_fields=["parent"])


@transaction.atomic
def close_unit(unit: Unit, *, version: int, by: Person) -> Unit:
    """Take `unit` out of use; its history stays. Refused while people or units stand in it."""
    unit = lock(unit, version=version)
    if unit.children.filter(is_active=True).exists():
        raise DomainError(_("Enheten har enheter under seg. Flytt eller avslutt dem først."))
    if Person.objects.active().filter(unit=unit).exists():
        raise DomainError(_("Det står fortsatt personer i enheten. Flytt dem først."))
    return set_active(unit, False, by=by)


@transaction.atomic
def reopen_unit(unit: Unit, *, version: int, by: Person) -> Unit:
    """Take `unit` into use again."""
    unit = lock(unit, version=version)
    if unit.parent and not unit.parent.is_active:
        raise DomainError(_("Enheten over er ikke i bruk."))
    return set_active(unit, True, by=by)


def set_active(row: Row, active: bool, *, by: Person | None) -> Row:
    """Write whether `row` is in use. The caller holds the lock."""
    verb = "reopen" if active else "close"
    with acting(by, f"people.{verb}_{row._meta.model_name}"):
        row.is_active, row.version = active, row.version + 1
        row.save(update_fields=["is_active", "version"])
    return row


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str,
    unit: Unit,
    by: Person | None,
    password: str | None = None,
    **details: Any,
) -> Person:
    """Let somebody in. Without a password the person sets one through the mailed link.

    `details` may be job_title, phone, is_employee.
    """
    person = Person(
        email=email.lower(), name=name, unit=unit, district_id=unit.district_id, **details
    )
    person.set_password(password)
    with acting(by, "people.add_person"):
        person.save()
        forget_addresses(person)
    return person


def forget_addresses(person: Person) -> None:
    """Leave no other address to log in or ask for a password by than the one of `person` now."""
    EmailAddress.objects.filter(Q(user=person) | Q(email__iexact=person.email)).delete()


@transaction.atomic
def invite_person(*, by: Person, **facts: Any) -> Person:
    """Let somebody in and tell them by e-mail where to choose a password."""
    person = add_person(by=by, **facts)
    tell(
        [person],
        key=f"invited-{person.pk}",
        text=_("Du har fått tilgang til Nyttiggjort. Velg et passord for å logge inn."),
        url=reverse("account_reset_password"),
        by=by,
    )
    return person


@transaction.atomic
def edit_person(person: Person, changes: Mapping[str, Any], *, version: int, by: Person) -> Person:
    """Change who a person is; raises Stale when somebody was faster."""
    person = lock(person, version=version)
    address = person.email
    with acting(by, "people.edit_person"):
        for field, value in changes.items():
            setattr(person, field, value)
        person.email = person.email.lower()
        if person.email != address:
            forget_addresses(person)
        person.district_id = person.unit.district_id
        person.version += 1
        person.save(update_fields=[*changes, "district", "version"])
    return person


@transaction.atomic
def let_person_go(person: Person, *, version: int, by: Person) -> Person:
    """Close the log-in of somebody who leaves; the name stays on what the person decided."""
    person = lock(person, version=version)
    if person.pk == by.pk:
        raise DomainError(_("Du kan ikke stenge din egen tilgang."))
    grants = list(person.role_grants.select_related("unit"))
    for grant in grants:
        require_another_administrator(grant)
    with acting(by, "people.let_person_go"):
        for grant in grants:
            grant.delete()
        person.phone = ""
        person.save(update_fields=["phone"])
    return set_active(person, False, by=by)


@transaction.atomic
def let_person_back(person: Person, *, version: int, by: Person) -> Person:
    """Open the log-in again, without the roles of before."""
    return set_active(lock(person, version=version), True, by=by)


@transaction.atomic
def grant_role(person: Person, unit: Unit, role: str, *, by: Person | None) -> RoleGrant:
    """Give `person` the role on `unit` and all below; the same grant twice is one."""
    if not person.is_active:
        raise DomainError(_("Personen har ikke tilgang lenger."))
    if person.is_outsider:
        raise DomainError(_("En ekstern kan ikke ha en rolle."))
    with acting(by, "people.grant_role"):
        grant, _created = RoleGrant.objects.get_or_create(person=person, unit=unit, role=role)
    return grant


@transaction.atomic
def revoke_role(grant: RoleGrant, *, by: Person) -> None:
    """Take a role away; refused when it would leave the district without an administrator."""
    require_another_administrator(grant)
    with acting(by, "people.revoke_role"):
        grant.delete()


def require_another_administrator(grant: RoleGrant) -> None:
    """Raise DomainError if the district is left with no administrator when `grant` goes.

    Locks all grants of that kind in one order, so that two who leave at once take turns.
    """
    if grant.role != "administrator" or grant.unit_id != grant.district_id:
        return
    administrators = (
        RoleGrant.objects.select_for_update(of=("self",))
        .filter(role="administrator", unit=grant.unit_id, person__is_active=True)
        .order_by("pk")
    )
    if not [other for other in administrators if other.pk != grant.pk]:
        raise DomainError(_("Bydelen må ha minst én administrator."))


@transaction.atomic
def save_register(row: RegisterRow, *, version: int | None = None, by: Person) -> RegisterRow:
    """Save a new or changed row of a register; `version` as in the form when it is changed."""
    if row.pk:
        row.version = lock(row, version=version).version + 1
    with acting(by, f"people.save_{row._meta.model_name}"):
        row.save()
    return row


@transaction.atomic
def turn_register(row: RegisterRow, *, by: Person) -> RegisterRow:
    """Take a row of a register out of use, or into use again."""
    current = lock(row)
    return set_active(current, not current.is_active, by=by)


@transaction.atomic
def save_goal(goal: StrategyGoal, *, by: Person) -> StrategyGoal:
    """Add or change a goal of a strategy."""
    with acting(by, "people.save_strategygoal"):
        goal.save()
    return goal


@transaction.atomic
def remove_goal(goal: StrategyGoal, *, by: Person) -> None:
    """Take a goal out of a strategy; refused by the database while projects point to it."""
    with acting(by, "people.remove_strategygoal"):
        goal.delete()


def take_number(district_id: int, kind: str, year: int) -> int:
    """The next number of `kind` in the district this year: 1, 2, 3 … with no holes at commit.

    Must run inside the transaction that uses the number; others wait on the row meanwhile.
    """
    NumberSeries.objects.bulk_create(
        [NumberSeries(district_id=district_id, kind=kind, year=year)], ignore_conflicts=True
    )
    series = NumberSeries.objects.select_for_update().get(
        district=district_id, kind=kind, year=year
    )
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
