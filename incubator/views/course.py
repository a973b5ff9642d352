"""Courses: the list, one of them, a new one, its facts, held, called off, and its proofs."""

from typing import Any

import django_filters
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incubator.forms.course import CancelForm, CourseForm, EditCourseForm, facts_of
from incubator.lifecycle import CourseState
from incubator.models import Course, Participation
from incubator.queries.course import units_of, with_what_it_says, years_and_roles
from incubator.queries.course_proof import with_proofs
from incubator.services import course as services
from incubator.services import course_proof as proofs
from organisation.errors import DomainError
from organisation.files.models import DocumentBatch
from organisation.people.forms import people_to_choose
from organisation.people.models import Person, Role, Unit
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from organisation.web.wording import day

SORTS = (
    Sort("nyest", gettext_lazy("Nyest"), ("-starts_on", "-pk")),
    Sort("tittel", gettext_lazy("Tittel"), ("title_key", "pk")),
    Sort("timer", gettext_lazy("Timer"), ("hours", "pk")),
    Sort("deltakere", gettext_lazy("Deltakere"), ("-participant_count", "pk")),
)
BY_NAME = (
    Sort("navn", gettext_lazy("Navn"), ("shown_name", "pk")),
    Sort("fullfort", gettext_lazy("Fullført"), ("completed_on", "shown_name", "pk")),
)


class CourseFilter(django_filters.FilterSet):
    tilstand = django_filters.ChoiceFilter(
        label=gettext_lazy("Tilstand"),
        field_name="state",
        choices=CourseState.choices,
        empty_label=gettext_lazy("Alle"),
    )
    ar = django_filters.ChoiceFilter(
        label=gettext_lazy("År"), field_name="starts_on__year", empty_label=gettext_lazy("Alle")
    )
    rolle = django_filters.ChoiceFilter(
        label=gettext_lazy("Prosjektrolle"), field_name="role", empty_label=gettext_lazy("Alle")
    )
    enhet = django_filters.ChoiceFilter(
        label=gettext_lazy("Holdes av"), field_name="unit_id", empty_label=gettext_lazy("Alle")
    )

    class Meta:
        model = Course
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Person = self.request.user
        years, roles = years_and_roles(person)
        self.filters["ar"].extra["choices"] = [(str(year), str(year)) for year in years]
        self.filters["rolle"].extra["choices"] = [(role, role) for role in roles]
        self.filters["enhet"].extra["choices"] = units_of(person)


@require_safe
def course_list(request: Request) -> HttpResponse:
    rows = Course.objects.visible_to(request.user).select_related("unit").with_counts()
    context = {
        "listing": build_list(request, rows, filterset=CourseFilter, sorts=SORTS),
        "may_start": request.user.has_perm("incubator.start_course"),
    }
    return render_page(request, "incubator/course_list.html", context, fragments=["course-list"])


def find_course(request: Request, pk: int) -> Any:
    rows = Course.objects.visible_to(request.user).select_related("unit", "district", "leader")
    return get_object_or_404(rows.with_counts(), pk=pk)


@require_safe
def course_page(request: Request, pk: int) -> HttpResponse:
    """Everybody is told how many; who they are, only the adviser, the leader and oneself."""
    course, person = find_course(request, pk), request.user
    may_edit = person.has_perm("incubator.edit_course", course)
    context: dict[str, Any] = {
        "course": course,
        "may_edit": may_edit,
        "sees_names": person.has_perm("incubator.view_participants", course),
        "is_over": course.is_over(timezone.localdate()),
    }
    of_course = Participation.objects.filter(course=course.pk)
    rows = with_what_it_says(of_course.with_name())
    if context["sees_names"]:
        context["listing"] = listing = build_list(request, rows, sorts=BY_NAME)
        context["rows"] = with_proofs(listing)
    else:
        context["own"] = next(iter(with_proofs(rows.filter(person=person.pk))), None)
    if may_edit and course.is_held:
        mine = DocumentBatch.objects.visible_to(person)
        ordered = mine.filter(key__startswith=proofs.key_of_course(course))
        context["batch"] = ordered.order_by("-created_at", "-pk").first()
    fragments = ["participant-list"] if context["sees_names"] else []
    return render_page(request, "incubator/course.html", context, fragments=fragments)


def choices_for(request: Request, district_id: int, leader: int | None = None) -> dict[str, Any]:
    """`leader` can stay, also when no longer employed here."""
    units = Unit.objects.active().filter(district=district_id).in_tree_order()
    return {
        "units": units.filter(pk__in=request.user.units_as(Role.ADVISER)),
        "people": people_to_choose(district_id) | Person.objects.filter(pk=leader),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def course_start(request: Request) -> HttpResponse:
    authorize(request.user, "incubator.start_course")
    form = CourseForm(request.POST or None, **choices_for(request, request.user.district_id))
    made: list[Course] = []

    def save() -> None:
        facts = dict(form.cleaned_data)
        made.append(services.plan_course(facts.pop("unit"), facts, by=request.user))

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Kurset er planlagt."))
        return redirect(made[0])
    context = {"form": form, "back_url": reverse("incubator:course_list"), "action": _("Lagre")}
    context["heading"] = _("Nytt kurs")
    return render_page(request, "incubator/course_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def course_edit(request: Request, pk: int) -> HttpResponse:
    course = find_course(request, pk)
    authorize(request.user, "incubator.edit_course", course)
    form = EditCourseForm(
        request.POST or None,
        initial=facts_of(course),
        **choices_for(request, course.district_id, course.leader_id),
    )

    def save() -> None:
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        services.edit_course(course, changes, version=version, by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Kurset er lagret."))
        return redirect(course)
    context = {"form": form, "course": course, "heading": _("Endre kurset"), "action": _("Lagre")}
    return render_page(request, "incubator/course_form.html", context, status=status)


@require_POST
def course_hold(request: Request, pk: int) -> HttpResponse:
    course = find_course(request, pk)
    authorize(request.user, "incubator.edit_course", course)
    try:
        services.hold_course(course, on=timezone.localdate(), by=request.user)
    except DomainError as refused:
        return refusal(request, course, refused)
    messages.success(request, _("Kurset er merket som gjennomført. Kryss av hvem som fullførte."))
    return redirect(course)


def refusal(request: Request, course: Course, refused: DomainError) -> HttpResponse:
    context = {"message": refused.message, "back_url": course.get_absolute_url()}
    return render_page(request, "409.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def course_cancel(request: Request, pk: int) -> HttpResponse:
    course = find_course(request, pk)
    authorize(request.user, "incubator.edit_course", course)
    form = CancelForm(request.POST or None)

    def save() -> None:
        services.cancel_course(course, reason=form.cleaned_data["reason"], by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Kurset er avlyst."))
        return redirect(course)
    confirmation = Confirmation(
        heading=_("Avlys kurset"),
        question=_("Kurset kan ikke settes opp igjen etterpå. Deltakerlisten blir stående."),
        action=_("Avlys kurset"),
        back_url=course.get_absolute_url(),
        facts=[
            (_("Kurs"), course.title),
            (_("Første dag"), day(course.starts_on)),
            (_("Deltakere"), str(course.participant_count)),
        ],
    )
    context = {"form": form, "confirmation": confirmation}
    return render_page(request, "components/confirm.html", context, status=status)


@require_POST
def course_proofs(request: Request, pk: int) -> HttpResponse:
    """The proof of everybody who has completed the course, in one go."""
    course = find_course(request, pk)
    authorize(request.user, "incubator.edit_course", course)
    try:
        return redirect(proofs.order_proofs(course, by=request.user))
    except DomainError as refused:
        return refusal(request, course, refused)
