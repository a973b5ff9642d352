"""Decisions made in a meeting: written down by the secretariat, confirmed by the decider."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError, Stale
from organisation.lifecycle import refusals
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from portfolio import notify
from portfolio.forms.decision import Conditions, MeetingForm
from portfolio.forms.fields import colleagues_of
from portfolio.lifecycle import DECIDE, Outcome
from portfolio.models import Gate
from portfolio.models.decision import MeetingRecord
from portfolio.queries.gate import funds_for
from portfolio.services.meeting import confirm_record, record_meeting_decision, withdraw_record
from portfolio.views.afterwards import say_refused
from portfolio.views.decision import rows_are_valid, rows_of
from portfolio.views.gate import find_gate
from portfolio.views.two_step import has_confirmed


@require_http_methods(["GET", "POST"])
def record_add(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.record_meeting", gate)
    deciders = list(notify.deciders_of(gate).order_by("name_key", "pk"))
    people = colleagues_of(gate.project.district)
    data = request.POST or None
    known: dict[str, Any] = {
        "gate": gate,
        "funds": funds_for(gate.project),
        "going_on": not refusals(gate, DECIDE[Outcome.GO]),
        "deciders": deciders,
    }
    draft = FormDraft(request, "portfolio.record", gate.pk)
    typed = {**draft.over(facts_of(gate, deciders)), "version": gate.version}
    form = MeetingForm(data, request.FILES or None, initial=typed, **known)
    rows = Conditions.rows_in(draft.over())
    conditions = Conditions(data, initial=rows, form_kwargs={"people": people})
    if conditions.is_changing_rows:
        form = MeetingForm(initial=request.POST.dict(), **known)
    elif (
        form.is_valid()
        and rows_are_valid(form, conditions)
        and written_down(request, gate, form, conditions)
    ):
        draft.discard()
        return redirect(gate)
    return render_page(
        request,
        "portfolio/meeting_record.html",
        {
            "gate": gate,
            "project": gate.project,
            "form": form,
            "conditions": conditions,
            "draft": draft.found,
            "refused": refusals(gate, DECIDE[Outcome.GO]),
        },
    )


def facts_of(gate: Gate, deciders: list[Any]) -> dict[str, Any]:
    return {
        "version": gate.version,
        "released_nok": gate.amount_nok or None,
        "fund_year": gate.fund_year_id,
        "decider": deciders[0].pk if len(deciders) == 1 else None,
    }


def written_down(request: Request, gate: Gate, form: MeetingForm, conditions: Any) -> bool:
    """Save what was decided; says in the form why not."""
    written = form.cleaned_data
    try:
        record = record_meeting_decision(
            gate,
            written["outcome"],
            decider=written["decider"],
            decided_on=written["decided_on"],
            meeting=written["meeting"],
            minutes=written["minutes"],
            reason=written["reason"],
            by=request.user,
            conditions=rows_of(form, conditions),
            hold_until=written["hold_until"],
            lesson=written["lesson"],
            money_after=written["money_after"],
            people_after=written["people_after"],
            version=written["version"],
            **form.money(),
        )
    except Stale as stale:
        form.carry_version(stale.current)
        form.add_error(None, stale.message)
    except DomainError as refused:
        say_refused(form, refused)
    else:
        messages.success(
            request,
            _("Ført. %(who)s må bekrefte før det gjelder.") % {"who": record.decider.name},
        )
        return True
    return False


def find_record(request: Request, pk: int) -> MeetingRecord:
    records = MeetingRecord.objects.visible_to(request.user).waiting()
    return get_object_or_404(
        records.select_related("gate__project__unit__district", "decider", "minutes"), pk=pk
    )


@require_POST
def record_confirm(request: Request, pk: int) -> HttpResponse:
    record = find_record(request, pk)
    authorize(request.user, "portfolio.confirm_record", record)
    try:
        decision = confirm_record(record, two_step=has_confirmed(request), by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(
            request,
            _("Bekreftet og signert: %(outcome)s.")
            % {"outcome": decision.get_outcome_display().lower()},
        )
    return redirect(record.gate)


@require_POST
def record_withdraw(request: Request, pk: int) -> HttpResponse:
    record = find_record(request, pk)
    authorize(request.user, "portfolio.withdraw_record", record)
    try:
        withdraw_record(record, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Det som ble ført fra møtet, er trukket tilbake."))
    return redirect(record.gate)
