"""Files by rule, and the page of a document while it is made."""

import uuid

from django.contrib import messages
from django.core.files.base import File
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from organisation.errors import DomainError
from organisation.files import batches, queries, services
from organisation.files.filters import SORTS, DocumentFilter
from organisation.files.forms import ImageForm
from organisation.files.models import Document, DocumentBatch, StoredFile
from organisation.permissions import authorize
from organisation.web.lists import build_list
from organisation.web.pages import Request, render_page


@require_safe
def file_download(request: Request, key: str) -> HttpResponseBase:
    """Send the file as a download; a file one may not read does not exist."""
    stored = get_object_or_404(StoredFile, key=key)
    if not request.user.has_perm("files.view_storedfile", stored):
        raise Http404
    etag = f'"{stored.sha256}"'
    unchanged = get_conditional_response(request, etag=etag, response=None)
    response = unchanged or _send(stored)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _send(stored: StoredFile) -> FileResponse:
    try:
        content: File[bytes] = services.open_file(stored)
    except FileNotFoundError as error:
        raise Http404(_("Filen er borte fra lageret.")) from error
    response = FileResponse(
        content, as_attachment=True, filename=stored.name, content_type=stored.content_type
    )
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@never_cache
@require_safe
def document_page(request: Request, public_id: uuid.UUID) -> HttpResponse:
    """The document and how far it has come.

    `?sett=` is what the page shows already; when nothing is new the answer is empty, so that
    nothing moves under the hands of who is there.
    """
    document = _document(request, public_id)
    if request.htmx and request.GET.get("sett") == document.looks:
        return HttpResponse(status=204)
    return render_page(
        request,
        "files/document.html",
        {"document": document, "may_cancel": _may_cancel(request, document)},
        fragments=["document-status"],
    )


def _may_cancel(request: Request, document: Document) -> bool:
    return document.is_under_way and request.user.has_perm("files.cancel_document", document)


@require_POST
def document_retry(request: Request, public_id: uuid.UUID) -> HttpResponse:
    document = _document(request, public_id)
    authorize(request.user, "files.retry_document", document)
    try:
        services.retry_document(document, by=request.user)
    except DomainError as refusal:
        context = {
            "document": document,
            "refusal": refusal.message,
            "may_cancel": _may_cancel(request, document),
        }
        return render_page(request, "files/document.html", context, status=409)
    return redirect(_batch_asked_from(request, document) or document)


def _batch_asked_from(request: Request, document: Document) -> DocumentBatch | None:
    """The batch on whose page somebody asked to try this document again; `samling` names it."""
    try:
        wanted = uuid.UUID(request.POST.get("samling", ""))
    except ValueError:
        return None
    batches_of_person = DocumentBatch.objects.visible_to(request.user)
    return batches_of_person.filter(public_id=wanted, lines__document=document).first()


@require_POST
def document_cancel(request: Request, public_id: uuid.UUID) -> HttpResponse:
    document = _document(request, public_id)
    authorize(request.user, "files.cancel_document", document)
    try:
        services.cancel_document(document, by=request.user)
    except DomainError as refusal:
        messages.info(request, refusal.message)
    return redirect(document)


@require_safe
def document_list(request: Request) -> HttpResponse:
    """Every document one may see, with what it was made from."""
    authorize(request.user, "files.list_documents")
    listing = build_list(
        request, queries.listed(request.user), filterset=DocumentFilter, sorts=SORTS
    )
    context = {"listing": listing, "rows": queries.rows_of(listing), "wide_shell": True}
    return render_page(request, "files/list.html", context, fragments=["document-list"])


# --- Batches --------------------------------------------------------------------------------------


@never_cache
@require_safe
def batch_page(request: Request, public_id: uuid.UUID) -> HttpResponse:
    """How far all of them have come; `?sett=` as on the page of one document."""
    progress = queries.progress_of(_batch(request, public_id))
    if request.htmx and request.GET.get("sett") == progress.looks:
        return HttpResponse(status=204)
    context = {"batch": progress.batch, "progress": progress}
    return render_page(request, "files/batch.html", context, fragments=["batch-status"])


@require_POST
def batch_cancel(request: Request, public_id: uuid.UUID) -> HttpResponse:
    batch = _batch(request, public_id)
    count = batches.cancel_batch(batch, by=request.user)
    words = ngettext("%(n)s dokument er avbrutt.", "%(n)s dokumenter er avbrutt.", count)
    messages.info(request, words % {"n": count})
    return redirect(batch)


@require_POST
def batch_retry(request: Request, public_id: uuid.UUID) -> HttpResponse:
    batch = _batch(request, public_id)
    batches.retry_batch(batch, by=request.user)
    return redirect(batch)


@require_POST
def batch_zip(request: Request, public_id: uuid.UUID) -> HttpResponse:
    """Order the zip, and go to where it is made."""
    batch = _batch(request, public_id)
    try:
        return redirect(batches.order_zip(batch, by=request.user))
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return redirect(batch)


def _batch(request: Request, public_id: uuid.UUID) -> DocumentBatch:
    return get_object_or_404(DocumentBatch.objects.visible_to(request.user), public_id=public_id)


@require_POST
def image_upload(request: Request) -> HttpResponse:
    """Keep a picture for a text that is being written; answers its address to the editor."""
    authorize(request.user, "files.upload_image")
    form = ImageForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"error": " ".join(map(str, form.errors["image"]))}, status=422)
    stored = services.store(form.cleaned_data["image"], by=request.user)
    return JsonResponse({"url": stored.get_absolute_url()}, status=201)


def _document(request: Request, public_id: uuid.UUID) -> Document:
    document = get_object_or_404(Document.objects.select_related("file"), public_id=public_id)
    if not request.user.has_perm("files.view_document", document):
        raise Http404
    return document
