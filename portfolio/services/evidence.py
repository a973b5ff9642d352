"""What answers at a gate point to."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.errors import DomainError
from organisation.people.models import Person
from portfolio.lifecycle import EvidenceKind
from portfolio.models import GateAnswer, GateEvidence

Chosen = tuple[str, int]  # the kind and the id of what is pointed to


@transaction.atomic
def set_evidence(answer: GateAnswer, chosen: Iterable[Chosen], *, by: Person) -> None:
    """Let the answer rest on exactly what is `chosen`; raises DomainError.

    The caller has locked the gate and says who acts.
    """
    wanted = set(chosen)
    there = {(row.kind.value, row.thing_id): row for row in answer.evidence_rows.all()}
    for key, row in there.items():
        if key not in wanted:
            row.delete()
    for kind, pk in sorted(wanted - there.keys()):
        if kind not in EvidenceKind.values or not is_of_project(answer, kind, pk):
            raise DomainError(_("Velg noe som hører til prosjektet."))
        GateEvidence.objects.create(
            answer=answer, added_by=by, added_at=timezone.now(), **{f"{kind}_id": pk}
        )


def is_of_project(answer: GateAnswer, kind: str, pk: int) -> bool:
    field = GateEvidence._meta.get_field(kind)
    things = field.related_model._default_manager  # type: ignore[union-attr]
    return bool(things.filter(pk=pk, project=answer.gate.project_id).exists())
