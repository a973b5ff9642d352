"""What is weighed for a frame: the questions, one with its candidates and limits, and its lists."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from organisation import days
from organisation.people.models import Role, ServiceArea, Unit
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.dashboard.selection import Selection
from portfolio.filters import UNDER_WAY
from portfolio.forms.priority import (
    AddCandidatesForm,
    CandidateForm,
    EditPrioritisationForm,
    LimitsForm,
    PrioritisationFilter,
    PrioritisationForm,
)
from portfolio.models import Fund, Project
from portfolio.models.priority import Candidate, Prioritisation
from portfolio.queries import priority as queries
from portfolio.services import priority as services

SORTS = (
    Sort("nyeste", gettext_lazy("Nyeste"), ("-created_at",)),
    Sort("tittel", gettext_lazy("Hva det gjelder"), ("title",)),
    Sort("ramme", gettext_lazy("Største ramme"), ("-frame_nok",)),
)
WRITERS = (Role.ADVISER, Role.MANAGER, Role.DIRECTOR)
OFFERED = 200  # projects to tick at a time


@require_GET
def prioritisation_list(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.list_prioritisations")
    rows = Prioritisation.objects.visible_to(request.user).select_related("unit", "fund")
    return render_page(
        request,
        "portfolio/priority_questions.html",
        {
            "listing": build_list(
                request, queries.with_facts(rows), filterset=PrioritisationFilter, sorts=SORTS
            ),
            "may_start": request.user.has_perm("portfolio.start_prioritisation"),
        },
        fragments=["questions"],
    )


def units_to_weigh_in(request: Request) -> Any:
    units = frozenset[int]().union(*(request.user.units_as(role) for role in WRITERS))
    return Unit.objects.filter(pk__in=units).active().in_tree_order()


@require_http_methods(["GET", "POST"])
def prioritisation_start(request: Request) -> HttpResponse:
    """The address holds the dashboard's filters; the projects they leave become candidates."""
    authorize(request.user, "portfolio.start_prioritisation")
    units = units_to_weigh_in(request).select_related("district")
    funds = Fund.objects.filter(district__in=units.values("district")).active()
    selection = Selection(request, on=days.today())
    projects = candidates_of(selection)
    year = days.today().year + 1
    form = PrioritisationForm(
        request.POST or None,
        units=units,
        funds=funds.order_by("name_key"),
        initial={
            "first_year": year,
            "last_year": year,
            "unit": units.first(),
            "fund": next(iter(selection.funds), None),
        },
    )
    count = projects.count()
    if count > services.MOST_CANDIDATES and not selection.is_filtered:
        count = 0  # nobody has chosen them

    def save() -> None:
        facts = dict(form.cleaned_data)
        unit = facts.pop("unit")
        authorize(request.user, "portfolio.edit_prioritisation", Prioritisation(unit=unit))
        chosen = projects.filter(district=unit.district_id) if count else projects.none()
        form.started = services.start_prioritisation(  # type: ignore[attr-defined]
            unit, facts, chosen, query=selection.query, by=request.user
        )

    done, status = saved(form, save)
    if done:
        messages.success(
            request, _("Prioriteringen er laget. Se over kandidatene, og lag en liste.")
        )
        return redirect(form.started)  # type: ignore[attr-defined]
    return render_page(
        request,
        "portfolio/priority_start.html",
        {"form": form, "selection": selection, "count": count, "most": services.MOST_CANDIDATES},
        status=status,
    )


def candidates_of(selection: Selection) -> Any:
    """The selection's projects that are under way: what has ended competes for nothing."""
    chosen = selection.projects.order_by().values("pk")
    visible = Project.objects.visible_to(selection.person)
    return visible.filter(pk__in=chosen, state__in=UNDER_WAY)


def find_question(request: Request, pk: int) -> Any:
    rows = queries.with_bounds(Prioritisation.objects.visible_to(request.user))
    rows = queries.with_decisions(rows)
    return get_object_or_404(rows.select_related("unit", "district", "fund", "created_by"), pk=pk)


@require_GET
def prioritisation_page(request: Request, pk: int) -> HttpResponse:
    question = find_question(request, pk)
    weighing = queries.weigh(question, request.user)
    lists = queries.lists_of(question)
    person = request.user
    may_edit = person.has_perm("portfolio.edit_prioritisation", question)
    return render_page(
        request,
        "portfolio/prioritisation.html",
        {
            "question": question,
            "weighing": weighing,
            "lists": [(each, weighing.sums(set(each.chosen_ids))) for each in lists],
            "decisions": queries.decisions_of(question),
            "may_edit": may_edit,
            "may_suggest": person.has_perm("portfolio.suggest_list", question),
            "may_start_case": person.has_perm("reports.start_case"),
            "wide_shell": True,
        },
    )


