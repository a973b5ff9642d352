"""The report of a phase: drafted from the data, part by part, and made as a PDF."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.components import Difference
from organisation.web.pages import Request, render_page
from organisation.web.richtext import to_plain
from organisation.web.saving import saved
from portfolio.forms.fields import colleagues_of
from portfolio.forms.phase_report import FinishForm, FollowUpForm, SectionForm
from portfolio.models import FollowUp, Phase, PhaseReport, PhaseReportSection, Project
from portfolio.queries.report_parts import draw
from portfolio.services import phase_report as services
from portfolio.views.pages import find_project, sections_of
from portfolio.views.small_form import small_form

DRAFT = "portfolio.report_section"


def find_phase(request: Request, slug: str, kind: str) -> tuple[Project, Phase]:
    project = find_project(request, slug)
    phase: Phase = get_object_or_404(project.phases, kind=kind)
    phase.project = project
    return project, phase


def find_report(request: Request, slug: str, kind: str) -> tuple[Project, PhaseReport]:
    """The report, for those who see the project; 404 when it is not begun."""
    project, phase = find_phase(request, slug, kind)
    report = get_object_or_404(PhaseReport, phase=phase)
    report.project, report.phase = project, phase
    return project, report


@require_http_methods(["GET", "POST"])
def report_page(request: Request, slug: str, kind: str) -> HttpResponse:
    """All of the report as it reads now; POST begins it."""
    project, phase = find_phase(request, slug, kind)
    if request.method == "POST":
        authorize(request.user, "portfolio.edit_substance", project)
        services.start_report(phase, by=request.user)
        messages.success(request, _("Rapporten er skrevet som utkast. Les over og rett."))
        return redirect("portfolio:phase_report", slug=project.slug, kind=phase.kind)
    report = PhaseReport.objects.filter(phase=phase).first()
    context: dict[str, Any] = {
        "project": project,
        "phase": phase,
        "report": report,
        "sections": sections_of(project, "phases"),
        "may_edit": request.user.has_perm("portfolio.edit_substance", project),
        "may_start_case": request.user.has_perm("reports.start_case"),
    }
    if report is not None:
        report.project, report.phase = project, phase
        context |= {
            "parts": list(report.sections.all()),
            "versions": list(services.versions_of(report)),
            "points": list(report.follow_ups.select_related("owner")),
        }
    return render_page(request, "portfolio/phase_report.html", context)


def find_section(
    request: Request, slug: str, kind: str, part: str
) -> tuple[Project, PhaseReportSection]:
    project, report = find_report(request, slug, kind)
    section = get_object_or_404(PhaseReportSection, report=report, part=part)
    section.report = report
    authorize(request.user, "portfolio.edit_substance", project)
    return project, section


@require_http_methods(["GET", "POST"])
def section_edit(request: Request, slug: str, kind: str, part: str) -> HttpResponse:
    project, section = find_section(request, slug, kind, part)
    draft = FormDraft(request, DRAFT, section.pk)
    form = SectionForm(request.POST or None, initial=draft.over(vars(section)))
    done, status = saved(
        form,
        lambda: services.edit_section(
            section,
            text=form.cleaned_data["text"],
            is_left_out=form.cleaned_data["is_left_out"],
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if done:
        draft.discard()
        messages.success(request, _("%(part)s er lagret.") % {"part": section})
        return redirect(f"{section.report.get_absolute_url()}#{section.part}")
    return render_page(
        request,
        "portfolio/phase_report_section.html",
        {"project": project, "section": section, "form": form, "draft": draft.found},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def section_redraw(request: Request, slug: str, kind: str, part: str) -> HttpResponse:
    """Show what stands there beside what the data gives now, and let the writer choose."""
    project, section = find_section(request, slug, kind, part)
    back = f"{section.report.get_absolute_url()}#{section.part}"
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            services.redraw_section(
                section,
                version=int(version) if version.isdecimal() else 0,
                keep_own="keep" in request.POST,
                by=request.user,
            )
        except Stale as stale:
            messages.warning(request, stale.message)
            return redirect(request.path)
        messages.success(request, _("%(part)s er hentet på nytt.") % {"part": section})
        return redirect(back)
    fresh = draw(section.report.phase, section.part)
    return render_page(
        request,
        "portfolio/phase_report_redraw.html",
        {
            "project": project,
            "section": section,
            "fresh": fresh,
            "is_same": to_plain(fresh) == to_plain(section.text),
            "changes": changes_since(section, fresh),
            "back_url": back,
        },
    )


def changes_since(section: PhaseReportSection, fresh: str) -> Sequence[Difference]:
    """What is new in the data since it was drawn last, and what is gone from it, line by line."""
    before, now = (to_plain(html).splitlines() for html in (section.drawn, fresh))
    gone = [line for line in before if line.strip() and line not in now]
    new = [line for line in now if line.strip() and line not in before]
    if not gone and not new:
        return ()
    return (Difference(_("Endret i prosjektet"), "\n".join(new), "\n".join(gone)),)


@require_POST
def report_order(request: Request, slug: str, kind: str) -> HttpResponse:
    project, report = find_report(request, slug, kind)
    authorize(request.user, "portfolio.edit_substance", project)
    try:
        document = services.order_report(report, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect(report)
    return redirect(document)


@require_http_methods(["GET", "POST"])
def follow_up_add(request: Request, slug: str, kind: str) -> HttpResponse:
    project, report = find_report(request, slug, kind)
    authorize(request.user, "portfolio.edit_substance", project)
    form = FollowUpForm(request.POST or None, people=colleagues_of(project.district))
    done, status = saved(
        form, lambda: services.add_follow_up(report, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Oppfølgingspunktet er lagt til."))
        return redirect(f"{report.get_absolute_url()}#oppfolging")
    return small_form(
        request, project, form, _("Nytt oppfølgingspunkt"), anchor=kind, status=status
    )


@require_http_methods(["GET", "POST"])
def follow_up_finish(request: Request, slug: str, kind: str, pk: int) -> HttpResponse:
    project, report = find_report(request, slug, kind)
    point = get_object_or_404(FollowUp, report=report, pk=pk)
    authorize(request.user, "portfolio.edit_substance", project)
    form = FinishForm(request.POST or None, initial=vars(point))
    done, status = saved(
        form,
        lambda: services.finish_follow_up(
            point,
            text=form.cleaned_data["done_text"],
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("Punktet er fulgt opp."))
        return redirect(f"{report.get_absolute_url()}#oppfolging")
    return small_form(
        request, project, form, _("Fulgt opp"), anchor=kind, status=status, lead=point.text
    )


@require_GET
def draft_of(request: Request, what: str, pk: int) -> HttpResponse:
    """From a draft, which knows only an id, to the page of its form."""
    if what == "section":
        sections = PhaseReportSection.objects.select_related("report__phase", "report__project")
        seen = PhaseReport.objects.visible_to(request.user)
        section = get_object_or_404(sections.filter(report__in=seen), pk=pk)
        report = section.report
        place = [report.project.slug, report.phase.kind, section.part]
        return redirect(reverse("portfolio:phase_report_section", args=place))
    projects = Project.objects.visible_to(request.user)
    project = get_object_or_404(projects, pk=pk)
    return redirect("portfolio:lesson_add", slug=project.slug)
