"""What a list of ideas can be narrowed to, read at once for the whole filter."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from ideas.models.campaign import Campaign
from ideas.models.challenge import Challenge
from organisation.people.models import Person, ServiceArea, Unit

INDENT = "\N{EM SPACE}"  # for each step down the tree


@dataclass(frozen=True)
class Choice:
    pk: int
    name: str
    order: str  # the path of a unit, else what sorts it


def choices_seen_by(person: Person) -> dict[str, list[Choice]]:
    """Units, areas, campaigns and challenges the person may see, each in order; one query."""
    sources: dict[str, tuple[QuerySet[Any], str, str]] = {
        "enhet": (Unit.objects.visible_to(person).active(), "name", "path"),
        "omrade": (ServiceArea.objects.visible_to(person).active(), "name", "name_key"),
        "idesok": (Campaign.objects.visible_to(person), "title", "opens_at"),
        "floke": (Challenge.objects.visible_to(person), "title", "title_key"),
    }
    first, *rest = [
        rows.order_by().values_list(
            Value(kind, CharField()),
            "pk",
            Cast(F(name), CharField()),
            Cast(F(order), CharField()),
        )
        for kind, (rows, name, order) in sources.items()
    ]
    found: dict[str, list[Choice]] = defaultdict(list)
    for kind, pk, name, order in first.union(*rest, all=True):
        found[kind].append(Choice(pk, name, order))
    for kind, choices in found.items():
        choices.sort(key=lambda each: (each.order, each.pk), reverse=kind == "idesok")
    return found


def named(kind: str, choices: list[Choice]) -> list[tuple[str, str]]:
    """As a form shows them; units moved in under the one above."""
    is_tree = kind == "enhet"
    return [
        (str(each.pk), (INDENT * each.order.count(".") if is_tree else "") + each.name)
        for each in choices
    ]
