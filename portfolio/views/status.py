"""Status reports of one project: read the series, write together, look over, deliver."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.audit.history import events_of
from organisation.drafts.forms import FormDraft
from organisation.drafts.services import discard_draft, load_draft
from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.grids import LightGrid
from organisation.web.pages import Request, render_page
from organisation.web.wording import day, short_day
from portfolio.demands import demands_of
from portfolio.forms.status import StatusForm, VersionForm, WritersForm
from portfolio.lifecycle.status import ASKED, LABELS, Light
from portfolio.models import Project, StatusReport, StatusWriting
from portfolio.queries import status as queries
from portfolio.services import status as services
from portfolio.views.pages import find_project, sections_of

DRAFT = "portfolio.status"
SHOWN_IN_CHART = 12


def find_writing(project: Project) -> StatusWriting | None:
    """The report being written, with the project at hand, or None."""
    writing = (
        StatusWriting.objects.select_related("saved_by", "started_by")
        .filter(project=project)
        .first()
    )
    if writing is not None:
        writing.project = project
    return writing


def last_report(project: Project) -> StatusReport | None:
    report = StatusReport.objects.last_of(project)
    if report is not None:
        report.project = project
    return report


def page(request: Request, project: Project, **context: Any) -> dict[str, Any]:
    return {
        "project": project,
        "sections": sections_of(project, "status"),
        "today": days.today(),
        **context,
    }


@require_GET
@shows_any_day
def status_page(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    series = queries.series_of(project)
    last = series[0] if series else None
    may_write = request.user.has_perm("portfolio.write_status", project)
    may_deliver = may_write and request.user.has_perm("portfolio.deliver_status", project)
    schedule = getattr(project, "status_schedule", None)
    stale_from = schedule.stale_from if schedule else None
    today = days.today()
    return render_page(
        request,
        "portfolio/status.html",
        page(
            request,
            project,
            series=series,
            last=last,
            chart=chart_of(series) if len(series) > 1 else None,
            areas=[LABELS[area] for area in ASKED],
            writing=find_writing(project) if may_write else None,
            may_write=may_write and not services.why_no_report(project),
            may_deliver=may_deliver and not services.why_no_report(project),
            may_choose=request.user.has_perm("portfolio.let_write_status", project),
            why_not_unchanged=services.why_not_unchanged(project, last.report if last else None)
            if may_deliver
            else [],
            due_on=schedule.due_on if schedule else None,
            is_stale=bool(last) and stale_from is not None and today >= stale_from,
        ),
    )


def chart_of(series: list[queries.InSeries]) -> LightGrid:
    """The last reports from left to right, a row for each light."""
    shown = series[:SHOWN_IN_CHART][::-1]
    return LightGrid(
        name="lysserie",
        title=_("Lysene over tid"),
        summary=_("Fra %(first)s til %(last)s. Tabellen under har de samme lysene.")
        % {"first": day(shown[0].report.delivered_on), "last": day(shown[-1].report.delivered_on)},
        columns=[f"{each.report.delivered_on:%d.%m.}" for each in shown],
        urls=[each.report.get_absolute_url() for each in shown],
        titles=[queries.light_words(each.report) for each in shown],
        rows=[
            (
                LABELS[area],
                [
                    Light(line["light"]).mark if (line := each.by_area[nth]) else ""
                    for each in shown
                ],
            )
            for nth, area in enumerate(ASKED)
            if any(each.by_area[nth] for each in shown)
        ],
    )


@require_GET
@shows_any_day
def status_report(request: Request, slug: str, number: int) -> HttpResponse:
    project = find_project(request, slug)
    reports = project.status_reports.select_related("delivered_by")
    report = get_object_or_404(reports, number=number)
    before = reports.filter(number=number - 1).first()
    return render_page(
        request,
        "portfolio/status_report.html",
        page(
            request,
            project,
            report=report,
            before=before,
            lines=report.lines(before),
            newer=reports.filter(number=number + 1).first(),
        ),
    )


@require_POST
def status_start(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.write_status", project)
    try:
        services.start_report(project, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect("portfolio:status", slug)
    return redirect("portfolio:status_write", slug)


@require_http_methods(["GET", "POST"])
def status_write(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.write_status", project)
    writing = find_writing(project)
    if writing is None or is_of_another(request, writing):
        return nothing_to_write(request, project)
    last = last_report(project)
    draft = FormDraft(request, DRAFT, writing.pk)
    form = StatusForm(
        request.POST or None,
        overall_only=demands_of(project).overall_only,
        theirs=writing.facts(),
        initial=draft.over({**writing.facts(), "version": writing.version, "writing": writing.pk}),
    )
    status = None
    if form.is_valid():
        try:
            services.save_report(
                writing, form.changes(), version=form.cleaned_data["version"], by=request.user
            )
        except Stale as stale:
            base = queries.as_begun(writing, form.cleaned_data["version"])
            form.somebody_was_faster(stale.current, base)
            status = 409
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            if request.POST.get("then") == "preview":
                return redirect("portfolio:status_preview", slug)
            messages.success(request, _("Rapporten er lagret. Den er ikke levert ennå."))
            return redirect("portfolio:status_write", slug)
    return render_page(
        request,
        "portfolio/status_write.html",
        page(
            request,
            project,
            form=form,
            writing=writing,
            draft=draft.found,
            last=last,
            last_lines=last.lines() if last else [],
        ),
        status=status,
    )


def is_of_another(request: Request, writing: StatusWriting) -> bool:
    """The form sent belongs to a report that was delivered or let go since it was opened."""
    return request.method == "POST" and request.POST.get("writing") != str(writing.pk)


def nothing_to_write(request: Request, project: Project) -> HttpResponse:
    """Nobody has begun, or it was delivered while this person wrote: the text typed is shown."""
    if request.method == "GET":
        return redirect("portfolio:status", project.slug)
    return show_typed(request, project, request.POST)


def show_typed(request: Request, project: Project, data: Any, draft: Any = None) -> HttpResponse:
    """What was typed on a report that is no longer there, to read and copy from."""
    form = StatusForm(data, overall_only=False, theirs={})
    written = [
        (
            _("Lys for «%(label)s»") % {"label": field.label}
            if field.name.endswith("_light")
            else field.label,
            dict(Light.choices).get(field.value(), field.value()),
        )
        for field in form.visible_fields()
        if field.value()
    ]
    return render_page(
        request,
        "portfolio/status_gone.html",
        page(request, project, written=written, last=last_report(project), draft=draft),
        status=200 if request.method == "GET" else 409,
    )


def version_form(request: Request, writing: StatusWriting) -> VersionForm:
    return VersionForm(
        request.POST or None, initial={"version": writing.version, "writing": writing.pk}
    )


@require_http_methods(["GET", "POST"])
def status_preview(request: Request, slug: str) -> HttpResponse:
    """The report beside the last one, as it will stand; sent, it is delivered."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.write_status", project)
    writing = find_writing(project)
    if request.method == "POST":
        authorize(request.user, "portfolio.deliver_status", project)
    if writing is None or is_of_another(request, writing):
        return redirect("portfolio:status", slug)
    last = last_report(project)
    reasons = services.why_no_report(project)
    faults = services.faults_of(writing, last)
    form = VersionForm(
        request.POST or None, initial={"version": writing.version, "writing": writing.pk}
    )
    status = None
    if form.is_valid():
        try:
            report = services.deliver_report(
                writing, version=form.cleaned_data["version"], by=request.user
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
            form.carry_version(writing)
            status = 409 if isinstance(refused, Stale) else None
        else:
            discard_draft(request.user, DRAFT, writing.pk)
            messages.success(request, _("Statusrapporten er levert."))
            return redirect(report)
    return render_page(
        request,
        "portfolio/status_preview.html",
        page(
            request,
            project,
            form=form,
            writing=writing,
            lines=writing.lines(last),
            last=last,
            reasons=[*reasons, *faults.values()],
            may_deliver=request.user.has_perm("portfolio.deliver_status", project),
        ),
        status=status,
    )


@require_http_methods(["GET", "POST"])
def status_unchanged(request: Request, slug: str) -> HttpResponse:
    """Nothing changed since last time: shown once, delivered with one press."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.deliver_status", project)
    last = last_report(project)
    reasons = services.why_not_unchanged(project, last)
    if request.method == "POST" and last is not None:
        seen = get_object_or_404(project.status_reports, number=last_seen(request, last))
        try:
            report = services.deliver_unchanged(project, last=seen, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
            return redirect("portfolio:status", slug)
        messages.success(request, _("Statusrapporten er levert. Ingenting er endret siden sist."))
        return redirect(report)
    return render_page(
        request,
        "portfolio/status_unchanged.html",
        page(request, project, last=last, lines=last.lines() if last else [], reasons=reasons),
    )


def last_seen(request: Request, last: StatusReport) -> int:
    """The number of the report the person looked at when pressing."""
    seen = request.POST.get("last", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else last.number


@require_http_methods(["GET", "POST"])
def status_discard(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.write_status", project)
    writing = find_writing(project)
    if writing is None:
        return redirect("portfolio:status", slug)
    form = VersionForm(
        request.POST or None, initial={"version": writing.version, "writing": writing.pk}
    )
    if form.is_valid():
        try:
            services.discard_report(writing, version=form.cleaned_data["version"], by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
            form.carry_version(writing)
        else:
            discard_draft(request.user, DRAFT, writing.pk)
            messages.success(request, _("Rapporten som ble skrevet, er forkastet."))
            return redirect("portfolio:status", slug)
    confirmation = Confirmation(
        heading=_("Forkaste rapporten?"),
        question=_("Det som er skrevet på den nye rapporten, forsvinner. Leverte rapporter står."),
        action=_("Forkast rapporten"),
        back_url=reverse("portfolio:status_write", args=[slug]),
        facts=(
            (_("Begynt av"), writing.started_by.name),
            (_("Sist lagret"), f"{writing.saved_by.name}, {short_day(writing.saved_at)}"),
        ),
    )
    return render_page(
        request, "components/confirm.html", {"form": form, "confirmation": confirmation}
    )


@require_http_methods(["GET", "POST"])
def status_writers(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.let_write_status", project)
    chosen = list(project.status_writers.values_list("person", flat=True))
    form = WritersForm(request.POST or None, project=project, initial={"people": chosen})
    if form.is_valid():
        services.let_write(project, form.cleaned_data["people"], by=request.user)
        messages.success(request, _("Lagret."))
        return redirect("portfolio:status", slug)
    return render_page(request, "portfolio/status_writers.html", page(request, project, form=form))


@require_GET
def status_draft(request: Request, pk: int) -> HttpResponse:
    """From a draft, which knows only an id, to the form it was written in."""
    writing = StatusWriting.objects.filter(pk=pk).select_related("project").first()
    if writing is not None:
        project = find_project(request, writing.project.slug)
        authorize(request.user, "portfolio.write_status", project)
        return redirect("portfolio:status_write", project.slug)
    draft = load_draft(request.user, DRAFT, pk)
    gone = events_of(StatusWriting).filter(pgh_obj_id=pk).order_by("-pgh_id").first()
    if draft is None or gone is None:
        raise Http404
    slug = get_object_or_404(Project, pk=gone.project_id).slug
    return show_typed(request, find_project(request, slug), draft.as_data(), draft)
