"""What happens to ideas without anybody pressing a button."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from ideas.models import Idea
from ideas.tasks import answers, clarification, nameless
from organisation.jobs import Progress, job

__all__ = ["answers", "clarification", "nameless", "wake_parked"]


@job("ideas.wake_parked", queue="bulk", daily=time(6, 0), title=_("Vekker parkerte idéer"))
def wake_parked(day: str, *, progress: Progress) -> None:
    """Take up the ideas whose waiting is over; each is its own transaction."""
    # Nobody presses a button here, so the task calls a verb, which otherwise stands above tasks.
    from ideas import services

    on = date.fromisoformat(day)
    due = list(Idea.objects.filter(wake_on__lte=on).order_by("wake_on", "pk"))
    for count, idea in enumerate(due, start=1):
        services.wake_idea(idea, on=on)
        progress.report(count, len(due))
