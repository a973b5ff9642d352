"""What happens to clarifications without anybody pressing a button."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from ideas.models.answer import Clarification
from ideas.notify import clarification as notify
from organisation.jobs import Progress, job


@job(
    "ideas.remind_of_clarifications",
    queue="bulk",
    daily=time(6, 20),
    title=_("Minner om avklaringer over frist"),
)
def remind_of_clarifications(day: str, *, progress: Progress) -> None:
    """Tell the decider and the handler of each choice that is overdue; once, however often run."""
    late = Clarification.objects.filter(ended_at=None, due_on__lt=date.fromisoformat(day))
    for row in late.select_related("idea__unit", "idea__handler", "decider").order_by("pk"):
        notify.overdue(row)
