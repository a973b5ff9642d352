"""Verbs on pilots: plan, approve, start, finish, and make a project of what worked."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.lifecycle import Outcome as IdeaOutcome
from ideas.models import Idea
from ideas.services import answer_idea
from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.lifecycle import Profile, ProjectKind, ProjectState
from portfolio.lifecycle.pilot import QUESTIONS, STEPS, Next, PilotState
from portfolio.models import Pilot, PilotUnit, Project
from portfolio.notify import pilot as notify
from portfolio.queries.pilot import approvers_of
from portfolio.services import phase_model
from portfolio.services import project as projects
from portfolio.services.gate import open_gate
from portfolio.services.status import plan_next

PLAN = ("what", "until", "participants", "success_sign")
JUDGED = tuple(name for question in QUESTIONS for name in (question, f"{question}_text"))
# What an approval rests on: when it changes, somebody must look again.
RESTS_ON = ("what", *JUDGED)


@transaction.atomic
def start_pilot(
    *,
    title: str,
    unit: Unit,
    leader: Person,
    what: str,
    by: Person,
    owner: Person | None = None,
    until: date | None = None,
    participants: str = "",
    success_sign: str = "",
    need: str = "",
    units: Iterable[Unit] | None = None,
    idea: Idea | None = None,
    reply: str = "",
    on: date | None = None,
    form_token: UUID | None = None,
) -> Pilot:
    """Begin to plan a pilot: a project without phases and gates, on one page.

    Nothing is tried yet; that needs `approve` and `start`. `units` is where (the `unit` itself when
    left out), `owner` the leader when left out. With `idea` the pilot points back to it, and an
    idea that waits is answered *pilot* with `reply`. The same form sent twice is one pilot.
    """
    owner = owner or leader
    places = list(units or [unit])
    projects.refuse_other_districts(unit, (owner, leader, idea))
    refuse_places_elsewhere(unit, places)
    if idea is not None:
        idea = lock(idea)
    if sent := projects.already_started(form_token):
        if (sent.title, sent.unit_id) == (title, unit.pk) and hasattr(sent, "pilot"):
            return sent.pilot
        form_token = None  # the form was gone back to, and filled in anew
    refuse_if_taken_up(idea)
    project = pilot_project(
        unit, idea, title=title, owner=owner, leader=leader, need=need, form_token=form_token
    )
    plan = dict(zip(PLAN, (what, until, participants, success_sign), strict=True))
    try:
        # A savepoint, so that a form sent twice takes no second number.
        with transaction.atomic(), acting(by, "portfolio.start_pilot"):
            projects.save_with_number(project, (on or timezone.localdate()).year)
            pilot = Pilot.objects.create(project=project, **plan)
            set_places(pilot, places)
            plan_next(project)
            if idea is not None and not (idea.is_answered and idea.outcome == IdeaOutcome.PILOT):
                answer_idea(idea, IdeaOutcome.PILOT, reply=reply, by=by)
    except IntegrityError:
        if (sent := projects.already_started(form_token)) and hasattr(sent, "pilot"):
            return sent.pilot
        raise
    notify.pilot_begun(pilot, by=by)
    return pilot


def refuse_if_taken_up(idea: Idea | None) -> None:
    if idea is not None and Project.objects.filter(origin_idea=idea).exists():
        raise DomainError(_("Idéen er alt prøvd eller blitt et prosjekt."))


def pilot_project(unit: Unit, idea: Idea | None, **facts: Any) -> Project:
    """The project of a new pilot, not yet saved."""
    return Project(
        unit=unit,
        district_id=unit.district_id,
        kind=ProjectKind.PILOT,
        profile=Profile.SMALL,
        origin_idea=idea,
        challenge=idea.challenge if idea else None,
        **facts,
    )


def refuse_places_elsewhere(unit: Unit, places: Iterable[Unit]) -> None:
    if any(place.district_id != unit.district_id for place in places):
        raise DomainError(_("Enhetene må høre til samme bydel som piloten."))


def set_places(pilot: Pilot, units: Iterable[Unit]) -> None:
    wanted = {unit.pk for unit in units}
    pilot.places.exclude(unit__in=wanted).delete()
    PilotUnit.objects.bulk_create(
        [PilotUnit(pilot=pilot, unit_id=pk) for pk in sorted(wanted)], ignore_conflicts=True
    )


def taken(pilot: Pilot, version: int | None = None) -> Pilot:
    """The pilot under lock, with its project, which its steps ask about.

    A project that became a pilot by its kind gets its page here, with the first change.
    """
    project = lock(pilot.project)
    if pilot.pk is None:
        pilot, _made = Pilot.objects.get_or_create(project=project)
    pilot = lock(pilot, version=version)
    pilot.project = project
    if project.kind != ProjectKind.PILOT:
        raise DomainError(_("Piloten er blitt et prosjekt. Endringer gjøres der."))
    return pilot


def save(pilot: Pilot, *fields: str) -> None:
    pilot.version += 1
    pilot.save(update_fields=[*fields, "version"])


@transaction.atomic
def edit_pilot(
    pilot: Pilot,
    changes: Mapping[str, Any],
    *,
    version: int,
    by: Person,
    units: Iterable[Unit] | None = None,
) -> Pilot:
    """Change the plan or the three judgements; raises Stale or DomainError.

    `changes` holds any of PLAN and JUDGED. When something an approval rests on is changed, the
    approval falls. Once the pilot is under way only how long, who and where may change.
    """
    pilot = taken(pilot, version)
    fields = [name for name in (*PLAN, *JUDGED) if name in changes]
    changed = [name for name in fields if getattr(pilot, name) != changes[name]]
    if pilot.state == PilotState.FINISHED:
        raise DomainError(_("Piloten er ferdig og endres ikke mer."))
    if pilot.state == PilotState.UNDER_WAY and {*RESTS_ON} & {*changed}:
        raise DomainError(_("Piloten er godkjent slik den er. Det som prøves, kan ikke endres nå."))
    if pilot.state == PilotState.UNDER_WAY and not changes.get("until", pilot.until):
        raise DomainError(_("Skriv til når piloten varer."))
    with acting(by, "portfolio.edit_pilot"):
        for name in fields:
            setattr(pilot, name, changes[name])
        if units is not None:
            places = list(units)
            refuse_places_elsewhere(pilot.project.unit, places)
            set_places(pilot, places)
        if {*RESTS_ON} & {*changed}:
            fields += forget_approval(pilot)
        save(pilot, *fields)
    return pilot


def forget_approval(pilot: Pilot) -> list[str]:
    """Answers the names of the fields that were emptied."""
    pilot.asked_at = pilot.approved_by = pilot.approved_at = None
    return ["asked_at", "approved_by", "approved_at"]


@transaction.atomic
def ask_approval(pilot: Pilot, approver: Person, *, version: int, by: Person) -> Pilot:
    """Ask `approver` to say that law, privacy and ethics are in order; raises StepRefused."""
    pilot = taken(pilot, version)
    if approver.pk not in {person.pk for person in approvers_of(pilot.project)}:
        raise DomainError(
            _("Den som godkjenner, må være prosjekteier, leder eller rådgiver for enheten.")
            if approver.pk != pilot.project.leader_id
            else _("Den som leder piloten, kan ikke godkjenne den.")
        )
    with acting(by, "portfolio.ask_approval"):
        pilot.approver, pilot.asked_at, pilot.turned_down = approver, timezone.now(), ""
        take_step(pilot, STEPS["ask"])
        pilot.approved_by = pilot.approved_at = None
        save(pilot, "approver", "asked_at", "approved_by", "approved_at", "turned_down")
    notify.approval_asked(pilot, by=by)
    return pilot


@transaction.atomic
def approve(pilot: Pilot, *, version: int, by: Person) -> Pilot:
    """Say that the pilot as it stands at `version` may be tried; raises StepRefused or Stale."""
    pilot = taken(pilot, version)
    if by.pk == pilot.project.leader_id:
        raise StepRefused([_("Den som leder piloten, kan ikke godkjenne den.")])
    pilot.approver = by  # another who may was faster than the one asked
    with acting(by, "portfolio.approve_pilot"):
        take_step(pilot, STEPS["approve"])
        pilot.approved_by, pilot.approved_at = by, timezone.now()
        pilot.asked_at = pilot.asked_at or pilot.approved_at
        pilot.turned_down = ""
        save(pilot, "approver", "asked_at", "approved_by", "approved_at", "turned_down")
    notify.approved(pilot, by=by)
    return pilot


@transaction.atomic
def turn_down(pilot: Pilot, *, reason: str, version: int, by: Person) -> Pilot:
    """Say no for now, with what has to be better first."""
    pilot = taken(pilot, version)
    if not pilot.waits_for_approval:
        raise DomainError(_("Piloten venter ikke på godkjenning."))
    if by.pk == pilot.project.leader_id:
        raise StepRefused([_("Den som leder piloten, kan ikke godkjenne den.")])
    if not reason.strip():
        raise DomainError(_("Skriv hva som må bli bedre."))
    with acting(by, "portfolio.turn_down_pilot", reason=reason):
        pilot.turned_down = reason.strip()
        save(pilot, "turned_down", *forget_approval(pilot))
    notify.turned_down(pilot, by=by)
    return pilot


@transaction.atomic
def start(pilot: Pilot, *, by: Person, on: date | None = None) -> Pilot:
    """Begin to try; raises StepRefused with every reason why not."""
    pilot = taken(pilot)
    with acting(by, "portfolio.start_trying"):
        take_step(pilot, STEPS["start"])
        pilot.started_on = on or timezone.localdate()
        save(pilot, "state", "started_on")
    return pilot


@transaction.atomic
def finish(
    pilot: Pilot,
    *,
    happened: str,
    worked: str,
    next_step: str,
    version: int,
    by: Person,
    on: date | None = None,
) -> Pilot:
    """Write what came of it and what is next.

    The project is stopped or closed with it, save when the next is to become a project: then it
    waits for `make_project`.
    """
    pilot = taken(pilot, version)
    with acting(by, "portfolio.finish_pilot", reason=happened):
        pilot.happened, pilot.worked, pilot.next_step = happened.strip(), worked, next_step
        take_step(pilot, STEPS["finish"])
        end(pilot, on or timezone.localdate())
    notify.finished(pilot, by=by)
    return pilot


@transaction.atomic
def drop(pilot: Pilot, *, reason: str, version: int, by: Person) -> Pilot:
    """Put away a pilot that never started, with a word on why."""
    pilot = taken(pilot, version)
    with acting(by, "portfolio.drop_pilot", reason=reason):
        pilot.happened, pilot.next_step = reason.strip(), Next.STOP
        take_step(pilot, STEPS["drop"])
        end(pilot, timezone.localdate())
    notify.finished(pilot, by=by)
    return pilot


AFTERWARDS = {
    Next.STOP: ProjectState.STOPPED,
    Next.USE_HERE: ProjectState.CLOSED,
    Next.SPREAD: ProjectState.CLOSED,
}


def end(pilot: Pilot, on: date) -> None:
    if pilot.started_on and on < pilot.started_on:
        raise DomainError(_("Piloten kan ikke være ferdig før den startet."))
    pilot.finished_on = on
    save(pilot, "state", "finished_on", "happened", "worked", "next_step")
    if state := AFTERWARDS.get(Next(pilot.next_step)):
        project = pilot.project
        project.state = state
        project.version += 1
        project.save(update_fields=["state", "version"])
        plan_next(project)


@transaction.atomic
def make_project(
    pilot: Pilot, *, kind: str, profile: str, owner: Person, by: Person, reason: str
) -> Project:
    """Turn the pilot into a project with phases and gates: the same row, nothing typed again.

    The pilot's page stays to be read. Raises DomainError.
    """
    pilot = taken(pilot)
    project = pilot.project
    if not (pilot.state == PilotState.FINISHED and pilot.next_step == Next.PROJECT):
        raise DomainError(_("Avslutt piloten med «bli prosjekt» først."))
    if kind == ProjectKind.PILOT:
        raise DomainError(_("Velg hva slags prosjekt det skal bli."))
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor den skal bli prosjekt."))
    projects.refuse_same_person(kind, owner, project.leader)
    projects.refuse_other_districts(project.unit, (owner,))
    with acting(by, "portfolio.make_project", reason=reason):
        project.kind, project.profile, project.owner = kind, profile, owner
        project.summary = project.summary or pilot.what
        project.version += 1
        project.save(update_fields=["kind", "profile", "owner", "summary", "version"])
        pilot.became_project_on = timezone.localdate()
        pilot.project_reason = reason.strip()
        save(pilot, "became_project_on", "project_reason")
        open_gate(phase_model.lay_out(project, by=by), by=by)
        plan_next(project)
    notify.became_project(pilot, by=by)
    return project
