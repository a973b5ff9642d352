"""What the adviser must have judged before an answer that leads on."""

from typing import Any

from django.utils.translation import gettext as _

ASKED = ("driving_force", "is_new", "is_useful", "is_put_to_use")
LEADS_ON = ("project", "pilot")


def is_judged(idea: Any) -> str | None:
    """An idea that goes on has its driving force and *new, useful, put to use* judged first."""
    if idea.outcome not in LEADS_ON or all(getattr(idea, name) for name in ASKED):
        return None
    return _("Vurder drivkraft, nytt, nyttig og nyttiggjort før idéen går videre.")
