"""Projects: the list, a new one, its overview, its facts and its people."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ideas.lifecycle import Outcome as IdeaOutcome
from ideas.models import Idea
from ideas.queries import drafted_reply
from organisation import days
from organisation.audit.days import shows_any_day
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.people.models import Role, Unit
from organisation.permissions import authorize
from organisation.search.saved import saved_views
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio import services
from portfolio.columns import Columns
from portfolio.dashboard.selection import Selection
from portfolio.demands import demands_of
from portfolio.filters import ProjectFilter
from portfolio.forms.fields import colleagues_of
from portfolio.forms.project import EditForm, MemberForm, PartnerForm, StartForm
from portfolio.lifecycle import GateState, ProjectKind
from portfolio.lifecycle.status import Light
from portfolio.models import Gate, Phase, Project
from portfolio.models.project import GoalLevel, ProjectGoalKind
from portfolio.models.tag import TagKind
from portfolio.overview.lines import annotated, lines_of
from portfolio.overview.missing import missing_of
from portfolio.queries import open_conditions_of
from portfolio.queries.latest import happened_in, latest_of, strip_of
from portfolio.views.pages import find_project, sections_of

SORTS = (
    Sort("nyeste", gettext_lazy("Nyeste"), ("-number",)),
    Sort("tittel", gettext_lazy("Tittel"), ("title_key",)),
    Sort("enhet", gettext_lazy("Enhet"), ("unit__path",)),
    Sort("lys", gettext_lazy("Lys"), ("light_order",)),
    Sort("port", gettext_lazy("Neste beslutning"), ("next_due",)),
    Sort("endret", gettext_lazy("Sist endret"), ("-changed_at",)),
)
# The worst first, those without a report last.
WORST_FIRST = Case(
    *(When(status_overall=light, then=-light.rank) for light in Light),
    default=1,
    output_field=IntegerField(),
)
STARTING_ROLES = (Role.ADVISER, Role.MANAGER, Role.DIRECTOR)


@require_GET
@shows_any_day
def project_list(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.list_projects")
    views = saved_views(request, "portfolio:project_list")
    if views.start_url:
        return redirect(views.start_url)
    selection = Selection(request, on=days.today())
    selection.bare_url = views.all_url
    columns = Columns(request.GET)
    rows = annotated(
        Project.objects.visible_to(request.user), "status", "conditions", *columns.nouns
    )
    rows = rows.with_people().with_phases().with_next_gate().with_last_change()
    return render_page(
        request,
        "portfolio/project_list.html",
        {
            "listing": build_list(
                request,
                rows.annotate(light_order=WORST_FIRST),
                sorts=SORTS,
                filterset=partial(ProjectFilter, on=selection.on),
                bare_url=views.all_url,
            ),
            "selection": selection,
            "columns": columns,
            "views": views,
            "today": selection.on,
            "wide_shell": True,
            "may_start": request.user.has_perm("portfolio.start_project"),
        },
        fragments=["project-list", "folded"],
    )


# --- A new one ------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def project_start(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.start_project")
    idea = idea_asked_for(request)
    district = idea.district if idea else district_to_start_in(request)
    units = units_to_start_in(request).filter(district=district)
    draft = FormDraft(request, "portfolio.start", idea.pk if idea else "")
    form = StartForm(
        request.POST or None,
        units=units,
        district=district,
        people=colleagues_of(district),
        answers_idea=idea is not None and not idea.is_answered,
        initial={**draft.over(facts_of(idea, request)), "form_token": uuid4()},
    )
    if form.is_valid():
        try:
            project = services.start_project(**form.cleaned_data, idea=idea, by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            draft.discard()
            messages.success(
                request,
                (
                    _("Prosjektet %(number)s er startet. Nå forberedes det første punktet.")
                    if demands_of(project).phases
                    else _("Piloten %(number)s er laget. Skriv hva dere skal prøve.")
                )
                % {"number": project.number},
            )
            return redirect(project)
    context = {"form": form, "idea": idea, "draft": draft.found}
    return render_page(request, "portfolio/project_start.html", context)


def idea_asked_for(request: Request) -> Idea | None:
    """The idea in the address: this person's to answer, or answered *project* already."""
    asked = request.GET.get("ide", "")
    if not asked.isdecimal():
        return None
    idea = get_object_or_404(
        Idea.objects.visible_to(request.user).select_related("unit", "district"), pk=asked
    )
    if request.method != "POST" and Project.objects.filter(origin_idea=idea).exists():
        raise PermissionDenied  # a form that is sent twice is for the service to tell
    if not (idea.is_answered and idea.outcome == IdeaOutcome.PROJECT):
        authorize(request.user, "ideas.answer_idea", idea)
    return idea


