"""Ideas of people without an account here: anonymous, on an open form, or told to somebody.

An anonymous idea is kept with its day and no hour, by nobody, without a job or a letter of its own
(the advisers are told in the morning), so that nothing can be laid beside a log of who was there.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from ideas import notify
from ideas.models import Idea, IdeaFile, Source, Visibility
from ideas.models.campaign import Campaign, CampaignQuestion
from ideas.models.guest import IdeaGuest
from ideas.services.idea import (
    answer_question,
    keep_campaign_answers,
    new_idea,
    save_with_number,
)
from organisation.audit import redaction
from organisation.audit.tracking import acting, day_only
from organisation.files.authorless import without_author
from organisation.files.models import StoredFile
from organisation.files.services import inspect_upload, keep
from organisation.locking import lock
from organisation.people.models import Person, ServiceArea, Unit

# Read aloud and written by hand, so without 0 and O, 1 and I.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, GROUP = 4, 4  # 80 bits


def new_code() -> str:
    """A follow-up code such as K7QP-3MWX-9TRB-HD2C: shown once, and kept as its hash only."""
    letters = [secrets.choice(LETTERS) for _nth in range(GROUPS * GROUP)]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))


def hash_of(code: str) -> str:
    """What is kept of a code; spaces, dashes and small letters make no difference."""
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()


def found_by_code(public_id: UUID, code: str) -> Idea | None:
    """The idea of this address, for who has its code; None says nothing of which was wrong."""
    idea = Idea.objects.select_related("unit", "handler", "answered_by").filter(
        public_id=public_id, follow_up_hash=hash_of(code)
    )
    return idea.exclude(follow_up_hash="").first()


@transaction.atomic
def submit_anonymous(
    *,
    unit: Unit,
    code: str,
    form_token: UUID,
    uploads: Iterable[UploadedFile] = (),
    at: datetime | None = None,
    **written: Any,
) -> Idea:
    """Send in what was `written` by nobody; the same form sent twice is one idea.

    Raises ValidationError for an upload that cannot be freed of what tells who made it.
    """
    if sent := _already_sent(form_token, code):
        return sent
    day = _day_of(at or timezone.now())
    idea = new_idea(
        unit,
        day,
        form_token=form_token,
        follow_up_hash=hash_of(code),
        visibility=Visibility.ANONYMOUS,
        **written,
    )
    try:
        with transaction.atomic(), day_only(), acting(None, "ideas.submit"):
            save_with_number(idea)
            _attach_without_author(idea, uploads, day)
    except IntegrityError:
        if sent := _already_sent(form_token, code):
            return sent
        raise
    return idea


def _already_sent(form_token: UUID, code: str) -> Idea | None:
    sent = Idea.objects.select_related("unit").filter(form_token=form_token)
    return sent.filter(follow_up_hash=hash_of(code)).first()


def _day_of(moment: datetime) -> datetime:
    day = timezone.localdate(moment)
    return timezone.make_aware(datetime.combine(day, time.min))


def _attach_without_author(idea: Idea, uploads: Iterable[UploadedFile], day: datetime) -> None:
    for number, upload in enumerate(uploads, start=1):
        clean = without_author(inspect_upload(upload), f"vedlegg-{number}")
        stored = keep(clean.data, name=clean.name, content_type=clean.content_type, by=None, at=day)
        IdeaFile.objects.create(idea=idea, file=stored)
        transaction.on_commit(lambda kept=stored: _forget_hour(kept, day), robust=True)  # type: ignore[misc]


def _forget_hour(stored: StoredFile, day: datetime) -> None:
    """A file system writes down when a file came; an object store has its own clock."""
    try:
        path = default_storage.path(stored.kept_path)
    except NotImplementedError:
        return
    os.utime(path, (day.timestamp(), day.timestamp()))


@transaction.atomic
def answer_without_account(idea: Idea, answer: str, *, at: datetime | None = None) -> Idea:
    """Answer what was asked, by who holds the code; raises StepRefused."""
    moment = at or timezone.now()
    if idea.visibility != Visibility.ANONYMOUS:
        return answer_question(idea, answer, by=None, at=moment)
    with day_only():
        return answer_question(idea, answer, by=None, at=_day_of(moment))


@transaction.atomic
def submit_as_guest(
    *,
    unit: Unit,
    by: Person | None = None,
    code: str = "",
    form_token: UUID | None = None,
    name: str = "",
    contact: str = "",
    source: str = Source.RESIDENT,
    campaign: Campaign | None = None,
    campaign_answers: Mapping[CampaignQuestion, str] | None = None,
    service_area: ServiceArea | None = None,
    uploads: Iterable[UploadedFile] = (),
    at: datetime | None = None,
    **written: Any,
) -> Idea:
    """Send in an idea of somebody without an account, written by themselves or down by `by`.

    The same form sent twice is one idea. Attachments are freed of what tells who made them.
    """
    if form_token and (sent := Idea.objects.filter(form_token=form_token, submitter=None).first()):
        return sent
    idea = new_idea(
        unit,
        at or timezone.now(),
        form_token=form_token,
        follow_up_hash=hash_of(code) if code else "",
        visibility=Visibility.GUEST,
        written_by=by,
        source=source,
        campaign=campaign,
        service_area=service_area,
        **written,
    )
    with acting(by, "ideas.submit"):
        save_with_number(idea)
        keep_campaign_answers(idea, campaign_answers or {})
        if name or contact:
            IdeaGuest.objects.create(idea=idea, name=name, contact=contact)
        _attach_without_author(idea, uploads, idea.submitted_at)
    notify.submitted(idea, by=by)
    return idea


@transaction.atomic
def forget_guest(idea: Idea, *, reason: str, by: Person) -> None:
    """Take name and contact out of the idea and all its history; the idea stays."""
    guest = IdeaGuest.objects.select_for_update().get(idea=idea)
    redaction.redact(guest, ["name", "contact"], reason=reason, by=by)
    with acting(by, "ideas.forget_guest"):
        lock(idea)
        guest.delete()
