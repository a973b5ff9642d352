"""The diagnosis of a project: problem, actors, insight, causes, and then a solution."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ideas.causes import below, flat, tree_of
from ideas.forms.challenge import CauseForm, EditCauseForm
from organisation.drafts.forms import FormDraft
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.diagnosis import DiagnosisForm
from portfolio.models import Cause, Diagnosis, Project
from portfolio.queries.diagnosis import diagnosis_of
from portfolio.services import diagnosis as services
from portfolio.views.pages import find_project, sections_of
from portfolio.views.part import Part, render_part


def part(project: Project, heading: str, action: str = "", **more: Any) -> Part:
    back = Diagnosis(project=project).get_absolute_url()
    return Part(heading, action or _("Lagre"), back, back_words=_("Diagnose"), **more)


@require_GET
def diagnosis_page(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    diagnosis = diagnosis_of(project)
    names = {"problem": _("problemet"), "actors": _("aktørene"), "insight": _("innsikten")}
    return render_page(
        request,
        "portfolio/diagnosis.html",
        {
            "project": project,
            "sections": sections_of(project, "diagnosis"),
            "diagnosis": diagnosis,
            "missing": [names[name] for name in diagnosis.missing],
            "causes": tree_of(project.causes.all()),
            "may_edit": project.is_under_way
            and request.user.has_perm("portfolio.edit_diagnosis", project),
        },
    )


@require_http_methods(["GET", "POST"])
def diagnosis_edit(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_diagnosis", project)
    diagnosis = diagnosis_of(project)
    draft = FormDraft(request, "portfolio.diagnosis", project.slug)
    is_open = diagnosis.is_open_for_solution or bool(diagnosis.solution_idea or diagnosis.why_this)
    form = DiagnosisForm(request.POST or None, is_open=is_open, initial=draft.over(vars(diagnosis)))
    done, status = saved(
        form,
        lambda: services.write_diagnosis(
            project, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        draft.discard()
        messages.success(request, _("Diagnosen er lagret."))
        return redirect(diagnosis)
    closed = _("Feltene for løsning åpner når problemet, aktørene og innsikten er beskrevet.")
    page = part(project, _("Skriv diagnosen"), help="" if is_open else closed)
    return render_part(
        request,
        page,
        form,
        project=project,
        draft=draft,
        version=diagnosis.version,
        status=status,
    )


@require_http_methods(["GET", "POST"])
def cause_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_diagnosis", project)
    form = CauseForm(
        request.POST or None,
        places=flat(tree_of(project.causes.all())),
        initial={"under": request.GET.get("under", "")},
    )
    done, status = saved(
        form, lambda: services.add_cause(project, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Årsaken er lagt til."))
        return redirect(diagnosis_of(project))
    page = part(project, _("Ny årsak"), _("Legg til"))
    return render_part(request, page, form, project=project, status=status)


def find_cause(request: Request, slug: str, pk: int) -> Cause:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_diagnosis", project)
    cause = get_object_or_404(project.causes, pk=pk)
    cause.project = project
    return cause


@require_http_methods(["GET", "POST"])
def cause_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    cause = find_cause(request, slug, pk)
    project = cause.project
    causes = project.causes.all()
    not_under = {cause.pk, *below(cause, causes)}
    places = [each for each in flat(tree_of(causes)) if each[1].pk not in not_under]
    form = EditCauseForm(
        request.POST or None, places=places, initial={**vars(cause), "under": cause.under_id}
    )
    done, status = saved(
        form, lambda: services.edit_cause(cause, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Årsaken er lagret."))
        return redirect(diagnosis_of(project))
    page = part(project, _("Endre årsaken"))
    return render_part(request, page, form, project=project, status=status)


@require_http_methods(["GET", "POST"])
def cause_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    cause = find_cause(request, slug, pk)
    back = Diagnosis(project=cause.project).get_absolute_url()
    if request.method == "POST":
        services.remove_cause(cause, by=request.user)
        messages.success(request, _("Årsaken er tatt bort."))
        return redirect(back)
    confirmation = Confirmation(
        heading=_("Ta bort årsaken"),
        question=_("Årsakene under den flyttes opp dit den står."),
        action=_("Ta bort"),
        back_url=back,
        facts=[(_("Årsak"), cause.text)],
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