def units_to_start_in(request: Request) -> Any:
    units = frozenset().union(*(request.user.units_as(role) for role in STARTING_ROLES))
    return Unit.objects.filter(pk__in=units).active().in_tree_order()


def district_to_start_in(request: Request) -> Unit:
    """One's own, or where one has the role that starts projects when that is elsewhere."""
    units = units_to_start_in(request).select_related("district")
    own = request.user.district
    first = units.exclude(district=own).first()
    return own if first is None or units.filter(district=own).exists() else first.district


def facts_of(idea: Idea | None, request: Request) -> dict[str, Any]:
    """What an idea already says about the project it becomes, and the reply that led here."""
    if idea is None:
        return {}
    return {
        "title": idea.title,
        "need": idea.need,
        "summary": idea.proposal,
        "unit": idea.unit_id,
        "target_group": idea.for_whom[:300],
        "service_area": idea.service_area_id,
        "challenge": idea.challenge_id,
        "reply": drafted_reply(idea, request.user),
    }


# --- Its overview ---------------------------------------------------------------------------------


@require_GET
@shows_any_day
def project_page(request: Request, slug: str) -> HttpResponse:
    visible = Project.objects.visible_to(request.user).with_people().with_overview()
    project = get_object_or_404(annotated(visible.with_follow_of(request.user)), slug=slug)
    if project.kind == ProjectKind.PILOT:
        return redirect("portfolio:pilot", slug=project.slug)  # all there is, on one page
    today = days.today()
    phases = list(project.phases.order_by("position"))
    gates = list(
        project.gates.with_readiness()
        .select_related("decider_unit", "opens_phase")
        .order_by("code")
    )
    gate = next_gate_of(project, gates)
    idea = idea_behind(project, request)
    happened = happened_in(project)
    # The next gate and the conditions have sheets of their own beside.
    lines = lines_of(project, today, without=("gate", "conditions"))
    return render_page(
        request,
        "portfolio/project.html",
        {
            "project": project,
            "sections": sections_of(project, "project"),
            **phase_bar(phases, gates, today),
            "gate": gate,
            "lines": [line for line in lines if not line.missing],
            "missing": missing_of(project, lines) if project.is_under_way else [],
            "conditions": open_conditions_of(project),
            "goals": goals_by_kind(project),
            "idea": idea,
            "latest": latest_of(project, happened),
            "strip": strip_of(project, idea, gates, happened),
            "today": today,
            "may_edit": request.user.has_perm("portfolio.edit_project", project),
            "may_classify": request.user.has_perm("portfolio.classify_project", project),
            "may_restrict": request.user.has_perm("portfolio.restrict_project", project),
            "may_prepare": gate is not None
            and request.user.has_perm("portfolio.prepare_gate", gate),
        },
    )


def phase_bar(phases: list[Phase], gates: list[Gate], today: date) -> dict[str, Any]:
    """Each phase with the gates of its time, in their order, and those after the last phase."""
    of_phase: dict[int, list[Gate]] = {phase.pk: [] for phase in phases}
    after: list[Gate] = []
    last = phases[-1].pk if phases else None
    current = None
    for gate in gates:
        if gate.opens_phase_id in of_phase:
            current = gate.opens_phase_id
            of_phase[current].append(gate)
        elif current is None or current == last:
            after.append(gate)
        else:
            of_phase[current].append(gate)
    bar = [(phase, phase.share_gone(today), of_phase[phase.pk]) for phase in phases]
    return {"bar": bar, "gates_after": after}


