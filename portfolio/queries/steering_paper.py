"""The documents made of a steering group's meetings."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from organisation.files.models import Document
from portfolio.models import SteeringMeeting


def with_papers(meetings: Any) -> Any:
    """Adds `paper_list`, the newest first, in the meetings' own query."""
    made = Document.objects.filter(
        holder_type__app_label=SteeringMeeting._meta.app_label,
        holder_type__model=SteeringMeeting._meta.model_name,
        holder_id=OuterRef("pk"),
    ).order_by("-created_at", "-pk")
    row = JSONObject(place="public_id", title="title", at="created_at", ended="finished_at")
    return meetings.annotate(paper_list=ArraySubquery(made.values(row=row)))


def papers_of(meeting: Any) -> list[dict[str, Any]]:
    """Each with its title, address, when it was ordered, and whether it is made."""
    return [
        {
            "title": row["title"],
            "url": reverse("files:document", args=[row["place"]]),
            "at": datetime.fromisoformat(row["at"]),
            "is_finished": row["ended"] is not None,
        }
        for row in meeting.paper_list
    ]
