"""Decisions made before a project came in: entered, and entered better when more is known."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from portfolio.forms.decision import AfterwardsForm, Conditions
from portfolio.forms.fields import colleagues_of
from portfolio.models import Gate
from portfolio.services.afterwards import correct_afterwards, enter_afterwards
from portfolio.views.decision import rows_are_valid, rows_of
from portfolio.views.gate import find_gate


@require_http_methods(["GET", "POST"])
def enter(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.enter_afterwards", gate)
    people = colleagues_of(gate.project.district)
    draft = FormDraft(request, "portfolio.afterwards", gate.pk)
    typed = draft.over()
    form = AfterwardsForm(request.POST or None, gate=gate, initial=typed)
    conditions = Conditions(
        request.POST or None, initial=Conditions.rows_in(typed), form_kwargs={"people": people}
    )
    if conditions.is_changing_rows:
        form = AfterwardsForm(initial=request.POST.dict(), gate=gate)
    elif form.is_valid() and rows_are_valid(form, conditions):
        try:
            enter_afterwards(
                gate, by=request.user, conditions=rows_of(form, conditions), **form.cleaned_data
            )
        except DomainError as refused:
            say_refused(form, refused)
        else:
            draft.discard()
            messages.success(request, _("Beslutningen er ført inn i ettertid."))
            return redirect(gate)
    heading = _("Før inn en tidligere beslutning")
    return show(request, gate, form, heading, conditions=conditions, draft=draft.found)


@require_http_methods(["GET", "POST"])
def correct(request: Request, slug: str, code: str, pk: int) -> HttpResponse:
    gate = find_gate(request, slug, code)
    decision = get_object_or_404(gate.decisions.current().filter(origin="afterwards"), pk=pk)
    authorize(request.user, "portfolio.enter_afterwards", gate)
    known = {
        "body": decision.decided_as,
        "document": decision.source,
        "reason": decision.reason,
    }
    form = AfterwardsForm(request.POST or None, gate=gate, is_correction=True, initial=known)
    if form.is_valid():
        try:
            correct_afterwards(decision, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            say_refused(form, refused)
        else:
            messages.success(request, _("Rettet. Det som sto før, står under."))
            return redirect(gate)
    return show(request, gate, form, _("Rett det som ble ført inn"))


def say_refused(form: Any, refused: DomainError) -> None:
    for reason in getattr(refused, "reasons", [refused.message]):
        form.add_error(None, reason)


def show(
    request: Request, gate: Gate, form: AfterwardsForm, heading: str, **more: Any
) -> HttpResponse:
    """`more` is what the whole form has, which a correction has not."""
    return render_page(
        request,
        "portfolio/afterwards.html" if more else "portfolio/gate_form.html",
        {
            "gate": gate,
            "project": gate.project,
            "form": form,
            "heading": heading,
            "lead": _(
                "For prosjekter som kom inn underveis. Beslutningen gjelder for fasen, og er merket"
                " «ført inn i ettertid» der den vises."
            ),
            "action": _("Før inn beslutningen"),
            **more,
        },
    )
