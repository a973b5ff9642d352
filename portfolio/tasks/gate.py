"""Each morning: projects whose hold is over go on, and their leaders are told."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from organisation.jobs.registry import Progress, job


@job(
    "portfolio.wake_projects",
    queue="bulk",
    daily=time(5, 30),
    title=_("Tar opp det som har ventet"),
)
def wake_projects(day: str, *, progress: Progress) -> None:
    """Before the reminders of the day, so that they know who is awake."""
    # Nobody presses a button here, so the task calls a verb, which otherwise stands above tasks.
    from portfolio.services.rest import held_out, wake

    on = date.fromisoformat(day)
    gates = held_out(on)
    for done, gate in enumerate(gates, start=1):
        wake(gate, on=on)
        progress.report(done, len(gates), str(_("Tar opp igjen")))
