"""Verbs on procurement and the dialogue with the market."""

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
from portfolio.models import MarketDialogue, Procurement, Project

PLANNED = ("what", "form", "announced_on", "offers_by", "contract_on", "amount_nok")
DIALOGUE = ("form", "held_on", "with_whom", "outcome")


def date_faults(facts: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with planned dates that cross, by the field to mend."""
    announced, offers, contract = (
        facts.get(name) for name in ("announced_on", "offers_by", "contract_on")
    )
    faults = {}
    if announced and offers and offers < announced:
        faults["offers_by"] = _("Tilbudsfristen kan ikke komme før kunngjøringen.")
    if offers and contract and contract < offers:
        faults["contract_on"] = _("Kontrakten kan ikke komme før tilbudsfristen.")
    elif announced and contract and contract < announced:
        faults["contract_on"] = _("Kontrakten kan ikke komme før kunngjøringen.")
    return faults


@transaction.atomic
def plan_procurement(project: Project, facts: Mapping[str, Any], *, by: Person) -> Procurement:
    """A new planned procurement; `facts` holds any of PLANNED. Raises DomainError."""
    project = lock(project)
    refuse_crossing(facts)
    chosen = {name: facts[name] for name in PLANNED if name in facts}
    with acting(by, "portfolio.plan_procurement"):
        return Procurement.objects.create(project=project, **chosen)


@transaction.atomic
def edit_procurement(
    procurement: Procurement, changes: Mapping[str, Any], *, version: int, by: Person
) -> Procurement:
    """Change the plan; raises Stale, or DomainError when dates cross."""
    procurement = lock(procurement, version=version)
    fields = [name for name in PLANNED if name in changes]
    for name in fields:
        setattr(procurement, name, changes[name])
    refuse_crossing(vars(procurement))
    refuse_award_before(procurement, procurement.awarded_on)
    with acting(by, "portfolio.edit_procurement"):
        procurement.version += 1
        procurement.save(update_fields=[*fields, "version"])
    return procurement


@transaction.atomic
def award(
    procurement: Procurement, *, supplier: str, on: date, version: int, by: Person
) -> Procurement:
    """Name the supplier, now that the contract is given."""
    procurement = lock(procurement, version=version)
    if not supplier.strip():
        raise DomainError(_("Skriv hvem som fikk kontrakten."))
    if on > timezone.localdate():
        raise DomainError(_("Kontrakten kan ikke være tildelt fram i tid."))
    refuse_award_before(procurement, on)
    with acting(by, "portfolio.award_procurement"):
        procurement.supplier, procurement.awarded_on = supplier.strip(), on
        procurement.version += 1
        procurement.save(update_fields=["supplier", "awarded_on", "version"])
    return procurement


@transaction.atomic
def remove_procurement(procurement: Procurement, *, by: Person) -> None:
    """Take away what was planned by mistake; what is awarded stays."""
    procurement = lock(procurement)
    if procurement.is_awarded:
        raise DomainError(_("En anskaffelse som er tildelt, kan ikke tas bort."))
    with acting(by, "portfolio.remove_procurement"):
        procurement.delete()


@transaction.atomic
def note_dialogue(project: Project, facts: Mapping[str, Any], *, by: Person) -> MarketDialogue:
    """Write down a talk with the market; `facts` holds DIALOGUE."""
    project = lock(project)
    with acting(by, "portfolio.note_dialogue"):
        return MarketDialogue.objects.create(
            project=project, **{name: facts[name] for name in DIALOGUE if name in facts}
        )


@transaction.atomic
def edit_dialogue(
    dialogue: MarketDialogue, changes: Mapping[str, Any], *, version: int, by: Person
) -> MarketDialogue:
    dialogue = lock(dialogue, version=version)
    fields = [name for name in DIALOGUE if name in changes]
    for name in fields:
        setattr(dialogue, name, changes[name])
    with acting(by, "portfolio.edit_dialogue"):
        dialogue.version += 1
        dialogue.save(update_fields=[*fields, "version"])
    return dialogue


@transaction.atomic
def remove_dialogue(dialogue: MarketDialogue, *, by: Person) -> None:
    dialogue = lock(dialogue)
    with acting(by, "portfolio.remove_dialogue"):
        dialogue.delete()


def refuse_crossing(facts: Mapping[str, Any]) -> None:
    if faults := date_faults(facts):
        raise DomainError(next(iter(faults.values())))


def refuse_award_before(procurement: Procurement, on: date | None) -> None:
    if on and procurement.announced_on and on < procurement.announced_on:
        raise DomainError(_("Tildelingen kan ikke komme før kunngjøringen."))
