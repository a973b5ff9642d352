"""Taking words out of the public version of a case, paragraph by paragraph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person
from reports.content import document_context
from reports.models import BoardCase, CaseAttachment, LegalBasis, Redaction
from reports.services.writing import refresh_words
from reports.shielding import parts_of


@dataclass(frozen=True)
class Choice:
    """A paragraph that is taken out, and the law it is kept back by; no block is the whole part."""

    place: str
    block: str
    basis: LegalBasis


@transaction.atomic
def shield(
    case: BoardCase,
    choices: Iterable[Choice],
    *,
    by: Person,
    version: int,
    attachments: Mapping[int, LegalBasis | None] | None = None,
    reason: str = "",
) -> BoardCase:
    """Let exactly `choices` be taken out of the public version; what is not among them is shown.

    `attachments` says, by id, which law keeps an attachment from the public; None opens it.
    Raises Stale, or DomainError when a choice is of another district or of nothing in the case.
    """
    case = lock(case, version=version)
    wanted = {(each.place, each.block): each.basis for each in choices}
    _refuse_foreign(case, [*wanted.values(), *filter(None, (attachments or {}).values())])
    _refuse_unknown(case, wanted)
    with acting(by, "reports.shield_case", reason=reason):
        for there in case.redactions.select_for_update(of=("self",)):
            basis = wanted.pop((there.place, there.block), None)
            if basis is None:
                there.delete()
            elif basis.pk != there.basis_id:
                there.basis, there.reason, there.by = basis, reason.strip(), by
                there.at = timezone.now()
                there.save(update_fields=["basis", "reason", "by", "at"])
        for attachment in case.attachments.filter(pk__in=attachments or {}):
            _exempt(attachment, (attachments or {})[attachment.pk])
        for (place, block), basis in wanted.items():
            Redaction.objects.create(
                case=case, place=place, block=block, basis=basis, reason=reason.strip(), by=by
            )
        case.version += 1
        case.save(update_fields=["version"])
        refresh_words(case)
    return case


def _refuse_foreign(case: BoardCase, bases: Iterable[LegalBasis]) -> None:
    if any(basis.district_id != case.district_id for basis in bases):
        raise DomainError(_("Velg en hjemmel fra bydelens egen tabell."))


def _refuse_unknown(case: BoardCase, wanted: dict[tuple[str, str], LegalBasis]) -> None:
    """What is gone since may stand in the table already, but is not chosen anew."""
    whole = BoardCase.objects.with_text().get(pk=case.pk)
    known = {(each.place, each.block) for each in whole.redactions.all()}
    for part in parts_of(document_context(whole)):
        known.add((part.key, ""))
        known |= {(part.key, paragraph.key) for paragraph in part.paragraphs}
    if set(wanted) - known:
        raise DomainError(_("Teksten er endret siden du åpnet siden. Last den på nytt."))


def _exempt(attachment: CaseAttachment, basis: LegalBasis | None) -> None:
    if (basis.pk if basis else None) == attachment.basis_id:
        return
    attachment.is_exempt, attachment.basis = basis is not None, basis
    attachment.save(update_fields=["is_exempt", "basis"])
