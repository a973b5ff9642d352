"""What a proof of a completed course says, and which proofs there are of those who took part."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator.models import Course, CourseProof, Participation
from organisation.audit.tracking import freeze
from organisation.files.models import Document
from organisation.web.wording import day, number

KIND = "course_proof"
TEMPLATE = "documents/course_proof.html"


def key_of(proof: CourseProof) -> str:
    """What the document of the proof is ordered under."""
    return f"course-proof-{proof.pk}-{proof.content_sha256}"


def content_of(course: Course, participation: Participation) -> dict[str, Any]:
    """What the proof says of the person and the course, as plain data; its checksum is of this."""
    district, unit = course.district.name, course.unit.name
    days = day(course.starts_on)
    if course.ends_on != course.starts_on:
        days = _("%(first)s–%(last)s") % {"first": days, "last": day(course.ends_on)}
    facts = [
        [_("Prosjektrolle"), course.role],
        [_("Holdt"), days],
        [_("Omfang"), hours_words(course)],
        [_("Sted"), course.place],
        [_("Fullført"), day(participation.completed_on) if participation.completed_on else ""],
    ]
    return {
        "language": "nb",
        "letterhead": {
            "municipality": district,
            "office": "" if unit == district else unit,
            "kind": _("Kursbevis"),
        },
        "name": str(participation),
        "title": course.title,
        "head": [fact for fact in facts if fact[1]],
        "goals": course.goal_lines,
        "signed": {"name": course.leader_words, "as": _("Kursleder")},
    }


def hours_words(course: Course) -> str:
    words = ngettext("%(n)s time", "%(n)s timer", 1 if course.hours == 1 else 2)
    return words % {"n": number(course.hours)}


def context_of(content: dict[str, Any], proof: CourseProof) -> dict[str, Any]:
    """What the template prints (docs/documents.md)."""
    return {
        **content,
        "issued": day(proof.issued_on),
        "number": proof.number,
        "version": proof.version,
        "checksum": proof.content_sha256,
        "meta": {
            "author": content["letterhead"]["municipality"],
            "description": _("Kursbevis for %(name)s, %(course)s")
            % {"name": content["name"], "course": content["title"]},
            "keywords": [_("kursbevis")],
            "created": proof.issued_on.isoformat(),
        },
    }


# --- What there is --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """A participation with the proof that holds for it, or the newest when none does."""

    participation: Participation
    proof: CourseProof | None
    document: Document | None
    is_outdated: bool  # the course or the name has changed since

    @property
    def is_completed(self) -> bool:
        return self.participation.is_completed


def with_proofs(rows: Iterable[Participation]) -> list[Held]:
    """Two queries whatever the number; `rows` come with person, and course with what it says."""
    rows = list(rows)
    proofs: dict[int, list[CourseProof]] = {}
    for proof in CourseProof.objects.filter(participation__in=[row.pk for row in rows]):
        proofs.setdefault(proof.participation_id, []).append(proof)
    keys = [key_of(proof) for each in proofs.values() for proof in each]
    documents = {
        document.key: document
        for document in Document.objects.filter(key__in=keys).select_related("file")
    }
    held = []
    for row in rows:
        versions = proofs.get(row.pk, [])
        _text, checksum = freeze(content_of(row.course, row)) if versions else ("", "")
        current = next((proof for proof in versions if proof.content_sha256 == checksum), None)
        shown = current or next(iter(versions), None)
        document = documents.get(key_of(shown)) if shown else None
        held.append(Held(row, shown, document, bool(shown) and current is None))
    return held
