"""What comes after an answer: the line does it and tells of it, or those it was sent to reply."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.lifecycle import Outcome
from ideas.lifecycle.together import FOLLOW_UP_DAYS, ImprovementState
from ideas.models import Idea
from ideas.models.answer import Improvement, SentOnReply
from ideas.notify import improvement as notify
from ideas.queries.improvement import nearest_leader
from ideas.queries.sameness import same_as
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person
from organisation.working_days import add_working_days


def give_to_line(
    idea: Idea,
    *,
    manager: Person | None,
    follow_up_on: date | None,
    by: Person,
    at: datetime | None = None,
) -> Improvement:
    """Let somebody in the line see to the improvement. Runs in the transaction of the answer.

    Without `manager` it is the nearest leader, and whoever answers where there is none.
    """
    manager = manager or nearest_leader(idea.unit) or by
    _refuse_stranger(idea, manager)
    today = timezone.localdate(at)
    given = Improvement.objects.create(
        idea=idea,
        manager=manager,
        follow_up_on=_ahead(follow_up_on or add_working_days(today, FOLLOW_UP_DAYS), today),
    )
    notify.given_to_line(given, by=by)
    return given


def _refuse_stranger(idea: Idea, manager: Person) -> None:
    works_here = manager.is_active and manager.is_employee
    if not works_here or manager.district_id != idea.district_id:
        raise DomainError(_("Velg en leder som er ansatt i bydelen."))


def _ahead(day: date, today: date) -> date:
    if day <= today:
        raise DomainError(_("Velg en oppfølgingsdato fram i tid."))
    return day


def _lock_waiting(improvement: Improvement, version: int) -> Improvement:
    locked = lock(improvement, version=version)
    if not locked.is_waiting:
        raise DomainError(_("Det er alt fortalt hva forbedringen ble til."))
    return locked


@transaction.atomic
def tell_result(
    improvement: Improvement, state: str, *, result: str, version: int, by: Person
) -> Improvement:
    """Say that it is done or not done, and what it became; raises Stale.

    Ideas that say the same and wait for the same leader hear it too.
    """
    if state not in (ImprovementState.DONE, ImprovementState.DROPPED):
        raise DomainError(_("Velg om forbedringen er gjort eller ikke."))
    if not result.strip():
        raise DomainError(_("Skriv hva det ble til."))
    told = _lock_waiting(improvement, version)
    ids = same_as(told.idea_id)
    alike = (
        Improvement.objects.waiting()
        .filter(idea__in=ids, manager=told.manager_id)
        .exclude(pk=told.pk)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    with acting(by, "ideas.tell_improvement", reason=result):
        for each in [told, *alike]:
            _end(each, state, result=result, by=by)
            notify.result_told(each, by=by)
    return told


def _end(improvement: Improvement, state: str, *, result: str, by: Person) -> None:
    improvement.state, improvement.result = state, result.strip()
    improvement.told_at, improvement.told_by = timezone.now(), by
    improvement.version += 1
    improvement.save(update_fields=["state", "result", "told_at", "told_by", "version"])


def end_with_answer(idea: Idea, *, reason: str, by: Person) -> None:
    """The answer no longer stands, so nobody in the line is waited for. Runs in its transaction."""
    for improvement in Improvement.objects.waiting().filter(idea=idea):
        result = _("Idéen er tatt opp igjen: %(reason)s") % {"reason": reason.strip()}
        _end(improvement, ImprovementState.DROPPED, result=result[:2000], by=by)


@transaction.atomic
def move_improvement(
    improvement: Improvement, *, manager: Person, follow_up_on: date, version: int, by: Person
) -> Improvement:
    """Give it to another leader or to another day; the leader is told. Raises Stale."""
    moved = _lock_waiting(improvement, version)
    _refuse_stranger(moved.idea, manager)
    with acting(by, "ideas.move_improvement"):
        moved.manager = manager
        moved.follow_up_on = _ahead(follow_up_on, timezone.localdate())
        moved.reminded_on = None
        moved.version += 1
        moved.save(update_fields=["manager", "follow_up_on", "reminded_on", "version"])
    notify.given_to_line(moved, by=by)
    return moved


@transaction.atomic
def remind(improvement: Improvement, *, on: date) -> None:
    """Ask the leader what it became, once for each date that is set."""
    due = lock(improvement)
    if not due.is_waiting or due.reminded_on or due.follow_up_on > on:
        return
    with acting(None, "ideas.remind_improvement"):
        due.reminded_on = on
        due.save(update_fields=["reminded_on"])
    notify.reminded(due)


@transaction.atomic
def record_sent_on_reply(
    idea: Idea, *, from_whom: str, text: str, received_on: date, by: Person
) -> SentOnReply:
    """Bring home what those the idea was sent on to said; everybody concerned is told.

    Ideas that got the same answer together get the same reply.
    """
    idea = lock(idea)
    if not idea.is_answered or idea.outcome != Outcome.SENT_ON:
        raise DomainError(_("Idéen er ikke sendt videre."))
    if not text.strip() or not from_whom.strip():
        raise DomainError(_("Skriv hvem som har svart, og hva de svarte."))
    if received_on > timezone.localdate():
        raise DomainError(_("Svaret kan ikke ha kommet fram i tid."))
    together = Idea.objects.filter(
        pk__in=same_as(idea.pk),
        outcome=Outcome.SENT_ON,
        sent_to=idea.sent_to,
        answered_at=idea.answered_at,
    )
    with acting(by, "ideas.record_sent_on", reason=text):
        replies = {
            each.pk: SentOnReply.objects.create(
                idea=each,
                from_whom=from_whom.strip(),
                text=text.strip(),
                received_on=received_on,
                recorded_by=by,
            )
            for each in together.order_by("pk")
        }
    for reply in replies.values():
        notify.reply_came(reply, by=by)
    return replies[idea.pk]
