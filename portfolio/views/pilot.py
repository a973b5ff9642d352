"""A pilot on one page: plan it, have it approved, try it, tell how it went."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ideas.lifecycle import Outcome as IdeaOutcome
from ideas.models import Idea
from ideas.queries import drafted_reply
from organisation import days
from organisation.audit.days import shows_any_day
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.lifecycle import refusals
from organisation.people.models import Unit
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.fields import colleagues_of
from portfolio.forms.pilot import (
    AskForm,
    DropForm,
    FinishForm,
    JudgeForm,
    MakeProjectForm,
    PlanEditForm,
    StartPilotForm,
    TurnDownForm,
)
from portfolio.lifecycle import ProjectKind
from portfolio.lifecycle.pilot import STEPS, Judgement, Next, PilotState
from portfolio.models import Pilot, Project
from portfolio.overview.missing import missing_of
from portfolio.queries.pilot import approvers_of, pilot_of
from portfolio.services import pilot as pilots
from portfolio.views.pages import find_project, sections_of
from portfolio.views.part import Part, render_part
from portfolio.views.project import district_to_start_in, units_to_start_in

MARKS = {PilotState.PLANNED: "new", PilotState.UNDER_WAY: "work", PilotState.FINISHED: "done"}
JUDGEMENT_MARKS: dict[str, str] = {
    Judgement.FINE: "yes",
    Judgement.WITH_MEASURES: "work",
    Judgement.NOT_FINE: "no",
}
STEP_PERMISSIONS = ("portfolio.edit_pilot", "portfolio.approve_pilot", "portfolio.make_project")


def find_pilot(request: Request, slug: str) -> Pilot:
    """The pilot of a project, also after it became one; 404 for projects that never were."""
    project = find_project(request, slug)
    pilot = pilot_of(project)
    if pilot is None:
        if project.kind != ProjectKind.PILOT:
            raise Http404
        pilot = Pilot(project=project)  # it became one by its kind; the first change saves it
    return pilot


def places_of(district: Unit) -> QuerySet[Unit]:
    return Unit.objects.filter(district=district).active().in_tree_order()


def part(pilot: Pilot, heading: str, action: str, help_text: str = "") -> Part:
    url = pilot.get_absolute_url()
    return Part(heading, action, url, back_words=_("Pilot"), help=help_text)


# --- A new one ------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def pilot_start(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.start_project")
    idea = idea_asked_for(request)
    district = idea.district if idea else district_to_start_in(request)
    draft = FormDraft(request, "portfolio.pilot_start", idea.pk if idea else "")
    form = StartPilotForm(
        request.POST or None,
        home=units_to_start_in(request).filter(district=district),
        places=places_of(district),
        people=colleagues_of(district),
        answers_idea=idea is not None and not idea.is_answered,
        initial={**draft.over(facts_of(idea, request)), "form_token": uuid4()},
    )
    made: list[Pilot] = []
    done, status = saved(
        form,
        lambda: made.append(pilots.start_pilot(**form.cleaned_data, idea=idea, by=request.user)),
    )
    if done:
        draft.discard()
        messages.success(request, _("Piloten er opprettet. Nå vurderes lov, personvern og etikk."))
        return redirect(made[0])
    heading = _("Ny pilot")
    lead = (
        _("Fra idéen «%(title)s». Innmelderen følger med videre.") % {"title": idea.title}
        if idea
        else _("En liten prøve i vanlig drift, på én side. Uten faser og beslutningspunkter.")
    )
    back = idea.get_absolute_url() if idea else reverse("portfolio:project_list")
    words = idea.title if idea else _("Ny")
    return render_part(
        request,
        Part(heading, _("Opprett piloten"), back, back_words=words, lead=lead),
        form,
        draft=draft,
        status=status,
    )


def idea_asked_for(request: Request) -> Idea | None:
    """The idea in the address: this person's to answer, or answered *pilot* already."""
    asked = request.GET.get("ide", "")
    if not asked.isdecimal():
        return None
    idea = get_object_or_404(
        Idea.objects.visible_to(request.user).select_related("unit", "district"), pk=asked
    )
    if request.method != "POST" and Project.objects.filter(origin_idea=idea).exists():
        raise PermissionDenied  # a form that is sent twice is for the service to tell
    if not (idea.is_answered and idea.outcome == IdeaOutcome.PILOT):
        authorize(request.user, "ideas.answer_idea", idea)
    return idea


def facts_of(idea: Idea | None, request: Request) -> dict[str, Any]:
    if idea is None:
        return {"leader": request.user.pk}
    return {
        "title": idea.title,
        "need": idea.need,
        "what": idea.proposal,
        "unit": idea.unit_id,
        "units": [idea.unit_id],
        "reply": drafted_reply(idea, request.user),
    }


# --- The page -------------------------------------------------------------------------------------


@require_GET
@shows_any_day
def pilot_page(request: Request, slug: str) -> HttpResponse:
    return show(request, find_pilot(request, slug))


