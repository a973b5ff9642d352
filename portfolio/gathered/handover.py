"""Projects I take over or hand over, on my page until it is done."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Lines, Row
from portfolio.models import Handover

SHOWN = 10
ACTIONS = {
    "portfolio.hand_over": gettext_lazy("Prosjektet overlatt til en annen"),
    "portfolio.write_handover": gettext_lazy("Notat til den nye"),
    "portfolio.tick_handover": gettext_lazy("Gått gjennom det som er åpent"),
    "portfolio.confirm_handover": gettext_lazy("Overtakelsen bekreftet"),
}


def handovers_of(person: Person) -> QuerySet[Handover]:
    rows = Handover.objects.visible_to(person).open().of_person(person)
    return rows.select_related("project").order_by("begun_at")[:SHOWN]


def handover_rows(handovers: list[Handover], person: Person) -> Iterator[Row]:
    for handover in handovers:
        takes_over = handover.new_id == person.pk
        yield Row(
            icon="people",
            title=_("Overtakelse: %(project)s") % {"project": handover.project.title},
            url=handover.get_absolute_url(),
            facts=(handover.get_role_display(),),
            action=_("Gå gjennom") if takes_over else _("Skriv notat"),
        )


def about(person: Person) -> Iterable[Any]:
    rows = Handover.objects.filter(Q(old=person) | Q(new=person))
    yield from rows.order_by("pk")


def register() -> None:
    registries.waiting_for.add("portfolio.handover", Lines(handovers_of, handover_rows))
    registries.personal_data.add("portfolio.handover", about)
    action_names.update(ACTIONS)
