"""What a project is, how large, and who sees it: each changed with a reason, on its own page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio import services
from portfolio.forms.project import ClassifyForm, RestrictForm
from portfolio.models.project import Access, Project
from portfolio.views.pages import find_project


@require_http_methods(["GET", "POST"])
def project_classify(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.classify_project", project)
    form = ClassifyForm(request.POST or None, project=project, initial=vars(project))
    done, status = saved(
        form,
        lambda: services.classify_project(project, **form.cleaned_data, by=request.user),
    )
    if done:
        messages.success(request, _("Slag og profil er lagret. Fasene som kommer, er lagt om."))
        return redirect(project)
    context = {"project": project, "form": form}
    return render_page(request, "portfolio/project_classify.html", context, status=status)


@require_http_methods(["GET", "POST"])
def project_access(request: Request, slug: str) -> HttpResponse:
    """Restrict an open project, or open a restricted one."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.restrict_project", project)
    if project.access == Access.RESTRICTED:
        return reopen(request, project)
    form = RestrictForm(request.POST or None, initial={"version": project.version})
    done, status = saved(
        form, lambda: services.restrict_project(project, **form.cleaned_data, by=request.user)
    )
    if done:
        messages.success(request, _("Nå ser bare teamet og linjen prosjektet."))
        return redirect(project)
    context = {"project": project, "form": form}
    return render_page(request, "portfolio/project_restrict.html", context, status=status)


def reopen(request: Request, project: Project) -> HttpResponse:
    if request.method == "POST":
        services.open_project(project, version=project.version, by=request.user)
        messages.success(request, _("Nå ser alle ansatte i bydelen prosjektet."))
        return redirect(project)
    confirmation = Confirmation(
        heading=_("Åpne prosjektet for alle ansatte"),
        question=_(
            "Alle i bydelen kan lese alt som står i prosjektet, også det som er skrevet før."
        ),
        action=_("Åpne prosjektet"),
        back_url=project.get_absolute_url(),
        facts=[(_("Hjemmel"), project.legal_basis), (_("Grunn"), project.access_reason)],
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
