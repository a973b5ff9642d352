"""Each night: who is to measure something is asked, with a link that opens one question."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from organisation.jobs.registry import Progress, job
from portfolio.lifecycle import ProjectState
from portfolio.models import BenefitPoint


@job("portfolio.ask_to_measure", queue="mail", daily=time(6, 0), title=_("Spør om målinger"))
def ask_to_measure(day: str, *, progress: Progress) -> None:
    """Ask about every point whose turn has come; each in a transaction of its own.

    Nobody is asked while a project rests; what came due then is asked for when it goes on.
    """
    # A nightly job does what a person could: imported here, since services order jobs.
    from portfolio.services.benefit import ask_if_due

    on = date.fromisoformat(day)
    awake = BenefitPoint.objects.waiting(on).exclude(benefit__project__state=ProjectState.PAUSED)
    waiting = list(awake.order_by("due", "pk").values_list("pk", flat=True))
    for done, pk in enumerate(waiting, start=1):
        ask_if_due(pk, on)
        progress.report(done, len(waiting), str(_("Spør")))
