"""Telling people what happened, and keeping count of what they have seen."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import Truncator

from organisation.jobs import enqueue
from organisation.notices.models import Mail, Notice, NoticeChoice, Rhythm
from organisation.people.models import Person

BATCH = 1000


@transaction.atomic
def tell(
    people: Iterable[Person],
    *,
    key: str,
    text: str,
    url: str,
    by: Person | None = None,
    mail: bool = True,
    may_wait: bool = False,
    kind: str = "",
) -> None:
    """Tell each of `people` once, in the list of notices and by e-mail.

    `key` names the event: who is told twice under one key hears it once. `by`, who made it
    happen, is not told about their own doing. `may_wait` lets those who have chosen so get the
    news in a daily letter; never use it for answers or for what waits for somebody. `text` is
    plain text, also the subject of the letter; `url` an address on our own site.

    The notices are part of the caller's transaction, so they are there as surely as what they
    tell of; the letters are one job for the whole event.
    """
    if not url.startswith("/") or not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
        raise ValueError(f"A notice leads to our own pages, not to {url!r}")
    receivers = {
        person.pk for person in people if person.is_active and not (by and person.pk == by.pk)
    }
    if not receivers:
        return
    gathered = set(
        NoticeChoice.objects.filter(person__in=receivers, rhythm=Rhythm.DAILY).values_list(
            "person", flat=True
        )
        if mail and may_wait
        else ()
    )
    now, batch = timezone.now(), uuid.uuid4()
    one_line = Truncator(" ".join(text.split())).chars(300)
    Notice.objects.bulk_create(
        [
            Notice(
                person_id=person_id,
                key=key,
                kind=kind,
                text=one_line,
                url=url,
                mail=_mail(mail, person_id in gathered),
                batch=batch,
                created_at=now,
            )
            for person_id in sorted(receivers)
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    if Notice.objects.filter(batch=batch, mail=Mail.AT_ONCE).exists():
        enqueue("notices.send", str(batch), key=f"notices-{batch}", by=by)


def _mail(wanted: bool, is_gathered: bool) -> Mail:
    if not wanted:
        return Mail.NONE
    return Mail.DIGEST if is_gathered else Mail.AT_ONCE


def unread_count(person: Person) -> int:
    """How many notices `person` has not opened; one query whatever the number."""
    return Notice.objects.visible_to(person).unread().count()


def mark_read(notice: Notice) -> None:
    """Note that the person has opened the notice; the first time is what counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(person: Person) -> int:
    """Note all of the person's notices as read; answers how many were not."""
    return Notice.objects.visible_to(person).unread().update(read_at=timezone.now())


def choose_rhythm(person: Person, rhythm: Rhythm) -> None:
    """Remember how the person wants news by e-mail; what is gathered already comes next morning."""
    NoticeChoice.objects.update_or_create(person=person, defaults={"rhythm": rhythm})
