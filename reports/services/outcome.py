"""What a vedtak means for the gate: what follows at once, and what the director confirms first.

Where the committee changed the proposal, the secretariat chooses the outcome and the director
confirms it; until then the gate waits for the board, though the case is decided.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.notices.services import tell
from organisation.people.models import Person, Role
from organisation.web.richtext import to_plain
from portfolio.lifecycle import Outcome as GateOutcome
from portfolio.models import GateDecision
from portfolio.services.decision import (
    NewCondition,
    VedtakFacts,
    decide_gate_by_vedtak,
    take_note,
)
from portfolio.services.gate import withdraw_from_board
from reports.content import access_words
from reports.lifecycle import CaseKind, VedtakKind
from reports.models import BoardCase, OutcomeChoice, Vedtak
from reports.services.approval import people_with


@dataclass(frozen=True)
class Consequence:
    """What the answer means for the gate: its outcome, and what goes with it."""

    outcome: str = ""
    conditions: tuple[NewCondition, ...] = ()
    hold_until: date | None = None
    lesson: str = ""


def keep_choice(vedtak: Vedtak, chosen: Consequence, *, reason: str, by: Person) -> OutcomeChoice:
    """What the secretariat thinks the changed vedtak means; the director is asked to confirm."""
    choice = OutcomeChoice.objects.create(
        vedtak=vedtak,
        outcome=chosen.outcome,
        reason=reason.strip(),
        conditions=[as_data(each) for each in chosen.conditions],
        hold_until=chosen.hold_until,
        lesson=chosen.lesson,
        chosen_by=by,
        chosen_at=timezone.now(),
    )
    case = vedtak.stop.case
    tell(
        people_with(Role.DIRECTOR, case),
        key=f"case-outcome-{vedtak.pk}",
        by=by,
        url=case.get_absolute_url(),
        text=_("Bekreft hva vedtaket i «%(case)s» betyr for prosjektet.") % {"case": case.title},
    )
    return choice


@transaction.atomic
def change_choice(
    choice: OutcomeChoice, chosen: Consequence, *, reason: str, version: int, by: Person
) -> OutcomeChoice:
    """Choose another outcome, until the first one is confirmed. Raises Stale or DomainError."""
    choice = lock(choice, version=version)
    refuse_confirmed(choice)
    refuse_unknown(chosen)
    choice.outcome, choice.reason = chosen.outcome, reason.strip()
    choice.conditions = [as_data(each) for each in chosen.conditions]
    choice.hold_until, choice.lesson = chosen.hold_until, chosen.lesson
    choice.chosen_by, choice.chosen_at = by, timezone.now()
    choice.version += 1
    with acting(by, "reports.choose_outcome"):
        choice.save()
    return choice


@transaction.atomic
def confirm_outcome(
    choice: OutcomeChoice, *, version: int, by: Person, at: datetime | None = None
) -> OutcomeChoice:
    """Confirm what was chosen; the gate is decided by the vedtak now.

    `version` is the one the director read. Raises Stale, or StepRefused when the gate has moved.
    """
    choice = lock(choice, version=version)
    refuse_confirmed(choice)
    choice.confirmed_by, choice.confirmed_at = by, at or timezone.now()
    choice.version += 1
    vedtak = Vedtak.objects.select_related("stop__committee").get(pk=choice.vedtak_id)
    case = BoardCase.objects.select_related("gate__project").get(pk=vedtak.stop.case_id)
    with acting(by, "reports.confirm_outcome", reason="" if case.is_exempt else choice.reason):
        choice.save(update_fields=["confirmed_by", "confirmed_at", "version"])
        let_gate_follow(case, vedtak, consequence_of(choice), by=by)
    tell(
        [case.case_officer, choice.chosen_by],
        key=f"case-outcome-confirmed-{choice.pk}",
        by=by,
        url=case.get_absolute_url(),
        text=_("Utfallet av «%(case)s» er bekreftet: %(outcome)s.")
        % {"case": case.title, "outcome": choice.get_outcome_display().lower()},
    )
    return choice


def refuse_confirmed(choice: OutcomeChoice) -> None:
    if choice.confirmed_at is not None:
        raise DomainError(
            _("%(who)s har alt bekreftet utfallet: %(outcome)s.")
            % {"who": choice.confirmed_by, "outcome": choice.get_outcome_display().lower()}
        )


def refuse_unknown(chosen: Consequence) -> None:
    if chosen.outcome not in GateOutcome.values:
        raise DomainError(_("Velg hva vedtaket betyr for prosjektet."))


def as_data(condition: NewCondition) -> dict[str, Any]:
    """A condition as a choice keeps it, until the gate has a decision to hang it on."""
    return {
        "text": condition.text,
        "owner": condition.owner.pk if condition.owner else None,
        "due": condition.due.isoformat() if condition.due else None,
    }


def consequence_of(choice: OutcomeChoice) -> Consequence:
    owners = Person.objects.in_bulk([each["owner"] for each in choice.conditions if each["owner"]])
    return Consequence(
        choice.outcome,
        tuple(
            NewCondition(
                each["text"],
                owners.get(each["owner"]),
                date.fromisoformat(each["due"]) if each["due"] else None,
            )
            for each in choice.conditions
        ),
        choice.hold_until,
        choice.lesson,
    )


def let_gate_follow(
    case: BoardCase, vedtak: Vedtak, consequence: Consequence, *, by: Person
) -> None:
    """Decide the gate by the vedtak, open it again, or note that the board was told.

    What the portfolio keeps is read by every employee and frozen, so that of an exempt case it
    gets no words.
    """
    if case.gate is None:
        return
    words = to_plain(vedtak.text)
    reason = vedtak.reason or f"{vedtak.get_kind_display()}. {words}"
    if case.is_exempt:
        words = reason = access_words(case)
        consequence = without_words(consequence, words)
    facts = VedtakFacts(
        committee=vedtak.stop.committee.name,
        meeting_on=vedtak.decided_on,
        text=words,
        case_number=vedtak.case_number,
    )
    if consequence.outcome:
        decide_gate_by_vedtak(
            case.gate,
            consequence.outcome,
            vedtak=facts,
            by=by,
            reason=reason,
            conditions=consequence.conditions,
            hold_until=consequence.hold_until,
            lesson=consequence.lesson,
        )
    elif vedtak.kind == VedtakKind.WITHDRAWN and case.kind == CaseKind.GATE_DECISION:
        withdraw_from_board(case.gate, reason=reason, by=by)
    elif vedtak.kind == VedtakKind.TAKEN_NOTE_OF and case.kind == CaseKind.ORIENTATION:
        take_note(GateDecision.objects.current().filter(gate=case.gate), vedtak=facts, by=by)


def without_words(consequence: Consequence, instead: str) -> Consequence:
    """The same outcome, owners and dates; what was written is left in the case."""
    condition = _("Vilkår i vedtak som er unntatt offentlighet")
    return replace(
        consequence,
        conditions=tuple(
            replace(each, text=condition if each.text.strip() else "")
            for each in consequence.conditions
        ),
        lesson=instead if consequence.lesson.strip() else "",
    )
