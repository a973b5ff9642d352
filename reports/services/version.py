"""Taking back a text that stood in a case before, as a new save of today."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.people.models import Person
from reports.lifecycle import SectionKind
from reports.models import BoardCase, CaseSection
from reports.services.writing import add_section, save_proposal, save_section


@transaction.atomic
def take_back_section(
    section: CaseSection, old: dict[str, Any], *, words: str, version: int, by: Person
) -> CaseSection:
    """Save in `section` what it held: `heading`, `level` and `html` of `old`.

    `words` say which version it is from, for the history. Raises Stale with what somebody saved
    meanwhile, and DomainError where nothing is different or the text is no longer open.
    """
    same = all(getattr(section, name) == old[name] for name in ("heading", "level", "html"))
    if same and section.version == version:
        raise DomainError(_("Delen er alt slik. Ingenting er endret."))
    with acting(by, "reports.take_back_text", reason=words):
        return save_section(
            section,
            html=old["html"],
            heading=old["heading"],
            level=old["level"],
            version=version,
            by=by,
        )


@transaction.atomic
def take_back_removed(
    case: BoardCase,
    old: dict[str, Any],
    *,
    after: CaseSection | None,
    words: str,
    by: Person,
) -> CaseSection:
    """Put a part that was taken out back into the case, behind `after` or last."""
    if old["kind"] == SectionKind.DATA:
        raise DomainError(_("En datablokk settes inn på nytt fra saken."))
    with acting(by, "reports.take_back_text", reason=words):
        return add_section(
            case,
            heading=old["heading"],
            level=old["level"],
            kind=old["kind"],
            html=old["html"],
            help=old["help"],
            after=after,
            by=by,
        )


@transaction.atomic
def take_back_proposal(
    case: BoardCase, *, proposal: str, outcome: str, words: str, version: int, by: Person
) -> BoardCase:
    """Save the proposal as it stood; raises Stale when the case was saved meanwhile."""
    same = (case.proposal, case.proposed_outcome) == (proposal, outcome)
    if same and case.version == version:
        raise DomainError(_("Forslaget er alt slik. Ingenting er endret."))
    with acting(by, "reports.take_back_text", reason=words):
        return save_proposal(
            case, proposal=proposal, proposed_outcome=outcome, version=version, by=by
        )
