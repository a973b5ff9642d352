"""Taking out what must not stand anywhere: in the row, its history, and copies of the text."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.drafts.models import Draft
from organisation.errors import DomainError
from organisation.files.models import Document
from organisation.registries import Registry

if TYPE_CHECKING:
    from organisation.people.models import Person

SIGNED = "23001"  # restrict_violation, as the procedure and the guards raise it


class MustBeKept(DomainError):
    """The row is signed and inside the time it must be kept."""


@transaction.atomic
def redact(thing: models.Model, fields: Sequence[str], *, reason: str, by: "Person | None") -> None:
    """Blank `fields` of `thing`, in all its history and copies, with the reasons on its events.

    What was blanked is gone for good; that it happened, by whom and why, stands in `Redaction`.
    Raises MustBeKept for a signed row, DomainError without a reason. `thing` is read again.
    """
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor teksten skal bort."))
    with acting(by, "audit.redact"):
        _blank(thing, fields, reason, by)
        for remove_copies in copies:
            remove_copies(thing, reason, by)
    thing.refresh_from_db()


def _blank(thing: models.Model, fields: Sequence[str], reason: str, by: "Person | None") -> None:
    meta = thing._meta
    columns = [getattr(meta.get_field(name), "column") for name in fields]  # noqa: B009
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "CALL public.redact(%s, %s, %s::text[], %s, %s)",
                [meta.db_table, str(thing.pk), columns, getattr(by, "pk", None), reason],
            )
    except IntegrityError as refused:
        if getattr(refused.__cause__, "sqlstate", "") != SIGNED:
            raise
        raise MustBeKept(
            _("Dette er signert og må tas vare på. Det kan ikke sladdes ennå.")
        ) from refused


def _remove_drafts(thing: models.Model, _reason: str, _by: Any) -> None:
    """What people are typing about the thing or a part of it, in the forms of its app."""
    Draft.objects.filter(
        models.Q(object_ref=str(thing.pk)) | models.Q(object_ref__startswith=f"{thing.pk}-"),
        form__startswith=f"{thing._meta.app_label}.",
    ).delete()


def _remove_documents(thing: models.Model, reason: str, by: Any) -> None:
    """Documents of the thing itself; they are made again from what is left when asked for."""
    held = Document.objects.select_related("file").filter(
        holder_type=ContentType.objects.get_for_model(thing), holder_id=thing.pk
    )
    for document in held:
        _blank(document, ["title", "context", "file", "finished_at"], reason, by)
        document.delete()
        if document.file:
            _blank(document.file, ["name"], reason, by)
            with suppress(models.ProtectedError), transaction.atomic():
                document.file.delete()  # the nightly sweep takes the bytes


# Others who keep copies of a row's text add a function of (thing, reason, by).
copies: Registry[Callable[[models.Model, str, Any], None]] = Registry()
copies.add("drafts", _remove_drafts)
copies.add("documents", _remove_documents)
