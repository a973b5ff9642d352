"""The latest notices, as a small sheet on my page."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.notices.models import Notice
from organisation.registries import Panel

SHOWN = 4


def unread(person: Any) -> QuerySet[Notice]:
    """What is counted at the bell."""
    return Notice.objects.visible_to(person).unread()


def latest(person: Any) -> Panel | None:
    """The newest of the person's notices; no sheet for somebody who has none."""
    newest = list(Notice.objects.visible_to(person).order_by("-created_at", "-pk")[:SHOWN])
    if not newest:
        return None
    return Panel(
        name="varsler",
        title=_("Siste varsler"),
        template="notices/panel.html",
        context=newest,
        link=reverse("notices:list"),
        link_text=_("Alle varsler"),
    )
