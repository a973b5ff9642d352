"""The extract of a stop's minutes, and the parts of a case as plain text to paste elsewhere."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError
from organisation.files.forms import UploadField
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.forms import Form
from organisation.web.pages import Request, render_page
from organisation.web.richtext import to_plain
from reports.content import document_context, with_first_notes
from reports.models import CaseExtract
from reports.services import extract as services
from reports.views.cases import find_case


class ExtractForm(Form):
    upload = UploadField(label=gettext_lazy("Saksprotokoll"))
    note = forms.CharField(label=gettext_lazy("Merknad"), max_length=200, required=False)


@require_http_methods(["GET", "POST"])
def extracts(request: Request, pk: int, stop_id: int) -> HttpResponse:
    """What the committee's minutes say of the case, as files."""
    case = find_case(request, pk)
    authorize(request.user, "reports.record_vedtak", case)
    stop = next((each for each in case.saksgang() if each.pk == stop_id), None)
    if stop is None:
        raise Http404
    form = ExtractForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            services.attach_extract(
                stop, form.cleaned_data["upload"], note=form.cleaned_data["note"], by=request.user
            )
        except DomainError as refused:
            form.add_error("upload", refused.message)
        else:
            messages.success(request, _("Saksprotokollen er lagt ved."))
            return redirect(request.path)
    there = stop.extracts.select_related("file", "attached_by")
    return render_page(
        request,
        "reports/extracts.html",
        {"case": case, "stop": stop, "form": form, "extracts": list(there)},
    )


@require_http_methods(["GET", "POST"])
def extract_remove(request: Request, pk: int, extract_id: int) -> HttpResponse:
    case = find_case(request, pk)
    authorize(request.user, "reports.record_vedtak", case)
    extract = get_object_or_404(
        CaseExtract.objects.select_related("stop__case", "file"), pk=extract_id, stop__case=case
    )
    back = redirect("reports:extracts", case.pk, extract.stop_id)
    if request.method == "POST":
        try:
            services.remove_extract(extract, by=request.user)
        except DomainError as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, _("Saksprotokollen er tatt ut."))
        return back
    confirmation = Confirmation(
        heading=_("Ta ut saksprotokollen?"),
        question=_("«%(file)s» følger ikke saken lenger.") % {"file": extract.file.name},
        action=_("Ta ut saksprotokollen"),
        back_url=back.url,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_GET
def as_text(request: Request, pk: int) -> HttpResponse:
    """Each part as plain text with a button that copies it, for meeting systems without files."""
    case = find_case(request, pk)
    authorize(request.user, "reports.view_work", case)
    parts = [
        (
            f"{block.get('number', '')} {block['heading']}".strip(),
            to_plain(block["html"], first_note=block.get("first_note", 1)),
        )
        for block in with_first_notes(document_context(case)["blocks"])
        if block.get("html")
    ]
    return render_page(request, "reports/as_text.html", {"case": case, "parts": parts})
