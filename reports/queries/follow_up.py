"""Reads for the list of what is followed up."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from organisation.people.models import Person
from organisation.web.richtext import to_plain
from organisation.web.richtext.tree import Node, parse
from reports.lifecycle.follow_up import CLOSED, FollowUpState
from reports.models import Committee, FollowUp, Vedtak

LONGEST_POINT = 2000


def of_person(person: Person) -> QuerySet[FollowUp]:
    """What `person` may see, with what one line shows; one query."""
    return FollowUp.objects.visible_to(person).select_related(
        "committee", "owner", "case", "new_case", "vedtak"
    )


def overdue(rows: QuerySet[FollowUp], on: date) -> QuerySet[FollowUp]:
    return rows.filter(state=FollowUpState.OPEN, due_on__lt=on)


def points_of(vedtak: Vedtak) -> list[str]:
    """The decision points of a vedtak: items of its lists, or the whole text when it has none."""
    tops = [top for top in parse(vedtak.text) if isinstance(top, Node)]
    items = [node for top in tops for node in top.walk() if node.tag == "li"]
    texts = [words_in(item) for item in items] or [" ".join(to_plain(vedtak.text).split())]
    return [text[:LONGEST_POINT] for text in texts if text]


def words_in(node: Any) -> str:
    """The text of a node without that of lists inside it, which are points of their own."""
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag not in ("ul", "ol"):
            parts.append(words_in(child))
    return " ".join(" ".join(parts).split())


@dataclass(frozen=True)
class ToTell:
    """How much there is to tell one committee."""

    committee: Committee
    open: int
    closed: int


def waiting_to_be_told(committees: QuerySet[Committee]) -> list[ToTell]:
    """Committees with something that is open, or closed and not told; one query."""
    untold = Q(follow_ups__reported_on=None)
    rows = committees.annotate(
        n_open=Count("follow_ups", filter=untold & Q(follow_ups__state=FollowUpState.OPEN)),
        n_closed=Count("follow_ups", filter=untold & Q(follow_ups__state__in=CLOSED)),
    )
    return [ToTell(row, row.n_open, row.n_closed) for row in rows if row.n_open or row.n_closed]
