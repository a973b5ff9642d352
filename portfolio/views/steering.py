"""The steering group of a project: seats, meetings, agenda and minutes."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError, Stale
from organisation.lifecycle import refusals
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.fields import colleagues_of
from portfolio.forms.steering import (
    ApproveForm,
    ItemFields,
    ItemForm,
    MeetingFields,
    MeetingForm,
    MinutesForm,
    SeatForm,
    facts_of,
)
from portfolio.lifecycle.steering import STEPS
from portfolio.models import AgendaItem, Attendance, SteeringMeeting
from portfolio.queries.steering_paper import papers_of, with_papers
from portfolio.services import steering as services
from portfolio.services.steering_paper import order_paper
from portfolio.views.pages import find_project, sections_of

SORTS = (Sort("nyeste", gettext_lazy("Nyeste"), ("-starts_at",)),)


@require_http_methods(["GET", "POST"])
def group_page(request: Request, slug: str) -> HttpResponse:
    """Who sits in the group, with a form for one more, and its meetings."""
    project = find_project(request, slug)
    if request.method == "POST":
        authorize(request.user, "portfolio.edit_steering", project)
    may_edit = request.user.has_perm("portfolio.edit_steering", project)
    form = None
    if may_edit:
        form = SeatForm(request.POST or None, people=colleagues_of(project.district))
        if form.is_valid():
            data = form.cleaned_data
            try:
                services.set_seat(project, data["person"], role=data["role"], by=request.user)
            except DomainError as refused:
                form.add_error("role", refused.message)
            else:
                messages.success(request, _("Styringsgruppen er lagret."))
                return redirect("portfolio:steering", slug)
    listing = build_list(request, SteeringMeeting.objects.filter(project=project), sorts=SORTS)
    for meeting in listing:
        meeting.project = project
    return render_page(
        request,
        "portfolio/steering.html",
        {
            "project": project,
            "sections": sections_of(project, "steering"),
            "seats": project.steering_members.select_related("person"),
            "listing": listing,
            "form": form,
            "may_edit": may_edit,
        },
        fragments=["meeting-list"],
    )


@require_http_methods(["GET", "POST"])
def seat_leave(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    seat = get_object_or_404(project.steering_members.select_related("person"), pk=pk)
    seat.project = project
    authorize(request.user, "portfolio.edit_steering", project)
    if request.method == "POST":
        services.leave_seat(seat, by=request.user)
        messages.success(request, _("%(name)s er ute av gruppen.") % {"name": seat.person.name})
        return redirect("portfolio:steering", slug)
    confirmation = Confirmation(
        heading=_("Ta %(name)s ut av styringsgruppen?") % {"name": seat.person.name},
        question=_("Personen blir ikke innkalt til flere møter. Referatene står som de er."),
        action=_("Ta ut"),
        back_url=reverse("portfolio:steering", args=[slug]),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


def find_meeting(request: Request, slug: str, number: int) -> SteeringMeeting:
    project = find_project(request, slug)
    meeting = get_object_or_404(
        with_papers(SteeringMeeting.objects.filter(project=project))
        .select_related("approved_by")
        .prefetch_related(
            "items", Prefetch("attendances", Attendance.objects.select_related("person"))
        ),
        number=number,
    )
    meeting.project = project
    return meeting


@require_http_methods(["GET", "POST"])
def meeting_plan(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_steering", project)
    draft = FormDraft(request, "portfolio.meeting_new", project.pk)
    form = MeetingFields(request.POST or None, initial=draft.over())
    if form.is_valid():
        meeting = services.plan_meeting(project, by=request.user, **form.facts())
        draft.discard()
        messages.success(request, _("Møtet er planlagt. Se over sakslisten før du kaller inn."))
        return redirect(meeting)
    return render_page(
        request,
        "portfolio/steering_meeting_form.html",
        {"project": project, "form": form, "draft": draft.found},
    )


@require_http_methods(["GET", "POST"])
def meeting_edit(request: Request, slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, slug, number)
    authorize(request.user, "portfolio.edit_steering", meeting)
    draft = FormDraft(request, "portfolio.meeting", meeting.pk)
    form = MeetingForm(request.POST or None, initial=draft.over(facts_of(meeting)))

    def save() -> None:
        version = form.cleaned_data["version"]
        services.edit_meeting(meeting, version=version, by=request.user, **form.facts())

    done, status = saved(form, save)
    if done:
        draft.discard()
        messages.success(request, _("Møtet er lagret."))
        return redirect(meeting)
    return render_page(
        request,
        "portfolio/steering_meeting_form.html",
        {"project": meeting.project, "meeting": meeting, "form": form, "draft": draft.found},
        status=status,
    )


@require_GET
def meeting_page(request: Request, slug: str, number: int) -> HttpResponse:
    """Notice and agenda before the meeting, minutes after it."""
    meeting = find_meeting(request, slug, number)
    person = request.user
    may_edit = person.has_perm("portfolio.edit_steering", meeting)
    may_approve = person.has_perm("portfolio.approve_minutes", meeting)
    step = {"planned": STEPS["hold"], "held": STEPS["approve"]}.get(meeting.state)
    asks = step is not None and (may_edit if meeting.is_planned else may_edit or may_approve)
    return render_page(
        request,
        "portfolio/steering_meeting.html",
        {
            "project": meeting.project,
            "sections": sections_of(meeting.project, "steering"),
            "meeting": meeting,
            "items": meeting.items.all(),
            "people": meeting.attendances.all(),
            "actions": meeting.actions.select_related("owner").order_by("due", "pk"),
            "papers": papers_of(meeting),
            "refusals": refusals(meeting, step) if asks and step else [],
            "today": timezone.localdate(),
            "may_edit": may_edit and not meeting.is_approved,
            "may_approve": may_approve and meeting.state == SteeringMeeting.State.HELD,
            "may_act": person.has_perm("portfolio.add_action", meeting.project),
        },
    )


@require_POST
def paper_order(request: Request, slug: str, number: int) -> HttpResponse:
    """The notice or the minutes as a PDF; its own page tells how far it is."""
    meeting = find_meeting(request, slug, number)
    authorize(request.user, "portfolio.view_steeringmeeting", meeting)
    try:
        document = order_paper(meeting, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect(meeting)
    return redirect(document)


@require_http_methods(["GET", "POST"])
def meeting_cancel(request: Request, slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, slug, number)
    authorize(request.user, "portfolio.edit_steering", meeting)
    if request.method == "POST":
        try:
            services.cancel_meeting(meeting, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
            return redirect(meeting)
        messages.success(request, _("Møtet er avlyst."))
        return redirect("portfolio:steering", slug)
    confirmation = Confirmation(
        heading=_("Avlyse møtet?"),
        question=_("Møtet og sakslisten går bort. De som er innkalt, får beskjed."),
        action=_("Avlys møtet"),
        back_url=meeting.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_POST
def notice_send(request: Request, slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, slug, number)
    authorize(request.user, "portfolio.edit_steering", meeting)
    try:
        services.send_notice(meeting, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Innkallingen er sendt."))
    return redirect(meeting)


@require_POST
def agenda_draft(request: Request, slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, slug, number)
    authorize(request.user, "portfolio.edit_steering", meeting)
    try:
        added = services.draft_agenda(meeting, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect(meeting)
    words = ngettext("%(n)s ny sak er lagt til.", "%(n)s nye saker er lagt til.", added)
    messages.success(request, words % {"n": added} if added else _("Ingenting nytt å ta opp."))
    return redirect(meeting)


# --- Items ----------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def item_add(request: Request, slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, slug, number)
    authorize(request.user, "portfolio.edit_steering", meeting)
    draft = FormDraft(request, "portfolio.item_new", meeting.pk)
    form = ItemFields(request.POST or None, initial=draft.over())
    if form.is_valid():
        try:
            services.add_item(meeting, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            messages.success(request, _("Saken er lagt til."))
            return redirect(meeting)
    return render_page(
        request,
        "portfolio/steering_item_form.html",
        {"project": meeting.project, "meeting": meeting, "form": form, "draft": draft.found},
    )


def find_item(request: Request, slug: str, number: int, pk: int) -> AgendaItem:
    meeting = find_meeting(request, slug, number)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=pk)
    item.meeting = meeting
    return item


@require_http_methods(["GET", "POST"])
def item_edit(request: Request, slug: str, number: int, pk: int) -> HttpResponse:
    item = find_item(request, slug, number, pk)
    meeting = item.meeting
    authorize(request.user, "portfolio.edit_steering", meeting)
    draft = FormDraft(request, "portfolio.item", item.pk)
    stands = {"title": item.title, "background": item.background, "version": meeting.version}
    form = ItemForm(request.POST or None, initial=draft.over(stands))
    status = None
    if form.is_valid():
        try:
            services.edit_item(item, by=request.user, **form.cleaned_data)
        except Stale as stale:
            item.refresh_from_db(fields=["title", "background"])
            item.version = stale.current.version  # type: ignore[attr-defined]
            form.somebody_was_faster(item)
            status = 409
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            messages.success(request, _("Saken er lagret."))
            return redirect(meeting)
    return render_page(
        request,
        "portfolio/steering_item_form.html",
        {
            "project": meeting.project,
            "meeting": meeting,
            "item": item,
            "form": form,
            "draft": draft.found,
        },
        status=status,
    )


@require_POST
def item_move(request: Request, slug: str, number: int, pk: int) -> HttpResponse:
    item = find_item(request, slug, number, pk)
    authorize(request.user, "portfolio.edit_steering", item.meeting)
    try:
        services.move_item(item, up=request.POST.get("way") == "up", by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect(f"{item.meeting.get_absolute_url()}#sak-{item.pk}")


@require_http_methods(["GET", "POST"])
def item_remove(request: Request, slug: str, number: int, pk: int) -> HttpResponse:
    item = find_item(request, slug, number, pk)
    meeting = item.meeting
    authorize(request.user, "portfolio.edit_steering", meeting)
    if request.method == "POST":
        try:
            services.remove_item(item, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Saken er tatt av sakslisten."))
        return redirect(meeting)
    confirmation = Confirmation(
        heading=_("Ta saken av sakslisten?"),
        question=item.title,
        action=_("Ta bort saken"),
        back_url=meeting.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


# --- Minutes --------------------------------------------------------------------------------------


@require_POST
def meeting_hold(request: Request, slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, slug, number)
    authorize(request.user, "portfolio.edit_steering", meeting)
    try:
        services.hold_meeting(meeting, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect(meeting)
    return redirect("portfolio:steering_minutes", slug, number)


@require_http_methods(["GET", "POST"])
def minutes_write(request: Request, slug: str, number: int) -> HttpResponse:
    meeting = find_meeting(request, slug, number)
    authorize(request.user, "portfolio.edit_steering", meeting)
    draft = FormDraft(request, "portfolio.minutes", meeting.pk)
    form = MinutesForm(
        request.POST or None,
        meeting=meeting,
        initial=draft.over({"version": meeting.version}),
    )

    def save() -> None:
        services.write_minutes(
            meeting,
            presence=form.presence(),
            said=form.said(),
            version=form.cleaned_data["version"],
            by=request.user,
        )

    done, status = saved(form, save)
    if done:
        draft.discard()
        messages.success(request, _("Referatet er lagret."))
        return redirect(meeting)
    return render_page(
        request,
        "portfolio/steering_minutes.html",
        {"project": meeting.project, "meeting": meeting, "form": form, "draft": draft.found},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def minutes_approve(request: Request, slug: str, number: int) -> HttpResponse:
    """Asks first: approved minutes never change again."""
    meeting = find_meeting(request, slug, number)
    authorize(request.user, "portfolio.approve_minutes", meeting)
    form = ApproveForm(request.POST or None, initial={"version": meeting.version})
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.approve_minutes(meeting, version=version, by=request.user)
        except Stale:
            messages.error(request, _("Referatet er endret siden du åpnet det. Les det på nytt."))
        except DomainError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Referatet er godkjent og står fast."))
        return redirect(meeting)
    confirmation = Confirmation(
        heading=_("Godkjenne referatet?"),
        question=_(
            "Etter dette kan ingen endre referatet. Beslutningene går inn i beslutningsloggen, og "
            "medlemmene får beskjed."
        ),
        action=_("Godkjenn referatet"),
        back_url=meeting.get_absolute_url(),
        is_dangerous=False,
    )
    context = {"confirmation": confirmation, "form": form}
    return render_page(request, "components/confirm.html", context)
