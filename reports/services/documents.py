"""The case as a document, made by a job."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting, freeze
from organisation.files.models import Document
from organisation.files.services import order_document
from organisation.locking import lock
from organisation.people.models import Person
from reports.content import document_context
from reports.models import BoardCase, CaseDocument

KIND = "board_case"
TEMPLATE = "documents/board_case.html"


@transaction.atomic
def order_pdf(case: BoardCase, *, by: Person) -> Document:
    """Order the PDF of the case as it stands: the approved text, or a draft that says it is one.

    The same content is made once; anything new, such as a vedtak, is the next version.
    """
    lock(case)
    case = BoardCase.objects.with_text().get(pk=case.pk)
    context = document_context(case)
    _text, checksum = freeze(context)
    version = case.documents.filter(content_sha256=checksum).first()
    if version is None:
        last = case.documents.aggregate(last=Max("number"))["last"] or 0
        with acting(by, "reports.order_pdf"):
            version = CaseDocument.objects.create(
                case=case,
                number=last + 1,
                content_sha256=checksum,
                approved_text=case.approved_text if case.is_frozen else None,
                has_vedtak=case.vedtak is not None,
                ordered_at=timezone.now(),
            )
    return order_document(
        kind=KIND,
        template=TEMPLATE,
        context=context,
        key=f"board-case-{case.pk}-{checksum}",
        title=_("%(title)s, versjon %(number)d")
        % {"title": case.title[:200], "number": version.number},
        holder=version,
        by=by,
    )
