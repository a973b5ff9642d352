"""Verbs on a gate before it is decided: prepare, submit, confirm, lift."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, Stale, StepRefused
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio import notify
from portfolio.lifecycle import STEPS, Answer, GateState, Level, Outcome
from portfolio.models import (
    Gate,
    GateAnswer,
    GateLift,
    GateQuestion,
    GateTemplate,
    Project,
    decider_for,
)
from portfolio.models.deciders import PortfolioBoardMember, unit_at
from portfolio.models.money import FundYear
from portfolio.services.evidence import Chosen, set_evidence
from portfolio.services.rest import go_on
from portfolio.services.templates import install_templates

DECIDER_FIELDS = ("decider_level", "decider_unit", "decider_rule", "decider_why")
RECOMMENDED = ("recommendation", "recommendation_text", "amount_nok", "due", "fund_year")
CONFIRMATION_FIELDS = ("confirmed_by", "confirmed_at", "confirmation")
WITH_DECIDER = (GateState.SUBMITTED, GateState.WAITING_FOR_BOARD)


@transaction.atomic
def open_gate(gate: Gate, *, by: Person) -> Gate:
    """Begin to prepare `gate`, with the newest template of the project's profile.

    A project that rested while the gate was on hold goes on.
    """
    gate = lock(gate)
    project = gate.project = lock(gate.project)
    with acting(by, "portfolio.open_gate"):
        take_step(gate, STEPS["open"])
        go_on(project)
        choose_template(gate)
        gate.hold_until = None
        find_decider(gate)
        save_gate(gate, "template", "hold_until", *DECIDER_FIELDS)
    return gate


def choose_template(gate: Gate) -> None:
    """A gate not opened before gets the newest questions; the caller saves `template`."""
    if gate.template is None:
        project = gate.project
        install_templates(project.district)
        gate.template = GateTemplate.objects.newest(project.district_id, gate.code, project.profile)


def lock_gates(project_id: int) -> Gate | None:
    """Lock the gates of a project before the project and its phases, as a decision does.

    The one answered is under way: prepared, on hold or with the one who decides. There is at most
    one, since a gate opens when those before it are decided.
    """
    gates = Gate.objects.select_for_update(of=("self",)).filter(project=project_id)
    closed = (GateState.PLANNED, GateState.DECIDED)
    return next((gate for gate in gates.order_by("code") if gate.state not in closed), None)


def say_basis_changed(gate: Gate | None) -> None:
    """Let whoever is about to decide or confirm see that the basis is another by now."""
    if gate is not None and gate.state in WITH_DECIDER:
        clear_confirmation(gate)
        save_gate(gate, *CONFIRMATION_FIELDS)


def classify_again(gate: Gate | None, project: Project) -> None:
    """Let a gate that is prepared follow the new kind and profile.

    They choose questions and decider, so they stand (DomainError) while somebody is to decide.
    """
    if gate is None:
        return
    code = {"code": gate.get_code_display()}
    if gate.state == GateState.SUBMITTED:
        raise DomainError(
            _("Trekk tilbake %(code)s først. Slag og størrelse styrer hvem som avgjør.") % code
        )
    if gate.state == GateState.WAITING_FOR_BOARD:
        raise DomainError(
            _("%(code)s venter på vedtak. Slag og størrelse kan endres etterpå.") % code
        )
    gate.project = project
    newest = GateTemplate.objects.newest(project.district_id, gate.code, project.profile)
    if newest and gate.template and newest.profile != gate.template.profile:
        gate.template = newest
        move_answers(gate, newest)
    find_decider(gate)
    save_gate(gate, "template", *DECIDER_FIELDS)


def move_answers(gate: Gate, template: GateTemplate) -> None:
    """Let answers follow their question to `template`; those it does not ask for stay unseen."""
    asked = {question.key: question for question in template.questions.all()}
    given = gate.answers.select_related("question").order_by("-answered_at")
    done = {answer.question.key for answer in given if answer.question in asked.values()}
    for answer in given:
        key = answer.question.key
        if key in asked and key not in done:
            answer.question = asked[key]
            answer.save(update_fields=["question"])
            done.add(key)


def find_decider(gate: Gate) -> None:
    """Set who decides, by today's table and never below what the gate has been lifted to.

    The caller saves DECIDER_FIELDS.
    """
    decider = decider_for(gate.project, gate.code, timezone.localdate(), gate.amount_nok)
    gate.decider_level, gate.decider_unit = decider.level, decider.unit
    gate.decider_rule, gate.decider_why = decider.rule, decider.why
    lift = gate.lifts.select_related("lifted_by").last()
    if lift and Level(lift.to_level) in decider.level.above:
        set_lifted(gate, lift)


def set_lifted(gate: Gate, lift: GateLift) -> None:
    level = Level(lift.to_level)
    gate.decider_level, gate.decider_unit = level, unit_at(level, gate.project.unit)
    gate.decider_why = _("Løftet av %(by)s: %(reason)s") % {
        "by": lift.lifted_by.title,
        "reason": lift.reason,
    }


def refuse_without_decider(gate: Gate) -> None:
    """The portfolio board decides only where somebody signs for it."""
    if gate.decider_level != Level.PORTFOLIO:
        return
    seats = PortfolioBoardMember.objects.filter(district=gate.project.district_id, signs=True)
    if not seats.exists():
        raise DomainError(
            _("Ingen signerer for porteføljestyret ennå. Be administrator legge inn medlemmene.")
        )


@transaction.atomic
def follow_unit(unit: Unit, *, by: Person) -> None:
    """After `unit` has been moved: gates of its projects that wait go to whoever leads it now.

    The level stays, so that nothing sinks; `decider_why` tells where it rests as before.
    """
    waiting = Gate.objects.select_for_update(of=("self",)).filter(
        state__in=(GateState.IN_PREPARATION, GateState.SUBMITTED),
        project__unit__path__below=unit.path,
    )
    for gate in waiting.select_related("project__unit"):
        if not gate.decider_level:
            continue
        now = unit_at(Level(gate.decider_level), gate.project.unit)
        if now.pk == gate.decider_unit_id:
            continue
        with acting(by, "portfolio.follow_unit"):
            gate.decider_unit = now
            save_gate(gate, "decider_unit")
        if gate.state == GateState.SUBMITTED:
            notify.gate_submitted(gate, by=by)


def save_gate(gate: Gate, *fields: str) -> None:
    gate.version += 1
    gate.save(update_fields=["state", "version", *fields])


def refuse_if_changed(gate: Gate, version: int | None) -> None:
    """Raise Stale when the gate is not what the person had on the screen."""
    if version is not None and version != gate.version:
        raise Stale(
            _("Grunnlaget er endret siden du åpnet siden. Se over det på nytt."), current=gate
        )


def must_be_in_preparation(gate: Gate) -> None:
    if gate.state != GateState.IN_PREPARATION:
        raise StepRefused([_("Grunnlaget kan bare endres mens beslutningspunktet forberedes.")])


@transaction.atomic
def answer_question(
    gate: Gate,
    question: GateQuestion,
    answer: str,
    *,
    by: Person,
    reason: str = "",
    evidence: str = "",
    evidence_url: str = "",
    rests_on: Iterable[Chosen] | None = None,
) -> GateAnswer:
    """Save the leader's answer to one question; anything but yes needs a reason.

    `rests_on` is what of the project it points to, as kind and id; None leaves that as it is.
    """
    gate = lock(gate)
    must_be_in_preparation(gate)
    if question.template_id != gate.template_id:
        raise DomainError(_("Spørsmålet hører ikke til dette beslutningspunktet."))
    if answer != Answer.YES and not reason.strip():
        raise DomainError(_("Skriv en begrunnelse når svaret ikke er ja."))
    with acting(by, "portfolio.answer_question"):
        saved, _created = GateAnswer.objects.update_or_create(
            gate=gate,
            question=question,
            defaults={
                "answer": answer,
                "reason": reason.strip(),
                "evidence": evidence.strip(),
                "evidence_url": evidence_url,
                "answered_by": by,
                "answered_at": timezone.now(),
            },
        )
        if rests_on is not None:
            set_evidence(saved, rests_on, by=by)
    return saved


@transaction.atomic
def recommend(
    gate: Gate,
    recommendation: str,
    *,
    text: str,
    amount_nok: Decimal,
    due: date | None,
    version: int,
    by: Person,
    fund_year: FundYear | None = None,
) -> Gate:
    """Save what the leader recommends, asks for and when it is needed; raises Stale."""
    gate = lock(gate, version=version)
    must_be_in_preparation(gate)
    if recommendation not in Outcome.values:
        raise DomainError(_("Velg hva du tilrår."))
    if fund_year is not None and fund_year.district_id != gate.project.district_id:
        raise DomainError(_("Fondet hører til en annen bydel."))
    with acting(by, "portfolio.recommend"):
        gate.recommendation, gate.recommendation_text = recommendation, text.strip()
        gate.amount_nok, gate.due, gate.fund_year = amount_nok, due, fund_year
        find_decider(gate)
        save_gate(gate, *RECOMMENDED, *DECIDER_FIELDS)
    return gate


@transaction.atomic
def submit_gate(gate: Gate, *, by: Person) -> Gate:
    """Send the basis to the one who decides by today's table; raises StepRefused."""
    gate = lock(gate)
    with acting(by, "portfolio.submit_gate"):
        find_decider(gate)
        refuse_without_decider(gate)
        take_step(gate, STEPS["submit_to_board" if gate.is_for_board else "submit"])
        gate.submitted_by, gate.submitted_at = by, timezone.now()
        clear_confirmation(gate)
        save_gate(
            gate,
            "submitted_by",
            "submitted_at",
            *CONFIRMATION_FIELDS,
            *DECIDER_FIELDS,
        )
    notify.gate_submitted(gate, by=by)
    return gate


