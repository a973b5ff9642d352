"""Proof of a completed course: one for each who completed it, made once for the same content."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.models import Course, CourseProof, Participation
from incubator.queries.course_proof import KIND, TEMPLATE, content_of, context_of, key_of
from organisation.audit.tracking import acting, freeze
from organisation.errors import DomainError
from organisation.files.batches import order_batch
from organisation.files.models import Document, DocumentBatch
from organisation.files.services import order_document
from organisation.locking import lock
from organisation.people.models import Person
from organisation.people.services import take_number


def key_of_course(course: Course) -> str:
    """How the keys of its batches begin."""
    return f"course-{course.pk}-proofs-"


@transaction.atomic
def order_proofs(course: Course, *, by: Person) -> DocumentBatch:
    """Order the proof of everybody who has completed the course, followed with one bar.

    What is made of the same content is not made again; when the course or a name has changed there
    are new versions. Raises DomainError.
    """
    course = _take(course)  # two presses at once: the second finds what the first ordered
    completed = course.participations.filter(completed_on__isnull=False)
    rows = list(completed.in_order().select_related("person", "course__district"))
    if not rows:
        raise DomainError(_("Ingen er merket med at de har fullført kurset."))
    documents = [_order(course, row, by=by) for row in rows]
    content = ",".join(str(each.pk) for each in documents)
    return order_batch(
        _("Kursbevis, %(course)s") % {"course": course.title},
        documents,
        key=key_of_course(course) + hashlib.sha256(content.encode()).hexdigest()[:32],
        by=by,
        back_url=course.get_absolute_url(),
    )


@transaction.atomic
def order_proof(participation: Participation, *, by: Person) -> Document:
    """Order the proof of one alone; raises DomainError."""
    course = _take(participation.course)
    row = Participation.objects.select_related("person").get(pk=participation.pk)
    if not row.is_completed:
        raise DomainError(_("%(name)s er ikke merket med å ha fullført kurset.") % {"name": row})
    return _order(course, row, by=by)


def _take(course: Course) -> Course:
    lock(course)
    course = Course.objects.select_related("unit", "district", "leader").get(pk=course.pk)
    if not course.is_held:
        raise DomainError(_("Kursbevis kan først lages når kurset er gjennomført."))
    return course


def _order(course: Course, participation: Participation, *, by: Person) -> Document:
    content = content_of(course, participation)
    _text, checksum = freeze(content)
    proof = participation.proofs.filter(content_sha256=checksum).first()
    if proof is None:
        with acting(by, "incubator.order_proof"):
            proof = _next_version(course, participation, checksum)
    return order_document(
        kind=KIND,
        template=TEMPLATE,
        context=context_of(content, proof),
        key=key_of(proof),
        title=_("Kursbevis %(number)s, %(name)s") % {"number": proof.number, "name": participation},
        holder=participation,
        by=by,
    )


def _next_version(course: Course, participation: Participation, checksum: str) -> CourseProof:
    """The number is given once; it is issued the day its content was first asked for."""
    today = timezone.localdate()
    last = participation.proofs.order_by("-version").first()
    number = last.number if last else ""
    if not number:
        number = f"KB {today.year}-{take_number(course.district_id, KIND, today.year):03}"
    return CourseProof.objects.create(
        participation=participation,
        number=number,
        version=last.version + 1 if last else 1,
        content_sha256=checksum,
        issued_on=today,
    )
