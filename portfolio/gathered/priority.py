"""What pages above gather of what is weighed for a frame."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import ThreadEvent
from portfolio.models.priority import Prioritisation, PriorityDecision, PriorityList
from portfolio.queries import priority as queries

ACTIONS = {
    "portfolio.start_prioritisation": _("Prioritering laget"),
    "portfolio.edit_prioritisation": _("Prioritering endret"),
    "portfolio.add_candidates": _("Kandidater lagt til"),
    "portfolio.edit_candidate": _("Kandidat endret"),
    "portfolio.remove_candidate": _("Kandidat tatt ut"),
    "portfolio.set_area_limits": _("Grenser for tjenesteområder satt"),
    "portfolio.make_priority_list": _("Prioriteringsliste laget"),
    "portfolio.edit_priority_list": _("Prioriteringsliste endret"),
    "portfolio.choose_candidates": _("Prosjekter valgt inn og ut"),
    "portfolio.remove_priority_list": _("Prioriteringsliste slettet"),
    "portfolio.decide_prioritisation": _("Prioritering besluttet"),
}


def of_project(project_id: int, person: Person) -> Iterable[ThreadEvent]:
    return queries.thread_of(project_id, person)


def about(person: Person) -> Iterable[Any]:
    """Questions, lists and decisions made by `person`."""
    yield from Prioritisation.objects.filter(created_by=person).order_by("pk")
    yield from PriorityList.objects.filter(made_by=person).order_by("pk")
    yield from PriorityDecision.objects.filter(decided_by=person).order_by("pk")


def register() -> None:
    registries.thread_events.add("portfolio.priority", of_project)
    registries.personal_data.add("portfolio.priority", about)
    registries.document_kinds.add(
        "priority_list",
        registries.DocumentKind(_("Prioriteringsliste"), "documents/priority_list.html"),
    )
    action_names.update(ACTIONS)
