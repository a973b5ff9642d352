"""Attachments of a case: files of ours, or notes of where a document can be read."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.files.services import store
from organisation.people.models import Person
from reports.models import BoardCase, CaseAttachment
from reports.services.writing import lock_to_write, neighbour


@transaction.atomic
def add_attachment(
    case: BoardCase, *, title: str, by: Person, upload: UploadedFile | None = None, note: str = ""
) -> CaseAttachment:
    """Add an attachment last: `upload`, or a `note` of where it can be read, or both."""
    case = lock_to_write(case)
    if upload is None and not note.strip():
        raise DomainError(_("Last opp en fil, eller skriv hvor vedlegget kan leses."))
    try:
        file = store(upload, by=by) if upload else None
    except ValidationError as refused:
        raise DomainError(" ".join(refused.messages)) from refused
    last = case.attachments.aggregate(last=Max("number"))["last"] or 0
    with acting(by, "reports.add_attachment"):
        return CaseAttachment.objects.create(
            case=case, number=last + 1, title=title.strip(), file=file, note=note.strip()
        )


@transaction.atomic
def describe_attachment(
    attachment: CaseAttachment, *, title: str, note: str, by: Person
) -> CaseAttachment:
    """Change what the attachment is called and where it can be read."""
    case = lock_to_write(attachment.case)
    current = case.attachments.get(pk=attachment.pk)
    current.title, current.note = title.strip(), note.strip()
    if current.file_id is None and not current.note:
        raise DomainError(_("Last opp en fil, eller skriv hvor vedlegget kan leses."))
    with acting(by, "reports.describe_attachment"):
        current.save(update_fields=["title", "note"])
    return current


@transaction.atomic
def move_attachment(attachment: CaseAttachment, *, step: int, by: Person) -> None:
    """Give the attachment the number before (-1) or after (1) its own."""
    case = lock_to_write(attachment.case)
    attachments = list(case.attachments.order_by("number"))
    other = neighbour(attachments, attachment, step)
    if other is None:
        return
    moved = next(each for each in attachments if each.pk == attachment.pk)
    with acting(by, "reports.move_attachment"):
        moved.number, other.number = other.number, moved.number
        moved.save(update_fields=["number"])
        other.save(update_fields=["number"])


@transaction.atomic
def remove_attachment(attachment: CaseAttachment, *, by: Person) -> None:
    """Take an attachment out; those after it move up. The sweep takes the file."""
    case = lock_to_write(attachment.case)
    with acting(by, "reports.remove_attachment"):
        case.attachments.filter(pk=attachment.pk).delete()
        for number, left in enumerate(case.attachments.order_by("number"), start=1):
            if left.number != number:
                left.number = number
                left.save(update_fields=["number"])
