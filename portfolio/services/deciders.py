"""Verbs on the decider table. A line is never rewritten: a new one takes its place from a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from organisation.people.services import take_number
from portfolio.lifecycle import GateState, Level
from portfolio.models import DeciderRule, Gate
from portfolio.models.deciders import PortfolioBoardMember, TwoStepDemand

EVERY_YEAR = 0  # lines are numbered through, not year by year
WRITTEN = ("kind", "profile", "code", "unit", "up_to_nok", "level", "delegation", "delegated_on")


@transaction.atomic
def add_decider_rule(
    district: Unit, line: Mapping[str, Any], *, starts_on: date, by: Person | None
) -> DeciderRule:
    """Add a line; `line` holds `level`, `delegation`, `delegated_on` and what it is limited to."""
    with acting(by, "portfolio.add_decider_rule"):
        return DeciderRule.objects.create(
            district=district,
            number=take_number(district.pk, "decider_rule", EVERY_YEAR),
            starts_on=starts_on,
            **{name: line[name] for name in WRITTEN if name in line},
        )


@transaction.atomic
def replace_decider_rule(
    rule: DeciderRule, line: Mapping[str, Any], *, starts_on: date, version: int, by: Person
) -> DeciderRule:
    """Let a new line take the place of `rule` from `starts_on`; raises Stale or DomainError."""
    old = end_decider_rule(rule, ends_on=starts_on, version=version, by=by)
    new = add_decider_rule(old.district, line, starts_on=starts_on, by=by)
    with acting(by, "portfolio.replace_decider_rule"):
        new.replaces = old
        new.save(update_fields=["replaces"])
    return new


@transaction.atomic
def end_decider_rule(rule: DeciderRule, *, ends_on: date, version: int, by: Person) -> DeciderRule:
    """Let `rule` hold no longer from `ends_on`; what it has decided stands."""
    rule = lock(rule, version=version)
    if rule.ends_on is not None:
        raise DomainError(_("Fullmakten er alt avsluttet."))
    if ends_on < rule.starts_on:
        raise DomainError(_("Fullmakten kan ikke slutte før den begynner."))
    with acting(by, "portfolio.end_decider_rule"):
        rule.ends_on, rule.version = ends_on, rule.version + 1
        rule.save(update_fields=["ends_on", "version"])
    return rule


# --- The portfolio board, and two steps -----------------------------------------------------------


@transaction.atomic
def seat_in_board(
    district: Unit, person: Person, *, signs: bool, by: Person | None
) -> PortfolioBoardMember:
    """Let `person` sit in the portfolio board of `district`, or change whether they sign for it."""
    with acting(by, "portfolio.seat_in_board"):
        member, _is_new = PortfolioBoardMember.objects.update_or_create(
            district=district, person=person, defaults={"signs": signs}
        )
    return member


@transaction.atomic
def leave_board(member: PortfolioBoardMember, *, by: Person) -> None:
    """Take a person out of the board; DomainError for the last who signs while gates wait."""
    lock(member.district)
    others = PortfolioBoardMember.objects.filter(district=member.district, signs=True)
    waiting = Gate.objects.filter(
        project__district=member.district,
        state=GateState.SUBMITTED,
        decider_level=Level.PORTFOLIO,
    )
    if member.signs and not others.exclude(pk=member.pk).exists() and waiting.exists():
        raise DomainError(_("Noe venter på styret. La en annen signere før denne går ut."))
    with acting(by, "portfolio.leave_board"):
        member.delete()


@transaction.atomic
def demand_two_steps(district: Unit, levels: Iterable[str], *, by: Person | None) -> None:
    """Let exactly those levels demand that who signs has confirmed with two steps."""
    wanted = {Level(level) for level in levels}
    lock(district)
    with acting(by, "portfolio.demand_two_steps"):
        TwoStepDemand.objects.filter(district=district).exclude(level__in=wanted).delete()
        for level in wanted:
            TwoStepDemand.objects.get_or_create(district=district, level=level)
