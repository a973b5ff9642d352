"""Verbs on what is weighed for a frame: the question, its candidates and limits, the lists.

Candidates and limits have no version of their own: they are parts of the question, and change under
its version. `services.priority_choice` has the suggestion, the decision and the annex.
"""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, Stale
from organisation.locking import lock
from organisation.people.models import Person, ServiceArea, Unit
from portfolio.lifecycle.priority import Bound
from portfolio.models import Project
from portfolio.models.priority import (
    AreaLimit,
    Candidate,
    Choice,
    Prioritisation,
    PriorityList,
)

EDITED = ("title", "fund", "frame_nok", "first_year", "last_year", "note")
MOST_CANDIDATES = 400
LONGEST_SPAN = 10  # years after the first


# --- The question ---------------------------------------------------------------------------------


@transaction.atomic
def start_prioritisation(
    unit: Unit,
    facts: Mapping[str, Any],
    projects: Iterable[Project] = (),
    *,
    by: Person,
    query: str = "",
) -> Prioritisation:
    """A new question of `unit`, with `projects` as candidates; `facts` holds any of EDITED.

    `query` is the dashboard's filters they were found by. Raises DomainError.
    """
    made = Prioritisation(
        unit=unit, district_id=unit.district_id, created_by=by, query=query[:2000]
    )
    fill(made, facts)
    with acting(by, "portfolio.start_prioritisation"):
        made.save(force_insert=True)
        take_in(made, list(projects))
    return made


@transaction.atomic
def edit_prioritisation(
    prioritisation: Prioritisation, changes: Mapping[str, Any], *, version: int, by: Person
) -> Prioritisation:
    """Change what the question says; raises Stale or DomainError."""
    current = lock(prioritisation, version=version)
    fill(current, changes)
    current.version += 1
    with acting(by, "portfolio.edit_prioritisation"):
        current.save()
    return current


def fill(prioritisation: Prioritisation, facts: Mapping[str, Any]) -> None:
    for name in EDITED:
        if name in facts:
            setattr(prioritisation, name, facts[name])
    fund = prioritisation.fund
    if fund is not None and fund.district_id != prioritisation.district_id:
        raise DomainError(_("Fondet hører til en annen bydel."))
    if not 0 <= prioritisation.last_year - prioritisation.first_year <= LONGEST_SPAN:
        raise DomainError(_("Velg fra ett til elleve år, det første først."))


# --- Candidates and limits ------------------------------------------------------------------------


@transaction.atomic
def add_candidates(
    prioritisation: Prioritisation, projects: Collection[Project], *, by: Person
) -> int:
    """Let more projects be chosen; those that are there already stay as they are. How many came."""
    current = lock(prioritisation)
    with acting(by, "portfolio.add_candidates"):
        came = take_in(current, projects)
        if came:
            current.version += 1
            current.save(update_fields=["version"])
    return came


def take_in(prioritisation: Prioritisation, projects: Collection[Project]) -> int:
    if any(project.district_id != prioritisation.district_id for project in projects):
        raise DomainError(_("Bare prosjekter i samme bydel kan veies mot hverandre."))
    there = set(prioritisation.candidates.values_list("project", flat=True))
    new = [project for project in projects if project.pk not in there]
    if len(there) + len(new) > MOST_CANDIDATES:
        raise DomainError(
            _("Det blir %(n)s kandidater. Velg høyst %(most)s: snevre inn med filtrene.")
            % {"n": len(there) + len(new), "most": MOST_CANDIDATES}
        )
    Candidate.objects.bulk_create(
        Candidate(prioritisation=prioritisation, project=project) for project in new
    )
    return len(new)


@transaction.atomic
def edit_candidate(
    candidate: Candidate,
    *,
    bound: str,
    value: Decimal | None,
    cost_nok: Decimal | None,
    reason: str,
    version: int,
    by: Person,
) -> Candidate:
    """Bind a candidate, or write another value or cost than the portfolio knows, and why.

    `version` is the question's. Raises Stale, whose `current` is the candidate, or DomainError.
    """
    question = taken(candidate.prioritisation, candidate, version)
    reason = reason.strip()
    if not reason and (bound != Bound.FREE or value is not None or cost_nok is not None):
        raise DomainError(_("Skriv hvorfor."))
    candidate.bound, candidate.value, candidate.cost_nok = bound, value, cost_nok
    candidate.reason = reason
    with acting(by, "portfolio.edit_candidate", reason=reason):
        candidate.save(update_fields=["bound", "value", "cost_nok", "reason"])
        question.save(update_fields=["version"])
    return candidate


