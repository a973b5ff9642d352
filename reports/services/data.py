"""Blocks of live data in a case: put in, asked for something else."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.people.models import Person
from reports.blocks import BLOCKS
from reports.lifecycle import SectionKind
from reports.models import BoardCase, CaseSection
from reports.services.writing import (
    lock_section,
    lock_to_write,
    next_position,
    refresh_words,
)


@transaction.atomic
def add_data(
    case: BoardCase,
    *,
    block: str,
    by: Person,
    heading: str = "",
    level: int = 3,
    params: dict[str, Any] | None = None,
    after: CaseSection | None = None,
) -> CaseSection:
    """Put a block of live data last in the case, or right after a section.

    Raises DomainError for a block that has nothing to tell in this case.
    """
    case = lock_to_write(case)
    kind = BLOCKS.get(block)
    if kind is None or not kind.fits(case):
        raise DomainError(_("Datablokken passer ikke i denne saken."))
    position = after.position + 1 if after else next_position(case)
    with acting(by, "reports.add_data"):
        if after:
            for later in case.sections.filter(position__gte=position):
                later.position += 1
                later.save(update_fields=["position"])
        section = CaseSection.objects.create(
            case=case,
            kind=SectionKind.DATA,
            heading=heading.strip() or str(kind.title),
            level=level,
            block=block,
            params=params or {},
            position=position,
        )
        refresh_words(case)
    return section


@transaction.atomic
def save_data(
    section: CaseSection,
    *,
    heading: str,
    level: int,
    params: dict[str, Any],
    version: int,
    by: Person,
) -> CaseSection:
    """Call the block something else, or ask it for something else. Raises Stale, DomainError."""
    case = lock_to_write(section.case)
    current = lock_section(section, version=version)
    current.heading, current.level, current.params = heading.strip(), level, params
    current.version += 1
    with acting(by, "reports.save_data"):
        current.save(update_fields=["heading", "level", "params", "version"])
        refresh_words(case)
    return current
