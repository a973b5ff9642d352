"""Reads about courses for the pages."""

from django.db.models import QuerySet

from incubator.lifecycle import CourseState
from incubator.models import Course, Participation
from incubator.queries.course_proof import Held, with_proofs
from organisation.people.models import Person

FEW = 5


def planned(person: Person) -> QuerySet[Course]:
    """What is to come, the next one first; also what nobody has said was held."""
    rows = Course.objects.visible_to(person).with_counts()
    return rows.filter(state=CourseState.PLANNED).select_related("unit").order_by("starts_on", "pk")


def newest_held(person: Person) -> QuerySet[Course]:
    rows = Course.objects.visible_to(person).with_counts()
    return rows.filter(state=CourseState.HELD).select_related("unit").order_by("-ends_on", "-pk")


def own_courses(person: Person) -> list[Held]:
    """The courses the person has completed, with the proofs, newest first."""
    rows = Participation.objects.filter(person=person.pk, completed_on__isnull=False)
    return with_proofs(with_what_it_says(rows).order_by("-completed_on", "-pk"))


def with_what_it_says(rows: QuerySet[Participation]) -> QuerySet[Participation]:
    """With all that a proof is made of."""
    return rows.select_related("person", "course__unit", "course__district", "course__leader")


def choices(person: Person) -> list[tuple[int, str, int, str, str]]:
    """The year, role and unit of the courses the person sees; one query a request."""

    def read() -> list[tuple[int, str, int, str, str]]:
        rows = Course.objects.visible_to(person).order_by()
        names = ("starts_on__year", "role", "unit", "unit__name", "unit__name_key")
        return list(rows.values_list(*names).distinct())

    return person.once("incubator.course_choices", read)


def years_and_roles(person: Person) -> tuple[list[int], list[str]]:
    """What the filter of the list offers."""
    found = choices(person)
    years = sorted({year for year, *_rest in found}, reverse=True)
    return years, sorted({role for _year, role, *_rest in found if role}, key=str.casefold)


def units_of(person: Person) -> list[tuple[str, str]]:
    """The units that hold courses."""
    found = {(key, str(pk), name) for _year, _role, pk, name, key in choices(person)}
    return [(pk, name) for _key, pk, name in sorted(found)]
