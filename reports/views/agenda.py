"""The agenda: cases that come to the meeting, the other lines, and their order."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.errors import DomainError
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from reports.forms.agenda import ItemForm, NewItemForm
from reports.models import AgendaItem, BoardCase, CaseStop, Meeting
from reports.queries import meeting as queries
from reports.services import agenda as services
from reports.views.meeting import find_to_work

STEPS = {"opp": -1, "ned": 1}


def find_item(meeting: Meeting, pk: int) -> AgendaItem:
    rows = AgendaItem.objects.select_related("meeting", "stop__case__approved_text", "vedtak")
    return get_object_or_404(rows, pk=pk, meeting=meeting)


@require_http_methods(["GET", "POST"])
def agenda(request: Request, pk: int) -> HttpResponse:
    """Lines to move and take off, cases that wait, and a form for a line of one's own."""
    meeting = find_to_work(request, pk, "reports.plan_meeting")
    form = NewItemForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_item(meeting, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Punktet er satt på sakskartet."))
            return redirect("reports:agenda", pk)
    return render_page(
        request,
        "reports/meeting_agenda.html",
        {
            "meeting": meeting,
            "agenda": queries.agenda_for(meeting, request.user),
            "suggestions": queries.suggested(meeting, request.user),
            "form": form,
        },
    )


@require_POST
def agenda_case(request: Request, pk: int, stop_id: int) -> HttpResponse:
    meeting = find_to_work(request, pk, "reports.plan_meeting")
    stop = get_object_or_404(
        CaseStop,
        pk=stop_id,
        committee=meeting.committee_id,
        case__in=BoardCase.objects.visible_to(request.user),
    )
    try:
        services.put_on_agenda(meeting, stop, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Saken er satt på sakskartet."))
    return redirect("reports:agenda", pk)


@require_POST
def item_move(request: Request, pk: int, item_id: int) -> HttpResponse:
    meeting = find_to_work(request, pk, "reports.plan_meeting")
    item = find_item(meeting, item_id)
    step = STEPS.get(request.POST.get("gjor", ""))
    try:
        if step:
            services.move_item(item, step=step, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect("reports:agenda", pk)


@require_http_methods(["GET", "POST"])
def item_change(request: Request, pk: int, item_id: int) -> HttpResponse:
    meeting = find_to_work(request, pk, "reports.plan_meeting")
    item = find_item(meeting, item_id)
    form = ItemForm(request.POST or None, item=item)

    def save() -> None:
        data = form.cleaned_data
        services.describe_item(
            item,
            title=data.get("title", ""),
            group=data["group"],
            basis=data["basis"],
            version=data["version"],
            by=request.user,
        )

    done, status = saved(form, save, refused_at="group")
    if done:
        messages.success(request, _("Lagret."))
        return redirect("reports:agenda", pk)
    context = {"form": form, "meeting": meeting, "item": item}
    return render_page(request, "reports/meeting_item_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def item_remove(request: Request, pk: int, item_id: int) -> HttpResponse:
    meeting = find_to_work(request, pk, "reports.plan_meeting")
    item = find_item(meeting, item_id)
    back = reverse("reports:agenda", args=[pk])
    if request.method == "POST":
        try:
            services.remove_item(item, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Punktet er tatt av sakskartet."))
        return redirect(back)
    question = (
        _("Saken venter på en ny møtedag. Har den fått nummer, beholder den det.")
        if item.stop_id
        else _("Punktet kan settes på igjen.")
    )
    confirmation = Confirmation(
        heading=_("Ta «%(item)s» av sakskartet?") % {"item": item.words},
        question=question,
        action=_("Ta av sakskartet"),
        back_url=back,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
