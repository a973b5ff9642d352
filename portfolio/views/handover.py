"""Somebody takes over a project: what is open, what the old one says, what is gone through."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation import days
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.fields import colleagues_of
from portfolio.forms.handover import HandOverForm, NotesForm
from portfolio.models import Handover
from portfolio.queries import handover as queries
from portfolio.services import handover as services
from portfolio.views.pages import find_project

SORTS = (Sort("nyeste", gettext_lazy("Nyeste"), ("-begun_at",)),)


@require_GET
def handover_list(request: Request, slug: str) -> HttpResponse:
    """Every time somebody took over."""
    project = find_project(request, slug)
    rows = Handover.objects.filter(project=project).select_related("old", "new")
    listing = build_list(request, rows, sorts=SORTS)
    for handover in listing:
        handover.project = project
    return render_page(
        request,
        "portfolio/handover_list.html",
        {
            "project": project,
            "listing": listing,
            "may_hand_over": request.user.has_perm("portfolio.hand_over", project),
        },
        fragments=["handover-list"],
    )


@require_http_methods(["GET", "POST"])
def handover_begin(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.hand_over", project)
    draft = FormDraft(request, "portfolio.hand_over", project.pk)
    people = colleagues_of(project.district)
    form = HandOverForm(request.POST or None, people=people, initial=draft.over())
    if form.is_valid():
        try:
            handover = services.hand_over(project, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error("to", refused.message)
        else:
            draft.discard()
            messages.success(
                request,
                _("%(name)s har overtatt og får beskjed.") % {"name": handover.new.name},
            )
            return redirect(handover)
    return render_page(
        request,
        "portfolio/handover_form.html",
        {"project": project, "form": form, "draft": draft.found},
    )


def find_handover(request: Request, slug: str, pk: int) -> Handover:
    project = find_project(request, slug)
    rows = Handover.objects.filter(project=project).select_related("old", "new")
    handover = get_object_or_404(rows, pk=pk)
    handover.project = project
    return handover


@require_GET
def handover_page(request: Request, slug: str, pk: int) -> HttpResponse:
    handover = find_handover(request, slug, pk)
    groups = queries.open_groups(handover.project) if handover.is_open else []
    ticked = queries.ticked_keys(handover)
    every = [thing for group in groups for thing in group.things]
    return render_page(
        request,
        "portfolio/handover.html",
        {
            "project": handover.project,
            "handover": handover,
            "groups": groups,
            "ticked": ticked,
            "done": sum(thing.key in ticked for thing in every),
            "total": len(every),
            "ticks": [] if handover.is_open else handover.ticks.all(),
            "today": days.today(),
            "may_write": handover.is_open
            and request.user.has_perm("portfolio.write_handover", handover),
            "may_confirm": handover.is_open
            and request.user.has_perm("portfolio.confirm_handover", handover),
        },
    )


@require_http_methods(["GET", "POST"])
def handover_notes(request: Request, slug: str, pk: int) -> HttpResponse:
    handover = find_handover(request, slug, pk)
    authorize(request.user, "portfolio.write_handover", handover)
    draft = FormDraft(request, "portfolio.handover_notes", handover.pk)
    stands = {"notes": handover.notes, "version": handover.version}
    form = NotesForm(request.POST or None, initial=draft.over(stands))

    def save() -> None:
        services.write_notes(handover, by=request.user, **form.cleaned_data)

    done, status = saved(form, save)
    if done:
        draft.discard()
        messages.success(request, _("Notatet er lagret."))
        return redirect(handover)
    return render_page(
        request,
        "portfolio/handover_notes.html",
        {"project": handover.project, "handover": handover, "form": form, "draft": draft.found},
        status=status,
    )


@require_POST
def handover_tick(request: Request, slug: str, pk: int) -> HttpResponse:
    """Save what is gone through; with the button *confirm* it is also the end of it."""
    handover = find_handover(request, slug, pk)
    authorize(request.user, "portfolio.confirm_handover", handover)
    things = {
        thing.key: thing.title
        for group in queries.open_groups(handover.project)
        for thing in group.things
    }
    sent = set(request.POST.getlist("done"))
    done = {key: title[:300] for key, title in things.items() if key in sent}
    try:
        services.tick(handover, done, shown=set(things), by=request.user)
        if "confirm" in request.POST:
            services.confirm(handover, by=request.user, still_open=set(things))
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        confirmed = "confirm" in request.POST
        words = (
            _("Du har overtatt prosjektet.")
            if confirmed
            else _("Det du har krysset av, er lagret.")
        )
        messages.success(request, words)
    return redirect(handover)
