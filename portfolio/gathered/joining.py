"""Offers to join projects on my page, and what we know of those who made them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Lines, Row, Start
from portfolio.models import Contributor, JoinOffer

SHOWN = 10
ACTIONS = {
    "portfolio.ask_for_people": gettext_lazy("Spurt etter folk"),
    "portfolio.edit_join_call": gettext_lazy("Ønsket om folk endret"),
    "portfolio.close_join_call": gettext_lazy("Ønsket om folk lukket"),
    "portfolio.offer_to_join": gettext_lazy("Meldte seg til prosjektet"),
    "portfolio.accept_offer": gettext_lazy("Tatt med i prosjektet"),
    "portfolio.decline_offer": gettext_lazy("Takket nei til tilbudet"),
    "portfolio.withdraw_offer": gettext_lazy("Tilbudet trukket"),
    "portfolio.show_contributor": gettext_lazy("Sa ja til å vises"),
    "portfolio.hide_contributor": gettext_lazy("Tok ja-et tilbake"),
}


def offers_i_answer(person: Person) -> QuerySet[JoinOffer]:
    """Offers to projects the person leads, the oldest first."""
    offers = JoinOffer.objects.waiting().filter(project__leader=person)
    return offers.select_related("project", "person").order_by("created_at", "pk")[:SHOWN]


def offer_rows(offers: list[JoinOffer], person: Person) -> Iterator[Row]:
    for offer in offers:
        yield Row(
            icon="person",
            title=_("%(name)s vil være med") % {"name": offer.person},
            url=reverse("portfolio:join_offer_answer", args=[offer.project.slug, offer.pk]),
            facts=(offer.project.title,),
            action=_("Svar"),
        )


def starts(person: Person) -> Iterator[Start]:
    if person.has_perm("portfolio.list_projects") and person.grants.employee_districts:
        yield Start(
            icon="people", title=_("Bli med i et prosjekt"), url=reverse("portfolio:join_list")
        )


def about(person: Person) -> Iterable[Any]:
    yield from JoinOffer.objects.filter(person=person).select_related("call").order_by("pk")
    yield from Contributor.objects.filter(person=person).select_related("project").order_by("pk")


def register() -> None:
    registries.waiting_for.add("portfolio.joining", Lines(offers_i_answer, offer_rows))
    registries.can_start.add("portfolio.joining", starts)
    registries.personal_data.add("portfolio.joining", about)
    action_names.update(ACTIONS)
