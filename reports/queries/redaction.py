"""What is kept from the public, for pages: who reads which version, and what may be taken out."""

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from organisation.people.models import Person
from reports.content import document_context
from reports.models import BoardCase, CaseAttachment, Redaction
from reports.shielding import ANSWER, Part, lost_paragraphs, parts_of, public_context


@dataclass(frozen=True)
class Choosing:
    """The text to choose from, with what is chosen already and what has lost its place."""

    parts: list[Part]
    chosen: dict[tuple[str, str], Redaction]
    lost: list[tuple[Redaction, str]]  # and the heading of the part it stood in


def choosing(case: BoardCase) -> Choosing:
    """`case` is read with `with_text`."""
    context = document_context(case)
    parts = parts_of(context)
    headings = {part.key: part.heading for part in parts}
    return Choosing(
        parts=parts,
        chosen={(each.place, each.block): each for each in case.redactions.select_related("basis")},
        lost=[(each, headings[each.place]) for each in lost_paragraphs(case, context)],
    )


def content_for(case: BoardCase, person: Person, **how: Any) -> dict[str, Any]:
    """The context of the case as `person` may read it; `case` is read with `with_text`."""
    read = document_context if reads_whole(case, person) else public_context
    return read(case, **how)


def reads_whole(case: BoardCase, person: Person) -> bool:
    return bool(person.has_perm("reports.read_whole", case))


def attachments_for(case: BoardCase, person: Person) -> list[CaseAttachment]:
    """The attachments in order; those `person` may not have stand without title and file."""
    rows = case.numbered_attachments()
    if not any(each.is_exempt for each in rows) or reads_whole(case, person):
        return rows
    return public_attachments(case)


def public_attachments(case: BoardCase) -> list[CaseAttachment]:
    """The attachments as anybody may see them; the rows are for reading only."""
    rows = [copy(each) for each in case.numbered_attachments()]
    for row in rows:
        if row.is_exempt:
            row.title, row.file, row.note = _("Unntatt offentlighet"), None, str(row.basis)
    return rows


def silent_answers(cases: list[BoardCase], person: Person) -> set[int]:
    """Ids of vedtak with words taken out, in cases `person` reads the public version of."""
    of_answers = Redaction.objects.filter(
        case__in=[case.pk for case in cases], place__startswith=ANSWER
    ).exclude(case__in=BoardCase.objects.read_whole_by(person).values("pk"))
    return {int(place.removeprefix(ANSWER)) for place in of_answers.values_list("place", flat=True)}
