"""Days, numbers and answers from the meeting system of the city."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from reports.forms.meeting_import import MeetingRowsForm
from reports.meeting_rows import faults
from reports.services import meeting_import as services


@require_http_methods(["GET", "POST"])
def meeting_import(request: Request) -> HttpResponse:
    """Show what the rows would do, then do it; refused, every row says why and nothing is kept."""
    authorize(request.user, "reports.take_in_meeting")
    form = MeetingRowsForm(request.POST or None, request.FILES or None)
    tried = False
    wrong: list[str] = []
    if form.is_valid():
        only_try = request.POST.get("gjor") != "for"
        try:
            count = services.take_in(form.rows, by=request.user, only_try=only_try)
        except services.RowsRefused as refused:
            form.add_error(None, refused.message)
            wrong = list(faults(refused.rows))
        else:
            tried = only_try
            if not only_try:
                words = ngettext("%(n)s rad er ført.", "%(n)s rader er ført.", count)
                messages.success(request, words % {"n": count})
                return redirect("reports:case_list")
    return render_page(
        request,
        "reports/meeting_import.html",
        {
            "form": form,
            "tried": tried,
            "wrong": wrong,
            "rows": getattr(form, "rows", []),
            "title": _("Hent fra møtesystemet"),
        },
    )
