"""Gates: the list, and one page that serves the leader, the adviser and the decider."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation.audit.days import shows_any_day
from organisation.drafts.forms import FormDraft
from organisation.drafts.services import discard_draft
from organisation.errors import DomainError, Stale
from organisation.lifecycle import refusals
from organisation.permissions import authorize
from organisation.web.forms import shown
from organisation.web.pages import Request, render_page
from portfolio import services
from portfolio.forms.decision import Conditions, DecisionForm
from portfolio.forms.fields import colleagues_of
from portfolio.forms.gate import (
    AnswerForm,
    ConfirmForm,
    LiftForm,
    RecommendForm,
)
from portfolio.lifecycle import AFTERWARDS, DECIDE, STEPS, GateState, Outcome
from portfolio.lifecycle.substance import FactorState
from portfolio.models import Gate
from portfolio.models.gate import Line
from portfolio.queries import decisions_of
from portfolio.queries.evidence import Offered, chosen_from, offered
from portfolio.queries.gate import funds_for, waiting_record
from portfolio.views.pages import find_project, sections_of
from portfolio.views.two_step import has_confirmed, where_to_confirm

# The names their drafts go under.
ANSWER, RECOMMEND = "portfolio.answer", "portfolio.recommend"
DECIDE_DRAFT = "portfolio.decide"
RECOMMENDATION = "tilrading"  # the last step of the self-assessment


def find_gate(request: Request, slug: str, code: str) -> Gate:
    gates = Gate.objects.visible_to(request.user).with_project().with_decider().with_surroundings()
    return get_object_or_404(gates, project__slug=slug, code=code)


@require_GET
@shows_any_day
def gate_list(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    gates = list(project.gates.select_related("decider_unit", "opens_phase"))
    return render_page(
        request,
        "portfolio/gate_list.html",
        {
            "project": project,
            "sections": sections_of(project, "gates"),
            "gates": gates,
            "decisions": decisions_of(project),
        },
    )


@require_GET
@shows_any_day
def gate_page(request: Request, slug: str, code: str) -> HttpResponse:
    return show_gate(request, find_gate(request, slug, code))


def show_gate(
    request: Request, gate: Gate, *, status: int | None = None, step: str = "", **forms: Any
) -> HttpResponse:
    """The page of one gate as this person may use it; `forms` replace the ones it begins with."""
    decisions = decisions_of(gate.project, gate) if gate.has_decisions else []
    context = {
        "gate": gate,
        "project": gate.project,
        "sections": sections_of(gate.project, "gates"),
        "decisions": decisions,
        "may": what_person_may(request, gate),
        "correctable": {
            each.pk
            for each in decisions
            if each.is_current and request.user.has_perm("portfolio.correct_decision", each)
        },
        # Entered afterwards: nobody answered anything here, and no power was used.
        "entered": bool(decisions) and decisions[0].is_afterwards,
        "may_enter": request.user.has_perm("portfolio.enter_afterwards", gate),
        "lesson_url": reverse("portfolio:lesson_add", args=[gate.project.slug]),
        "record": waiting_record(gate) if gate.has_record else None,  # type: ignore[attr-defined]
        "factors": factors_of(gate),
        "lessons": gate.lesson_list,  # type: ignore[attr-defined]
        **groups_of_lines(gate),
    }
    if context["record"]:
        for verb in ("confirm", "withdraw"):
            context[f"may_{verb}_record"] = request.user.has_perm(
                f"portfolio.{verb}_record", context["record"]
            )
    if context["may"]["prepare"]:
        context.update(preparation(request, gate, step or request.GET.get("steg", ""), forms))
    if context["may"]["decide"]:
        context.update(decision_panel(request, gate, forms))
    if context["may"]["confirm"]:
        context["confirm_form"] = forms.get("confirm_form") or ConfirmForm(
            initial={"version": gate.version}, auto_id="confirm_%s"
        )
    if not context["may"]["prepare"] and not context["may"]["decide"]:
        context.update(forms)
    return render_page(
        request, "portfolio/gate.html", context, fragments=["gate-work", "avgjor"], status=status
    )


def factors_of(gate: Gate) -> list[dict[str, Any]]:
    """The critical factors with their state in words."""
    rows: list[dict[str, Any]] = gate.factor_list  # type: ignore[attr-defined]
    return [{**row, "state_words": FactorState(row["state"]).label} for row in rows]


def what_person_may(request: Request, gate: Gate) -> dict[str, bool]:
    """Which steps are open for this person in the state the gate stands in."""
    can = request.user.has_perm
    submitted = gate.state == GateState.SUBMITTED
    prepares = can("portfolio.prepare_gate", gate)
    return {
        "prepare": gate.state == GateState.IN_PREPARATION and prepares,
        "open": gate.state in STEPS["open"].sources
        and prepares
        and not refusals(gate, STEPS["open"]),
        "recall": submitted and prepares,
        "confirm": (submitted or gate.state == GateState.WAITING_FOR_BOARD)
        and not gate.confirmed_at
        and can("portfolio.confirm_gate", gate),
        "decide": submitted and can("portfolio.decide_gate", gate),
        "lift": submitted and can("portfolio.lift_gate", gate),
        "record": submitted and can("portfolio.record_meeting", gate),
        "disqualify": submitted and can("portfolio.declare_disqualified", gate),
        "enter": gate.state in AFTERWARDS[Outcome.BACK].sources
        and can("portfolio.enter_afterwards", gate)
        and not refusals(gate, AFTERWARDS[Outcome.BACK]),
    }


def groups_of_lines(gate: Gate) -> dict[str, Any]:
    """The answers, those to look at first."""
    lines = gate.lines
    return {
        "lines": lines,
        "look_at": [line for line in lines if not line.is_clear],
        "clear": [line for line in lines if line.is_clear],
        "answered": sum(line.is_answered for line in lines),
        "unanswered": [line for line in lines if not line.is_answered],
    }


def preparation(request: Request, gate: Gate, step: str, forms: dict[str, Any]) -> dict[str, Any]:
    """The self-assessment: one question open at a time, the recommendation last."""
    current = next((line for line in gate.lines if line.question.key == step), None)
    if current is None and step != RECOMMENDATION:
        current = next((line for line in gate.lines if not line.is_answered), None)
    if current is not None:
        draft = FormDraft(request, ANSWER, f"{gate.pk}-{current.question.key}")
        form = forms.get("form") or AnswerForm(
            initial=draft.over(answered(current)), things=things_for(gate, current)
        )
    else:
        draft = FormDraft(request, RECOMMEND, gate.pk)
        facts = {**vars(gate), "fund_year": gate.fund_year_id}
        form = forms.get("form") or RecommendForm(
            initial=draft.over(facts), funds=funds_for(gate.project)
        )
    return {
        "current": current,
        "form": form,
        "draft": draft.found,
        "draft_ref": draft.object_ref,
        "asked": bool(step),
        "reasons": refusals(gate, STEPS["submit"]),
    }


def answered(line: Line) -> dict[str, Any]:
    """The answer as its form has it."""
    if line.answer is None:
        return {}
    rests_on = [row.key for row in line.evidence]
    return {**vars(line.answer), "rests_on": rests_on}


def things_for(gate: Gate, line: Line) -> list[Offered]:
    return offered(gate.project, tuple(line.question.evidence_kinds))


def decision_panel(request: Request, gate: Gate, forms: dict[str, Any]) -> dict[str, Any]:
    people = forms.get("people") or colleagues_of(gate.project.district)
    draft = FormDraft(request, DECIDE_DRAFT, gate.pk)
    written = draft.over()
    return {
        "form": forms.get("form") or decision_form(gate, initial=asked_for(gate, written)),
        "refused": refusals(gate, DECIDE[Outcome.GO]),
        "confirm_two_steps": where_to_confirm(request, gate.get_absolute_url())
        if getattr(gate, "needs_two_steps", False) and not has_confirmed(request)
        else "",
        "conditions": forms.get("conditions")
        or Conditions(initial=Conditions.rows_in(written), form_kwargs={"people": people}),
        "draft": draft.found,
    }


def decision_form(gate: Gate, data: Any = None, **kwargs: Any) -> DecisionForm:
    """The decider's form: what cannot be signed now is not offered."""
    return DecisionForm(
        data,
        gate=gate,
        funds=funds_for(gate.project),
        going_on=gate.state != GateState.SUBMITTED or not refusals(gate, DECIDE[Outcome.GO]),
        **kwargs,
    )


