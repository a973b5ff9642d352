"""The table of laws that cases and documents are kept from the public by."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Role, Unit
from reports.models import LegalBasis
from reports.queries.legal_basis import is_used
from reports.standard_bases import STANDARD

EDITED = ("code", "law", "paragraph", "words", "valid_from", "valid_until")
STANDS = ("law", "paragraph")  # what old cases read


def unit_of_keeper(person: Person) -> Unit:
    """The widest unit where `person` keeps the table; new rows stand there."""
    units = person.grants.units_as(Role.SECRETARIAT) | person.grants.units_as(Role.ADMINISTRATOR)
    rows = Unit.objects.filter(pk__in=units).order_by("path")
    unit = rows.filter(district=person.district_id).first() or rows.first()
    if unit is None:
        raise DomainError(_("Bare sekretariatet og administratorer holder tabellen."))
    return unit


@transaction.atomic
def install_bases(district: Unit, *, by: Person | None) -> int:
    """Put in the rows a district begins with, those that are not there; answers how many."""
    Unit.objects.select_for_update(of=("self",)).get(pk=district.pk)  # two presses are one set
    there = set(LegalBasis.objects.filter(district=district).values_list("law", "paragraph"))
    missing = [row for row in STANDARD if (row.law, row.paragraph) not in there]
    with acting(by, "reports.install_bases"):
        for row in missing:
            LegalBasis.objects.create(
                unit=district,
                district=district,
                code=row.code,
                law=row.law,
                paragraph=row.paragraph,
                words=row.words,
            )
    return len(missing)


@transaction.atomic
def start_basis(unit: Unit, *, by: Person, **written: Any) -> LegalBasis:
    """A new row of the district's table."""
    with acting(by, "reports.start_basis"):
        basis = LegalBasis(unit=unit, district_id=unit.district_id, **written)
        _refuse_unfit(basis)
        basis.save()
    return basis


@transaction.atomic
def edit_basis(basis: LegalBasis, *, version: int, by: Person, **written: Any) -> LegalBasis:
    """Change the row, or end it by a last day. Raises Stale or DomainError.

    Law and paragraph stay when something was kept back by them: old cases read the row.
    """
    basis = lock(basis, version=version)
    moved = any(written.get(name, getattr(basis, name)) != getattr(basis, name) for name in STANDS)
    if moved and is_used(basis):
        raise DomainError(_("Hjemmelen er brukt. Sett siste dag på den, og legg inn en ny."))
    with acting(by, "reports.edit_basis"):
        for name in EDITED:
            setattr(basis, name, written.get(name, getattr(basis, name)))
        _refuse_unfit(basis)
        basis.version += 1
        basis.save(update_fields=[*EDITED, "version"])
    return basis


def _refuse_unfit(basis: LegalBasis) -> None:
    if basis.valid_from and basis.valid_until and basis.valid_until < basis.valid_from:
        raise DomainError(_("Siste dag kommer før første dag."))
    same: Any = LegalBasis.objects.filter(
        district=basis.district_id,
        law=basis.law,
        paragraph=basis.paragraph,
        valid_from=basis.valid_from,
    )
    rows: Any = same.exclude(pk=basis.pk) if basis.pk else same
    if rows.exists():
        raise DomainError(_("Hjemmelen står der alt."))
