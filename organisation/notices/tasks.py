"""Letters for one event, and each morning's gathered news."""

import logging
import time as clock
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import groupby

from django.core.mail import get_connection
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.jobs import Progress, Unfinished, job
from organisation.notices import letters
from organisation.notices.models import Mail, MailReceipt, Notice, ReceiptState
from organisation.people.models import Person

logger = logging.getLogger(__name__)

MORNING = time(7, 0)
FAIR_SHARE = 120  # seconds one run may send letters before it lets others have the worker

Letter = tuple[Person, str, str, Sequence[Notice]]  # to whom, key, subject, what about


@job("notices.send", queue="mail", attempts=8)
def send(batch: str, *, progress: Progress) -> None:
    """Send the letters of one telling to everybody who has no receipt for it."""
    settled = MailReceipt.objects.filter(
        person=OuterRef("person"),
        key=OuterRef("key"),
        state__in=(ReceiptState.SENT, ReceiptState.REFUSED),
    )
    notices = (
        Notice.objects.filter(batch=batch, mail=Mail.AT_ONCE, person__is_active=True)
        .exclude(Exists(settled))
        .select_related("person")
        .order_by("pk")
    )
    _send_all([(notice.person, notice.key, notice.text, [notice]) for notice in notices], progress)


@job("notices.digest", queue="mail", attempts=8, daily=MORNING)
def digest(day: str, *, progress: Progress) -> None:
    """Send everybody who wants it one letter with the news from the last one until this morning.

    What comes later waits for tomorrow, also when this runs again: the letter is gone by then.
    """
    until = timezone.make_aware(datetime.combine(date.fromisoformat(day), MORNING))
    waiting = (
        Notice.objects.waiting_for_digest()
        .filter(person__is_active=True, created_at__lt=until)
        .select_related("person")
        .order_by("person_id", "created_at", "pk")
    )
    key = f"digest-{date.fromisoformat(day)}"
    gathered: list[Letter] = []
    with translation.override("nb"):
        for person, group in groupby(waiting, key=lambda notice: notice.person):
            notices = list(group)
            subject = ngettext(
                "%(count)d nyhet fra Nyttiggjort", "%(count)d nyheter fra Nyttiggjort", len(notices)
            ) % {"count": len(notices)}
            gathered.append((person, key, subject, notices))
    _send_all(gathered, progress)


def _send_all(waiting: Sequence[Letter], progress: Progress) -> None:
    """Send each letter; a single unwilling mailbox does not stop the others."""
    if not waiting:
        return
    started = clock.monotonic()
    postponed: Exception | None = None
    server = get_connection()
    server.open()  # a server that is down is told apart from one that breaks off in the middle
    try:
        for count, (person, key, subject, notices) in enumerate(waiting, start=1):
            try:
                letters.send_once(person, key, subject, notices, server)
                _mark_gathered(notices)
            except letters.TryLater as error:
                postponed = error
            progress.report(
                count,
                len(waiting),
                _("Sender e-post, %(count)s av %(total)s")
                % {"count": count, "total": len(waiting)},
            )
            if count < len(waiting) and clock.monotonic() - started > FAIR_SHARE:
                raise Unfinished
    finally:
        server.close()
    if postponed:
        raise postponed


def _mark_gathered(notices: Iterable[Notice]) -> None:
    ids = [notice.pk for notice in notices if notice.mail == Mail.DIGEST]
    if ids:
        Notice.objects.filter(pk__in=ids).update(mail=Mail.GATHERED)
