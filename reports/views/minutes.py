"""The minutes: who was there, and item by item what was said, proposed, voted and decided."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.richtext import from_plain
from organisation.web.saving import saved
from organisation.web.wording import day
from reports.forms import VedtakForm
from reports.forms.minutes import (
    AttendeeForm,
    DisqualifiedForm,
    EntryForm,
    ProceedingsForm,
    TimesForm,
    VotesForm,
)
from reports.lifecycle.meeting import ItemKind, MeetingState
from reports.meeting_papers import (
    entry_name,
    item_lines,
    minutes_context,
    proposed_with_changes,
    voting_words,
)
from reports.models import AgendaItem, Attendance, BoardCase, Disqualified, Meeting, MeetingEntry
from reports.queries import meeting as queries
from reports.seats import parties, voters
from reports.services import minutes as services
from reports.services.minutes import Votes
from reports.views.flow import answer_in
from reports.views.meeting import find_to_work

HOLD = "reports.hold_meeting"


def item_in(meeting: Meeting, item_id: int) -> AgendaItem:
    item = next((each for each in meeting.agenda() if each.pk == item_id), None)
    if item is None:
        raise Http404
    return item


def find_item(request: Request, pk: int, item_id: int) -> tuple[Meeting, AgendaItem]:
    meeting = find_to_work(request, pk, HOLD, with_minutes=True)
    return meeting, item_in(meeting, item_id)


# --- Who was there --------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def attendance(request: Request, pk: int) -> HttpResponse:
    """Every seat with its member and deputies, and when the meeting began and ended."""
    meeting = find_to_work(request, pk, HOLD)
    form = TimesForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        try:
            services.note_times(meeting, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error("closed_at", refused.message)
        else:
            messages.success(request, _("Klokkeslettene er lagret."))
            return redirect("reports:attendance", pk)
    return attendance_page(request, meeting, form, AttendeeForm())


def attendance_page(
    request: Request, meeting: Meeting, times: TimesForm, new: AttendeeForm
) -> HttpResponse:
    seated = voters(meeting.attendances.all())
    return render_page(
        request,
        "reports/meeting_attendance.html",
        {
            "meeting": meeting,
            "seats": queries.seats_of(meeting, services.deputies_of(meeting)),
            "spare": [each for each in meeting.attendances.all() if queries.is_spare(each)],
            "office": [
                each for each in meeting.attendances.all() if each.role in services.FROM_OFFICE
            ],
            "chairs": seated,
            "quorum": queries.quorum_words(meeting),
            "form": new if new.errors else times,
            "times": times,
            "new": new,
            "may_write": meeting.is_being_minuted,
        },
    )


@require_POST
def attendance_new(request: Request, pk: int) -> HttpResponse:
    meeting = find_to_work(request, pk, HOLD)
    form = AttendeeForm(request.POST)
    if form.is_valid():
        try:
            services.add_attendee(meeting, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("reports:attendance", pk)
    return attendance_page(request, meeting, TimesForm(meeting=meeting), form)


@require_POST
def attendance_change(request: Request, pk: int, attendance_id: int) -> HttpResponse:
    """Excuses, a deputy, the chair, or somebody taken out: one button each."""
    meeting = find_to_work(request, pk, HOLD)
    who = get_object_or_404(Attendance, pk=attendance_id, meeting=meeting)
    verbs: dict[str, Any] = {
        "forfall": services.send_excuses,
        "kommer": services.take_seat,
        "vara": services.call_deputy,
        "leder": services.choose_chair,
        "fjern": services.remove_attendee,
    }
    verb = verbs.get(request.POST.get("gjor", ""))
    try:
        if verb is not None:
            verb(who, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect(f"{reverse('reports:attendance', args=[pk])}#plass-{attendance_id}")


@require_POST
def chair(request: Request, pk: int) -> HttpResponse:
    """Who led the meeting, chosen from those who may vote."""
    meeting = find_to_work(request, pk, HOLD)
    chosen = request.POST.get("leder", "")
    who = next((each for each in meeting.attendances.all() if str(each.pk) == chosen), None)
    try:
        if who is not None:
            services.choose_chair(who, by=request.user)
            messages.success(request, _("%(name)s leder møtet.") % {"name": who.name})
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect("reports:attendance", pk)


# --- One item -------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def agenda_item(request: Request, pk: int, item_id: int) -> HttpResponse:
    """What was said in the item; proposals, votes and the answer have pages of their own."""
    meeting, item = find_item(request, pk, item_id)
    draft = FormDraft(request, "reports.proceedings", f"{pk}-{item_id}")
    form = ProceedingsForm(request.POST or None, item=item, initial=draft.over())

    def save() -> None:
        data = form.cleaned_data
        services.save_proceedings(
            item,
            html=data["proceedings"],
            is_unanimous=data.get("is_unanimous", False),
            version=data["version"],
            by=request.user,
        )

    done, status = saved(form, save)
    if done:
        draft.discard()
        messages.success(request, _("Lagret."))
        return redirect(item)
    context = item_context(meeting, item) | {
        "form": form,
        "draft": draft.found,
        "draft_ref": draft.object_ref,
    }
    return render_page(request, "reports/meeting_item.html", context, status=status)


def item_context(meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    items = meeting.agenda()
    place = items.index(item)
    able = voters(meeting.attendances.all(), item)
    is_minutes = item.kind == ItemKind.MINUTES
    return {
        "meeting": meeting,
        "item": item,
        "lines": item_lines(item, is_public=False),
        "entries": [(entry, entry_name(entry)) for entry in item.entries.all()],
        "disqualified": list(item.disqualified.all()),
        "able": len(able),
        "entitled": parties(able),
        "cast": cast_words(item),
        "before": items[place - 1] if place else None,
        "after": items[place + 1] if place + 1 < len(items) else None,
        "place": place + 1,
        "count": len(items),
        "may_write": meeting.is_being_minuted,
        "to_approve": services.minutes_to_approve(meeting) if is_minutes else [],
        "approved_here": list(meeting.approved_minutes_of.all()) if is_minutes else [],
    }


def cast_words(item: AgendaItem) -> dict[int, str]:
    """By id of entry, 0 for the administration's proposal: how the vote over it went."""
    sums: dict[int, list[int]] = {}
    for line in item.votes.all():
        total = sums.setdefault(line.entry_id or 0, [0, 0])
        total[0] += line.in_favour
        total[1] += line.against
    return {
        subject: _("%(ayes)d for, %(noes)d mot") % {"ayes": ayes, "noes": noes}
        for subject, (ayes, noes) in sums.items()
    }


