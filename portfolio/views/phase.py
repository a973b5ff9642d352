"""The phases of a project: dates, goals, results and conclusions."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio import services
from portfolio.forms.phase import JudgeForm, PhaseForm
from portfolio.models import Deliverable, Phase, PhaseGoal, TestRound
from portfolio.queries import phases_of
from portfolio.queries.factor import of_project as factors_of
from portfolio.views.pages import find_project, sections_of


@dataclass(frozen=True)
class Block:
    """One phase with what belongs to it."""

    phase: Phase
    unjudged: int
    deliverables: list[Deliverable]
    rounds: list[TestRound]


@require_GET
@shows_any_day
def phase_list(request: Request, slug: str) -> HttpResponse:
    """The phases with all that is in them, and beside them what decides whether it succeeds."""
    project = find_project(request, slug)
    phases = list(phases_of(project).select_related("gate", "plan", "report"))
    deliverables = list(project.deliverables.select_related("document"))
    rounds = list(project.test_rounds.newest_first())
    for phase in phases:
        phase.project = project
    there = {phase.pk for phase in phases}
    person = request.user
    return render_page(
        request,
        "portfolio/phase_list.html",
        {
            "project": project,
            "sections": sections_of(project, "phases"),
            "blocks": [
                Block(
                    phase,
                    sum(not goal.is_judged for goal in phase.goals.all()),
                    [each for each in deliverables if each.phase_id == phase.pk],
                    [each for each in rounds if each.phase_id == phase.pk],
                )
                for phase in phases
            ],
            "loose_deliverables": [each for each in deliverables if each.phase_id not in there],
            "loose_rounds": [each for each in rounds if each.phase_id not in there],
            "factors": factors_of(project),
            "today": days.today(),
            "may_edit": project.is_under_way and person.has_perm("portfolio.edit_phase", project),
            "may_write": person.has_perm("portfolio.edit_substance", project),
        },
    )


@require_http_methods(["GET", "POST"])
def phase_edit(request: Request, slug: str, kind: str) -> HttpResponse:
    project = find_project(request, slug)
    phase = get_object_or_404(project.phases, kind=kind)
    authorize(request.user, "portfolio.edit_phase", phase)
    draft = FormDraft(request, "portfolio.phase", phase.pk)
    facts = {**vars(phase), "goals": [goal.text for goal in phase.goals.all()]}
    form = PhaseForm(request.POST or None, phase=phase, initial=draft.over(facts))

    def save() -> None:
        services.edit_phase(
            phase,
            form.changes(),
            goals=form.cleaned_data["goals"],
            version=form.cleaned_data["version"],
            by=request.user,
        )

    done, status = saved(form, save)
    if done:
        draft.discard()
        messages.success(request, _("%(phase)s er lagret.") % {"phase": phase})
        return redirect(phase)
    return render_page(
        request,
        "portfolio/phase_form.html",
        {
            "project": project,
            "phase": phase,
            "form": form,
            "draft": draft.found,
        },
        status=status,
    )


@require_http_methods(["GET", "POST"])
def goal_judge(request: Request, slug: str, pk: int) -> HttpResponse:
    project = find_project(request, slug)
    goal = get_object_or_404(
        PhaseGoal.objects.select_related("phase"), pk=pk, phase__project=project
    )
    goal.phase.project = project
    authorize(request.user, "portfolio.edit_phase", goal.phase)
    form = JudgeForm(
        request.POST or None,
        initial={
            "result": goal.result if goal.is_judged else "",
            "result_text": goal.result_text,
        },
    )
    if form.is_valid():
        try:
            services.judge_goal(
                goal,
                form.cleaned_data["result"],
                text=form.cleaned_data["result_text"],
                by=request.user,
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Vurderingen er lagret."))
            return redirect(goal.phase)
    return render_page(
        request,
        "portfolio/goal_judge.html",
        {
            "project": project,
            "phase": goal.phase,
            "goal": goal,
            "form": form,
        },
    )
