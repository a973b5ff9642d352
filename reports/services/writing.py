"""Writing in a case: its head, its sections and the proposal.

Each section is saved by itself with a version of its own, so that two people can write in one case;
two who write in the same section are told of each other by Stale, which carries the saved row.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, Stale
from organisation.locking import lock
from organisation.people.models import Person
from organisation.web.richtext import clean, keep_ids
from portfolio.lifecycle import Outcome as GateOutcome
from reports.lifecycle import CaseKind, CaseState
from reports.models import BoardCase, CaseSection, LegalBasis
from reports.services.comment import keep_comments_of
from reports.shielding import searchable

KEEP: Any = object()  # stands for what is left as it is, where None says something
OF_EXEMPT = ("legal_basis", "basis", "public_title", "exempt_until")


class Placed(Protocol):
    pk: Any


Item = TypeVar("Item", bound=Placed)


def lock_to_write(case: BoardCase) -> BoardCase:
    """The case under its lock; DomainError when the text is no longer open."""
    case = lock(case)
    if not case.is_writable:
        raise DomainError(
            _("Saken er «%(state)s», og teksten er låst. Send den tilbake for å skrive mer.")
            % {"state": case.get_state_display()}
        )
    return case


def neighbour(items: Sequence[Item], item: Item, step: int) -> Item | None:
    """The item `step` places from `item` in the list, or None at the end of it."""
    place = next(index for index, each in enumerate(items) if each.pk == item.pk) + step
    return items[place] if 0 <= place < len(items) else None


@transaction.atomic
def register_case(
    case: BoardCase,
    *,
    by: Person,
    version: int,
    title: str | None = None,
    archive_case: str | None = None,
    archive_code: str | None = None,
    case_officer: Person | None = None,
    is_exempt: bool | None = None,
    legal_basis: str | None = None,
    basis: LegalBasis | None = KEEP,
    public_title: str | None = None,
    exempt_until: date | None = KEEP,
) -> BoardCase:
    """Change the head of the case; what is None or left out stays. Raises Stale or DomainError.

    Number and code of the archive, and how an exempt case is called in public, may change until
    the case is archived; the rest, which is part of the approved text, only while it is written.
    `basis` is a row of the table of laws; `legal_basis` is what is printed, the row's own words
    when it is left out.
    """
    case = lock(case, version=version)
    if case.state == CaseState.ARCHIVED:
        raise DomainError(_("Saken er arkivert og kan ikke endres."))
    if basis is not KEEP and basis is not None and not legal_basis:
        legal_basis = str(basis)
    changes = _said(archive_case=archive_case, archive_code=archive_code, public_title=public_title)
    changes |= {} if exempt_until is KEEP else {"exempt_until": exempt_until}
    wanted = _said(
        title=title, case_officer=case_officer, is_exempt=is_exempt, legal_basis=legal_basis
    )
    wanted |= {} if basis is KEEP else {"basis": basis}
    if not case.is_writable and any(getattr(case, name) != wanted[name] for name in wanted):
        raise DomainError(_("Teksten er låst. Bare arkivsak og arkivkode kan endres nå."))
    changes |= wanted if case.is_writable else {}
    for name, value in changes.items():
        setattr(case, name, value.strip() if isinstance(value, str) else value)
    if not case.is_exempt:
        case.legal_basis, case.basis, case.public_title = "", None, ""
        case.exempt_until = None
    refuse_used_archive_case(case)
    if case.is_exempt and not case.legal_basis:
        raise DomainError(_("Skriv hjemmelen for å unnta saken fra offentlighet."))
    case.version += 1
    with acting(by, "reports.register_case"):
        case.save(update_fields=[*changes, *OF_EXEMPT, "version"])
    return case


def _said(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def refuse_used_archive_case(case: BoardCase) -> None:
    if not case.archive_case:
        return
    others = BoardCase.objects.filter(district=case.district_id, archive_case=case.archive_case)
    if others.exclude(pk=case.pk).exists():
        raise DomainError(_("Arkivsaken er alt brukt på en annen sak."))


@transaction.atomic
def save_section(
    section: CaseSection,
    *,
    html: str,
    by: Person,
    version: int,
    heading: str | None = None,
    level: int | None = None,
) -> CaseSection:
    """Save what was written in one section. Raises Stale with the section as it stands now."""
    case = lock_to_write(section.case)
    current = lock_section(section, version=version)
    current.html = keep_ids(clean(html), current.html)
    current.heading = heading.strip() if heading is not None else current.heading
    current.level = level or current.level
    current.version += 1
    with acting(by, "reports.save_section"):
        current.save(update_fields=["html", "heading", "level", "version"])
        refresh_words(case)
    return current


def lock_section(section: CaseSection, *, version: int) -> CaseSection:
    found = CaseSection.objects.select_for_update().filter(pk=section.pk).first()
    if found is None:
        raise DomainError(_("Noen andre har fjernet delen. Teksten din er ikke borte."))
    if found.version != version:
        raise Stale(
            _("Noen andre har lagret i denne delen mens du skrev. Teksten din er ikke borte."),
            current=found,
        )
    return found


@transaction.atomic
def add_section(
    case: BoardCase,
    *,
    heading: str,
    by: Person,
    level: int = 2,
    kind: str = "text",
    html: str = "",
    after: CaseSection | None = None,
    help: str = "",
    is_required: bool = False,
) -> CaseSection:
    """Add a section last, or right after another one."""
    case = lock_to_write(case)
    position = after.position + 1 if after else next_position(case)
    with acting(by, "reports.add_section"):
        if after:
            for later in case.sections.filter(position__gte=position):
                later.position += 1
                later.save(update_fields=["position"])
        section = CaseSection.objects.create(
            case=case,
            heading=heading.strip(),
            level=level,
            kind=kind,
            html=clean(html),
            position=position,
            help=help,
            is_required=is_required,
        )
        refresh_words(case)
    return section


def next_position(case: BoardCase) -> int:
    return (case.sections.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def move_section(section: CaseSection, *, step: int, by: Person) -> None:
    """Move a section one place up (-1) or down (1); at the end of the list nothing happens."""
    case = lock_to_write(section.case)
    parts = list(case.sections.order_by("position"))
    other = neighbour(parts, section, step)
    if other is None:
        return
    moved = next(part for part in parts if part.pk == section.pk)
    with acting(by, "reports.move_section"):
        moved.position, other.position = other.position, moved.position
        moved.save(update_fields=["position"])
        other.save(update_fields=["position"])


@transaction.atomic
def remove_section(section: CaseSection, *, by: Person, version: int) -> None:
    """Take a section out; its text stays in the history. Refused for what the form demands."""
    case = lock_to_write(section.case)
    current = lock_section(section, version=version)
    if current.is_required:
        raise DomainError(_("Malen krever denne delen. Den kan ikke fjernes."))
    with acting(by, "reports.remove_section"):
        keep_comments_of(current)
        current.delete()
        refresh_words(case)


@transaction.atomic
def save_proposal(
    case: BoardCase, *, proposal: str, by: Person, version: int, proposed_outcome: str = ""
) -> BoardCase:
    """Save what the board is asked to decide, and what it would mean for the gate."""
    lock_to_write(case)
    case = lock(case, version=version)
    if proposed_outcome and case.kind != CaseKind.GATE_DECISION:
        raise DomainError(_("Bare en fasebeslutning kan flytte prosjektet."))
    if proposed_outcome and proposed_outcome not in GateOutcome.values:
        raise DomainError(_("Velg hva forslaget betyr for prosjektet."))
    case.proposal = keep_ids(clean(proposal), case.proposal)
    case.proposed_outcome = proposed_outcome
    case.version += 1
    with acting(by, "reports.save_proposal"):
        case.save(update_fields=["proposal", "proposed_outcome", "version"])
        refresh_words(case)
    return case


def refresh_words(case: BoardCase) -> None:
    """Keep the public words of the case for search. The caller holds the lock and the actor."""
    case.body_text = searchable(case)
    BoardCase.objects.filter(pk=case.pk).update(body_text=case.body_text)
