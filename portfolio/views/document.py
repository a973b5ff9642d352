"""The documents of a project, and the templates they begin with."""

from typing import Any

import django_filters
from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core.files.base import File
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from organisation.errors import DomainError
from organisation.files.services import open_file
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.document import (
    DocumentForm,
    NewDocumentForm,
    TemplateForm,
    WithParts,
)
from portfolio.lifecycle.substance import DocumentKind
from portfolio.models import DocumentTemplate, DocumentVersion, Project, ProjectDocument
from portfolio.queries import document as queries
from portfolio.services import document as services
from portfolio.views.pages import find_project, sections_of
from portfolio.views.small_form import ask_first, back_to, refused, small_form

PAGE = "documents"
SHOWN_OF_TEXT = 20_000  # letters
SORTS = (
    Sort("nyeste", gettext_lazy("Sist endret"), ("-newest_added_at",)),
    Sort("tittel", gettext_lazy("Tittel"), ("title_key",)),
    Sort("type", gettext_lazy("Type"), ("kind", "title_key")),
)


class DocumentFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Type"), choices=DocumentKind, empty_label=gettext_lazy("Alle")
    )

    class Meta:
        model = ProjectDocument
        fields = ("kind",)


@require_GET
def document_list(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    rows = ProjectDocument.objects.filter(project=project).with_newest()
    return render_page(
        request,
        "portfolio/document_list.html",
        {
            "project": project,
            "sections": sections_of(project, PAGE),
            "listing": build_list(request, rows, sorts=SORTS, filterset=DocumentFilter),
            "templates": list(queries.current_templates(project.district).values()),
            "may_add": request.user.has_perm("portfolio.add_document", project),
        },
        fragments=["document-list"],
    )


@require_http_methods(["GET", "POST"])
def document_add(request: Request, slug: str, kind: str = "") -> HttpResponse:
    """First which type, then the document itself, since the type says what it must have."""
    project = find_project(request, slug)
    authorize(request.user, "portfolio.add_document", project)
    templates = queries.current_templates(project.district)
    if kind not in DocumentKind.values:
        if kind:
            raise Http404
        kinds = [(each, templates.get(each.value)) for each in DocumentKind]
        context = {"project": project, "kinds": kinds}
        return render_page(request, "portfolio/document_kinds.html", context)
    template = templates.get(kind)
    form = NewDocumentForm(
        request.POST or None,
        request.FILES or None,
        project=project,
        template=template,
        initial={"phase": project.phases.running().first()},
    )
    done, status = saved(
        form,
        lambda: services.add_document(
            project,
            title=form.cleaned_data["title"],
            kind=kind,
            phase=form.cleaned_data["phase"],
            upload=form.cleaned_data["file"],
            link=form.cleaned_data["link"],
            lacking=form.lacking(),
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("Dokumentet er lagt inn."))
        return redirect("portfolio:documents", slug=project.slug)
    heading = _("Nytt dokument: %(kind)s") % {"kind": str(DocumentKind(kind).label).lower()}
    return small_form(
        request,
        project,
        form,
        heading,
        page=PAGE,
        status=status,
        has_file=True,
        template=template,
    )


def find_document(request: Request, slug: str, pk: int) -> tuple[Project, ProjectDocument]:
    project = find_project(request, slug)
    document = get_object_or_404(ProjectDocument, project=project, pk=pk)
    document.project = project
    return project, document


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type] # it hands on all arguments
@require_GET
def document_page(request: Request, slug: str, pk: int) -> HttpResponse:
    """The document with its versions, and the newest one shown where a page can show it."""
    project, document = find_document(request, slug, pk)
    versions = list(document.versions.select_related("file", "added_by"))
    newest = versions[0] if versions else None
    return render_page(
        request,
        "portfolio/document.html",
        {
            "project": project,
            "sections": sections_of(project, PAGE),
            "document": document,
            "versions": versions,
            "newest": newest,
            "text": text_of(newest),
            "frozen": {version.pk for version in services.frozen_versions(document)},
            "template": queries.current_templates(project.district).get(document.kind),
            "may_add": request.user.has_perm("portfolio.add_document", project),
            "may_remove": request.user.has_perm("portfolio.remove_document", project),
        },
    )


def text_of(version: DocumentVersion | None) -> str:
    """The beginning of a text file; empty for all else, and for one that storage has lost."""
    if version is None or version.file is None or version.shown_as != "text":
        return ""
    try:
        with open_file(version.file) as content:
            return content.read(SHOWN_OF_TEXT).decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""


@xframe_options_sameorigin
@require_safe
def version_show(request: Request, slug: str, pk: int, number: int) -> HttpResponseBase:
    """A PDF or picture for the reader's own browser to draw; other files are only fetched."""
    _project, document = find_document(request, slug, pk)
    version = get_object_or_404(document.versions.select_related("file"), number=number)
    if version.file is None or version.shown_as not in ("pdf", "image"):
        raise Http404
    try:
        content: File[bytes] = open_file(version.file)
    except FileNotFoundError as error:
        raise Http404(_("Filen er borte fra lageret.")) from error
    response = FileResponse(
        content, filename=version.file.name, content_type=version.file.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    response["Cache-Control"] = "private, no-cache"
    return response


@require_http_methods(["GET", "POST"])
def version_add(request: Request, slug: str, pk: int) -> HttpResponse:
    project, document = find_document(request, slug, pk)
    authorize(request.user, "portfolio.add_document", project)
    template = queries.current_templates(project.district).get(document.kind)
    form = WithParts(request.POST or None, request.FILES or None, template=template)
    done, status = saved(
        form,
        lambda: services.add_version(
            document,
            upload=form.cleaned_data["file"],
            link=form.cleaned_data["link"],
            comment=form.cleaned_data["comment"],
            lacking=form.lacking(),
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("Ny versjon er lagt inn. De gamle står der fortsatt."))
        return redirect(document)
    heading = _("Ny versjon av %(title)s") % {"title": document.title}
    return small_form(
        request, project, form, heading, page=PAGE, status=status, has_file=True, template=template
    )


@require_http_methods(["GET", "POST"])
def document_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    project, document = find_document(request, slug, pk)
    authorize(request.user, "portfolio.add_document", project)
    facts = {**vars(document), "phase": document.phase_id}
    form = DocumentForm(request.POST or None, project=project, initial=facts)
    done, status = saved(
        form,
        lambda: services.edit_document(
            document,
            title=form.cleaned_data["title"],
            kind=form.cleaned_data["kind"],
            phase=form.cleaned_data["phase"],
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("Dokumentet er lagret."))
        return redirect(document)
    remove = reverse("portfolio:document_remove", args=[project.slug, pk])
    may = request.user.has_perm("portfolio.remove_document", project)
    return small_form(
        request,
        project,
        form,
        document.title,
        page=PAGE,
        status=status,
        remove_url=remove if may else "",
    )


@require_http_methods(["GET", "POST"])
def document_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    project, document = find_document(request, slug, pk)
    authorize(request.user, "portfolio.remove_document", project)
    if request.method == "POST":
        try:
            services.remove_document(document, by=request.user)
        except DomainError as no:
            return refused(request, no.message, document.get_absolute_url())
        messages.success(request, _("Dokumentet er tatt bort."))
        return redirect(back_to(project, PAGE))
    question = _("«%(title)s» tas bort med alle versjoner. Historikken sier at det var der.")
    return ask_first(
        request,
        _("Ta bort dokument"),
        question % {"title": document.title},
        back=document.get_absolute_url(),
    )


# --- Templates ------------------------------------------------------------------------------------


@require_GET
def template_list(request: Request) -> HttpResponse:
    district = request.user.district
    there = queries.current_templates(district)
    return render_page(
        request,
        "portfolio/document_template_list.html",
        {
            "rows": [(kind, there.get(kind.value)) for kind in DocumentKind],
            "may_keep": request.user.has_perm("portfolio.keep_document_templates", district),
        },
    )


@require_http_methods(["GET", "POST"])
def template_edit(request: Request, kind: str) -> HttpResponse:
    """Publish the next version of the template of one type; the old ones stay below."""
    district = request.user.district
    authorize(request.user, "portfolio.keep_document_templates", district)
    if kind not in DocumentKind.values:
        raise Http404
    versions = list(
        DocumentTemplate.objects.filter(district=district, kind=kind)
        .select_related("file", "added_by")
        .order_by("-number")
    )
    initial: dict[str, Any] = {"parts": versions[0].parts} if versions else {}
    form = TemplateForm(request.POST or None, request.FILES or None, initial=initial)
    done, status = saved(
        form,
        lambda: services.publish_document_template(
            district,
            kind,
            upload=form.cleaned_data["file"],
            parts=form.cleaned_data["parts"],
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("Malen er publisert. Dokumenter som finnes, er som før."))
        return redirect("portfolio:document_templates")
    context = {"form": form, "kind": DocumentKind(kind), "versions": versions}
    return render_page(request, "portfolio/document_template_form.html", context, status=status)