def show(
    request: Request, pilot: Pilot, *, ask: Any = None, no: Any = None, faults: Any = ()
) -> HttpResponse:
    """The one page, with the forms that were wrong as they were sent."""
    project = pilot.project
    is_pilot = project.kind == ProjectKind.PILOT
    may_edit, may_approve, may_make = (
        is_pilot and request.user.has_perm(name, thing)
        for name, thing in zip(STEP_PERMISSIONS, (pilot, pilot, project), strict=True)
    )
    is_planned = pilot.state == PilotState.PLANNED
    if may_edit and is_planned and ask is None:
        ask = AskForm(
            people=approvers_of(project),
            initial={"version": pilot.version, "approver": pilot.approver_id},
        )
    before_asking = refusals(pilot, STEPS["ask"]) if is_planned else []
    if not pilot.approver_id:  # the form beside asks for that
        before_asking = [reason for check in STEPS["ask"].requires[:3] if (reason := check(pilot))]
    form = next((each for each in (ask, no) if each is not None and each.errors), None)
    return render_page(
        request,
        "portfolio/pilot.html",
        {
            "project": project,
            "pilot": pilot,
            "pilot_mark": MARKS[PilotState(pilot.state)],
            "places": list(pilot.places.all()) if pilot.pk else [],
            "judgements": [
                (about, text, JUDGEMENT_MARKS.get(answer, "new"), words)
                for about, answer, text, words in pilot.judgements
            ],
            "sections": sections_of(project, "pilot"),
            "idea": idea_behind(request, project),
            "members": list(project.memberships.select_related("person")),
            "today": days.today(),
            "missing": missing_of(project, ()) if is_pilot and project.is_under_way else [],
            "may_classify": request.user.has_perm("portfolio.classify_project", project),
            "may_restrict": request.user.has_perm("portfolio.restrict_project", project),
            "is_overdue": pilot.is_overdue(days.today()),
            "may_edit": may_edit,
            "may_approve": may_approve and is_planned,
            "may_make": may_make
            and pilot.state == PilotState.FINISHED
            and pilot.next_step == Next.PROJECT,
            "before_asking": before_asking,
            "before_start": refusals(pilot, STEPS["start"]) if is_planned else [],
            "ask_form": ask,
            "no_form": no or TurnDownForm(initial={"version": pilot.version}),
            "form": form,
            "faults": faults,
        },
        status=422 if faults else None,
    )


def idea_behind(request: Request, project: Project) -> Idea | None:
    if project.origin_idea_id is None:
        return None
    return Idea.objects.visible_to(request.user).filter(pk=project.origin_idea_id).first()


