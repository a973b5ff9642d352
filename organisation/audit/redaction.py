"""Taking out what must not stand anywhere: in the row, its history, and copies of the text."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.registries import Registry

if TYPE_CHECKING:
    from organisation.people.models import Person

# Who keeps copies of a row's text (drafts, files) adds a function that blanks those of one row.
copies: Registry[Callable[[models.Model], None]] = Registry()


class MustBeKept(DomainError):
    """The row is signed and inside the time it must be kept."""


@transaction.atomic
def redact(thing: models.Model, fields: Sequence[str], *, reason: str, by: "Person | None") -> None:
    """Blank `fields` of `thing`, in all its history too, with the reasons written on its events.

    What was blanked is gone for good; that it happened, by whom and why, stands in `Redaction`.
    Raises MustBeKept for a signed row, DomainError without a reason. `thing` is read again.
    """
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor teksten skal bort."))
    columns = [_column(thing, name) for name in fields]
    try:
        with transaction.atomic(), acting(by, "audit.redact"), connection.cursor() as cursor:
            cursor.execute(
                "CALL public.redact(%s, %s, %s::text[], %s, %s)",
                [thing._meta.db_table, str(thing.pk), columns, getattr(by, "pk", None), reason],
            )
    except IntegrityError as refused:
        if getattr(refused.__cause__, "sqlstate", "") != "23001":
            raise
        raise MustBeKept(
            _("Dette er signert og må tas vare på. Det kan ikke sladdes ennå.")
        ) from refused
    for blank_copies in copies:
        blank_copies(thing)
    thing.refresh_from_db()


def _column(thing: models.Model, name: str) -> str:
    field: Any = thing._meta.get_field(name)
    return str(field.column)
