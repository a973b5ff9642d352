"""Reads that join ideas with people, units and history, each for one page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideas.lifecycle import BECOMES_PROJECT, LEADER_OUTCOMES, OFFERED_OUTCOMES, Outcome
from ideas.models import Idea, IdeaSettings
from ideas.models.idea import FirstReader
from organisation.audit.history import events_of
from organisation.drafts.services import load_draft
from organisation.people.models import (
    Person,
    PersonQuerySet,
    Role,
    RoleGrant,
    ServiceArea,
    Unit,
)
from organisation.registries import ThreadEvent
from organisation.working_days import add_working_days, working_days_between


def with_role_over(unit: Unit, *roles: Role) -> PersonQuerySet:
    """People who have one of `roles` on `unit`, or on a unit above it."""
    return (
        Person.objects.active()
        .filter(role_grants__unit__in=unit.lineage, role_grants__role__in=roles)
        .order_by("name_key", "pk")
        .distinct()
    )


def advisers_for(unit: Unit) -> PersonQuerySet:
    return with_role_over(unit, Role.ADVISER)


def leader_reading_first(unit: Unit) -> Person | None:
    """The nearest leader over `unit`, when new ideas there go to the leader first."""
    if IdeaSettings.nearest(unit).first_reader != FirstReader.LEADER:
        return None
    grants = RoleGrant.objects.filter(
        role=Role.MANAGER, unit__in=unit.lineage, person__is_active=True
    ).select_related("person")
    nearest = grants.order_by(F("unit__path").desc(), "person__name_key", "person").first()
    return nearest.person if nearest else None


def some_leader_reads_first(district_id: int) -> bool:
    """Whether a unit of the district lets its leader read new ideas first."""
    return IdeaSettings.objects.filter(
        unit__district=district_id, first_reader=FirstReader.LEADER
    ).exists()


def outcomes_for(person: Person, idea: Idea) -> tuple[Outcome, ...]:
    """What `person` may answer: a leader who is no adviser for the unit only closes ideas."""
    if idea.unit_id in person.units_as(Role.ADVISER):
        return OFFERED_OUTCOMES
    leads = idea.unit_id in person.units_as(Role.MANAGER)
    return LEADER_OUTCOMES if leads else OFFERED_OUTCOMES


def pause_that_moved(idea: Idea) -> range:
    """The weeks of the pause that moved the first promise of `idea`; empty when none did."""
    if not idea.is_unanswered or idea.first_answered_at:
        return range(0)
    settings = IdeaSettings.nearest(idea.unit)
    sent = timezone.localdate(idea.submitted_at)
    # The unit may have changed its pause since; the date that was promised tells what counted.
    own_days = idea.campaign.answer_days if idea.campaign else None
    days = (own_days or settings.answer_days) + idea.paused_days
    without = add_working_days(sent, days)
    is_moved = without < idea.promised_by
    return settings.pause if is_moved and _holds(settings, sent, idea.promised_by) else range(0)


def pause_ahead(settings: IdeaSettings, on: date, promised_by: date) -> range:
    """The weeks of the pause between `on` and the date promised then; empty when none."""
    return settings.pause if _holds(settings, on, promised_by) else range(0)


def _holds(settings: IdeaSettings, start: date, end: date) -> bool:
    counted = working_days_between(start, end, settings.pause)
    return counted < working_days_between(start, end)


def possible_handlers(idea: Idea) -> PersonQuerySet:
    """Those who steer the unit of the idea and have no part in it."""
    authors = [idea.submitter_id] if idea.submitter_id else []
    return (
        with_role_over(idea.unit, Role.ADVISER, Role.MANAGER)
        .exclude(pk__in=authors)
        .exclude(pk__in=idea.co_submissions.values("person"))
    )


def likely_service_area(unit: Unit) -> ServiceArea | None:
    """The one area that belongs to the unit or to a unit above; None when there are several."""
    found = list(ServiceArea.objects.active().filter(unit__in=unit.lineage)[:2])
    return found[0] if len(found) == 1 else None


# The work view ----------------------------------------------------------------------------------

MOST_ROWS = 200
GROUPS: dict[str, Any] = {
    "over": _("Over frist"),
    "week": _("Denne uken"),
    "later": _("Senere"),
    "waiting": _("Venter på innmelder"),
}


@dataclass(frozen=True)
class Group:
    """Ideas in the work view under one heading."""

    name: str
    title: str | Promise
    ideas: list[Idea]

    @property
    def is_late(self) -> bool:
        return self.name == "over"


def triage_groups(ideas: Iterable[Idea], today: date) -> list[Group]:
    """Unanswered ideas under their headings, what is overdue first; empty headings left out."""
    week_ends = today + timedelta(days=6 - today.weekday())
    under: dict[str, list[Idea]] = {name: [] for name in GROUPS}
    for idea in ideas:
        under[_group_of(idea, today, week_ends)].append(idea)
    return [Group(name, GROUPS[name], found) for name, found in under.items() if found]


def _group_of(idea: Idea, today: date, week_ends: date) -> str:
    if idea.needs_info:
        return "waiting"
    if idea.is_overdue(today):
        return "over"
    return "week" if idea.promised_by <= week_ends else "later"


# One idea ---------------------------------------------------------------------------------------


def life_of(idea: Idea, *, hide: Collection[str] = ()) -> list[ThreadEvent]:
    """What was done with the idea, newest first, but for the actions in `hide`.

    Names nobody, since a name may be hidden.
    """
    events = events_of(Idea).filter(pgh_obj_id=idea.pk).order_by("-pgh_id")
    return [
        ThreadEvent(
            on=timezone.localdate(at),
            icon=ICONS.get(action, "edit"),
            title=str(ACTIONS[action]),
        )
        for at, said in events.values_list("pgh_created_at", "pgh_context")
        if (action := (said or {}).get("action", "")) in ACTIONS and action not in hide
    ]


ACTIONS = {
    "ideas.submit": _("Meldt inn"),
    "ideas.revise": _("Teksten endret"),
    "ideas.take_on": _("Vurderingen startet"),
    "ideas.assign": _("Behandler valgt"),
    "ideas.release": _("Vist for kolleger"),
    "ideas.ask": _("Spørsmål til innmelder"),
    "ideas.reply": _("Spørsmålet besvart"),
    "ideas.answer": _("Besvart"),
    "ideas.reopen": _("Tatt opp igjen"),
    "ideas.link": _("Lenket som samme som en annen"),
    "ideas.unlink": _("Lenken til en annen tatt bort"),
    "ideas.merge": _("Slått sammen med en annen"),
    "ideas.undo_merge": _("Skilt fra den andre igjen"),
    "ideas.wake": _("Tatt opp igjen fordi datoen er kommet"),
    "ideas.withdraw": _("Trukket"),
    "ideas.submit_again": _("Meldt inn på nytt"),
    "ideas.classify": _("Plassert"),
}
# How an idea is sorted, which is not for outsiders.
SORTING = frozenset({"ideas.classify", "ideas.assign", "ideas.assess"})
ICONS = {
    "ideas.submit": "idea",
    "ideas.take_on": "person",
    "ideas.assign": "person",
    "ideas.release": "people",
    "ideas.ask": "help",
    "ideas.reply": "chat",
    "ideas.answer": "check",
    "ideas.reopen": "undo",
    "ideas.link": "link",
    "ideas.unlink": "link",
    "ideas.merge": "link",
    "ideas.undo_merge": "undo",
    "ideas.wake": "bell",
    "ideas.withdraw": "cross",
    "ideas.submit_again": "idea",
    "ideas.classify": "folder",
}


def project_of(idea: Idea, person: Person) -> Any:
    """The project the idea became, when `person` may see it; the floor above points down to us."""
    if idea.outcome not in BECOMES_PROJECT:
        return None
    project = getattr(idea, "project", None)
    return project if project and person.has_perm("portfolio.view_project", project) else None


def drafted_reply(idea: Idea, person: Person) -> str:
    """What `person` has written as an answer and not yet sent, for the form of a new project."""
    draft = load_draft(person, "ideas.answer", idea.pk)
    return draft.first("reply") if draft else ""


def triage_url(idea: Idea) -> str:
    return f"{reverse('ideas:triage')}?ide={idea.pk}"
