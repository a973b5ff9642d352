"""What pages of all floors gather about courses, and the names of what is done with them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.lifecycle import CourseState
from incubator.models import Course, Participation
from incubator.queries.course_proof import KIND, TEMPLATE
from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person, Role
from organisation.registries import Lines, Row, Start
from organisation.search.queries import ranked
from organisation.web.wording import day

SHOWN = 6

ACTIONS = {
    "incubator.plan_course": gettext_lazy("Kurset planlagt"),
    "incubator.edit_course": gettext_lazy("Kurset endret"),
    "incubator.hold_course": gettext_lazy("Kurset merket som gjennomført"),
    "incubator.cancel_course": gettext_lazy("Kurset avlyst"),
    "incubator.add_participants": gettext_lazy("Deltakere lagt til"),
    "incubator.set_completed": gettext_lazy("Krysset av hvem som fullførte"),
    "incubator.remove_participant": gettext_lazy("Deltaker tatt bort"),
    "incubator.order_proof": gettext_lazy("Kursbevis bestilt"),
}


def over(person: Person) -> QuerySet[Course] | None:
    """Courses that are over, of which nobody has said whether they were held."""
    units = person.grants.units_as(Role.ADVISER)
    if not units:
        return None
    past = Course.objects.filter(state=CourseState.PLANNED, ends_on__lt=timezone.localdate())
    mine = past.filter(unit__in=units).select_related("unit")
    return mine.order_by("ends_on", "pk")[:SHOWN]


def over_rows(courses: list[Course], person: Person) -> Iterator[Row]:
    for course in courses:
        yield Row(
            icon="calendar",
            title=course.title,
            url=course.get_absolute_url(),
            facts=(_("Kurs"), str(course.unit)),
            due=course.ends_on,
            due_words=_("Siste dag"),
            action=_("Si om det ble holdt"),
        )


def starts(person: Person) -> Iterator[Start]:
    if person.has_perm("incubator.start_course"):
        yield Start(icon="calendar", title=_("Nytt kurs"), url=reverse("incubator:course_start"))


def found(person: Person, query: str) -> Any:
    rows = Course.objects.visible_to(person).select_related("unit")
    return ranked(rows, query, headline=("about",))


def found_row(course: Course) -> Row:
    return Row(
        icon="calendar",
        title=course.title,
        url=course.get_absolute_url(),
        facts=(_("Kurs"), day(course.starts_on), str(course.unit)),
    )


def about(person: Person) -> Iterator[Any]:
    """The courses the person leads, and takes part in with the proofs that were issued."""
    yield from Course.objects.filter(leader=person).order_by("pk")
    rows = Participation.objects.filter(person=person).select_related("course", "person")
    for row in rows.prefetch_related("proofs").order_by("pk"):
        yield row
        yield from row.proofs.all()


def register() -> None:
    registries.waiting_for.add("incubator.courses", Lines(over, over_rows))
    registries.can_start.add("incubator.courses", starts)
    registries.personal_data.add("incubator.courses", about)
    registries.search_kinds.add(
        "incubator.courses", registries.SearchKind(gettext_lazy("Kurs"), found, found_row)
    )
    registries.document_kinds.add(
        KIND, registries.DocumentKind(gettext_lazy("Kursbevis"), TEMPLATE)
    )
    registries.document_holders.add(
        "incubator.participation", Participation.objects.select_related("person", "course").all
    )
    action_names.update(ACTIONS)
