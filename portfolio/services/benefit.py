"""Verbs on benefits: plan them, take them out, measure them, ask for measurements."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle.benefit import ASKED_AFTER, TO_PROJECT_OWNER, BenefitKind, BenefitState
from portfolio.models import Benefit, BenefitAsk, BenefitPoint, Project
from portfolio.models.benefit import plan_faults
from portfolio.notify import benefit as notify
from portfolio.notify import follow as tell_followers
from portfolio.notify import idea as tell_idea
from portfolio.services.gate import lock_gates, say_basis_changed

PLANNED = (
    "title",
    "description",
    "kind",
    "level",
    "is_disbenefit",
    "owner",
    "indicator",
    "own_unit",
    "direction",
    "baseline_value",
    "baseline_on",
    "baseline_method",
    "target_value",
    "target_on",
)


@transaction.atomic
def add_benefit(
    project: Project, facts: Mapping[str, Any], *, by: Person, points: Iterable[date] = ()
) -> Benefit:
    """Plan a benefit or a disbenefit, measured on the days in `points`; raises DomainError.

    `facts` holds any of PLANNED; title, kind, level and indicator must be there.
    """
    gate = lock_gates(project.pk)
    benefit = Benefit(project=project)
    set_plan(benefit, facts)
    with acting(by, "portfolio.add_benefit"):
        benefit.save(force_insert=True)
        for number, due in enumerate(sorted(set(points)), start=1):
            BenefitPoint.objects.create(benefit=benefit, number=number, due=due)
        say_basis_changed(gate)
    notify.owner_named(benefit, by=by)
    return benefit


def set_plan(benefit: Benefit, facts: Mapping[str, Any]) -> list[str]:
    """Write `facts` on the row, unsaved; answers the names of the fields. Raises DomainError."""
    fields = [name for name in PLANNED if name in facts]
    for name in fields:
        setattr(benefit, name, facts[name])
    if BenefitKind(benefit.kind).unit:
        benefit.own_unit = ""
    if faults := plan_faults(vars(benefit)):
        raise DomainError(next(iter(faults.values())))
    refuse_outsider(benefit.owner, benefit.project)
    return fields


def refuse_outsider(person: Person | None, project: Project) -> None:
    if person is not None and person.district_id != project.district_id:
        raise DomainError(_("Velg noen som arbeider i bydelen."))


@transaction.atomic
def edit_benefit(
    benefit: Benefit, facts: Mapping[str, Any], *, version: int, by: Person
) -> Benefit:
    """Change the plan; raises Stale or DomainError. A new line owner is told, and asked anew."""
    gate = lock_gates(benefit.project_id)
    benefit = lock(benefit, version=version)
    refuse_withdrawn(benefit)
    before = benefit.owner_id
    fields = set_plan(benefit, facts)
    with acting(by, "portfolio.edit_benefit"):
        benefit.version += 1
        benefit.save(update_fields=[*fields, "own_unit", "version"])
        if benefit.owner_id != before:
            new_round(benefit.points.filter(measured_on=None, measurer=None))
        say_basis_changed(gate)
    if benefit.owner_id != before:
        notify.owner_named(benefit, by=by)
    return benefit


def refuse_withdrawn(benefit: Benefit) -> None:
    if not benefit.is_active:
        raise StepRefused([_("Gevinsten er tatt ut av planen. Ta den inn igjen først.")])


def new_round(points: Any) -> None:
    """Close the links that are out; whoever is to measure now is asked from the beginning."""
    for point in points.select_for_update():
        point.round += 1
        point.version += 1
        point.save(update_fields=["round", "version"])


@transaction.atomic
def withdraw_benefit(benefit: Benefit, *, why: str, by: Person) -> Benefit:
    """Take the benefit out of plan and sums, with a reason; what is measured is kept."""
    gate = lock_gates(benefit.project_id)
    benefit = lock(benefit)
    refuse_withdrawn(benefit)
    if not why.strip():
        raise DomainError(_("Skriv hvorfor gevinsten tas ut."))
    with acting(by, "portfolio.withdraw_benefit", reason=why):
        benefit.state, benefit.withdrawn_on = BenefitState.WITHDRAWN, timezone.localdate()
        benefit.withdrawn_why = why.strip()
        benefit.version += 1
        benefit.save(update_fields=["state", "withdrawn_on", "withdrawn_why", "version"])
        say_basis_changed(gate)
    return benefit


@transaction.atomic
def restore_benefit(benefit: Benefit, *, by: Person) -> Benefit:
    gate = lock_gates(benefit.project_id)
    benefit = lock(benefit)
    if benefit.is_active:
        return benefit
    with acting(by, "portfolio.restore_benefit"):
        benefit.state, benefit.withdrawn_on, benefit.withdrawn_why = BenefitState.ACTIVE, None, ""
        benefit.version += 1
        benefit.save(update_fields=["state", "withdrawn_on", "withdrawn_why", "version"])
        say_basis_changed(gate)
    return benefit


# --- Measuring points -----------------------------------------------------------------------------


@transaction.atomic
def add_point(
    benefit: Benefit,
    *,
    due: date,
    by: Person,
    measurer: Person | None = None,
    expected_value: Decimal | None = None,
) -> BenefitPoint:
    """Plan one measurement, also years after the project is closed; raises DomainError."""
    benefit = lock(benefit)
    refuse_withdrawn(benefit)
    refuse_outsider(measurer, benefit.project)
    refuse_taken_day(benefit, due)
    last = benefit.points.order_by("-number").values_list("number", flat=True).first()
    with acting(by, "portfolio.add_benefit_point"):
        return BenefitPoint.objects.create(
            benefit=benefit,
            number=(last or 0) + 1,
            due=due,
            measurer=measurer,
            expected_value=expected_value,
        )


def refuse_taken_day(benefit: Benefit, due: date, *, but: int = 0) -> None:
    if benefit.points.filter(due=due).exclude(pk=but).exists():
        raise DomainError(_("Gevinsten skal alt måles den dagen."))


@transaction.atomic
def edit_point(
    point: BenefitPoint,
    *,
    due: date,
    measurer: Person | None,
    expected_value: Decimal | None,
    version: int,
    by: Person,
) -> BenefitPoint:
    """Change when it is measured, by whom, and what is expected; links sent before are closed."""
    benefit = lock(point.benefit)
    refuse_withdrawn(benefit)
    point = lock(point, version=version)
    if point.is_measured and (due, measurer) != (point.due, point.measurer):
        raise StepRefused([_("Punktet er målt. Dagen og hvem som målte, står fast.")])
    refuse_outsider(measurer, benefit.project)
    refuse_taken_day(benefit, due, but=point.pk)
    with acting(by, "portfolio.edit_benefit_point"):
        if (due, measurer) != (point.due, point.measurer):
            point.round += 1
        point.due, point.measurer, point.expected_value = due, measurer, expected_value
        point.version += 1
        point.save(update_fields=["due", "measurer", "expected_value", "round", "version"])
    return point


@transaction.atomic
def remove_point(point: BenefitPoint, *, by: Person) -> None:
    """Take a planned measurement away; one that is measured stays."""
    point = lock(point)
    if point.is_measured:
        raise StepRefused([_("Punktet er målt, og målingen tas vare på.")])
    with acting(by, "portfolio.remove_benefit_point"):
        point.delete()


@transaction.atomic
def measure(
    point: BenefitPoint,
    *,
    value: Decimal,
    by: Person,
    comment: str = "",
    on: date | None = None,
    by_link: bool = False,
    version: int | None = None,
) -> BenefitPoint:
    """Write what was measured `on` (today when left out); raises Stale or DomainError.

    From a link the answer is taken once; on the page a measurement can be corrected, and history
    keeps what it said before.
    """
    gate = lock_gates(point.benefit.project_id)
    benefit = lock(point.benefit)
    point = lock(point, version=version)
    point.benefit = benefit
    refuse_withdrawn(benefit)
    if by_link and point.is_measured:
        raise StepRefused([_("Målingen er alt levert.")])
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise DomainError(_("En måling kan ikke ha en dato fram i tid."))
    if benefit.baseline_on and on < benefit.baseline_on:
        raise DomainError(_("Målingen kan ikke være eldre enn nullpunktet."))
    with acting(by, "portfolio.measure_by_link" if by_link else "portfolio.measure_benefit"):
        point.measured_on, point.value, point.comment = on, value, comment.strip()
        point.measured_by, point.by_link = by, by_link
        point.version += 1
        point.save(
            update_fields=["measured_on", "value", "comment", "measured_by", "by_link", "version"]
        )
        say_basis_changed(gate)
    notify.measured(point, by=by)
    tell_idea.benefit_measured(point, by=by)
    tell_followers.benefit_measured(point, by=by)
    return point


@transaction.atomic
def ask_if_due(point_id: int, on: date) -> BenefitAsk | None:
    """Send the question of one point to whoever is to measure it, if its turn has come.

    Only the newest of the turns that have passed is taken, so a job that slept sends one letter.
    Who asks again on the same day, or after a kill, sends nothing: the ask is there.
    """
    point = (
        BenefitPoint.objects.with_benefit()
        .select_for_update(of=("self",))
        .waiting(on)
        .filter(pk=point_id)
        .first()
    )
    if point is None:
        return None
    number = max(
        nth for nth, days in enumerate(ASKED_AFTER) if point.due + timedelta(days=days) <= on
    )
    person = asked_person(point, number)
    if person is None or point.asks.filter(round=point.round, number__gte=number).exists():
        return None
    with acting(None, "portfolio.ask_to_measure"):
        ask = BenefitAsk.objects.create(
            point=point, round=point.round, number=number, person=person, asked_on=on
        )
    notify.ask_to_measure(point, ask)
    return ask


def asked_person(point: BenefitPoint, number: int) -> Person | None:
    """Who gets the question; nobody who cannot log in is asked, the project owner is instead."""
    project = point.benefit.project
    wanted = [point.measurer or point.benefit.owner, project.owner, project.leader]
    if number == TO_PROJECT_OWNER:
        wanted = wanted[1:]
    return next((person for person in wanted if person and person.is_active), None)