@require_http_methods(["GET", "POST"])
def prioritisation_edit(request: Request, pk: int) -> HttpResponse:
    question = find_question(request, pk)
    authorize(request.user, "portfolio.edit_prioritisation", question)
    form = EditPrioritisationForm(
        request.POST or None,
        initial={**vars(question), "fund": question.fund_id},
        funds=Fund.objects.filter(district=question.district_id).order_by("name_key"),
    )

    def save() -> None:
        changes = dict(form.cleaned_data)
        services.edit_prioritisation(
            question, changes, version=changes.pop("version"), by=request.user
        )

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Prioriteringen er endret."))
        return redirect(question)
    context = {
        "form": form,
        "question": question,
        "heading": _("Endre ramme og år"),
        "action": _("Lagre"),
    }
    return render_page(request, "portfolio/priority_form.html", context, status=status)


# --- Candidates -----------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def candidates_add(request: Request, pk: int) -> HttpResponse:
    """Tick projects under way in the district; `?q=` looks for some of them."""
    question = find_question(request, pk)
    authorize(request.user, "portfolio.edit_prioritisation", question)
    there = question.candidates.values("project")
    rows = Project.objects.visible_to(request.user).filter(district=question.district_id)
    rows = rows.filter(state__in=UNDER_WAY).exclude(pk__in=there).select_related("unit")
    total = rows.count()
    words = request.GET.get("q", "").strip()[:100]
    if words and "\x00" not in words:
        rows = rows.filter(title__icontains=words) | rows.filter(number__startswith=words)
    offered = list(rows.order_by("title_key", "pk")[:OFFERED])
    form = AddCandidatesForm(request.POST or None, offered=offered)

    def save() -> None:
        ids = {int(each) for each in form.cleaned_data["projects"]}
        chosen = [project for project in offered if project.pk in ids]
        form.came = services.add_candidates(question, chosen, by=request.user)  # type: ignore[attr-defined]

    done, status = saved(form, save)
    if done:
        said = ngettext("%(n)s kandidat er lagt til.", "%(n)s kandidater er lagt til.", form.came)  # type: ignore[attr-defined]
        messages.success(request, said % {"n": form.came})  # type: ignore[attr-defined]
        return redirect(question)
    context = {
        "form": form,
        "question": question,
        "words": words,
        "offered": len(offered),
        "total": total,
    }
    return render_page(request, "portfolio/priority_candidates.html", context, status=status)


def find_candidate(request: Request, question: Any, pk: int) -> Candidate:
    seen = Project.objects.visible_to(request.user)
    rows = Candidate.objects.filter(prioritisation=question.pk, project__in=seen)
    candidate: Candidate = get_object_or_404(rows.select_related("project__unit"), pk=pk)
    candidate.prioritisation = question
    return candidate


@require_http_methods(["GET", "POST"])
def candidate_edit(request: Request, pk: int, candidate_pk: int) -> HttpResponse:
    question = find_question(request, pk)
    candidate = find_candidate(request, question, candidate_pk)
    authorize(request.user, "portfolio.edit_prioritisation", question)
    (known,) = queries.weigh(question, request.user, only=[candidate.pk]).candidates
    form = CandidateForm(
        request.POST or None, initial={**vars(candidate), "version": question.version}, known=known
    )

    def save() -> None:
        services.edit_candidate(candidate, **form.cleaned_data, by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("%(project)s er lagret.") % {"project": known.title})
        return redirect(question)
    context = {
        "form": form,
        "question": question,
        "heading": known.title,
        "lead": f"{known.number}, {known.unit}",
        "action": _("Lagre"),
        "remove_url": reverse("portfolio:candidate_remove", args=[question.pk, candidate.pk]),
    }
    return render_page(request, "portfolio/priority_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def candidate_remove(request: Request, pk: int, candidate_pk: int) -> HttpResponse:
    question = find_question(request, pk)
    candidate = find_candidate(request, question, candidate_pk)
    authorize(request.user, "portfolio.edit_prioritisation", question)
    if request.method == "POST":
        services.remove_candidate(candidate, by=request.user)
        messages.success(request, _("%(project)s er tatt ut.") % {"project": candidate.project})
        return redirect(question)
    confirmation = Confirmation(
        heading=_("Ta ut %(project)s?") % {"project": candidate.project},
        question=_(
            "Prosjektet tas ut av prioriteringen og alle listene. Prosjektet selv røres ikke."
        ),
        action=_("Ta ut"),
        back_url=question.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_http_methods(["GET", "POST"])
def limits_edit(request: Request, pk: int) -> HttpResponse:
    question = find_question(request, pk)
    authorize(request.user, "portfolio.edit_prioritisation", question)
    areas = ServiceArea.objects.filter(district=question.district_id).active()
    form = LimitsForm(
        request.POST or None,
        areas=list(areas.order_by("name_key", "pk")),
        limits=list(question.limits.all()),
        initial={"version": question.version},
    )

    def save() -> None:
        services.set_limits(
            question, form.wanted(), version=form.cleaned_data["version"], by=request.user
        )

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Grensene er lagret."))
        return redirect(question)
    context = {"form": form, "question": question}
    return render_page(request, "portfolio/priority_limits.html", context, status=status)
