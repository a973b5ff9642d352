"""Who takes no part in deciding a gate."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person
from portfolio import notify
from portfolio.lifecycle import GateState
from portfolio.models import Gate
from portfolio.models.gate import Disqualification


@transaction.atomic
def declare_disqualified(
    gate: Gate, person: Person, *, reason: str, by: Person
) -> Disqualification:
    """Let `person` have no part in deciding `gate`; the next one who may decide is told."""
    gate = lock(gate)
    if gate.state == GateState.DECIDED:
        raise DomainError(_("Dette er avgjort. Inhabilitet meldes før noe avgjøres."))
    if not reason.strip():
        raise DomainError(_("Skriv grunnen. Én setning holder."))
    with acting(by, "portfolio.declare_disqualified", reason=reason):
        row, is_new = Disqualification.objects.get_or_create(
            gate=gate,
            person=person,
            defaults={
                "reason": reason.strip(),
                "declared_by": by,
                "declared_at": timezone.now(),
            },
        )
    if not is_new:
        raise DomainError(_("%(who)s er alt meldt inhabil.") % {"who": person.name})
    if gate.state == GateState.SUBMITTED:
        notify.gate_submitted(gate, by=by, again=f"inhabil-{row.pk}")
    return row


@transaction.atomic
def take_back_disqualification(row: Disqualification, *, by: Person) -> None:
    """It turned out to be wrong; history keeps that it was there."""
    gate = lock(row.gate)
    if gate.state == GateState.DECIDED:
        raise DomainError(_("Dette er avgjort og kan ikke endres."))
    with acting(by, "portfolio.take_back_disqualification"):
        row.delete()