def clear_confirmation(gate: Gate) -> None:
    """What the adviser confirmed was another basis."""
    gate.confirmed_by = gate.confirmed_at = None
    gate.confirmation = ""


@transaction.atomic
def recall_gate(gate: Gate, *, by: Person) -> Gate:
    """Take the basis back to work on it, before it is decided."""
    gate = lock(gate)
    with acting(by, "portfolio.recall_gate"):
        take_step(gate, STEPS["recall"])
        gate.meeting_records.waiting().update(is_withdrawn=True)
        clear_confirmation(gate)
        find_decider(gate)
        save_gate(gate, *CONFIRMATION_FIELDS, *DECIDER_FIELDS)
    return gate


@transaction.atomic
def withdraw_from_board(gate: Gate, *, reason: str, by: Person) -> Gate:
    """Open the gate again when its case was withdrawn: nothing is decided, the basis is kept.

    Raises StepRefused when the gate does not wait for the board.
    """
    gate = lock(gate)
    with acting(by, "portfolio.withdraw_from_board", reason=reason):
        take_step(gate, STEPS["withdraw_from_board"])
        clear_confirmation(gate)
        find_decider(gate)
        save_gate(gate, *CONFIRMATION_FIELDS, *DECIDER_FIELDS)
    return gate


@transaction.atomic
def confirm_gate(gate: Gate, *, remark: str = "", version: int | None = None, by: Person) -> Gate:
    """Record that the adviser has looked over the basis; a remark goes to the decider.

    `version` is the one the adviser looked over; raises Stale when it is another by now.
    """
    gate = lock(gate)
    refuse_if_changed(gate, version)
    with acting(by, "portfolio.confirm_gate"):
        take_step(gate, STEPS["confirm_for_board" if gate.is_for_board else "confirm"])
        gate.confirmed_by, gate.confirmed_at = by, timezone.now()
        gate.confirmation = remark.strip()
        save_gate(gate, *CONFIRMATION_FIELDS)
    return gate


@transaction.atomic
def lift_gate(gate: Gate, *, to: str, reason: str, version: int | None = None, by: Person) -> Gate:
    """Send the decision to a higher level, up to the board; never down. Raises Stale."""
    gate = lock(gate)
    refuse_if_changed(gate, version)
    if to not in Level.values or gate.decider_level not in Level.values:
        raise DomainError(_("Velg hvem som skal avgjøre."))
    level = Level(to)
    if level not in Level(gate.decider_level).above:
        raise DomainError(_("En avgjørelse kan løftes opp, men ikke sendes ned."))
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor avgjørelsen løftes."))
    with acting(by, "portfolio.lift_gate", reason=reason):
        take_step(gate, STEPS["lift_to_board" if level == Level.BOARD else "lift"])
        lift = GateLift.objects.create(
            gate=gate,
            round=gate.round,
            from_level=gate.decider_level,
            to_level=level,
            reason=reason.strip(),
            lifted_by=by,
            lifted_at=timezone.now(),
        )
        set_lifted(gate, lift)
        refuse_without_decider(gate)
        save_gate(gate, *DECIDER_FIELDS)
    notify.gate_lifted(gate, by=by)
    return gate