def taken(prioritisation: Prioritisation, part: Candidate, version: int) -> Prioritisation:
    """The question locked, its version one higher; a Stale speaks of the part that is edited."""
    try:
        current = lock(prioritisation, version=version)
    except Stale as stale:
        part.refresh_from_db()
        part.version = stale.current.version  # type: ignore[attr-defined]
        raise Stale(stale.message, current=part) from None
    current.version += 1
    return current


@transaction.atomic
def remove_candidate(candidate: Candidate, *, by: Person) -> None:
    """Take a project out of the question and of all its lists."""
    question = lock(candidate.prioritisation)
    touched = PriorityList.objects.filter(choices__candidate=candidate)
    with acting(by, "portfolio.remove_candidate"):
        for each in touched.select_for_update(of=("self",)):
            each.version += 1
            each.is_suggested = False
            each.save(update_fields=["version", "is_suggested"])
        candidate.delete()
        question.version += 1
        question.save(update_fields=["version"])


@transaction.atomic
def set_limits(
    prioritisation: Prioritisation,
    wanted: Mapping[ServiceArea, tuple[Decimal | None, Decimal | None]],
    *,
    version: int,
    by: Person,
) -> Prioritisation:
    """What each area must get and may take; two Nones take the limit away. Stale or DomainError."""
    current = lock(prioritisation, version=version)
    for area, (least, most) in wanted.items():
        if least is not None and most is not None and most < least:
            raise DomainError(
                _("%(area)s: det høyeste kan ikke være mindre enn det minste.") % {"area": area}
            )
    with acting(by, "portfolio.set_area_limits"):
        for area, (least, most) in wanted.items():
            if least is None and most is None:
                AreaLimit.objects.filter(prioritisation=current, service_area=area).delete()
            else:
                AreaLimit.objects.update_or_create(
                    prioritisation=current,
                    service_area=area,
                    defaults={"at_least_nok": least, "at_most_nok": most},
                )
        current.version += 1
        current.save(update_fields=["version"])
    return current


# --- Lists ----------------------------------------------------------------------------------------


@transaction.atomic
def make_list(
    prioritisation: Prioritisation,
    title: str,
    chosen: Collection[int],
    *,
    by: Person,
    note: str = "",
    is_suggested: bool = False,
) -> PriorityList:
    """A new list with the candidates whose ids are `chosen`; DomainError when the name is taken."""
    current = lock(prioritisation)
    refuse_taken_title(current, title)
    made = PriorityList(
        prioritisation=current,
        title=title.strip(),
        note=note.strip(),
        made_by=by,
        is_suggested=is_suggested,
    )
    with acting(by, "portfolio.make_priority_list"):
        made.save(force_insert=True)
        put_in(made, chosen)
    return made


def refuse_taken_title(
    prioritisation: Prioritisation, title: str, but: PriorityList | None = None
) -> None:
    others = prioritisation.lists.filter(title=title.strip())
    if others.exclude(pk=but.pk if but else 0).exists():
        raise DomainError(_("Det finnes alt en liste med dette navnet."))


def put_in(made: PriorityList, chosen: Collection[int]) -> None:
    mine = Candidate.objects.filter(prioritisation=made.prioritisation_id, pk__in=chosen)
    Choice.objects.bulk_create(Choice(list=made, candidate=each) for each in mine.order_by("pk"))


@transaction.atomic
def rename_list(
    priority_list: PriorityList, *, title: str, note: str, version: int, by: Person
) -> PriorityList:
    current = lock(priority_list, version=version)
    refuse_taken_title(current.prioritisation, title, but=current)
    current.title, current.note = title.strip(), note.strip()
    current.version += 1
    with acting(by, "portfolio.edit_priority_list"):
        current.save(update_fields=["title", "note", "version"])
    return current


@transaction.atomic
def choose(
    priority_list: PriorityList,
    chosen: Collection[int],
    *,
    among: Collection[int],
    version: int,
    by: Person,
) -> PriorityList:
    """Let exactly `chosen` of the candidates `among` be in; the others stay as they are.

    `among` are those the person sees, so that nobody changes what is hidden. Raises Stale.
    """
    current = lock(priority_list, version=version)
    there = set(current.choices.values_list("candidate", flat=True))
    out = (there & set(among)) - set(chosen)
    new = (set(chosen) & set(among)) - there
    if not out and not new:
        return current
    with acting(by, "portfolio.choose_candidates"):
        Choice.objects.filter(list=current, candidate__in=out).delete()
        put_in(current, new)
        current.version += 1
        current.is_suggested = False
        current.save(update_fields=["version", "is_suggested"])
    return current


@transaction.atomic
def remove_list(priority_list: PriorityList, *, by: Person) -> None:
    """Throw a list away; decisions that were made from it keep what they froze."""
    current = lock(priority_list)
    with acting(by, "portfolio.remove_priority_list"):
        current.delete()
