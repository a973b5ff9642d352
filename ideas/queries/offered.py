"""What is offered to whoever answers an idea: texts to begin from, and people in the line."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from ideas.models import Idea
from ideas.models.answer import ReplyTemplate
from ideas.queries.improvement import line_managers


@dataclass(frozen=True)
class Offered:
    templates: list[ReplyTemplate]  # without what the form does not show
    leaders: list[tuple[str, str, str]]  # (id, name, name of the unit), the nearest first


def offered_with(idea: Idea) -> Offered:
    """One query for both lists."""
    templates = ReplyTemplate.objects.active().filter(district=OuterRef("district"))
    texts = templates.order_by("outcome", "title", "pk").values(
        row=JSONObject(pk="pk", outcome="outcome", title="title", text="text")
    )
    leaders = line_managers(idea).values(row=JSONObject(pk="pk", name="name", unit="unit__name"))
    rows = Idea.objects.filter(pk=idea.pk).values_list(ArraySubquery(texts), ArraySubquery(leaders))
    found, people = rows.get()
    return Offered(
        [ReplyTemplate(**row) for row in found],
        [(str(row["pk"]), row["name"], row["unit"]) for row in people],
    )
