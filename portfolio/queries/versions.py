"""How a project was described before: the wordings of its goals, its kind, size and readers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from organisation.audit.history import events_of
from organisation.people.models import Person
from portfolio.lifecycle import Profile, ProjectKind
from portfolio.models.project import GoalLevel, Project, ProjectGoal, ProjectGoalKind


@dataclass(frozen=True)
class Wording:
    """What a goal said from a moment on, and who wrote it (None for the system)."""

    text: str
    version: int
    at: datetime
    by: Person | None


@dataclass
class GoalLife:
    """One goal with every wording it has had, the newest first."""

    pk: int
    kind: str
    level: str
    wordings: list[Wording] = field(default_factory=list)
    removed_at: datetime | None = None

    @property
    def text(self) -> str:
        return self.wordings[0].text

    @property
    def earlier(self) -> list[Wording]:
        return self.wordings[1:]

    @property
    def kind_words(self) -> str:
        return str(ProjectGoalKind(self.kind).label)

    @property
    def level_words(self) -> str:
        return str(GoalLevel(self.level).label) if self.level else ""


@dataclass(frozen=True)
class Turn:
    """A change of what the project is, in words, with the reason that was given."""

    what: str
    at: datetime
    by: Person | None
    reason: str


def goal_lives(project: Project) -> list[GoalLife]:
    """Every goal there is or was, those that stand first; two queries."""
    events = list(events_of(ProjectGoal).filter(project=project).order_by("pgh_id"))
    people = people_of(events)
    lives: dict[int, GoalLife] = {}
    for event in events:
        life = lives.setdefault(event.pgh_obj_id, GoalLife(event.pgh_obj_id, event.kind, ""))
        life.level = event.level
        if event.pgh_label == "delete":
            life.removed_at = event.pgh_created_at
        elif not life.wordings or life.wordings[0].text != event.text:
            wording = Wording(event.text, event.version, event.pgh_created_at, by(event, people))
            life.wordings.insert(0, wording)
    order = list(ProjectGoalKind)
    return sorted(
        lives.values(),
        key=lambda life: (life.removed_at is not None, order.index(life.kind), life.pk),  # type: ignore[arg-type]
    )


def turns_of(project: Project) -> list[Turn]:
    """When kind, profile or readers changed, newest first; two queries."""
    events = list(events_of(Project).filter(pgh_obj=project.pk).order_by("pgh_id"))
    people = people_of(events)
    turns: list[Turn] = []
    for before, event in pairwise(events):
        for what in differences(before, event):
            reason = (event.pgh_context or {}).get("reason", "")
            turns.insert(0, Turn(what, event.pgh_created_at, by(event, people), reason))
    return turns


def differences(before: Any, event: Any) -> Iterable[str]:
    if before.kind != event.kind:
        yield _("Fra %(before)s til %(after)s") % {
            "before": ProjectKind(before.kind).label.lower(),
            "after": ProjectKind(event.kind).label.lower(),
        }
    if before.profile != event.profile:
        yield _("Fra %(before)s til %(after)s profil") % {
            "before": Profile(before.profile).label.lower(),
            "after": Profile(event.profile).label.lower(),
        }
    if before.legal_basis != event.legal_basis:
        if event.legal_basis:
            yield _("Skjermet etter %(basis)s") % {"basis": event.legal_basis}
        else:
            yield _("Åpnet for alle ansatte")


def people_of(events: Iterable[Any]) -> dict[int, Person]:
    ids = {(event.pgh_context or {}).get("by") for event in events} - {None}
    return Person.objects.in_bulk(ids) if ids else {}


def by(event: Any, people: dict[int, Person]) -> Person | None:
    return people.get((event.pgh_context or {}).get("by") or 0)
