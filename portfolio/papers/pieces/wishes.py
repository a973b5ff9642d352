"""Wishes that no money is set aside for, from the three places where they are written down.

1. What open decision points ask for: sent in, or waiting for the board, with an amount.
2. Applications to pots outside that are sent and not answered, or were refused in the year.
3. Candidates that the last decision of each prioritisation left out, with their cost.

One wish may stand in several places. A sum therefore counts each project once, with the largest of
its amounts.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from portfolio.dashboard.gates import WAITING
from portfolio.lifecycle.money import GrantState
from portfolio.models import Gate, GrantApplication, Prioritisation, PriorityDecision
from portfolio.models.money import NOTHING
from portfolio.papers.part import Reading
from portfolio.queries.priority import facts_of


@dataclass(frozen=True)
class Wish:
    """One amount somebody has asked for."""

    project: int
    title: str
    area: str
    where: str
    amount_nok: Decimal


def wishes(reading: Reading) -> list[Wish]:
    """All of them among the projects the paper is about, the largest first; five queries."""
    found = [*at_gates(reading), *in_applications(reading), *left_out(reading)]
    return sorted(found, key=lambda wish: (-wish.amount_nok, wish.title))


def at_gates(reading: Reading) -> list[Wish]:
    gates = (
        reading.board.among(Gate.objects.filter(state__in=WAITING, amount_nok__gt=0))
        .select_related("project__service_area")
        .order_by("pk")
    )
    return [
        Wish(
            gate.project_id,
            gate.project.title,
            area_of(gate.project.service_area),
            _("%(gate)s, %(state)s")
            % {"gate": gate.name, "state": gate.get_state_display().lower()},
            gate.amount_nok,
        )
        for gate in gates
    ]


def in_applications(reading: Reading) -> list[Wish]:
    year = reading.year
    open_or_refused = Q(state=GrantState.SENT) | Q(state=GrantState.REFUSED, answered_on__year=year)
    found = (
        reading.board.among(GrantApplication.objects.filter(open_or_refused, applied_nok__gt=0))
        .select_related("project__service_area", "pot")
        .order_by("pk")
    )
    return [
        Wish(
            grant.project_id,
            grant.project.title,
            area_of(grant.project.service_area),
            _("Søknad til %(pot)s, %(state)s")
            % {"pot": grant.pot.name, "state": grant.get_state_display().lower()},
            grant.applied_nok,
        )
        for grant in found
    ]


def left_out(reading: Reading) -> list[Wish]:
    """The last decision of each prioritisation that reaches into a coming year."""
    questions = Prioritisation.objects.visible_to(reading.person).filter(
        district=reading.district, last_year__gte=reading.year
    )
    last = (
        PriorityDecision.objects.filter(prioritisation__in=questions)
        .order_by("prioritisation", "-number")
        .distinct("prioritisation")
    )
    shown = {pk for fact in reading.board.facts for pk in fact.pks}
    return [
        Wish(
            row["project"],
            row["title"],
            row["area"] or _("Uten tjenesteområde"),
            _("Ikke valgt i «%(what)s»") % {"what": facts["question"]["title"]},
            Decimal(row["cost_nok"]),
        )
        for facts in map(facts_of, last)
        for row in facts["others"]
        if row["cost_nok"] is not None and row["project"] in shown
    ]


def area_of(area: object) -> str:
    return str(area) if area else _("Uten tjenesteområde")


def sums_by_area(found: list[Wish]) -> dict[str, Decimal]:
    """Service area → what is wished for there, each project counted once."""
    largest: dict[int, Wish] = {}
    for wish in found:
        known = largest.get(wish.project)
        if known is None or wish.amount_nok > known.amount_nok:
            largest[wish.project] = wish
    sums: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    for wish in largest.values():
        sums[wish.area] += wish.amount_nok
    return dict(sorted(sums.items()))
