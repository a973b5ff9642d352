"""Saksprotokoll: what the minutes of another meeting system say of a case, kept with it."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.files.services import store
from organisation.locking import lock
from organisation.people.models import Person
from reports.lifecycle import CaseState
from reports.models import CaseExtract, CaseStop


@transaction.atomic
def attach_extract(
    stop: CaseStop, upload: UploadedFile, *, by: Person, note: str = ""
) -> CaseExtract:
    """Keep the extract with the stop it is from. Raises DomainError when the file is no good."""
    lock(stop.case)
    try:
        file = store(upload, by=by)
    except ValidationError as refused:
        raise DomainError(" ".join(refused.messages)) from refused
    with acting(by, "reports.attach_extract"):
        return CaseExtract.objects.create(
            stop=stop, file=file, note=note.strip(), attached_by=by, attached_at=timezone.now()
        )


@transaction.atomic
def remove_extract(extract: CaseExtract, *, by: Person) -> None:
    """Take out one that was attached by mistake; the archive keeps what it has got."""
    case = lock(extract.stop.case)
    if case.state == CaseState.ARCHIVED:
        raise DomainError(_("Saken er arkivert. Saksprotokollen kan ikke tas ut."))
    with acting(by, "reports.remove_extract"):
        extract.delete()
