"""New, useful, put to use: the answers at the start and at the closing of a project."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.three_tests import ThreeTestsForm
from portfolio.models.three_tests import Moment
from portfolio.services.three_tests import answer_three_tests
from portfolio.views.pages import find_project, sections_of


@require_GET
def three_tests(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    answers = {tests.moment: tests for tests in project.three_tests.all()}
    return render_page(
        request,
        "portfolio/three_tests.html",
        {
            "project": project,
            "sections": sections_of(project, "three_tests"),
            "moments": [(moment, answers.get(moment)) for moment in Moment],
            "may_edit": request.user.has_perm("portfolio.edit_project", project),
        },
    )


@require_http_methods(["GET", "POST"])
def three_tests_answer(request: Request, slug: str, moment: str) -> HttpResponse:
    project = find_project(request, slug)
    if moment not in Moment.values:
        raise Http404
    authorize(request.user, "portfolio.edit_project", project)
    there = project.three_tests.filter(moment=moment).first()
    # At the closing one starts from what was believed at the start.
    start = there or project.three_tests.filter(moment=Moment.START).first()
    initial = {**(vars(start) if start else {}), "version": there.version if there else 0}
    form = ThreeTestsForm(request.POST or None, initial=initial)

    def save() -> None:
        answers = dict(form.cleaned_data)
        version = answers.pop("version")
        answer_three_tests(project, moment, answers, version=version, by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Svarene er lagret."))
        return redirect("portfolio:three_tests", slug=slug)
    context = {"project": project, "moment": Moment(moment), "form": form}
    return render_page(request, "portfolio/three_tests_form.html", context, status=status)
