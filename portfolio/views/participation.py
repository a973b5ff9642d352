"""The log of participation: who, when, how, what they said, what changed."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation.drafts.forms import FormDraft
from organisation.permissions import authorize
from organisation.web import wording
from organisation.web.components import Confirmation
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.participation import EntryEditForm, EntryForm
from portfolio.lifecycle.participation import Group, How
from portfolio.models import Participation, Project
from portfolio.services import participation as services
from portfolio.views.pages import find_project, sections_of
from portfolio.views.part import Part, render_part

SORTS = (
    Sort("nyeste", gettext_lazy("Nyeste"), ("-held_on", "-pk")),
    Sort("hvem", gettext_lazy("Hvem"), ("group", "-held_on")),
)


class ParticipationFilter(django_filters.FilterSet):
    group = django_filters.ChoiceFilter(
        label=gettext_lazy("Hvem"), choices=Group, empty_label=gettext_lazy("Alle")
    )
    how = django_filters.ChoiceFilter(
        label=gettext_lazy("Hvordan"), choices=How, empty_label=gettext_lazy("Alle")
    )
    show = django_filters.ChoiceFilter(
        label=gettext_lazy("Vis"),
        choices=[("open", gettext_lazy("Uten «hva ble endret»"))],
        empty_label=gettext_lazy("Alle"),
        method="without_change",
    )

    class Meta:
        model = Participation
        fields = ("group", "how", "show")

    def without_change(self, rows: Any, name: str, value: str) -> QuerySet[Participation]:
        found: QuerySet[Participation] = rows.without_change()
        return found


@require_GET
def participation_page(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    rows = Participation.objects.filter(project=project).select_related("written_by")
    listing = build_list(request, rows, sorts=SORTS, filterset=ParticipationFilter)
    return render_page(
        request,
        "portfolio/participation.html",
        {
            "project": project,
            "sections": sections_of(project, "participation"),
            "listing": listing,
            "may_edit": request.user.has_perm("portfolio.edit_participation", project),
        },
        fragments=["participation-list"],
    )


def part(project: Project, heading: str, action: str = "", **more: Any) -> Part:
    back = reverse("portfolio:participation", args=[project.slug])
    return Part(heading, action or _("Lagre"), back, back_words=_("Medvirkning"), **more)


@require_http_methods(["GET", "POST"])
def participation_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_participation", project)
    draft = FormDraft(request, "portfolio.participation", project.slug)
    form = EntryForm(request.POST or None, initial=draft.over())
    done, status = saved(
        form, lambda: services.log_participation(project, form.cleaned_data, by=request.user)
    )
    if done:
        draft.discard()
        messages.success(request, _("Skrevet i loggen."))
        return redirect("portfolio:participation", slug=slug)
    help_text = _("Skriv roller, ikke navn på brukere og pårørende.")
    page = part(project, _("Ny medvirkning"), _("Skriv i loggen"), help=help_text)
    return render_part(request, page, form, project=project, draft=draft, status=status)


def find_entry(request: Request, slug: str, pk: int) -> Participation:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_participation", project)
    entry = get_object_or_404(project.participations, pk=pk)
    entry.project = project
    return entry


@require_http_methods(["GET", "POST"])
def participation_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    entry = find_entry(request, slug, pk)
    form = EntryEditForm(request.POST or None, initial=vars(entry))
    done, status = saved(
        form,
        lambda: services.edit_participation(
            entry, form.cleaned_data, version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("Lagret."))
        return redirect(entry)
    page = part(
        entry.project,
        str(entry),
        remove_url=reverse("portfolio:participation_remove", args=[slug, pk]),
        remove_words=_("Ta ut av loggen"),
    )
    return render_part(request, page, form, project=entry.project, status=status)


@require_http_methods(["GET", "POST"])
def participation_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    entry = find_entry(request, slug, pk)
    back = reverse("portfolio:participation", args=[slug])
    if request.method == "POST":
        services.remove_participation(entry, by=request.user)
        messages.success(request, _("Tatt ut av loggen."))
        return redirect(back)
    confirmation = Confirmation(
        heading=_("Ta ut av loggen"),
        question=_("Det som ble sagt og endret, blir borte fra siden."),
        action=_("Ta ut"),
        back_url=back,
        facts=[
            (_("Hvem"), entry.get_group_display()),
            (_("Når"), wording.day(entry.held_on)),
            (_("Hva de sa"), entry.said),
        ],
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
