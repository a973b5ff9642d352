"""A person's actions in all projects on my page."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Lines, Row, Start, things_of
from portfolio.models import Action
from portfolio.queries import action as queries

SHOWN = 10
ACTIONS = {
    "portfolio.add_action": gettext_lazy("Tiltak lagt til"),
    "portfolio.edit_action": gettext_lazy("Tiltaket endret"),
    "portfolio.finish_action": gettext_lazy("Tiltaket gjort"),
    "portfolio.reopen_action": gettext_lazy("Tiltaket åpnet igjen"),
    "portfolio.remove_action": gettext_lazy("Tiltaket fjernet"),
}


def open_with(person: Person) -> QuerySet[Action]:
    """The first due of what `person` has to do."""
    rows = Action.objects.visible_to(person).open().filter(owner=person)
    return rows.select_related("project").order_by("due", "pk")[:SHOWN]


def actions_i_owe(actions: list[Action], person: Person) -> Iterator[Row]:
    for action in actions:
        yield Row(
            icon="check",
            title=action.text,
            url=reverse("portfolio:action_finish", args=[action.project.slug, action.pk]),
            facts=(_("Tiltak"), action.project.title),
            due=action.due,
            due_words=_("Frist"),
            action=_("Meld gjort"),
        )


def starts(person: Person) -> Iterator[Start]:
    if things_of(person, open_with):
        yield Start(icon="list", title=_("Mine tiltak"), url=reverse("portfolio:my_actions"))


def about(person: Person) -> Iterable[Any]:
    yield from Action.objects.filter(queries.touching(person)).order_by("pk")


def register() -> None:
    registries.waiting_for.add("portfolio.actions", Lines(open_with, actions_i_owe))
    registries.can_start.add("portfolio.actions", starts)
    registries.personal_data.add("portfolio.actions", about)
    action_names.update(ACTIONS)