def asked_for(gate: Gate, written: dict[str, Any]) -> dict[str, Any]:
    """What the decider's form begins with: what the leader asks for, under what was written."""
    return {
        "released_nok": gate.amount_nok or None,
        "fund_year": gate.fund_year_id,
        **written,
        "version": gate.version,
    }


# --- The leader's steps ---------------------------------------------------------------------------


@require_POST
def gate_open(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.prepare_gate", gate)
    return try_step(request, gate, lambda: services.open_gate(gate, by=request.user))


def try_step(request: Request, gate: Gate, step: Any, done: str = "") -> HttpResponse:
    """Take a step that needs no form; a refusal is said on the page one comes back to."""
    try:
        step()
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        if done:
            messages.success(request, done)
    return redirect(gate)


@require_POST
def gate_answer(request: Request, slug: str, code: str, key: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.prepare_gate", gate)
    line = next((line for line in gate.lines if line.question.key == key), None)
    if line is None:
        return redirect(gate)
    form = AnswerForm(request.POST, things=things_for(gate, line))
    if form.is_valid():
        data = {**form.cleaned_data, "rests_on": chosen_from(form.cleaned_data.get("rests_on", []))}
        try:
            services.answer_question(gate, line.question, by=request.user, **data)
        except DomainError as refused:
            messages.error(request, refused.message)
            return redirect(gate)
        discard_draft(request.user, ANSWER, f"{gate.pk}-{key}")
        return redirect(f"{gate.get_absolute_url()}?steg={step_after(gate, key)}")
    return show_gate(request, gate, step=key, form=form)


def step_after(gate: Gate, key: str) -> str:
    """The next question without an answer, from `key` and round; then the last step."""
    keys = [line.question.key for line in gate.lines]
    at = keys.index(key)
    order = [*gate.lines[at + 1 :], *gate.lines[:at]]
    return next((line.question.key for line in order if not line.is_answered), RECOMMENDATION)


@require_POST
def gate_recommend(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.prepare_gate", gate)
    form = RecommendForm(request.POST, funds=funds_for(gate.project))
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.recommend(
                gate,
                data["recommendation"],
                text=data["recommendation_text"],
                amount_nok=data["amount_nok"] or Decimal(0),
                due=data["due"],
                fund_year=data.get("fund_year"),
                version=data["version"],
                by=request.user,
            )
        except Stale as stale:
            form.somebody_was_faster(stale.current)
            return show_gate(request, gate, step=RECOMMENDATION, form=form, status=409)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            discard_draft(request.user, RECOMMEND, gate.pk)
            messages.success(request, _("Tilrådingen er lagret."))
            return redirect(f"{gate.get_absolute_url()}?steg={RECOMMENDATION}")
    return show_gate(request, gate, step=RECOMMENDATION, form=form)


@require_POST
def gate_submit(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.prepare_gate", gate)
    return try_step(
        request,
        gate,
        lambda: services.submit_gate(gate, by=request.user),
        _("Grunnlaget er sendt til avgjørelse."),
    )


@require_POST
def gate_recall(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.prepare_gate", gate)
    return try_step(
        request,
        gate,
        lambda: services.recall_gate(gate, by=request.user),
        _("Grunnlaget er trukket tilbake. Send det på nytt når det er klart."),
    )


# --- The adviser and the decider ------------------------------------------------------------------


@require_POST
def gate_confirm(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.confirm_gate", gate)
    form = ConfirmForm(request.POST, auto_id="confirm_%s")
    if not form.is_valid():
        return show_gate(request, gate, status=422, confirm_form=form)
    try:
        services.confirm_gate(gate, by=request.user, **form.cleaned_data)
    except DomainError as refused:
        return show_stale(request, gate, refused, form)
    messages.success(request, _("Du har bekreftet grunnlaget."))
    return redirect(gate)


@require_http_methods(["GET", "POST"])
def gate_lift(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.lift_gate", gate)
    draft = FormDraft(request, "portfolio.lift", gate.pk)
    form = LiftForm(
        request.POST or None,
        level=gate.decider_level,
        initial={**draft.over(), "version": gate.version},
    )
    if form.is_valid():
        try:
            services.lift_gate(gate, by=request.user, **form.cleaned_data)
        except Stale as stale:
            return show_stale(request, gate, stale, form)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            messages.success(request, _("Avgjørelsen er løftet."))
            return redirect(gate)
    return render_page(
        request,
        "portfolio/gate_lift.html",
        {"gate": gate, "project": gate.project, "form": form, "draft": draft.found},
    )


def show_stale(
    request: Request, gate: Gate, refused: DomainError, form: Any, written_conditions: Any = ()
) -> HttpResponse:
    """Somebody was first, or the basis changed: say so, and keep what the person wrote."""
    fresh = find_gate(request, gate.project.slug, gate.code)
    return render_page(
        request,
        "portfolio/gate_stale.html",
        {
            "gate": fresh,
            "project": fresh.project,
            "message": refused.message,
            "written": [
                (bound.label, shown(form.cleaned_data[bound.name], bound.field))
                for bound in form
                if not bound.is_hidden and form.cleaned_data.get(bound.name)
            ],
            "written_conditions": written_conditions,
            "decision": decisions_of(fresh.project, fresh)[:1],
        },
        status=409,
    )
