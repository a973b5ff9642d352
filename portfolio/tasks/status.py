"""What happens to status reports without anybody pressing a button."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from organisation.jobs import Progress, job


@job("portfolio.remind_of_status", queue="bulk", daily=time(6, 15), title=_("Minner om status"))
def remind_of_status(day: str, *, progress: Progress) -> None:
    """Bring due dates up to date and remind those whose report is due; each thing is said once."""
    # Nobody presses a button here, so the task calls a verb, which otherwise stands above tasks.
    from portfolio.services import status as services

    services.remind_all(on=date.fromisoformat(day))
