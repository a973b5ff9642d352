"""What happens each morning with what answers led to."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from ideas.models.answer import Improvement
from ideas.models.sameness import Merge
from organisation.jobs import Progress, job


@job(
    "ideas.remind_improvements",
    queue="bulk",
    daily=time(6, 10),
    title=_("Spør linjen om forbedringer"),
)
def remind_improvements(day: str, *, progress: Progress) -> None:
    """Ask each leader whose day has come what the improvement became; each is told once."""
    # Nobody presses a button here, so the task calls a verb, which otherwise stands above tasks.
    from ideas.services.improvement import remind

    on = date.fromisoformat(day)
    due = Improvement.objects.waiting().filter(follow_up_on__lte=on, reminded_on=None)
    rows = list(due.order_by("follow_up_on", "pk"))
    for count, improvement in enumerate(rows, start=1):
        remind(improvement, on=on)
        progress.report(count, len(rows))


@job(
    "ideas.lapse_merges",
    queue="bulk",
    daily=time(6, 20),
    title=_("Avslutter forslag om å slå sammen idéer"),
)
def lapse_merges(day: str, *, progress: Progress) -> None:
    """Link what was not agreed upon in time; each is its own transaction."""
    # A verb, as above.
    from ideas.services.merge import lapse_merge

    on = date.fromisoformat(day)
    rows = list(Merge.objects.open().filter(answer_by__lt=on).order_by("answer_by", "pk"))
    for count, merge in enumerate(rows, start=1):
        lapse_merge(merge, on=on)
        progress.report(count, len(rows))
