"""What the adviser must have judged before an answer that leads on."""

from typing import Any

from django.utils.translation import gettext as _

ASKED = ("driving_force", "is_new", "is_useful", "is_put_to_use")
LEADS_ON = ("project", "pilot")


def missing_verdict(idea: Any) -> str | None:
    """An idea that goes on has its driving force and *new, useful, put to use* judged first."""
    if all(getattr(idea, name) for name in ASKED):
        return None
    return _("Vurder drivkraft, nytt, nyttig og nyttiggjort før idéen går videre.")


def is_judged(idea: Any) -> str | None:
    """The check of an answer: other outcomes than those that lead on need no verdict."""
    return missing_verdict(idea) if idea.outcome in LEADS_ON else None
