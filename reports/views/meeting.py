"""The calendar of meetings, one meeting, and its moves."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.errors import DomainError
from organisation.people.models import Part
from organisation.people.parts import is_on
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.lists import build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from organisation.web.wording import day
from reports.filters_meeting import MeetingFilter, StopFilter
from reports.forms.meeting import MeetingChangeForm, MeetingForm, ReasonForm
from reports.lifecycle.meeting import MeetingState, PaperKind
from reports.models import Committee, Meeting
from reports.queries import meeting as queries
from reports.services import meeting as services
from reports.services import meeting_batch as batches
from reports.services import meeting_paper as papers


def find_meeting(request: Request, pk: int, *, with_minutes: bool = False) -> Meeting:
    """The meeting with its agenda; one that may not be seen does not exist."""
    rows = Meeting.objects.visible_to(request.user)
    rows = rows.with_minutes() if with_minutes else rows.with_agenda()
    return get_object_or_404(rows, pk=pk)


def find_to_work(
    request: Request, pk: int, permission: str, *, with_minutes: bool = False
) -> Meeting:
    """The meeting for those who work on it; nobody does where meetings are held elsewhere."""
    meeting = find_meeting(request, pk, with_minutes=with_minutes)
    if not is_on(meeting.district_id, Part.OWN_MEETINGS, reader=request.user):
        raise Http404
    authorize(request.user, permission, meeting)
    return meeting


@require_safe
def meeting_list(request: Request) -> HttpResponse:
    """The calendar; where meetings are held elsewhere, what goes to which meeting day."""
    authorize(request.user, "reports.list_meetings")
    if not queries.has_own_meetings(request.user):
        return days_elsewhere(request)
    listing = build_list(
        request,
        queries.calendar(request.user),
        sorts=queries.MEETING_SORTS,
        filterset=MeetingFilter,
    )
    return render_page(
        request,
        "reports/meeting_list.html",
        {
            "listing": listing,
            "may_start": request.user.has_perm("reports.start_meeting"),
        },
        fragments=["meeting-list"],
    )


def days_elsewhere(request: Request) -> HttpResponse:
    listing = build_list(
        request,
        queries.stops_elsewhere(request.user),
        sorts=queries.STOP_SORTS,
        filterset=StopFilter,
    )
    return render_page(
        request,
        "reports/meeting_elsewhere.html",
        {
            "listing": listing,
            "days": queries.days_of(listing, request.user),
            "own": queries.has_own_meetings(request.user),
        },
        fragments=["stop-list"],
    )


@require_safe
def meeting_days(request: Request) -> HttpResponse:
    """What goes to which meeting day, from the saksgang of the cases; for all districts."""
    authorize(request.user, "reports.list_meetings")
    return days_elsewhere(request)


@require_POST
def meeting_day_papers(request: Request, committee_id: int, on: str) -> HttpResponse:
    """Order the documents of all cases that go to the committee that day, wherever it meets."""
    try:
        held_on = date.fromisoformat(on)
    except ValueError as unreadable:
        raise Http404 from unreadable
    committee = get_object_or_404(Committee.objects.visible_to(request.user), pk=committee_id)
    authorize(request.user, "reports.plan_meeting", committee)
    cases = queries.cases_on(committee, held_on, request.user)
    try:
        batch = batches.order_day(committee, held_on, cases, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect("reports:meeting_days")
    if waiting := sum(not case.is_frozen for case in cases):
        words = ngettext(
            "%(n)s sak er ikke godkjent ennå og er ikke med.",
            "%(n)s saker er ikke godkjent ennå og er ikke med.",
            waiting,
        )
        messages.info(request, words % {"n": waiting})
    return redirect(batch)


@require_http_methods(["GET", "POST"])
def meeting_new(request: Request) -> HttpResponse:
    authorize(request.user, "reports.start_meeting")
    if not queries.has_own_meetings(request.user):
        raise Http404
    committees = queries.committees_to_call(request.user)
    form = MeetingForm(
        request.POST or None,
        committees=committees,
        initial={"committee": request.GET.get("utvalg", "")},
    )
    if form.is_valid():
        committee = form.cleaned_data["committee"]
        authorize(request.user, "reports.plan_meeting", committee)
        try:
            made = services.plan_meeting(
                committee, form.facts, by=request.user, days=form.cleaned_data["more_days"]
            )
        except DomainError as refused:
            form.add_error("held_on", refused.message)
        else:
            words = ngettext(
                "Møtet er lagt i kalenderen.", "%(count)d møter er lagt i kalenderen.", len(made)
            )
            messages.success(request, words % {"count": len(made)})
            return redirect(made[0] if len(made) == 1 else "reports:meeting_list")
    return render_page(request, "reports/meeting_form.html", {"form": form})


@require_safe
def meeting_detail(request: Request, pk: int) -> HttpResponse:
    return meeting_page(request, find_meeting(request, pk))


def meeting_page(request: Request, meeting: Meeting, *, refusal: str = "") -> HttpResponse:
    person = request.user
    works = person.has_perm("reports.plan_meeting", meeting) and is_on(
        meeting.district_id, Part.OWN_MEETINGS, reader=person
    )
    documents = queries.papers_of(meeting, person)
    return render_page(
        request,
        "reports/meeting.html",
        {
            "meeting": meeting,
            "agenda": queries.agenda_for(meeting, person),
            "documents": documents,
            "making": next((each for each in documents if not each.is_finished), None),
            "works": works,
            "moves": queries.moves_of(meeting, person) if works else [],
            "is_insider": person.has_perm("reports.view_closed_doors", meeting),
            "quorum": queries.quorum_words(meeting) if meeting.is_being_minuted else None,
            "refusal": refusal,
            "has_minutes": meeting.state in (MeetingState.HELD, MeetingState.LOCKED),
            "batch": queries.last_batch(batches.key_of_meeting(meeting), person) if works else None,
        },
        status=409 if refusal else None,
    )


@require_http_methods(["GET", "POST"])
def meeting_change(request: Request, pk: int) -> HttpResponse:
    meeting = find_to_work(request, pk, "reports.plan_meeting")
    form = MeetingChangeForm(request.POST or None, meeting=meeting)

    def save() -> None:
        services.change_meeting(
            meeting, form.facts, version=form.cleaned_data["version"], by=request.user
        )

    done, status = saved(form, save, refused_at="held_on")
    if done:
        messages.success(request, _("Møtet er endret."))
        return redirect(meeting)
    context = {"form": form, "meeting": meeting}
    return render_page(request, "reports/meeting_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_call(request: Request, pk: int) -> HttpResponse:
    """Calling gives numbers and tells people, so it is asked for first."""
    meeting = find_to_work(request, pk, "reports.call_meeting")
    if request.method == "POST":
        try:
            services.call_meeting(meeting, by=request.user)
        except DomainError as refused:
            return meeting_page(request, find_meeting(request, pk), refusal=refused.message)
        messages.success(request, _("Det er kalt inn til møtet. Innkallingen lages nå."))
        return redirect(f"{meeting.get_absolute_url()}#dokumenter")
    cases = len(meeting.case_items())
    told = len(services.members_with_account(meeting))
    confirmation = Confirmation(
        heading=_("Kall inn til møtet %(day)s?") % {"day": day(meeting.held_on)},
        question=_("Møtet og sakene får nummer, og innkallingen lages som PDF."),
        action=_("Kall inn"),
        back_url=meeting.get_absolute_url(),
        facts=[
            (_("Utvalg"), str(meeting.committee)),
            (_("Saker"), str(cases)),
            (_("Medlemmer som får varsel"), str(told)),
        ],
        is_dangerous=False,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_POST
def meeting_hold(request: Request, pk: int) -> HttpResponse:
    meeting = find_to_work(request, pk, "reports.hold_meeting")
    try:
        services.hold_meeting(meeting, by=request.user)
    except DomainError as refused:
        return meeting_page(request, find_meeting(request, pk), refusal=refused.message)
    messages.success(request, _("Møtet er holdt. Protokollen og saksprotokollene lages nå."))
    return redirect(f"{meeting.get_absolute_url()}#dokumenter")


@require_http_methods(["GET", "POST"])
def meeting_cancel(request: Request, pk: int) -> HttpResponse:
    meeting = find_to_work(request, pk, "reports.plan_meeting")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.cancel_meeting(meeting, reason=form.cleaned_data["reason"], by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Møtet er avlyst. Sakene venter på en ny dag."))
            return redirect(meeting)
    confirmation = Confirmation(
        heading=_("Avlys møtet %(day)s?") % {"day": day(meeting.held_on)},
        question=_("Sakene tas av sakskartet og venter på en ny dag. Medlemmene får vite det."),
        action=_("Avlys møtet"),
        back_url=meeting.get_absolute_url(),
    )
    context = {"confirmation": confirmation, "form": form}
    return render_page(request, "components/confirm.html", context)


@require_POST
def meeting_papers(request: Request, pk: int) -> HttpResponse:
    """Order papers; how far they are stands on the meeting's page, however often that is loaded."""
    meeting = find_to_work(request, pk, "reports.plan_meeting")
    orders: dict[str, Any] = {
        PaperKind.NOTICE: papers.order_notice,
        PaperKind.PACK: papers.order_pack,
        PaperKind.MINUTES: papers.order_minutes,
        PaperKind.EXTRACT: papers.order_extracts,
    }
    wanted = request.POST.get("slag", "")
    order = orders.get(wanted)
    try:
        if wanted == "all":
            return redirect(batches.order_all(meeting, by=request.user))
        if order is not None:
            order(meeting, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect(f"{reverse('reports:meeting', args=[pk])}#dokumenter")
