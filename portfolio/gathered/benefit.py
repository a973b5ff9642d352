"""Benefits on my page, in the red thread, in a gate's evidence and record."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Events, Lines, Row
from portfolio import record_parts
from portfolio.models import Benefit, BenefitPoint
from portfolio.queries import benefit as queries

SHOWN = 20
ACTIONS = {
    "portfolio.add_benefit": gettext_lazy("Gevinst lagt inn"),
    "portfolio.edit_benefit": gettext_lazy("Gevinsten endret"),
    "portfolio.withdraw_benefit": gettext_lazy("Gevinsten tatt ut"),
    "portfolio.restore_benefit": gettext_lazy("Gevinsten tatt inn igjen"),
    "portfolio.add_benefit_point": gettext_lazy("Målepunkt lagt til"),
    "portfolio.edit_benefit_point": gettext_lazy("Målepunkt endret"),
    "portfolio.remove_benefit_point": gettext_lazy("Målepunkt fjernet"),
    "portfolio.measure_benefit": gettext_lazy("Målt"),
    "portfolio.measure_by_link": gettext_lazy("Målt fra lenke i e-post"),
    "portfolio.ask_to_measure": gettext_lazy("Spurt om måling"),
}


def measurements_i_owe(person: Person) -> QuerySet[BenefitPoint]:
    return queries.waiting_for(person, timezone.localdate())[:SHOWN]


def measurement_rows(points: list[BenefitPoint], person: Person) -> Iterator[Row]:
    for point in points:
        project = point.benefit.project
        yield Row(
            icon="target",
            title=point.benefit.indicator,
            url=reverse(
                "portfolio:benefit_measure", args=[project.slug, point.benefit_id, point.number]
            ),
            facts=(point.benefit.title, project.title),
            due=point.due,
            due_words=_("Skal måles"),
            action=_("Svar"),
        )


def evidence(project_id: int) -> Iterator[Row]:
    """What a gate's answer can point to."""
    for benefit in Benefit.objects.active().filter(project=project_id).select_related("project"):
        yield Row(
            icon="target",
            title=benefit.title,
            url=benefit.get_absolute_url(),
            facts=(benefit.get_kind_display(),),
        )


def about(person: Person) -> Iterable[Any]:
    yield from Benefit.objects.filter(owner=person).order_by("pk")
    points = BenefitPoint.objects.filter(Q(measurer=person) | Q(measured_by=person))
    yield from points.select_related("benefit").order_by("pk")


def register() -> None:
    lines = Lines(measurements_i_owe, measurement_rows)
    registries.waiting_for.add("portfolio.benefits", lines)
    registries.thread_events.add(
        "portfolio.benefits", Events(queries.for_thread, queries.in_thread)
    )
    registries.personal_data.add("portfolio.benefits", about)
    registries.gate_evidence.add("portfolio.benefits", evidence)
    record_parts.parts["benefits"] = queries.for_record
    action_names.update(ACTIONS)
