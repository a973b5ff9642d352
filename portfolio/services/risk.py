"""Verbs on risks and opportunities: register, judge anew, lift to others, close."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import F, Func, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle import ProjectState
from portfolio.lifecycle.risk import STEPS, RiskState
from portfolio.models import Project, Risk, RiskEscalation
from portfolio.models.gate import LEADING_ROLES
from portfolio.notify import risk as notify
from portfolio.services.gate import lock_gates, say_basis_changed

WRITTEN = (
    "kind",
    "cause",
    "event",
    "consequence",
    "likelihood",
    "impact",
    "response",
    "likelihood_after",
    "impact_after",
    "owner",
    "due",
    "nearness",
)


@transaction.atomic
def add_risk(
    project: Project, facts: Mapping[str, Any], *, by: Person, on: date | None = None
) -> Risk:
    """Register what may happen; `facts` holds any of WRITTEN, `owner` is `by` when left out.

    Raises DomainError. `on` is today when left out.
    """
    gate = lock_gates(project.pk)
    project = lock(project)
    if project.state not in (ProjectState.RUNNING, ProjectState.PAUSED):
        raise DomainError(_("Prosjektet er ikke i gang."))
    values = {name: facts[name] for name in WRITTEN if name in facts}
    risk = Risk(
        project=project,
        number=(project.risks.aggregate(last=Max("number"))["last"] or 0) + 1,
        registered_on=on or timezone.localdate(),
        **{"owner": by, **values},
    )
    refuse_wrong(risk)
    with acting(by, "portfolio.add_risk"):
        risk.save(force_insert=True)
        say_basis_changed(gate)
    notify.risk_given(risk, by=by)
    return risk


@transaction.atomic
def edit_risk(risk: Risk, changes: Mapping[str, Any], *, version: int, by: Person) -> Risk:
    """Judge the risk anew; raises Stale or DomainError. History keeps every score."""
    gate = lock_gates(risk.project_id)
    risk = lock(risk, version=version)
    if not risk.is_open:
        raise DomainError(_("Den er lukket. Åpne den igjen for å endre den."))
    owner_before = risk.owner_id
    fields = [name for name in WRITTEN if name in changes]
    for name in fields:
        setattr(risk, name, changes[name])
    refuse_wrong(risk)
    risk.version += 1
    with acting(by, "portfolio.edit_risk"):
        risk.save(update_fields=[*fields, "version"])
        say_basis_changed(gate)
    if risk.owner_id != owner_before:
        notify.risk_given(risk, by=by)
    return risk


def refuse_wrong(risk: Risk) -> None:
    """What the database would refuse, said in words."""
    if not risk.event.strip():
        raise DomainError(_("Skriv hva som kan skje."))
    if risk.owner.district_id != risk.project.district_id:
        raise DomainError(_("Den som har ansvar, må høre til i bydelen."))
    if (risk.likelihood_after is None) != (risk.impact_after is None):
        raise DomainError(
            _("Velg både sannsynlighet og virkning etter tiltak, eller ingen av dem.")
        )


@transaction.atomic
def move_risk(
    risk: Risk, step: str, *, text: str, version: int, by: Person, on: date | None = None
) -> Risk:
    """Take `step` of STEPS (occur, close, reopen), saying how it went; raises StepRefused."""
    gate = lock_gates(risk.project_id)
    risk = lock(risk, version=version)
    if step != "reopen" and not text.strip():
        raise StepRefused([_("Skriv hvordan det gikk.")])
    with acting(by, f"portfolio.{step}_risk", reason=text):
        take_step(risk, STEPS[step])
        closed = risk.state == RiskState.CLOSED
        risk.closed_on = (on or timezone.localdate()) if closed else None
        if text.strip():
            risk.outcome = text.strip()
        risk.version += 1
        risk.save(update_fields=["state", "closed_on", "outcome", "version"])
        if closed:
            end_escalation(risk, answer=text, by=by, on=on)
        say_basis_changed(gate)
    if step == "occur":
        notify.risk_occurred(risk, by=by)
    return risk


# --- Lifting it to somebody who can do more -------------------------------------------------------


def leaders_above(project: Project) -> list[Person]:
    """Active leaders of the project's unit and those above it, the nearest unit first."""
    lineage = project.unit.lineage
    depth = Func(
        F("role_grants__unit__path"), function="nlevel", output_field=models.IntegerField()
    )
    people = (
        Person.objects.active()
        .filter(role_grants__unit__in=lineage, role_grants__role__in=LEADING_ROLES)
        .annotate(depth=Max(depth))
        .order_by("-depth", "name_key", "pk")
    )
    return list(people)


def next_receiver(risk: Risk) -> Person | None:
    """Whom the risk is lifted to next: the project's owner, then leaders further and further up."""
    here = risk.escalations.current().first()
    passed = {risk.project.leader_id}
    if here is not None:
        passed |= {here.receiver_id} | set(risk.escalations.values_list("receiver", flat=True))
    ladder = [risk.project.owner, *leaders_above(risk.project)]
    return next(
        (each for each in ladder if each and each.is_active and each.pk not in passed), None
    )


@transaction.atomic
def escalate_risk(
    risk: Risk, *, reason: str, by: Person, to: Person | None = None, on: date | None = None
) -> RiskEscalation:
    """Lift the risk to `to`, or to whoever comes next; raises DomainError."""
    risk = lock(risk)
    if not risk.is_open:
        raise DomainError(_("Den er lukket. Åpne den igjen for å løfte den."))
    if not reason.strip():
        raise DomainError(_("Skriv hva du trenger hjelp til."))
    receiver = to or next_receiver(risk)
    if receiver is None:
        raise DomainError(_("Det er ingen leder over å løfte den til."))
    here = risk.escalations.current().first()
    if here is not None and here.receiver_id == receiver.pk:
        raise DomainError(_("Den ligger alt hos %(name)s.") % {"name": receiver.name})
    with acting(by, "portfolio.escalate_risk", reason=reason):
        end_escalation(risk, answer=_("Løftet videre."), by=by, on=on)
        escalation = RiskEscalation.objects.create(
            risk=risk,
            receiver=receiver,
            reason=reason.strip(),
            raised_by=by,
            raised_on=on or timezone.localdate(),
        )
    notify.risk_raised(escalation, by=by)
    return escalation


def end_escalation(
    risk: Risk, *, answer: str, by: Person, on: date | None = None
) -> RiskEscalation | None:
    """End the open escalation of a locked risk, if there is one."""
    here = risk.escalations.select_related("receiver", "raised_by").current().first()
    if here is None:
        return None
    here.risk = risk
    here.ended_on = max(on or timezone.localdate(), here.raised_on)
    here.ended_by, here.answer = by, answer.strip()
    here.save(update_fields=["ended_on", "ended_by", "answer"])
    return here


@transaction.atomic
def give_back_risk(
    risk: Risk, *, answer: str, by: Person, on: date | None = None
) -> RiskEscalation:
    """Answer an escalated risk and give it back to the project; raises DomainError."""
    risk = lock(risk)
    if not answer.strip():
        raise DomainError(_("Skriv hva som er avtalt."))
    with acting(by, "portfolio.give_back_risk", reason=answer):
        ended = end_escalation(risk, answer=answer, by=by, on=on)
    if ended is None:
        raise DomainError(_("Den er ikke løftet lenger."))
    notify.risk_given_back(ended, by=by)
    return ended
