"""Recording what a committee answered; at the stop that decides, the gate follows."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.lifecycle import take_step
from organisation.notices.services import tell
from organisation.people.models import Person, Role
from organisation.web.richtext import clean
from portfolio.lifecycle import Outcome as GateOutcome
from portfolio.services.decision import NewCondition
from reports.lifecycle import STEPS, CaseKind, CaseState, VedtakKind, answers_open_to
from reports.models import BoardCase, CaseStop, Vedtak
from reports.services.approval import locked, people_with, save_step
from reports.services.documents import order_pdf
from reports.services.outcome import Consequence, keep_choice, let_gate_follow

# Answers whose words are those of the proposal unless others are written.
AS_IT_STOOD = (VedtakKind.AS_PROPOSED, VedtakKind.TAKEN_NOTE_OF)
# What the secretariat may choose when the proposal does not say it.
CHOSEN = {
    VedtakKind.CHANGED: tuple(GateOutcome),
    VedtakKind.REJECTED: (GateOutcome.BACK, GateOutcome.STOP),
}
# The gate waits for the next meeting, or is open again.
DECIDES_NOTHING = (VedtakKind.POSTPONED, VedtakKind.WITHDRAWN)


@transaction.atomic
def record_vedtak(
    stop: CaseStop,
    kind: str,
    *,
    by: Person,
    text: str = "",
    gate_outcome: str = "",
    reason: str = "",
    conditions: Iterable[NewCondition] = (),
    hold_until: date | None = None,
    lesson: str = "",
    decided_on: date | None = None,
    at: datetime | None = None,
) -> Vedtak:
    """Record the answer of the committee at `stop`; what was proposed is kept beside it.

    At the stop that decides, the case is decided and the gate follows; before it nothing moves.
    Where the committee changed the proposal, what that means for the gate waits for the director
    (`reports.services.outcome`). Postponed there, the case waits for a new meeting day. Raises
    DomainError or StepRefused.
    """
    case = locked(stop.case)
    stop = next(each for each in case.saksgang() if each.pk == stop.pk)
    answer = VedtakKind(kind)
    on = decided_on or stop.meeting_date
    refuse_unfit(case, stop, answer, on)
    assert on is not None
    words = clean(text) or (_proposed_words(case) if answer in AS_IT_STOOD else "")
    if not words:
        raise DomainError(_("Skriv hva utvalget vedtok."))
    chosen = Consequence(
        outcome_for_gate(case, stop, answer, gate_outcome, reason),
        tuple(conditions),
        hold_until,
        lesson.strip(),
    )
    # What follows in the portfolio carries the reason into a history that every employee reads.
    with acting(by, "reports.record_vedtak", reason="" if case.is_exempt else reason):
        vedtak = Vedtak.objects.create(
            stop=stop,
            kind=answer,
            text=words,
            proposal=_proposed_words(case),
            decided_on=on,
            case_number=stop.case_number,
            task=stop.task,
            gate_outcome="" if waits_for_director(chosen, answer) else chosen.outcome,
            reason=reason.strip(),
            recorded_by=by,
            recorded_at=at or timezone.now(),
        )
        if answer == VedtakKind.POSTPONED:
            wait_for_new_day(case, stop)
        elif stop.decides:
            settle(case, vedtak, chosen, reason=reason, by=by)
    tell_everyone(case, vedtak, by=by)
    return vedtak


def settle(
    case: BoardCase, vedtak: Vedtak, chosen: Consequence, *, reason: str, by: Person
) -> None:
    """The case is decided, and the gate follows, or waits for the director to confirm."""
    take_step(case, STEPS["decide"])
    save_step(case)
    if waits_for_director(chosen, vedtak.kind):
        keep_choice(vedtak, chosen, reason=reason, by=by)
    else:
        let_gate_follow(case, vedtak, chosen, by=by)
    order_pdf(case, by=by)  # the same paper, now with what was decided


def waits_for_director(chosen: Consequence, answer: str) -> bool:
    return bool(chosen.outcome) and answer == VedtakKind.CHANGED


def _proposed_words(case: BoardCase) -> str:
    """The proposal as it was approved."""
    assert case.approved_text is not None
    return str(case.approved_text.data["proposal"])


def refuse_unfit(case: BoardCase, stop: CaseStop, answer: VedtakKind, on: date | None) -> None:
    """Raise DomainError when this committee cannot have given this answer now."""
    late_word = case.state == CaseState.DECIDED and not stop.decides
    if case.state != CaseState.SCHEDULED and not late_word:
        raise DomainError(_("Saken må stå på sakskartet før vedtaket føres."))
    if late_word and answer == VedtakKind.POSTPONED:
        raise DomainError(_("Saken er vedtatt og kan ikke utsettes."))
    settled = stop.settled_by
    if settled is not None:
        raise DomainError(
            _("%(who)s har alt ført svaret fra %(committee)s: %(outcome)s, %(day)s.")
            % {
                "who": settled.recorded_by,
                "committee": stop.committee,
                "outcome": settled.answer.lower(),
                "day": settled.decided_on.strftime("%d.%m.%Y"),
            }
        )
    if on is None:
        raise DomainError(_("Skriv datoen for møtet."))
    if on > timezone.localdate():
        raise DomainError(_("Møtet har ikke vært ennå. Vedtaket føres etter møtet."))
    if answer not in answers_open_to(case, decides=stop.decides):
        if case.kind == CaseKind.ORIENTATION:
            raise DomainError(_("En orientering kan ikke få dette utfallet."))
        raise DomainError(_("Saken skal avgjøres her. Den kan ikke bare tas til orientering."))


def outcome_for_gate(
    case: BoardCase, stop: CaseStop, answer: VedtakKind, chosen: str, reason: str
) -> str:
    """The outcome the gate gets; empty when the answer decides nothing about it.

    Raises DomainError when the gate would be left waiting for a case that is decided.
    """
    if not stop.decides or case.kind != CaseKind.GATE_DECISION or answer in DECIDES_NOTHING:
        return ""
    if answer == VedtakKind.SENT_BACK:
        return GateOutcome.BACK
    if answer == VedtakKind.AS_PROPOSED:
        assert case.approved_text is not None
        proposed = str(case.approved_text.data["proposed_outcome"])
        if not proposed:
            raise DomainError(_("Forslaget sier ikke hva som skjer med prosjektet."))
        return proposed
    if answer not in CHOSEN:
        raise DomainError(_("Vedtaket må si hva som skjer med prosjektet."))
    if answer == VedtakKind.REJECTED and not reason.strip():
        raise DomainError(_("Skriv hvorfor forslaget ble avvist."))
    if chosen not in CHOSEN[answer]:
        choices = ", ".join(str(outcome.label).lower() for outcome in CHOSEN[answer])
        raise DomainError(
            _("Velg hva vedtaket betyr for prosjektet: %(choices)s.") % {"choices": choices}
        )
    return chosen


def wait_for_new_day(case: BoardCase, stop: CaseStop) -> None:
    """The committee has no day any more; the case keeps its number there until it gets another.

    Only the one that decides takes the case off the agenda: the others move nothing.
    """
    stop.meeting_date = None
    stop.save(update_fields=["meeting_date"])
    if stop.decides and case.state == CaseState.SCHEDULED:
        take_step(case, STEPS["postpone"])
        save_step(case)


def tell_everyone(case: BoardCase, vedtak: Vedtak, *, by: Person) -> None:
    people = [case.case_officer]
    if case.project is not None:
        people += [person for person in (case.project.owner, case.project.leader) if person]
    if vedtak.decides:
        people += people_with(Role.DIRECTOR, case)
    tell(
        people,
        key=f"case-vedtak-{vedtak.pk}",
        by=by,
        url=case.get_absolute_url(),
        text=_("%(committee)s, «%(case)s»: %(outcome)s.")
        % {
            "committee": vedtak.stop.committee,
            "case": case.title,
            "outcome": vedtak.answer.lower(),
        },
    )
