"""The line of posts that approve a case: whose turn it is, and who has signed.

The line is that of the case's form. Without one, whoever is director of the unit approves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.people.models import Person
from reports.lifecycle import CaseState

if TYPE_CHECKING:
    from reports.models import BoardCase, CaseSignature, Office


@dataclass(frozen=True)
class Place:
    """One post of the line, who would sign for it today, and the signature when it is there."""

    office: "Office"
    signer: Person | None
    signature: "CaseSignature | None"

    @property
    def title(self) -> str:
        return title_of(self.office, self.signer)


def title_of(office: "Office", signer: Person | None) -> str:
    """What whoever signs is called: with *fung.* when it is not the holder."""
    if signer is None or signer.pk == office.holder_id:
        return office.title
    return _("fung. %(title)s") % {"title": office.title[:1].lower() + office.title[1:]}


def line_of(case: "BoardCase", *, on: date | None = None) -> list[Place]:
    """The posts in their order; those taken out of use are left out. Two queries."""
    return lines_of([case], on=on)[case.pk]


def lines_of(cases: "Iterable[BoardCase]", *, on: date | None = None) -> dict[int, list[Place]]:
    """The line of each case, by its id. Two queries, whatever the number of cases."""
    from reports.models import CaseSignature, Office

    wanted = {case.pk: [int(pk) for pk in case.template.approvers] for case in cases}
    named = {pk for line in wanted.values() for pk in line}
    if not named:
        return {case: [] for case in wanted}
    day = on or timezone.localdate()
    offices = Office.objects.filter(pk__in=named, is_active=True)
    there = {office.pk: office for office in offices.select_related("holder", "stand_in")}
    rows = CaseSignature.objects.filter(case__in=wanted, round=F("case__check_round"))
    signed = {(each.case_id, each.office_id): each for each in rows.select_related("by")}
    return {
        case: [
            Place(there[pk], there[pk].signer(day), signed.get((case, pk)))
            for pk in line
            if pk in there
        ]
        for case, line in wanted.items()
    }


def posts_of(case: "BoardCase") -> list[str]:
    """What the posts of the line are called, in their order; one query, none without a line.

    A case that is to be signed has read its line already, to tell whose turn it is.
    """
    from reports.models import Office

    if case.state == CaseState.QUALITY_CHECK:
        return [place.office.title for place in case.signing_line]
    wanted = [int(pk) for pk in case.template.approvers]
    offices = Office.objects.filter(pk__in=wanted, is_active=True) if wanted else ()
    titles = {office.pk: office.title for office in offices}
    return [titles[pk] for pk in wanted if pk in titles]


def turn_in(line: list[Place]) -> Place | None:
    """Whose turn it is; None when all have signed, or nobody has to."""
    return next((place for place in line if place.signature is None), None)


def signs_now(person: Person, case: Any) -> Place | None:
    """The place where it is the turn of `person`; None when it is not."""
    if case is None or case.state != CaseState.QUALITY_CHECK or not person.is_active:
        return None
    named = ids_in(case)
    if not named or named.isdisjoint(offices_held(person)):
        return None
    turn = turn_in(case.signing_line)
    return turn if turn and turn.signer and turn.signer.pk == person.pk else None


def ids_in(case: Any) -> set[int]:
    return {int(pk) for pk in case.template.approvers}


def offices_held(person: Person) -> list[int]:
    """Ids of the posts `person` holds or stands in for; asked once a request."""
    from django.db.models import Q

    from reports.models import Office

    def read() -> list[int]:
        mine = Office.objects.filter(Q(holder=person) | Q(stand_in=person), is_active=True)
        return list(mine.values_list("pk", flat=True))

    return person.once("reports.offices", read)
