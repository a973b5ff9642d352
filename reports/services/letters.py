"""Letters to all who applied in a funding round, and the round's report; made once for the same
content."""

import hashlib
from collections import Counter
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting, freeze
from organisation.errors import DomainError, Stale
from organisation.files.batches import order_batch
from organisation.files.models import Document, DocumentBatch
from organisation.files.services import order_document
from organisation.locking import lock
from organisation.people.models import Person
from reports.models import BoardCase, LetterSet
from reports.queries.letters import (
    KIND,
    REPORT_KIND,
    REPORT_TEMPLATE,
    TEMPLATE,
    Letters,
    has_letters,
)

EDITED = (
    "applicant_column",
    "granted_column",
    "asked_column",
    "reason_column",
    "frame_nok",
    "granted_text",
    "refused_text",
    "usual_reason",
    "allows_repeats",
    "fits_vedtak",
    "contact",
    "signed_by",
    "signed_as",
    "letter_date",
)
UNSAVED = 1  # the version in a form that nobody has saved; a saved one has a higher


def key_of(letters: LetterSet) -> str:
    """How the keys of its batches begin."""
    return f"letters-{letters.pk}-"


@transaction.atomic
def save_letters(case: BoardCase, *, version: int, by: Person, **written: Any) -> LetterSet:
    """Save columns and texts; the first time there is a set. Raises Stale or DomainError."""
    case = lock(case)  # the first of two who save at once makes the set
    _refuse(case)
    letters = LetterSet.objects.filter(case=case).first()
    if letters is None:
        letters = LetterSet(case=case, version=UNSAVED)
    elif version != letters.version:
        raise Stale(
            _("Noen andre har lagret mens du skrev. Teksten din er ikke borte."), current=letters
        )
    for name in EDITED:
        setattr(letters, name, written.get(name, getattr(letters, name)))
    letters.version += 1
    with acting(by, "reports.save_letters"):
        letters.save()
    return letters


@transaction.atomic
def order_letters(case: BoardCase, *, by: Person) -> DocumentBatch:
    """Order one letter for each row of the ranking, followed with one bar.

    What is made of the same content is not made again; when a text has changed there are new ones.
    Raises DomainError while anything is wrong with a row.
    """
    letters = _take(case)
    nth: Counter[str] = Counter()  # two rows may say the same, and are two letters all the same
    documents = [_order(letters, row, nth, by=by) for row in letters.round.rows]
    content = ",".join(str(each.pk) for each in documents)
    return order_batch(
        _("Brev, %(round)s") % {"round": letters.title},
        documents,
        key=key_of(letters.written) + hashlib.sha256(content.encode()).hexdigest()[:32],
        by=by,
        back_url=reverse("reports:letters", args=[letters.case.pk]),
    )


def _order(letters: Letters, row: Any, nth: Counter[str], *, by: Person) -> Document:
    content = letters.content_of(row)
    _text, checksum = freeze(content)
    nth[checksum] += 1
    return order_document(
        kind=KIND,
        template=TEMPLATE,
        context=content,
        key=f"letter-{letters.written.pk}-{checksum}-{nth[checksum]}",
        title=_("%(kind)s, %(who)s, %(round)s")
        % {
            "kind": content["letterhead"]["kind"],
            "who": row.applicant[:100],
            "round": letters.title[:100],
        },
        holder=letters.written,
        by=by,
    )


@transaction.atomic
def order_report(case: BoardCase, *, by: Person) -> Document:
    """Order the report of the round; the same content is made once. Raises DomainError."""
    letters = _take(case)
    content = letters.report()
    _text, checksum = freeze(content)
    return order_document(
        kind=REPORT_KIND,
        template=REPORT_TEMPLATE,
        context=content,
        key=f"funding-report-{letters.written.pk}-{checksum}",
        title=_("Rapport fra runden, %(round)s") % {"round": letters.title},
        holder=letters.written,
        by=by,
    )


def _take(case: BoardCase) -> Letters:
    """The letters as they are saved, locked: a second press finds what the first ordered."""
    lock(case)  # so that neither vedtak nor exemption changes meanwhile
    case = BoardCase.objects.with_text().get(pk=case.pk)
    _refuse(case)
    written = LetterSet.objects.filter(case=case).first()
    if written is None:
        raise DomainError(_("Lagre kolonner og tekster først."))
    letters = Letters(case, lock(written))
    if faults := letters.faults:
        raise DomainError(" ".join(faults))
    if faulty := letters.round.faulty:
        rows = ", ".join(str(row.number) for row in faulty)
        raise DomainError(_("Rett dette først. Rader med feil: %(rows)s.") % {"rows": rows})
    return letters


def _refuse(case: BoardCase) -> None:
    if not has_letters(case):
        raise DomainError(_("Bare saker om en utlysning har brev."))
    if not case.is_frozen:
        raise DomainError(_("Saken må være godkjent før brevene kan skrives."))
