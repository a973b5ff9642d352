"""Verbs on test rounds."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle.substance import RoundOutcome
from portfolio.models import Phase, Project, TestRound

WRITTEN = (
    "phase",
    "hypothesis",
    "how",
    "starts_on",
    "ends_on",
    "outcome",
    "outcome_text",
    "adjustment",
)


@transaction.atomic
def add_round(
    project: Project,
    *,
    hypothesis: str,
    starts_on: date,
    by: Person,
    phase: Phase | None = None,
    **rest: Any,
) -> TestRound:
    """Begin a round; `rest` may hold how, ends_on, outcome, outcome_text and adjustment."""
    tried = TestRound(
        project=project, phase=phase, hypothesis=hypothesis, starts_on=starts_on, **rest
    )
    refuse_half_told(tried)
    with acting(by, "portfolio.add_round"):
        tried.save()
    return tried


@transaction.atomic
def edit_round(
    tried: TestRound, changes: Mapping[str, Any], *, version: int, by: Person
) -> TestRound:
    """Tell how it goes or went; raises Stale or DomainError."""
    tried = lock(tried, version=version)
    fields = [name for name in WRITTEN if name in changes]
    for name in fields:
        setattr(tried, name, changes[name])
    refuse_half_told(tried)
    with acting(by, "portfolio.edit_round", reason=tried.adjustment):
        tried.version += 1
        tried.save(update_fields=[*fields, "version"])
    return tried


@transaction.atomic
def remove_round(tried: TestRound, *, by: Person) -> None:
    tried = lock(tried)
    with acting(by, "portfolio.remove_round", reason=tried.hypothesis):
        tried.delete()


def refuse_half_told(tried: TestRound) -> None:
    """What the database would refuse, said in words."""
    if tried.ends_on and tried.ends_on < tried.starts_on:
        raise DomainError(_("Runden kan ikke slutte før den begynner."))
    if tried.outcome == RoundOutcome.OPEN:
        return
    if not tried.ends_on:
        raise DomainError(_("Skriv når runden var over."))
    if tried.ends_on > timezone.localdate():
        raise DomainError(_("En runde som ikke er over, har ikke noe utfall ennå."))
    if not tried.outcome_text.strip():
        raise DomainError(_("Skriv hva som skjedde."))
