"""What the worker does with money: reminders each morning, and large files from the accounts."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from organisation.jobs.registry import Progress, job
from portfolio.lifecycle.money import GrantState
from portfolio.models.grant import GrantApplication
from portfolio.models.ledger_import import LedgerImport
from portfolio.notify import money as notify

REMIND_AT = (28, 14, 3)  # days before the deadline


@job("portfolio.remind_of_grants", queue="mail", daily=time(6, 30))
def remind_of_grants(day: str, *, progress: Progress) -> None:
    """Remind of deadlines that come near and answers that are late, once for each."""
    today = date.fromisoformat(day)
    for application in GrantApplication.objects.open().with_places():
        if application.state == GrantState.PLANNED and application.deadline:
            left = (application.deadline - today).days
            if steps := [step for step in REMIND_AT if 0 <= left <= step]:
                notify.deadline_is_near(application, min(steps))
        elif application.is_late(today):
            notify.answer_is_late(application)


def address_of_import(import_id: int) -> str:
    return LedgerImport.objects.get(pk=import_id).get_absolute_url()


@job(
    "portfolio.import_ledger",
    queue="bulk",
    attempts=3,
    title=_("Fører regnskapsfilen"),
    result_url=address_of_import,
)
def import_ledger(import_id: int, *, progress: Progress) -> None:
    """Book a whole file, or nothing of it."""
    # The service orders this task, so it cannot be imported before it.
    from portfolio.services.ledger_import import book_file

    book_file(import_id, progress=progress)
