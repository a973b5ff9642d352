"""Gates: the list, and one page that serves the leader, the adviser and the decider."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation.drafts.forms import FormDraft
from organisation.drafts.services import discard_draft
from organisation.errors import DomainError, Stale
from organisation.lifecycle import refusals
from organisation.permissions import authorize
from organisation.web.forms import shown
from organisation.web.pages import Request, render_page
from portfolio import services
from portfolio.forms.fields import colleagues_of
from portfolio.forms.gate import (
    AnswerForm,
    Conditions,
    ConfirmForm,
    DecisionForm,
    LiftForm,
    MetForm,
    RecommendForm,
    VerdictForm,
)
from portfolio.lifecycle import STEPS, GateState, Outcome
from portfolio.models import Condition, Gate, GateDecision
from portfolio.queries import decisions_of
from portfolio.views.pages import find_project, sections_of

# The names their drafts go under.
ANSWER, RECOMMEND = "portfolio.answer", "portfolio.recommend"
DECIDE = "portfolio.decide"
RECOMMENDATION = "tilrading"  # the last step of the self-assessment


def find_gate(request: Request, slug: str, code: str) -> Gate:
    gates = Gate.objects.visible_to(request.user).with_project().with_decider()
    return get_object_or_404(gates, project__slug=slug, code=code)


@require_GET
def gate_list(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    gates = list(project.gates.select_related("decider_unit"))
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
        **groups_of_lines(gate),
    }
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
        answered = vars(current.answer) if current.answer else None
        form = forms.get("form") or AnswerForm(initial=draft.over(answered))
    else:
        draft = FormDraft(request, RECOMMEND, gate.pk)
        form = forms.get("form") or RecommendForm(initial=draft.over(vars(gate)))
    return {
        "current": current,
        "form": form,
        "draft": draft.found,
        "draft_ref": draft.object_ref,
        "asked": bool(step),
        "reasons": refusals(gate, STEPS["submit"]),
    }


def decision_panel(request: Request, gate: Gate, forms: dict[str, Any]) -> dict[str, Any]:
    people = forms.get("people") or colleagues_of(gate.project.district)
    draft = FormDraft(request, DECIDE, gate.pk)
    written = draft.over()
    return {
        "form": forms.get("form") or DecisionForm(initial={**written, "version": gate.version}),
        "conditions": forms.get("conditions")
        or Conditions(initial=Conditions.rows_in(written), form_kwargs={"people": people}),
        "draft": draft.found,
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
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            services.answer_question(gate, line.question, by=request.user, **form.cleaned_data)
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
    form = RecommendForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.recommend(
                gate,
                data["recommendation"],
                text=data["recommendation_text"],
                amount_nok=data["amount_nok"] or Decimal(0),
                due=data["due"],
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
    except Stale as stale:
        return show_stale(request, gate, stale, form)
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
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


@require_http_methods(["GET", "POST"])
def gate_decide(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    if request.method == "GET":
        return redirect(gate)
    authorize(request.user, "portfolio.decide_gate", gate)
    people = colleagues_of(gate.project.district)
    form = DecisionForm(request.POST)
    conditions = Conditions(request.POST, form_kwargs={"people": people})
    shown: dict[str, Any] = {"form": form, "conditions": conditions, "people": people}
    if conditions.is_changing_rows:
        shown["form"] = DecisionForm(initial=request.POST.dict())
        return show_gate(request, gate, status=200, **shown)
    if not (form.is_valid() and rows_are_valid(form, conditions)):
        return show_gate(request, gate, status=422, **shown)
    try:
        decision = sign(gate, form, conditions, request)
    except Stale as stale:
        return show_stale(request, gate, stale, form, conditions)
    except DomainError as refused:
        for reason in getattr(refused, "reasons", [refused.message]):
            form.add_error(None, reason)
        return show_gate(request, gate, status=422, **shown)
    messages.success(
        request, _("Avgjort: %(outcome)s.") % {"outcome": decision.get_outcome_display().lower()}
    )
    return redirect(gate)


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
        disqualified=data["disqualified"],
        hold_until=data["hold_until"],
        lesson=data["lesson"],
        version=data["version"],
    )
    discard_draft(request.user, DECIDE, gate.pk)
    return decision


def show_stale(
    request: Request, gate: Gate, stale: Stale, form: Any, conditions: Any = None
) -> HttpResponse:
    """Somebody was first, or the basis changed: say so, and keep what the person wrote."""
    fresh = find_gate(request, gate.project.slug, gate.code)
    return render_page(
        request,
        "portfolio/gate_stale.html",
        {
            "gate": fresh,
            "project": fresh.project,
            "message": stale.message,
            "written": [
                (bound.label, shown(form.cleaned_data[bound.name], bound.field))
                for bound in form
                if not bound.is_hidden and form.cleaned_data[bound.name]
            ],
            "written_conditions": rows_of(form, conditions) if conditions else [],
            "decision": decisions_of(fresh.project, fresh)[:1],
        },
        status=409,
    )


# --- Afterwards -----------------------------------------------------------------------------------


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
    form = MetForm(request.POST or None, initial={"version": condition.version})
    if form.is_valid():
        try:
            services.meet_condition(condition, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Vilkåret er merket som oppfylt."))
            return redirect(condition.decision.gate)
    return render_page(
        request,
        "portfolio/condition_meet.html",
        {
            "condition": condition,
            "gate": condition.decision.gate,
            "project": condition.project,
            "form": form,
        },
    )
