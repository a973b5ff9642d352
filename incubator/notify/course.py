"""Who is told of what becomes of a course."""

from django.utils.translation import gettext as _

from incubator.models import Course
from organisation.notices.services import tell
from organisation.people.models import Person


def cancelled(course: Course, *, by: Person) -> None:
    """Those in the register who were to take part, and whoever was to lead it."""
    going = Person.objects.filter(participations_in_courses__course=course.pk)
    tell(
        [*going, *([course.leader] if course.leader else [])],
        key=f"course-{course.pk}-cancelled",
        text=_("Kurset «%(title)s» er avlyst.") % {"title": course.title},
        url=course.get_absolute_url(),
        by=by,
    )
