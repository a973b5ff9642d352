"""What the project is going to buy, and how it has talked with the market."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web import wording
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.procurement import AwardForm, EditForm, NoteEditForm, NoteForm, PlanForm
from portfolio.models import MarketDialogue, Procurement, Project
from portfolio.services import procurement as services
from portfolio.views.pages import find_project, sections_of
from portfolio.views.part import Part, render_part


@require_GET
def procurement_page(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    today = timezone.localdate()
    planned = list(project.procurements.all())
    return render_page(
        request,
        "portfolio/procurement.html",
        {
            "project": project,
            "sections": sections_of(project, "procurement"),
            "procurements": [(each, each.next_date(today)) for each in planned],
            "dialogues": list(project.market_dialogues.all()),
            "today": today,
            "may_edit": request.user.has_perm("portfolio.edit_procurement", project),
        },
    )


def part(project: Project, heading: str, action: str = "", **more: Any) -> Part:
    back = reverse("portfolio:procurement", args=[project.slug])
    return Part(heading, action or _("Lagre"), back, back_words=_("Anskaffelse"), **more)


def open_project(request: Request, slug: str) -> Project:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_procurement", project)
    return project


@require_http_methods(["GET", "POST"])
def procurement_add(request: Request, slug: str) -> HttpResponse:
    project = open_project(request, slug)
    form = PlanForm(request.POST or None)
    done, status = saved(
        form, lambda: services.plan_procurement(project, form.cleaned_data, by=request.user)
    )
    if done:
        messages.success(request, _("Anskaffelsen er lagt til."))
        return redirect("portfolio:procurement", slug=slug)
    page = part(project, _("Planlegg en anskaffelse"), _("Legg til"))
    return render_part(request, page, form, project=project, status=status)


def find_procurement(request: Request, slug: str, pk: int) -> Procurement:
    project = open_project(request, slug)
    procurement = get_object_or_404(project.procurements, pk=pk)
    procurement.project = project
    return procurement


@require_http_methods(["GET", "POST"])
def procurement_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    procurement = find_procurement(request, slug, pk)
    form = EditForm(request.POST or None, initial=vars(procurement))
    done, status = saved(
        form,
        lambda: services.edit_procurement(
            procurement,
            form.cleaned_data,
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("Anskaffelsen er lagret."))
        return redirect(procurement)
    remove = reverse("portfolio:procurement_remove", args=[slug, pk])
    page = part(
        procurement.project,
        procurement.what,
        remove_url="" if procurement.is_awarded else remove,
        remove_words=_("Ta bort anskaffelsen"),
    )
    return render_part(request, page, form, project=procurement.project, status=status)


@require_http_methods(["GET", "POST"])
def procurement_award(request: Request, slug: str, pk: int) -> HttpResponse:
    procurement = find_procurement(request, slug, pk)
    form = AwardForm(
        request.POST or None,
        initial={
            "version": procurement.version,
            "supplier": procurement.supplier,
            "on": procurement.awarded_on or timezone.localdate(),
        },
    )
    done, status = saved(
        form, lambda: services.award(procurement, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Leverandøren er skrevet inn."))
        return redirect(procurement)
    page = part(procurement.project, _("Kontrakten er tildelt"), help=procurement.what)
    return render_part(request, page, form, project=procurement.project, status=status)


@require_http_methods(["GET", "POST"])
def procurement_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    procurement = find_procurement(request, slug, pk)
    back = procurement.get_absolute_url()
    if request.method == "POST":
        try:
            services.remove_procurement(procurement, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Anskaffelsen er tatt bort."))
        return redirect(back)
    confirmation = Confirmation(
        heading=_("Ta bort anskaffelsen"),
        question=_("Planen for den blir borte fra siden."),
        action=_("Ta bort"),
        back_url=back,
        facts=[(_("Hva"), procurement.what)],
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


# --- The dialogue with the market -----------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def dialogue_add(request: Request, slug: str) -> HttpResponse:
    project = open_project(request, slug)
    form = NoteForm(request.POST or None)
    done, status = saved(
        form, lambda: services.note_dialogue(project, form.cleaned_data, by=request.user)
    )
    if done:
        messages.success(request, _("Dialogen er skrevet ned."))
        return redirect("portfolio:procurement", slug=slug)
    page = part(project, _("Dialog med markedet"), _("Legg til"))
    return render_part(request, page, form, project=project, status=status)


def find_dialogue(request: Request, slug: str, pk: int) -> MarketDialogue:
    project = open_project(request, slug)
    dialogue = get_object_or_404(project.market_dialogues, pk=pk)
    dialogue.project = project
    return dialogue


@require_http_methods(["GET", "POST"])
def dialogue_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    dialogue = find_dialogue(request, slug, pk)
    form = NoteEditForm(request.POST or None, initial=vars(dialogue))
    done, status = saved(
        form,
        lambda: services.edit_dialogue(
            dialogue, form.cleaned_data, version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("Dialogen er lagret."))
        return redirect(dialogue)
    page = part(
        dialogue.project,
        _("Dialog med markedet"),
        remove_url=reverse("portfolio:dialogue_remove", args=[slug, pk]),
        remove_words=_("Ta bort dialogen"),
    )
    return render_part(request, page, form, project=dialogue.project, status=status)


@require_http_methods(["GET", "POST"])
def dialogue_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    dialogue = find_dialogue(request, slug, pk)
    back = dialogue.get_absolute_url()
    if request.method == "POST":
        services.remove_dialogue(dialogue, by=request.user)
        messages.success(request, _("Dialogen er tatt bort."))
        return redirect(back)
    confirmation = Confirmation(
        heading=_("Ta bort dialogen"),
        question=_("Det som er skrevet om den, blir borte fra siden."),
        action=_("Ta bort"),
        back_url=back,
        facts=[
            (_("Form"), dialogue.get_form_display()),
            (_("Dato"), wording.day(dialogue.held_on)),
        ],
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
