"""The latest notices, as a small sheet on my page."""

from typing import Any

from django.db.models import Count, Q, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.notices.models import Notice
from organisation.notices.services import unread_count
from organisation.registries import Panel

SHOWN = 4
UNREAD = "notices.unread"  # the bell and the sheet ask for the same


def unread(person: Any) -> int:
    """The number at the bell."""
    return person.once(UNREAD, lambda: unread_count(person))


def latest(person: Any) -> Panel | None:
    """The newest of the person's notices; no sheet for somebody who has none."""
    newest = list(
        Notice.objects.visible_to(person)
        .annotate(unread=Window(Count("pk", filter=Q(read_at=None))))
        .order_by("-created_at", "-pk")[:SHOWN]
    )
    if not newest:
        return None
    person.once(UNREAD, lambda: newest[0].unread)
    return Panel(
        name="varsler",
        title=_("Siste varsler"),
        template="notices/panel.html",
        context=newest,
        link=reverse("notices:list"),
        link_text=_("Alle varsler"),
    )