# --- Its plan and the three judgements ------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def pilot_edit(request: Request, slug: str) -> HttpResponse:
    pilot = find_pilot(request, slug)
    authorize(request.user, "portfolio.edit_pilot", pilot)
    draft = FormDraft(request, "portfolio.pilot_plan", pilot.project.slug)
    places = pilot.places.all() if pilot.pk else ()
    facts = {**vars(pilot), "units": [place.unit_id for place in places]}
    form = PlanEditForm(
        request.POST or None,
        places=places_of(pilot.project.district),
        is_under_way=pilot.state == PilotState.UNDER_WAY,
        initial=draft.over(facts),
    )
    done, status = saved(
        form,
        lambda: pilots.edit_pilot(
            pilot,
            form.cleaned_data,
            units=form.cleaned_data["units"],
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if done:
        draft.discard()
        messages.success(request, _("Planen er lagret."))
        return redirect(pilot)
    page = part(pilot, _("Endre planen"), _("Lagre"), rests_on_approval(pilot))
    return render_part(
        request,
        page,
        form,
        project=pilot.project,
        draft=draft,
        version=pilot.version,
        status=status,
    )


@require_http_methods(["GET", "POST"])
def pilot_judge(request: Request, slug: str) -> HttpResponse:
    pilot = find_pilot(request, slug)
    authorize(request.user, "portfolio.edit_pilot", pilot)
    draft = FormDraft(request, "portfolio.pilot_judge", pilot.project.slug)
    form = JudgeForm(request.POST or None, initial=draft.over(vars(pilot)))
    done, status = saved(
        form,
        lambda: pilots.edit_pilot(
            pilot, form.cleaned_data, version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        draft.discard()
        messages.success(request, _("Vurderingen er lagret."))
        return redirect(pilot)
    page = part(pilot, _("Lov, personvern og etikk"), _("Lagre"), rests_on_approval(pilot))
    return render_part(
        request,
        page,
        form,
        project=pilot.project,
        draft=draft,
        version=pilot.version,
        status=status,
    )


def rests_on_approval(pilot: Pilot) -> str:
    if pilot.state != PilotState.PLANNED or not (pilot.approved_at or pilot.asked_at):
        return ""
    return _("Endrer du det som prøves eller vurderingen, må piloten godkjennes på nytt.")


# --- The approval ---------------------------------------------------------------------------------


@require_POST
def pilot_ask(request: Request, slug: str) -> HttpResponse:
    pilot = find_pilot(request, slug)
    authorize(request.user, "portfolio.edit_pilot", pilot)
    form = AskForm(request.POST, people=approvers_of(pilot.project))
    done, _status = saved(
        form, lambda: pilots.ask_approval(pilot, by=request.user, **form.cleaned_data)
    )
    if not done:
        return show(request, pilot, ask=form)
    messages.success(
        request,
        _("%(name)s er bedt om å godkjenne.") % {"name": form.cleaned_data["approver"]},
    )
    return redirect(pilot)


@require_POST
def pilot_approve(request: Request, slug: str) -> HttpResponse:
    """Yes with one press; no with what has to be better."""
    pilot = find_pilot(request, slug)
    authorize(request.user, "portfolio.approve_pilot", pilot)
    if request.POST.get("svar") == "nei":
        form = TurnDownForm(request.POST)
        done, _status = saved(
            form, lambda: pilots.turn_down(pilot, by=request.user, **form.cleaned_data)
        )
        if not done:
            return show(request, pilot, no=form)
        messages.success(request, _("Svaret er sendt til dem som har piloten."))
        return redirect(pilot)
    version = request.POST.get("version", "")
    try:
        pilots.approve(pilot, version=int(version) if version.isdecimal() else 0, by=request.user)
    except DomainError as refused:
        return show(request, pilot, faults=[refused.message])
    messages.success(request, _("Du har godkjent piloten."))
    return redirect(pilot)


# --- From start to what is next -------------------------------------------------------------------


@require_POST
def pilot_begin(request: Request, slug: str) -> HttpResponse:
    pilot = find_pilot(request, slug)
    authorize(request.user, "portfolio.edit_pilot", pilot)
    try:
        pilots.start(pilot, by=request.user)
    except DomainError as refused:
        return show(request, pilot, faults=[refused.message])
    messages.success(request, _("Piloten er i gang."))
    return redirect(pilot)


@require_http_methods(["GET", "POST"])
def pilot_finish(request: Request, slug: str) -> HttpResponse:
    pilot = find_pilot(request, slug)
    authorize(request.user, "portfolio.edit_pilot", pilot)
    if pilot.state != PilotState.UNDER_WAY and request.method == "GET":
        return redirect(pilot)
    draft = FormDraft(request, "portfolio.pilot_finish", pilot.project.slug)
    form = FinishForm(request.POST or None, initial=draft.over(vars(pilot)))
    done, status = saved(form, lambda: pilots.finish(pilot, by=request.user, **form.cleaned_data))
    if done:
        draft.discard()
        messages.success(request, _("Piloten er ferdig, og resultatet er skrevet ned."))
        return redirect(pilot)
    return render_part(
        request,
        part(pilot, _("Avslutt piloten"), _("Avslutt")),
        form,
        project=pilot.project,
        draft=draft,
        version=pilot.version,
        status=status,
    )


@require_http_methods(["GET", "POST"])
def pilot_drop(request: Request, slug: str) -> HttpResponse:
    pilot = find_pilot(request, slug)
    authorize(request.user, "portfolio.edit_pilot", pilot)
    form = DropForm(request.POST or None, initial={"version": pilot.version})
    done, status = saved(form, lambda: pilots.drop(pilot, by=request.user, **form.cleaned_data))
    if done:
        messages.success(request, _("Piloten er lagt bort. Grunnen står på siden."))
        return redirect(pilot)
    page = part(
        pilot,
        _("Legg bort piloten"),
        _("Legg bort"),
        _("Piloten er ikke startet. Den står fortsatt i listen, som stoppet."),
    )
    return render_part(request, page, form, project=pilot.project, status=status)


@require_http_methods(["GET", "POST"])
def pilot_to_project(request: Request, slug: str) -> HttpResponse:
    """The pilot becomes a project: the same number and address, now with phases and gates."""
    pilot = find_pilot(request, slug)
    project = pilot.project
    authorize(request.user, "portfolio.make_project", project)
    if project.kind != ProjectKind.PILOT and request.method == "GET":
        return redirect(project)
    owner = project.owner_id if project.owner_id != project.leader_id else None
    form = MakeProjectForm(
        request.POST or None,
        people=colleagues_of(project.district),
        leader_id=project.leader_id,
        initial={"owner": owner, "profile": project.profile},
    )
    done, status = saved(
        form, lambda: pilots.make_project(pilot, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Piloten er blitt et prosjekt. Nå forberedes BP1."))
        return redirect(project)
    page = part(
        pilot,
        _("Gjør piloten til et prosjekt"),
        _("Gjør til prosjekt"),
        _("Nummer, folk og tekst blir med. Prosjektet får faser og beslutningspunkter."),
    )
    return render_part(request, page, form, project=project, status=status)
