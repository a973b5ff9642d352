"""Deciding: the signature, its correction, its record, and the conditions that follow."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.audit.days import shows_any_day
from organisation.drafts.forms import FormDraft
from organisation.drafts.services import discard_draft, save_draft
from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from portfolio import services
from portfolio.forms.decision import Conditions, MetForm, VerdictForm
from portfolio.forms.fields import colleagues_of
from portfolio.lifecycle import Outcome
from portfolio.models import Condition, Gate, GateDecision
from portfolio.services.verdict import demands_two_steps
from portfolio.views.gate import DECIDE_DRAFT, decision_form, find_gate, show_gate, show_stale
from portfolio.views.two_step import has_confirmed


@require_http_methods(["GET", "POST"])
def gate_decide(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    if request.method == "GET":
        return redirect(gate)
    authorize(request.user, "portfolio.decide_gate", gate)
    people = colleagues_of(gate.project.district)
    form = decision_form(gate, request.POST)
    conditions = Conditions(request.POST, form_kwargs={"people": people})
    shown: dict[str, Any] = {"form": form, "conditions": conditions, "people": people}
    if conditions.is_changing_rows:
        shown["form"] = decision_form(gate, initial=request.POST.dict())
        return show_gate(request, gate, status=200, **shown)
    if not (form.is_valid() and rows_are_valid(form, conditions)):
        return show_gate(request, gate, status=422, **shown)
    if demands_two_steps(gate) and not has_confirmed(request):
        keep_until_confirmed(request, gate)
        form.add_error(None, _("Bekreft med to trinn først. Det du har skrevet, er lagret."))
        return show_gate(request, gate, status=422, **shown)
    try:
        decision = sign(gate, form, conditions, request)
    except Stale as stale:
        return show_stale(request, gate, stale, form, rows_of(form, conditions))
    except DomainError as refused:
        for reason in getattr(refused, "reasons", [refused.message]):
            form.add_error(None, reason)
        return show_gate(request, gate, status=422, **shown)
    messages.success(
        request, _("Avgjort: %(outcome)s.") % {"outcome": decision.get_outcome_display().lower()}
    )
    return redirect(gate)


def keep_until_confirmed(request: Request, gate: Gate) -> None:
    """Confirming with two steps leads away from the page; what was typed waits as a draft."""
    save_draft(
        request.user,
        DECIDE_DRAFT,
        str(gate.pk),
        base_version=gate.version,
        data=request.POST,
    )


def rows_are_valid(form: Any, conditions: Any) -> bool:
    """Conditions count only for the outcome that has them; otherwise what stands there is left."""
    if form.cleaned_data["outcome"] != Outcome.GO_WITH_CONDITIONS:
        return True
    if not conditions.is_valid():
        return False
    if not conditions.conditions():
        form.add_error("outcome", _("Skriv minst ett vilkår, eller velg «gå videre»."))
        return False
    return True


def rows_of(form: Any, conditions: Any) -> list[services.NewCondition]:
    with_conditions = form.cleaned_data["outcome"] == Outcome.GO_WITH_CONDITIONS
    return conditions.conditions() if with_conditions else []


def sign(gate: Gate, form: Any, conditions: Any, request: Request) -> GateDecision:
    data = form.cleaned_data
    decision = services.decide_gate(
        gate,
        data["outcome"],
        reason=data["reason"],
        by=request.user,
        conditions=rows_of(form, conditions),
        hold_until=data["hold_until"],
        lesson=data["lesson"],
        money_after=data["money_after"],
        people_after=data["people_after"],
        skips_phase=data.get("skips_phase", False),
        two_step=has_confirmed(request),
        version=data["version"],
        **form.money(),
    )
    discard_draft(request.user, DECIDE_DRAFT, gate.pk)
    return decision


@require_http_methods(["GET", "POST"])
def decision_correct(request: Request, slug: str, code: str, pk: int) -> HttpResponse:
    gate = find_gate(request, slug, code)
    decision = get_object_or_404(gate.decisions.current(), pk=pk)
    authorize(request.user, "portfolio.correct_decision", decision)
    people = colleagues_of(gate.project.district)
    data = request.POST or None
    draft = FormDraft(request, "portfolio.correct", decision.pk)
    typed = draft.over(vars(decision))
    form = VerdictForm(data, initial=typed)
    rows = Conditions.rows_in(typed) if draft.found else rows_to_correct(decision)
    conditions = Conditions(data, initial=rows, form_kwargs={"people": people})
    if conditions.is_changing_rows:
        form = VerdictForm(initial=request.POST.dict())
    elif form.is_valid() and rows_are_valid(form, conditions):
        written = form.cleaned_data
        try:
            services.correct_decision(
                decision,
                outcome=written["outcome"],
                reason=written["reason"],
                by=request.user,
                conditions=rows_of(form, conditions),
                disqualified=written["disqualified"],
                lesson=written["lesson"],
                two_step=has_confirmed(request),
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            messages.success(request, _("Rettingen er signert. Den gamle beslutningen står under."))
            return redirect(gate)
    return render_page(
        request,
        "portfolio/decision_correct.html",
        {
            "gate": gate,
            "project": gate.project,
            "decision": decision,
            "form": form,
            "conditions": conditions,
            "draft": draft.found,
        },
    )


def rows_to_correct(decision: GateDecision) -> list[dict[str, Any]]:
    """The conditions of the decision as the form has them."""
    return [
        {"text": each.text, "owner": each.owner_id, "due": each.due}
        for each in decision.conditions.all()
    ]


@require_GET
@shows_any_day
def decision_record(request: Request, slug: str, code: str, pk: int) -> HttpResponse:
    """The signed record, byte for byte, so that anybody can compute its checksum."""
    gate = find_gate(request, slug, code)
    decision = get_object_or_404(gate.decisions, pk=pk)
    return HttpResponse(
        decision.record,
        content_type="application/json; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{gate.project.slug}-{code}-{pk}.json"'
        },
    )


@require_http_methods(["GET", "POST"])
def condition_meet(request: Request, pk: int) -> HttpResponse:
    visible = Condition.objects.visible_to(request.user)
    condition = get_object_or_404(visible.select_related("decision__gate__project", "owner"), pk=pk)
    authorize(request.user, "portfolio.meet_condition", condition)
    draft = FormDraft(request, "portfolio.condition", condition.pk)
    form = MetForm(request.POST or None, initial=draft.over({"version": condition.version}))
    if form.is_valid():
        try:
            services.meet_condition(condition, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            messages.success(request, _("Vilkåret er merket som oppfylt."))
            return redirect(condition.decision.gate)
    return render_page(
        request,
        "portfolio/condition_meet.html",
        {
            "condition": condition,
            "draft": draft.found,
            "gate": condition.decision.gate,
            "project": condition.project,
            "form": form,
            "actions": condition.actions.select_related("owner"),
            "may_add_action": request.user.has_perm("portfolio.add_action", condition.project),
        },
    )