def goals_by_kind(project: Any) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Effektmål before resultatmål, each kind with its goals; kinds without any are left out."""
    for goal in project.goal_list:
        goal["level_words"] = GoalLevel(goal["level"]).label if goal["level"] else ""
    kinds = [
        (kind.label, [goal for goal in project.goal_list if goal["kind"] == kind])
        for kind in ProjectGoalKind
    ]
    return [(label, goals) for label, goals in kinds if goals]


def idea_behind(project: Project, request: Request) -> Idea | None:
    if project.origin_idea_id is None:
        return None
    seen = Idea.objects.visible_to(request.user).with_support()
    return seen.filter(pk=project.origin_idea_id).first()


def next_gate_of(project: Project, gates: Sequence[Gate]) -> Gate | None:
    """The gate the project waits at, with decider and readiness; None when it is over."""
    if not project.is_under_way:
        return None
    gate = next((each for each in gates if each.state != GateState.DECIDED), None)
    if gate is not None:
        gate.project = project
    return gate


# --- Its facts and people -------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def project_edit(request: Request, slug: str) -> HttpResponse:
    visible = Project.objects.visible_to(request.user).with_people().with_overview()
    project = get_object_or_404(visible, slug=slug)
    authorize(request.user, "portfolio.edit_project", project)
    draft = FormDraft(request, "portfolio.project", project.pk)
    form = EditForm(
        request.POST or None,
        project=project,
        people=colleagues_of(project.district),
        initial=draft.over(facts_to_edit(project)),
    )

    def save() -> None:
        services.edit_project(
            project,
            form.cleaned_data,
            version=form.cleaned_data["version"],
            goals=form.goals(),
            strategy_goals=form.cleaned_data.get("strategy_goals"),
            tags=form.tags(),
            by=request.user,
        )

    done, status = saved(form, save)
    if done:
        draft.discard()
        messages.success(request, _("Prosjektet er lagret."))
        return redirect(project)
    context = {"project": project, "form": form, "draft": draft.found}
    return render_page(request, "portfolio/project_form.html", context, status=status)


def facts_to_edit(project: Any) -> dict[str, Any]:
    """What the form begins with; reads what `with_overview` found."""

    def goals(kind: str) -> list[str]:
        return [goal["text"] for goal in project.goal_list if goal["kind"] == kind]

    def words(kind: str) -> str:
        return ", ".join(tag["name"] for tag in project.tag_list if tag["kind"] == kind)

    return {
        **vars(project),
        "owner": project.owner_id,
        "leader": project.leader_id,
        "service_area": project.service_area_id,
        "outcome_goals": goals(ProjectGoalKind.OUTCOME),
        "deliverable_goals": goals(ProjectGoalKind.DELIVERABLE),
        "strategy_goals": [goal["pk"] for goal in project.plan_list],
        "programme": project.programme_id,
        "challenge": project.challenge_id,
        "technology": words(TagKind.TECHNOLOGY),
        "topics": words(TagKind.TOPIC),
    }


@require_http_methods(["GET", "POST"])
def project_people(request: Request, slug: str) -> HttpResponse:
    """Who is in the project, and with whom it works together; two small forms on one page."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_project", project)
    sent = request.POST or None
    what = request.POST.get("what", "")
    member_form = MemberForm(
        sent if what == "member" else None, people=colleagues_of(project.district), prefix="m"
    )
    partner_form = PartnerForm(sent if what == "partner" else None, project=project, prefix="p")
    used = {"member": member_form, "partner": partner_form}.get(what)
    if used is not None and used.is_valid():
        try:
            if what == "member":
                services.add_member(project, by=request.user, **member_form.cleaned_data)
            else:
                services.add_partner(project, by=request.user, **partner_form.cleaned_data)
        except DomainError as refused:
            used.add_error(None, refused.message)
        else:
            messages.success(request, _("Lagt til."))
            return redirect("portfolio:people", slug=project.slug)
    return render_page(
        request,
        "portfolio/project_people.html",
        {
            "project": project,
            "member_form": member_form,
            "partner_form": partner_form,
            "form": used,
            "members": project.memberships.select_related("person"),
            "partners": project.partnerships.select_related("partner").prefetch_related(
                "phase_links__phase"
            ),
        },
    )


@require_POST
def project_remove(request: Request, slug: str) -> HttpResponse:
    """Take a member or a partner out again."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_project", project)
    if (member := request.POST.get("member", "")).isdecimal():
        membership = get_object_or_404(project.memberships, pk=member)
        services.remove_member(project, membership.person, by=request.user)
    elif (partner := request.POST.get("partner", "")).isdecimal():
        partnership = get_object_or_404(project.partnerships, pk=partner)
        services.remove_partner(project, partnership.partner, by=request.user)
    return redirect("portfolio:people", slug=project.slug)