@require_http_methods(["GET", "POST"])
def item_disqualify(request: Request, pk: int, item_id: int) -> HttpResponse:
    meeting, item = find_item(request, pk, item_id)
    seated = voters(meeting.attendances.all(), item)
    form = DisqualifiedForm(request.POST or None, meeting=meeting, seated=seated)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.disqualify(
                item,
                data["who"],
                ground=data["ground"],
                basis=data["basis"],
                calls_deputy=data["calls_deputy"],
                by=request.user,
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Inhabiliteten er ført."))
            return redirect(item)
    context = {"meeting": meeting, "item": item, "form": form}
    return render_page(request, "reports/meeting_disqualify.html", context)


@require_POST
def item_impartial(request: Request, pk: int, item_id: int, line_id: int) -> HttpResponse:
    _meeting, item = find_item(request, pk, item_id)
    line = get_object_or_404(Disqualified.objects.select_related("item"), pk=line_id, item=item)
    try:
        services.find_impartial(line, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect(item)


@require_http_methods(["GET", "POST"])
def item_entry(request: Request, pk: int, item_id: int) -> HttpResponse:
    meeting, item = find_item(request, pk, item_id)
    form = EntryForm(request.POST or None, seated=queries.movers(meeting))
    if form.is_valid():
        try:
            services.add_entry(item, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Forslaget er ført."))
            return redirect(item)
    context = {"meeting": meeting, "item": item, "form": form}
    return render_page(request, "reports/meeting_entry.html", context)


@require_http_methods(["GET", "POST"])
def entry_remove(request: Request, pk: int, item_id: int, entry_id: int) -> HttpResponse:
    _meeting, item = find_item(request, pk, item_id)
    entry = get_object_or_404(MeetingEntry.objects.select_related("item"), pk=entry_id, item=item)
    if request.method == "POST":
        try:
            services.remove_entry(entry, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
        return redirect(item)
    confirmation = Confirmation(
        heading=_("Ta ut %(entry)s?") % {"entry": entry_name(entry).lower()},
        question=_("Ordlyden og stemmene over den blir borte fra protokollen."),
        action=_("Ta ut"),
        back_url=item.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_http_methods(["GET", "POST"])
def item_votes(request: Request, pk: int, item_id: int) -> HttpResponse:
    """How the parties voted over the administration's proposal, or over one of the entries."""
    meeting, item = find_item(request, pk, item_id)
    entry = entry_asked_for(request, item)
    before = {
        line.party: Votes(line.in_favour, line.against)
        for line in item.votes.all()
        if line.entry_id == (entry.pk if entry else None)
    }
    # Nobody voting is an answer too, so what is sent counts even when it is empty.
    form = VotesForm(
        request.POST if request.method == "POST" else None,
        entitled=parties(voters(meeting.attendances.all(), item)),
        cast=before,
        entry=entry,
    )
    if form.is_valid():
        try:
            services.record_votes(item, form.cast, entry=entry, by=request.user)
            if entry is not None and form.may_settle:
                services.settle_entry(entry, is_adopted=form.is_adopted, by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Stemmene er ført."))
            return redirect(item)
    context = {
        "meeting": meeting,
        "item": item,
        "form": form,
        "entry": entry,
        "name": entry_name(entry) if entry else _("Forslaget fra administrasjonen"),
    }
    return render_page(request, "reports/meeting_votes.html", context)


def entry_asked_for(request: Request, item: AgendaItem) -> MeetingEntry | None:
    wanted = request.GET.get("forslag", "")
    if not wanted:
        return None
    entry = next((each for each in item.entries.all() if str(each.pk) == wanted), None)
    if entry is None:
        raise Http404
    return entry


@require_http_methods(["GET", "POST"])
def item_vedtak(request: Request, pk: int, item_id: int) -> HttpResponse:
    """The answer of the committee, with the words of what was adopted filled in."""
    meeting, item = find_item(request, pk, item_id)
    if item.stop is None or item.vedtak_id is not None:
        raise Http404
    case = BoardCase.objects.with_text().get(pk=item.stop.case_id)
    stop = next(each for each in case.saksgang() if each.pk == item.stop_id)
    stop.case = case
    initial = {
        "decided_on": meeting.held_on,
        "text": from_plain(proposed_with_changes(item)),
        "reason": voting_words(item),
    }
    form = VedtakForm(request.POST or None, stop=stop, case=case, initial=initial)
    form.fields.pop("decided_on", None)
    if form.is_valid():
        form.cleaned_data["decided_on"] = meeting.held_on
        try:
            services.record_item_vedtak(item, by=request.user, **answer_in(form))
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Utfallet er ført i saken og i protokollen."))
            return redirect(item)
    context = {"meeting": meeting, "item": item, "form": form, "stop": stop, "case": case}
    return render_page(request, "reports/meeting_vedtak.html", context)


# --- The minutes ----------------------------------------------------------------------------------


@require_safe
def minutes(request: Request, pk: int) -> HttpResponse:
    """The minutes as they are printed; closed items only for those who may read them."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).with_papers(), pk=pk)
    if meeting.state not in (MeetingState.CALLED, MeetingState.HELD, MeetingState.LOCKED):
        raise Http404
    is_insider = request.user.has_perm("reports.view_closed_doors", meeting)
    if meeting.state == MeetingState.CALLED and not request.user.has_perm(HOLD, meeting):
        raise Http404  # while it is being written, it is the secretary's
    return render_page(
        request,
        "reports/meeting_minutes.html",
        {
            "meeting": meeting,
            "content": minutes_context(meeting, is_public=not is_insider),
            "may_write": meeting.is_being_minuted and request.user.has_perm(HOLD, meeting),
        },
    )


@require_http_methods(["GET", "POST"])
def minutes_approve(request: Request, pk: int, earlier_id: int) -> HttpResponse:
    """This meeting approved the minutes of an earlier one; they are locked for good."""
    meeting = find_to_work(request, pk, "reports.lock_minutes")
    earlier = get_object_or_404(
        Meeting.objects.visible_to(request.user), pk=earlier_id, committee=meeting.committee_id
    )
    back = meeting.get_absolute_url()
    if request.method == "POST":
        try:
            services.approve_minutes(earlier, at_meeting=meeting, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
            return redirect(back)
        messages.success(request, _("Protokollen er godkjent og låst."))
        return redirect(earlier)
    confirmation = Confirmation(
        heading=_("Godkjenn protokollen fra %(day)s?") % {"day": day(earlier.held_on)},
        question=_("Protokollen låses med sjekksum. Ingenting i den kan endres etterpå."),
        action=_("Godkjenn protokollen"),
        back_url=back,
        is_dangerous=False,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
