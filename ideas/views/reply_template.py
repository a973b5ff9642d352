"""Texts an answer can begin from, kept by advisers and administrators."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.filters import ReplyTemplateFilter
from ideas.forms.answer import ReplyTemplateForm
from ideas.models.answer import ReplyTemplate
from ideas.services import reply_template as services
from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page

SORTS = (
    Sort("utfall", gettext_lazy("Utfall"), ("outcome", "title")),
    Sort("navn", gettext_lazy("Navn"), ("title",)),
)


@require_safe
def template_list(request: Request) -> HttpResponse:
    """All texts of the district, also those out of use."""
    authorize(request.user, "ideas.list_replytemplates")
    rows = ReplyTemplate.objects.visible_to(request.user).select_related("unit")
    context = {
        "listing": build_list(request, rows, filterset=ReplyTemplateFilter, sorts=SORTS),
        "may_start": request.user.has_perm("ideas.start_replytemplate"),
    }
    return render_page(
        request, "ideas/reply_template_list.html", context, fragments=["template-list"]
    )


@require_http_methods(["GET", "HEAD", "POST"])
def template_start(request: Request) -> HttpResponse:
    authorize(request.user, "ideas.start_replytemplate")
    form = ReplyTemplateForm(request.POST or None, initial={"version": 1, "is_active": True})
    if form.is_valid():
        form.cleaned_data.pop("version")
        try:
            unit = services.unit_of_keeper(request.user)
            services.start_template(unit, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("title", refusal.message)
        else:
            messages.success(request, _("Malen er lagt til."))
            return redirect("ideas:reply_templates")
    return _form_page(request, form, heading=_("Ny svarmal"))


@require_http_methods(["GET", "HEAD", "POST"])
def template_edit(request: Request, pk: int) -> HttpResponse:
    template = get_object_or_404(ReplyTemplate.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "ideas.edit_replytemplate", template)
    now = {name: getattr(template, name) for name in (*services.EDITED, "version")}
    form = ReplyTemplateForm(request.POST or None, initial=now)
    if form.is_valid():
        try:
            services.edit_template(template, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form.somebody_was_faster(stale.current)
            return _form_page(request, form, heading=_("Endre svarmalen"), status=409)
        except DomainError as refusal:
            form.add_error("title", refusal.message)
        else:
            messages.success(request, _("Malen er lagret."))
            return redirect("ideas:reply_templates")
    return _form_page(request, form, heading=_("Endre svarmalen"))


def _form_page(
    request: Request, form: ReplyTemplateForm, *, heading: str, status: int | None = None
) -> HttpResponse:
    part: dict[str, Any] = {
        "heading": heading,
        "list_words": _("Svarmaler"),
        "list_url": "ideas:reply_templates",
        "back_url": reverse("ideas:reply_templates"),
    }
    return render_page(request, "ideas/part_form.html", {"form": form, "part": part}, status=status)


@require_POST
def add_standard(request: Request) -> HttpResponse:
    """One press puts in what everybody can begin with; a second press adds nothing."""
    authorize(request.user, "ideas.start_replytemplate")
    count = services.add_standard(services.unit_of_keeper(request.user), by=request.user)
    if count:
        words = ngettext("%(n)s mal er lagt inn.", "%(n)s maler er lagt inn.", count)
        messages.success(request, words % {"n": count})
    else:
        messages.info(request, _("Standardmalene er her alt."))
    return redirect("ideas:reply_templates")
