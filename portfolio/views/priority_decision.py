"""The list that is chosen: signing it, and the record that stays."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.priority import DecideForm
from portfolio.models import Project
from portfolio.models.priority import PriorityDecision
from portfolio.queries import priority as queries
from portfolio.services import priority_choice as services
from portfolio.views.priority import find_question
from portfolio.views.priority_list import find_list


def address_of(decision: PriorityDecision) -> str:
    return reverse(
        "portfolio:priority_decision", args=[decision.prioritisation_id, decision.number]
    )


@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: int, list_pk: int) -> HttpResponse:
    question = find_question(request, pk)
    row = find_list(question, list_pk)
    authorize(request.user, "portfolio.decide_prioritisation", question)
    weighing = queries.weigh(question, request.user)
    sums = weighing.sums(set(row.chosen_ids))
    _text, checksum = services.seal(weighing, row, sums)
    form = DecideForm(request.POST or None, initial={"checksum": checksum, "reason": row.note})

    def save() -> None:
        form.made = services.decide(row, **form.cleaned_data, by=request.user)  # type: ignore[attr-defined]

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Valget er skrevet under og tatt vare på."))
        return redirect(address_of(form.made))  # type: ignore[attr-defined]
    if form.is_bound:
        # What is shown now is what the next signature is under.
        form.data = {**request.POST.dict(), "checksum": checksum}
    context = {
        "question": question,
        "list": row,
        "form": form,
        "sums": sums,
        "faults": services.faults_of(sums),
        "hidden": weighing.hidden,
        "standing": question.decisions.order_by("-number").first(),
    }
    return render_page(request, "portfolio/priority_decide.html", context, status=status)


def find_decision(question: Any, nth: int) -> PriorityDecision:
    decision: PriorityDecision = get_object_or_404(
        PriorityDecision.objects.select_related("decided_by"),
        prioritisation=question.pk,
        number=nth,
    )
    decision.prioritisation = question
    return decision


@require_GET
def decision_page(request: Request, pk: int, nth: int) -> HttpResponse:
    """The record as it was signed, of the projects the reader may see."""
    question = find_question(request, pk)
    decision = find_decision(question, nth)
    facts = queries.facts_of(decision)
    every = [*facts["chosen"], *facts["others"]]
    seen = set(
        Project.objects.visible_to(request.user)
        .filter(pk__in=[row["project"] for row in every])
        .values_list("pk", flat=True)
    )
    chosen = [row for row in facts["chosen"] if row["project"] in seen]
    others = [row for row in facts["others"] if row["project"] in seen]
    return render_page(
        request,
        "portfolio/priority_decision.html",
        {
            "question": question,
            "decision": decision,
            "facts": facts,
            "chosen": chosen,
            "others": others,
            "hidden": len(every) - len(seen),
            "cost": sum((Decimal(row["cost_nok"] or 0) for row in chosen), Decimal(0)),
            "newer": question.decisions.filter(number__gt=nth).order_by("-number").first(),
            "case_url": case_url(question, request),
            "wide_shell": True,
        },
    )


def case_url(question: Any, request: Request) -> str:
    """Where a board case about the choice is begun; cases belong to the floor above."""
    if not request.user.has_perm("reports.start_case"):
        return ""
    try:
        return f"{reverse('reports:case_start')}?prioritering={question.pk}"
    except NoReverseMatch:
        return ""


@require_POST
def decision_annex(request: Request, pk: int, nth: int) -> HttpResponse:
    question = find_question(request, pk)
    decision = find_decision(question, nth)
    document = services.order_annex_of_decision(decision, by=request.user)
    return redirect(document.get_absolute_url())
