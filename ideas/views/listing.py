"""The list of ideas, as cards or as a table, and the same rows as a workbook."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideas.filters import BY_RELEVANCE, BY_SUPPORT, SORTS, IdeaFilter
from ideas.models import Idea
from ideas.queries.listed import COLUMNS, sheet_rows
from organisation.search.queries import clean, marked
from organisation.search.saved import saved_views
from organisation.search.words import split_words
from organisation.web.lists import PAGE_SIZE, Listing, build_list
from organisation.web.pages import Request, render_page
from organisation.web.sheets import sheet_response

FORM, TABLE = "form", "tabell"  # ?form=tabell; cards are the usual form
MOST_ROWS = 20_000  # in one workbook


def chosen_ideas(
    request: Request, *, bare_url: str = "?", per_page: int = PAGE_SIZE
) -> Listing[Any]:
    """The ideas the address asks for, of those the person may read."""
    searches = bool(split_words(clean(request.GET.get("q", ""))))
    sorts = (*SORTS, BY_SUPPORT)
    return build_list(
        request,
        Idea.objects.visible_to(request.user).with_people().with_support(),
        filterset=IdeaFilter,
        sorts=(BY_RELEVANCE, *sorts) if searches else sorts,
        bare_url=bare_url,
        per_page=per_page,
    )


@require_safe
def idea_list(request: Request) -> HttpResponse:
    views = saved_views(request, "ideas:list")
    if views.start_url:
        return redirect(views.start_url)
    listing = chosen_ideas(request, bare_url=views.all_url)
    for idea in listing:
        idea.headline_html = marked(getattr(idea, "headline", ""))
        idea.title_html = marked(getattr(idea, "title_hit", ""))
    is_table = request.GET.get(FORM) == TABLE
    context = {
        "listing": listing,
        "saved_views": views,
        "is_table": is_table,
        "cards_url": listing.url_with(form=None),
        "table_url": listing.url_with(form=TABLE),
        "excel_url": reverse("ideas:list_excel") + listing.url_with(side=None, form=None),
        "today": timezone.localdate(),
        "may_submit": request.user.has_perm("ideas.submit_idea"),
        "may_triage": request.user.has_perm("ideas.triage"),
    }
    return render_page(request, "ideas/list.html", context, fragments=["idea-list"])


@require_safe
def excel(request: Request) -> HttpResponseBase:
    """What the list shows, all pages of it, as a workbook."""
    rows = chosen_ideas(request, per_page=MOST_ROWS).page.object_list
    ideas = rows.prefetch_related("co_submissions__person")  # type: ignore[attr-defined]
    return sheet_response("ideer", _("Idéer"), COLUMNS, sheet_rows(ideas, request.user))
