"""The case as a document, PDF or Word, made by a job."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting, freeze
from organisation.files.documents import Report
from organisation.files.models import Document, DocumentFormat, StoredFile
from organisation.files.services import open_file, order_document
from organisation.locking import lock
from organisation.people.models import Person
from reports.content import document_context
from reports.models import BoardCase, CaseDocument
from reports.shielding import public_context

KIND = "board_case"
WORD_KIND = "board_case_docx"
TEMPLATE = "documents/board_case.html"


@transaction.atomic
def order_pdf(case: BoardCase, *, by: Person) -> Document:
    """Order the PDF of the case as it stands: the approved text, or a draft that says it is one.

    The same content is made once; anything new, such as a vedtak, is the next version. When
    something in an approved case is kept from the public, the public version is ordered as well.
    """
    lock(case)
    case = BoardCase.objects.with_text().get(pk=case.pk)
    if case.is_frozen and case.is_shielded:
        order_version(case, public_context(case), by=by, is_public_copy=True)
    return order_version(case, document_context(case), by=by)


@transaction.atomic
def order_public_copy(case: BoardCase, *, by: Person) -> Document:
    """Order the public version: a document of its own, in which what is taken out is nowhere."""
    lock(case)
    case = BoardCase.objects.with_text().get(pk=case.pk)
    return order_version(case, public_context(case), by=by, is_public_copy=True)


@transaction.atomic
def order_word(case: BoardCase, *, by: Person) -> Document:
    """Order the case as a Word file in the look of the district's own Word template.

    It says what the PDF says, and is a version of its own with the next number.
    """
    lock(case)
    case = BoardCase.objects.with_text().get(pk=case.pk)
    look = case.template.docx_template
    context = {**document_context(case), "word_template": look.key if look else ""}
    return order_version(case, context, by=by, format=DocumentFormat.DOCX)


def make_word(document: Document, report: Report) -> bytes:
    """The Word file of an ordered case; the template is read by the key that stands in it."""
    from organisation.files.rendering.docx import docx_of  # loaded where Word files are made

    report(1, 2, _("Lager Word-filen"))
    context = document.data
    look = StoredFile.objects.filter(key=context["word_template"]).first()
    if look is None:
        return docx_of(context)
    with open_file(look) as content:
        return docx_of(context, content.read())


def order_version(
    case: BoardCase,
    context: dict[str, Any],
    *,
    by: Person,
    is_public_copy: bool = False,
    format: DocumentFormat = DocumentFormat.PDF,
) -> Document:
    """Order `context` as a numbered version of the case. The caller holds the lock."""
    _text, checksum = freeze(context)
    version = case.documents.filter(content_sha256=checksum, format=format).first()
    if version is None:
        last = case.documents.aggregate(last=Max("number"))["last"] or 0
        with acting(by, "reports.order_pdf"):
            version = CaseDocument.objects.create(
                case=case,
                number=last + 1,
                content_sha256=checksum,
                approved_text=case.approved_text if case.is_frozen else None,
                has_vedtak=case.vedtak is not None,
                is_public_copy=is_public_copy,
                format=format,
                ordered_at=timezone.now(),
            )
    words = _("%(title)s, versjon %(number)d, offentlig")
    is_word = format == DocumentFormat.DOCX
    return order_document(
        kind=WORD_KIND if is_word else KIND,
        template=TEMPLATE,
        context=context,
        key=f"board-case-{case.pk}-{checksum}{'-docx' if is_word else ''}",
        title=(words if is_public_copy else _("%(title)s, versjon %(number)d"))
        % {"title": context["title"][:200], "number": version.number},
        holder=version,
        by=by,
        format=format,
    )
