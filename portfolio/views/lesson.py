"""Lessons: of one project, and of all of them."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.people.models import ServiceArea
from organisation.permissions import authorize
from organisation.search.queries import tsquery
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.lesson import LessonForm, NewLessonForm, UseForm
from portfolio.models import Lesson, LessonUse, Project
from portfolio.queries import lesson as queries
from portfolio.services import lesson as services
from portfolio.views.pages import find_project, sections_of
from portfolio.views.small_form import ask_first, back_to, refused

PAGE = "lessons"
DRAFT = "portfolio.lesson"
MOST_OFFERED = 6
SORTS = (
    Sort("nyeste", gettext_lazy("Nyeste"), ("-written_on",)),
    Sort("brukt", gettext_lazy("Mest brukt"), ("-use_count", "-written_on")),
    Sort("tittel", gettext_lazy("Tittel"), ("title_key",)),
)


class LessonFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=gettext_lazy("Søk i lærdommene"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    emne = django_filters.CharFilter(label=gettext_lazy("Emneord"), method="tagged")
    omrade = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Tjenesteområde"),
        field_name="project__service_area",
        queryset=lambda request: ServiceArea.objects.filter(
            district__in=request.user.grants.districts
        ).order_by("name_key"),
        empty_label=gettext_lazy("Alle"),
    )

    class Meta:
        model = Lesson
        fields = ("q", "emne", "omrade")

    def search(self, rows: QuerySet[Lesson], name: str, value: str) -> QuerySet[Lesson]:
        return rows.filter(Q(tsv=tsquery(value)) | Q(tags__contains=[value.lower().strip()]))

    def tagged(self, rows: QuerySet[Lesson], name: str, value: str) -> QuerySet[Lesson]:
        return rows.filter(tags__contains=[value.lower().strip()])


@require_GET
def lesson_list(request: Request) -> HttpResponse:
    """All lessons one may read, to search and narrow down."""
    authorize(request.user, "portfolio.list_projects")
    rows = Lesson.objects.visible_to(request.user).with_uses()
    return render_page(
        request,
        "portfolio/lesson_list.html",
        {
            "listing": build_list(request, rows, sorts=SORTS, filterset=LessonFilter),
            "tags": queries.tags_in_use(request.user),
        },
        fragments=["lesson-list"],
    )


@require_GET
def project_lessons(request: Request, slug: str) -> HttpResponse:
    """What the project has learned, what it took from others, and what others could give it."""
    project = find_project(request, slug)
    used = (
        LessonUse.objects.filter(project=project)
        .filter(lesson__in=Lesson.objects.visible_to(request.user))
        .select_related("lesson__project", "used_by")
    )
    used_already = {use.lesson_id for use in used}
    may_use = request.user.has_perm("portfolio.use_lesson", project)
    return render_page(
        request,
        "portfolio/project_lessons.html",
        {
            "project": project,
            "sections": sections_of(project, PAGE),
            "lessons": queries.of_project(project),
            "used": used,
            "offered": [
                each
                for each in queries.for_project(project, request.user)[:MOST_OFFERED]
                if each.pk not in used_already
            ],
            "may_write": request.user.has_perm("portfolio.write_lesson", project),
            "may_use": may_use,
            "project_to_use": project if may_use and project.is_under_way else None,
        },
    )


@require_http_methods(["GET", "POST"])
def lesson_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.write_lesson", project)
    draft = FormDraft(request, DRAFT, project.pk)
    form = NewLessonForm(request.POST or None, project=project, initial=draft.over())
    done, status = saved(
        form,
        lambda: services.write_lesson(
            project,
            title=form.cleaned_data["title"],
            text=form.cleaned_data["learned"],
            what_happened=form.cleaned_data["what_happened"],
            advice=form.cleaned_data["advice"],
            gate=form.cleaned_data["gate"],
            tags=form.cleaned_data["tags"],
            by=request.user,
        ),
    )
    if done:
        draft.discard()
        messages.success(request, _("Lærdommen er skrevet ned. Nå kan andre finne den."))
        return redirect("portfolio:lessons", slug=project.slug)
    context = {"project": project, "form": form, "draft": draft.found}
    return render_page(request, "portfolio/lesson_form.html", context, status=status)


def find_lesson(request: Request, slug: str, pk: int) -> tuple[Project, Lesson]:
    project = find_project(request, slug)
    lesson = get_object_or_404(Lesson.objects.with_uses(), project=project, pk=pk)
    lesson.project = project
    return project, lesson


def projects_that_may_use(request: Request, lesson: Lesson) -> Any:
    """The projects of the reader that have not used the lesson yet."""
    mine = Project.objects.visible_to(request.user).of_person(request.user).under_way()
    return (
        mine.exclude(pk=lesson.project_id)
        .exclude(lesson_uses__lesson=lesson)
        .distinct()
        .order_by("-number")
    )


@require_GET
def lesson_page(request: Request, slug: str, pk: int) -> HttpResponse:
    project, lesson = find_lesson(request, slug, pk)
    uses = lesson.uses.filter(project__in=Project.objects.visible_to(request.user))
    return render_page(
        request,
        "portfolio/lesson.html",
        {
            "project": project,
            "sections": sections_of(project, PAGE),
            "lesson": lesson,
            "uses": uses.select_related("project", "used_by"),
            "may_edit": request.user.has_perm("portfolio.edit_lesson", lesson),
            "may_use": projects_that_may_use(request, lesson).exists(),
        },
    )


@require_http_methods(["GET", "POST"])
def lesson_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    project, lesson = find_lesson(request, slug, pk)
    authorize(request.user, "portfolio.edit_lesson", lesson)
    facts = {**vars(lesson), "gate": lesson.gate_id}
    form = LessonForm(request.POST or None, project=project, initial=facts)
    done, status = saved(
        form,
        lambda: services.edit_lesson(
            lesson, form.cleaned_data, version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("Lærdommen er lagret."))
        return redirect(lesson)
    context = {"project": project, "lesson": lesson, "form": form}
    return render_page(request, "portfolio/lesson_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def lesson_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    project, lesson = find_lesson(request, slug, pk)
    authorize(request.user, "portfolio.edit_lesson", lesson)
    if request.method == "POST":
        try:
            services.remove_lesson(lesson, by=request.user)
        except DomainError as no:
            return refused(request, no.message, lesson.get_absolute_url())
        messages.success(request, _("Lærdommen er tatt bort."))
        return redirect("portfolio:lessons", slug=project.slug)
    return ask_first(
        request,
        _("Ta bort lærdom"),
        _("«%(title)s» kan ikke lenger finnes av andre. Historikken beholder den.")
        % {"title": lesson.title},
        back=lesson.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
def lesson_use(request: Request, slug: str, pk: int) -> HttpResponse:
    """Say that one of one's own projects used it; `?prosjekt=` is the one to begin with."""
    _project, lesson = find_lesson(request, slug, pk)
    projects = projects_that_may_use(request, lesson)
    form = UseForm(
        request.POST or None,
        projects=projects,
        initial={"project": request.GET.get("prosjekt")},
    )

    def use() -> None:
        project = form.cleaned_data["project"]
        authorize(request.user, "portfolio.use_lesson", project)
        services.use_lesson(lesson, project, note=form.cleaned_data["note"], by=request.user)

    done, status = saved(form, use)
    if done:
        messages.success(request, _("Takk. Nå ser alle at lærdommen er brukt."))
        return redirect(back_to(form.cleaned_data["project"], PAGE, "brukt"))
    context = {"lesson": lesson, "project": lesson.project, "form": form, "projects": projects}
    return render_page(request, "portfolio/lesson_use.html", context, status=status)


@require_http_methods(["GET", "POST"])
def lesson_unuse(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take back that this project used the lesson `pk` of another."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.use_lesson", project)
    use = get_object_or_404(LessonUse.objects.select_related("lesson"), project=project, lesson=pk)
    back = back_to(project, PAGE, "brukt")
    if request.method == "POST":
        services.unuse_lesson(use.lesson, project, by=request.user)
        messages.success(request, _("Bruken er tatt tilbake."))
        return redirect(back)
    question = _("«%(title)s» telles ikke lenger som brukt i dette prosjektet.")
    return ask_first(
        request, _("Ta tilbake bruken"), question % {"title": use.lesson.title}, back=back
    )
