"""What somebody has promised to do: in one project, and a person's own in all of them."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation import days
from organisation.audit.days import shows_any_day
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.lists import Listing, Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.action import ActionForm, DoneForm, NewActionForm
from portfolio.forms.fields import colleagues_of
from portfolio.lifecycle.action import ActionState
from portfolio.models import Action, Condition, Project
from portfolio.queries import action as queries
from portfolio.services import action as services
from portfolio.services.action import Source
from portfolio.views.pages import find_project, sections_of

SORTS = (
    Sort("frist", gettext_lazy("Frist"), ("-state", "due")),
    Sort("ansvarlig", gettext_lazy("Ansvarlig"), ("owner__name_key",)),
    Sort("nyeste", gettext_lazy("Nyeste"), ("-pk",)),
)
SHOW = [
    ("apne", gettext_lazy("Åpne")),
    ("forsinket", gettext_lazy("Over fristen")),
    ("gjort", gettext_lazy("Gjort")),
]


class ActionFilter(django_filters.FilterSet):
    vis = django_filters.ChoiceFilter(
        label=gettext_lazy("Vis"), choices=SHOW, empty_label=gettext_lazy("Alle"), method="show"
    )
    mine = django_filters.ChoiceFilter(
        label=gettext_lazy("Hvem"),
        choices=[("1", gettext_lazy("Mine"))],
        empty_label=gettext_lazy("Alle"),
        method="only_mine",
    )

    class Meta:
        model = Action
        fields = ("vis", "mine")

    request: Request

    def show(self, rows: Any, name: str, value: str) -> QuerySet[Action]:
        if value == "apne":
            return rows.open()
        if value == "gjort":
            return rows.filter(state=ActionState.DONE)
        return rows.overdue(days.today())

    def only_mine(self, rows: QuerySet[Action], name: str, value: str) -> QuerySet[Action]:
        return rows.filter(owner=self.request.user)


class MyActionFilter(ActionFilter):
    mine = None

    class Meta:
        model = Action
        fields = ("vis",)


def with_words(request: Request, listing: Listing[Action]) -> Listing[Action]:
    """What each row comes from, and whether the person may say that it is done."""
    for action in listing:
        action.source_words, action.source_url = queries.source_of(action)
        action.may_finish = request.user.has_perm("portfolio.finish_action", action)
    return listing


@require_GET
@shows_any_day
def action_list(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    listing = build_list(request, queries.of_project(project), filterset=ActionFilter, sorts=SORTS)
    for action in listing:
        action.project = project
    return render_page(
        request,
        "portfolio/action_list.html",
        {
            "project": project,
            "sections": sections_of(project, "actions"),
            "listing": with_words(request, listing),
            "today": days.today(),
            "may_add": request.user.has_perm("portfolio.add_action", project),
            "may_edit": request.user.has_perm("portfolio.edit_action", project),
        },
        fragments=["action-list"],
    )


@require_GET
def my_actions(request: Request) -> HttpResponse:
    listing = build_list(
        request, queries.of_person(request.user), filterset=MyActionFilter, sorts=SORTS
    )
    return render_page(
        request,
        "portfolio/action_mine.html",
        {
            "listing": with_words(request, listing),
            "today": days.today(),
            "show_project": True,
        },
        fragments=["action-list"],
    )


def find_source(project: Project, named: str) -> Source | None:
    """What `risiko-3` or `vilkar-7` is in this project; None when nothing is named."""
    word, _dash, pk = named.partition("-")
    rows = queries.sources_in(project).get(word)
    if rows is None or not pk.isdecimal():
        return None
    found: Source | None = rows.filter(pk=pk).first()
    return found


def back_to(project: Project, source: Source | None) -> str:
    if source is None:
        return reverse("portfolio:actions", args=[project.slug])
    if isinstance(source, Condition):
        return source.decision.gate.get_absolute_url()
    return source.get_absolute_url()


@require_http_methods(["GET", "POST"])
def action_add(request: Request, slug: str) -> HttpResponse:
    """A new action; `?fra=risiko-3` says what it comes from."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.add_action", project)
    asked = request.GET.get("fra", "")
    form = NewActionForm(
        request.POST or None,
        people=colleagues_of(project.district),
        sources=queries.source_choices(project),
        initial={"source": asked},
    )
    if form.is_valid():
        data = form.cleaned_data
        source = find_source(project, data["source"])
        try:
            services.add_action(
                project,
                what=data["text"],
                owner=data["owner"],
                due=data["due"],
                source=source,
                by=request.user,
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Tiltaket er lagt til."))
            return redirect(back_to(project, source))
    return render_page(
        request,
        "portfolio/action_form.html",
        {
            "project": project,
            "form": form,
            "back_url": back_to(project, find_source(project, asked)),
        },
    )


def find_action(request: Request, slug: str, pk: int) -> Action:
    project = find_project(request, slug)
    action: Action = get_object_or_404(queries.of_project(project), pk=pk)
    action.project = project
    return action


@require_http_methods(["GET", "POST"])
def action_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    action = find_action(request, slug, pk)
    authorize(request.user, "portfolio.edit_action", action)
    form = ActionForm(
        request.POST or None,
        people=colleagues_of(action.project.district),
        initial={**vars(action), "owner": action.owner_id},
    )

    def save() -> None:
        facts = {name: form.cleaned_data[name] for name in services.EDITED}
        services.edit_action(action, facts, version=form.cleaned_data["version"], by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Tiltaket er lagret."))
        return redirect(action)
    return render_page(
        request,
        "portfolio/action_form.html",
        {
            "project": action.project,
            "form": form,
            "action": action,
            "back_url": action.get_absolute_url(),
        },
        status=status,
    )


@require_http_methods(["GET", "POST"])
def action_finish(request: Request, slug: str, pk: int) -> HttpResponse:
    action = find_action(request, slug, pk)
    authorize(request.user, "portfolio.finish_action", action)
    draft = FormDraft(request, "portfolio.action_done", action.pk)
    form = DoneForm(request.POST or None, initial=draft.over({"on": days.today()}))
    if form.is_valid():
        try:
            services.finish_action(action, by=request.user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            messages.success(request, _("Tiltaket er gjort."))
            return redirect(action)
    return render_page(
        request,
        "portfolio/action_finish.html",
        {"project": action.project, "action": action, "form": form, "draft": draft.found},
    )


@require_POST
def action_reopen(request: Request, slug: str, pk: int) -> HttpResponse:
    action = find_action(request, slug, pk)
    authorize(request.user, "portfolio.finish_action", action)
    services.reopen_action(action, by=request.user)
    messages.success(request, _("Tiltaket er åpnet igjen."))
    return redirect(action)


@require_http_methods(["GET", "POST"])
def action_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    action = find_action(request, slug, pk)
    authorize(request.user, "portfolio.edit_action", action)
    list_url = reverse("portfolio:actions", args=[slug])
    if request.method == "POST":
        services.remove_action(action, by=request.user)
        messages.success(request, _("Tiltaket er fjernet."))
        return redirect(list_url)
    confirmation = Confirmation(
        heading=_("Fjerne tiltaket?"),
        question=_("Tiltaket går ut av listen. Er det gjort, merker du det heller som gjort."),
        action=_("Fjern tiltaket"),
        back_url=list_url,
        facts=((_("Tiltak"), action.text), (_("Ansvarlig"), action.owner.name)),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
