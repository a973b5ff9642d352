"""Verbs on projects."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.lifecycle import Outcome as IdeaOutcome
from ideas.models import Idea
from ideas.models.challenge import Challenge
from ideas.services import answer_idea
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Partner, Person, ServiceArea, StrategyGoal, Unit
from organisation.people.services import take_number
from portfolio import notify
from portfolio.demands import demands_of
from portfolio.lifecycle import Profile, ProjectKind
from portfolio.models import (
    PartnerPhase,
    Phase,
    Project,
    ProjectGoal,
    ProjectMember,
    ProjectPartner,
    ProjectStrategyGoal,
)
from portfolio.models.handover import HandoverRole
from portfolio.models.project import Access, ProjectGoalKind, districts
from portfolio.services import handover, phase_model, programme, status, tag
from portfolio.services.gate import (
    classify_again,
    lock_gates,
    open_gate,
    say_basis_changed,
)

EDITED = (
    "title",
    "summary",
    "need",
    "owner",
    "leader",
    "service_area",
    "target_group",
    "programme",
    "challenge",
)


SIZES: list[str] = list(Profile.values)


@transaction.atomic
def start_project(
    *,
    title: str,
    unit: Unit,
    kind: str,
    profile: str,
    owner: Person | None,
    leader: Person | None,
    by: Person,
    summary: str = "",
    need: str = "",
    target_group: str = "",
    service_area: ServiceArea | None = None,
    challenge: Challenge | None = None,
    idea: Idea | None = None,
    reply: str = "",
    on: date | None = None,
    form_token: UUID | None = None,
) -> Project:
    """Start a project with its phases and gates, ready to prepare BP1.

    With `idea` the project points back to it, and an idea that waits is answered with `reply`.
    `on` is the day it starts (today when left out); its year stands in the number. The same form
    sent twice, known by `form_token`, starts one project. Raises DomainError.
    """
    refuse_same_person(kind, owner, leader)
    refuse_other_districts(unit, (owner, leader, service_area, challenge, idea))
    if idea is not None:
        idea = lock(idea)  # before looking for its project: two clicks wait for one another
    if sent := already_started(form_token):
        if (sent.title, sent.unit_id) == (title, unit.pk):
            return sent
        form_token = None  # the form was gone back to, and filled in anew
    if idea is not None and Project.objects.filter(origin_idea=idea).exists():
        raise DomainError(_("Idéen er alt blitt et prosjekt."))
    project = Project(
        title=title,
        unit=unit,
        district_id=unit.district_id,
        kind=kind,
        profile=profile,
        owner=owner,
        leader=leader,
        summary=summary,
        need=need,
        target_group=target_group,
        service_area=service_area,
        challenge=challenge,
        origin_idea=idea,
        form_token=form_token,
    )
    try:
        begin(project, (on or timezone.localdate()).year, reply=reply, by=by)
    except IntegrityError:
        if sent := already_started(form_token):
            return sent
        raise
    notify.project_started(project, by=by)
    return project


@transaction.atomic
def begin(project: Project, year: int, *, reply: str, by: Person) -> None:
    """Save the new project with all it has to go through, and answer the idea behind it.

    A savepoint, so that a form sent twice takes no second number.
    """
    with acting(by, "portfolio.start_project"):
        save_with_number(project, year)
        if demands_of(project).phases:
            open_gate(phase_model.lay_out(project, by=by), by=by)
        if project.origin_idea is not None:
            take_from_idea(project.origin_idea, reply=reply, by=by)
        status.plan_next(project)


def already_started(form_token: UUID | None) -> Project | None:
    if form_token is None:
        return None
    return Project.objects.filter(form_token=form_token).first()


def save_with_number(project: Project, year: int) -> None:
    project.number = f"{year}-{take_number(project.district_id, 'project', year):03}"
    project.slug = slug_for(project)
    project.save(force_insert=True)


def refuse_other_districts(
    unit: Unit, others: Iterable[Person | ServiceArea | Challenge | Idea | None]
) -> None:
    if any(each is not None and each.district_id != unit.district_id for each in others):
        raise DomainError(
            _("Enhet, idé, prosjekteier, prosjektleder og tjenesteområde må høre til samme bydel.")
        )


def refuse_same_person(kind: str, owner: Person | None, leader: Person | None) -> None:
    if owner is not None and owner == leader and kind != ProjectKind.PILOT:
        raise DomainError(_("Prosjekteier og prosjektleder kan ikke være samme person."))


def slug_for(project: Project) -> str:
    """What stands in addresses, for ever: the number, after the district when there are several."""
    if districts() == 1:
        return project.number
    return f"{project.district.slug or project.district_id}-{project.number}"


def take_from_idea(idea: Idea, *, reply: str, by: Person) -> None:
    """Answer the idea, unless it has been answered *project* already."""
    if idea.is_answered and idea.outcome == IdeaOutcome.PROJECT:
        return
    answer_idea(idea, IdeaOutcome.PROJECT, reply=reply, by=by)


@transaction.atomic
def edit_project(
    project: Project,
    changes: Mapping[str, Any],
    *,
    version: int,
    by: Person,
    goals: Mapping[str, Sequence[str]] | None = None,
    strategy_goals: Iterable[StrategyGoal] | None = None,
    tags: Mapping[str, Sequence[str]] | None = None,
) -> Project:
    """Change what the project says of itself; raises Stale or DomainError.

    `changes` holds any of EDITED; `goals` maps the kind of goal to its texts in order, `tags` the
    kind of tag to its words.
    """
    gate = lock_gates(project.pk)
    project = lock(project, version=version)
    held = {role: getattr(project, role) for role in HandoverRole.values}
    with acting(by, "portfolio.edit_project"):
        fields = [name for name in EDITED if name in changes]
        for name in fields:
            setattr(project, name, changes[name])
        refuse_same_person(project.kind, project.owner, project.leader)
        programme.refuse_as_member(project)
        for kind, texts in (goals or {}).items():
            set_goals(project, kind, texts)
        if strategy_goals is not None:
            set_strategy_goals(project, strategy_goals)
        for kind, words in (tags or {}).items():
            tag.set_tags(project, kind, words)
        project.version += 1
        project.save(update_fields=[*fields, "version"])
        for role, old in held.items():
            handover.begin_if_changed(project, role, old, by=by)
        say_basis_changed(gate)
    return project


@transaction.atomic
def classify_project(
    project: Project, *, kind: str, profile: str, reason: str, version: int, by: Person
) -> Project:
    """Change kind or profile, which rule what is demanded and who decides; raises Stale.

    What is written stays: phases and gates to come are laid out anew around it. A profile goes up
    and never down. A pilot that becomes a project gets its phases now. Raises DomainError.
    """
    lock_gates(project.pk)
    project = lock(project, version=version)
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor dere endrer det."))
    if SIZES.index(profile) < SIZES.index(project.profile):
        raise DomainError(_("Profilen kan løftes, men ikke senkes."))
    with acting(by, "portfolio.classify_project", reason=reason.strip()):
        project.kind, project.profile = kind, profile
        refuse_same_person(project.kind, project.owner, project.leader)
        project.version += 1
        project.save(update_fields=["kind", "profile", "version"])
        if project.gates.exists():
            phase_model.refit(project, by=by)
            classify_again(lock_gates(project.pk), project)
        elif demands_of(project).phases:
            open_gate(phase_model.lay_out(project, by=by), by=by)
        status.plan_next(project)
    return project


@transaction.atomic
def restrict_project(
    project: Project, *, reason: str, legal_basis: str, version: int, by: Person
) -> Project:
    """Let only team and line see the project; raises Stale or DomainError."""
    project = lock(project, version=version)
    if not (reason.strip() and legal_basis.strip()):
        raise DomainError(_("Skriv både grunn og hjemmel for å skjerme prosjektet."))
    with acting(by, "portfolio.restrict_project", reason=reason.strip()):
        project.access = Access.RESTRICTED
        project.access_reason, project.legal_basis = reason.strip(), legal_basis.strip()
        save_access(project)
    return project


@transaction.atomic
def open_project(project: Project, *, version: int, by: Person) -> Project:
    """Let all who are employed in the district see it again; raises Stale."""
    project = lock(project, version=version)
    with acting(by, "portfolio.open_project"):
        project.access = Access.OPEN
        project.access_reason = project.legal_basis = ""
        save_access(project)
    return project


def save_access(project: Project) -> None:
    project.version += 1
    project.save(update_fields=["access", "access_reason", "legal_basis", "version"])


@transaction.atomic
def mark_goals(project: Project, levels: Mapping[int, str], *, by: Person) -> None:
    """Say of each goal, by its id, whether it is about system, individual or culture, or neither.

    Ids of other projects' goals are passed over.
    """
    project = lock(project)
    with acting(by, "portfolio.mark_goals"):
        for goal in project.goals.filter(pk__in=levels):
            goal.level = levels[goal.pk]
            goal.save(update_fields=["level"])


def set_goals(project: Project, kind: str, texts: Sequence[str]) -> None:
    """Let exactly `texts` be the goals of `kind`. A goal that is reworded keeps its history."""
    wanted = [text.strip() for text in texts if text.strip()]
    there = list(project.goals.filter(kind=ProjectGoalKind(kind)))
    kept = {goal.text: goal for goal in there}
    spare = [goal for goal in there if goal.text not in wanted]
    for position, text in enumerate(wanted):
        goal = kept.get(text) or (spare.pop(0) if spare else None)
        if goal is None:
            ProjectGoal.objects.create(project=project, kind=kind, text=text, position=position)
        elif (goal.text, goal.position) != (text, position):
            goal.version += goal.text != text
            goal.text, goal.position = text, position
            goal.save(update_fields=["text", "position", "version"])
    for goal in spare:
        goal.delete()


def set_strategy_goals(project: Project, goals: Iterable[StrategyGoal]) -> None:
    wanted = {goal.pk for goal in goals}
    project.strategy_links.exclude(goal__in=wanted).delete()
    ProjectStrategyGoal.objects.bulk_create(
        [ProjectStrategyGoal(project=project, goal_id=pk) for pk in sorted(wanted)],
        ignore_conflicts=True,
    )


@transaction.atomic
def add_member(project: Project, person: Person, *, role: str, by: Person) -> ProjectMember:
    """Let `person` into the project, or change what the person does there."""
    project = lock(project)
    with acting(by, "portfolio.add_member"):
        member, joined = ProjectMember.objects.update_or_create(
            project=project, person=person, defaults={"role": role.strip()}
        )
        touch(project)
    if joined:
        notify.person_joined(project, person, by=by)
    return member


@transaction.atomic
def remove_member(project: Project, person: Person, *, by: Person) -> None:
    project = lock(project)
    with acting(by, "portfolio.remove_member"):
        project.memberships.filter(person=person).delete()
        touch(project)


@transaction.atomic
def add_partner(
    project: Project,
    partner: Partner,
    *,
    role: str,
    by: Person,
    phases: Iterable[Phase] = (),
) -> ProjectPartner:
    """Let an organisation of the register take part, or change what it does.

    The role holds for `phases`, for all of them when none is named.
    """
    project = lock(project)
    if partner.district_id != project.district_id:
        raise DomainError(_("Samarbeidsparten hører til en annen bydel."))
    with acting(by, "portfolio.add_partner"):
        added, _created = ProjectPartner.objects.update_or_create(
            project=project, partner=partner, defaults={"role": role.strip()}
        )
        wanted = {phase.pk for phase in phases if phase.project_id == project.pk}
        added.phase_links.exclude(phase__in=wanted).delete()
        PartnerPhase.objects.bulk_create(
            [PartnerPhase(partnership=added, phase_id=pk) for pk in sorted(wanted)],
            ignore_conflicts=True,
        )
        touch(project)
    return added


@transaction.atomic
def remove_partner(project: Project, partner: Partner, *, by: Person) -> None:
    project = lock(project)
    with acting(by, "portfolio.remove_partner"):
        project.partnerships.filter(partner=partner).delete()
        touch(project)


def touch(project: Project) -> None:
    project.version += 1
    project.save(update_fields=["version"])
