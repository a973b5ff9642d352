from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from organisation.registries import Row, SearchKind, search_kinds
from organisation.search.queries import clean, marked
from organisation.search.words import mend
from organisation.web.pages import Request, render_page

SHOWN_OF_EACH = 5
SHOWN_OF_ONE = 50


@dataclass(frozen=True)
class Hit:
    row: Row
    headline: SafeString


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `mended` is the question that found them, when it was not as typed."""

    name: str
    title: str | Promise
    hits: list[Hit]
    total: int
    mended: str = ""
    all_url: str = ""


@never_cache
@require_GET
def results(request: Request) -> HttpResponse:
    """What answers `?q=`, grouped by kind; `?slag=` shows one kind only."""
    query = clean(request.GET.get("q", ""))
    only = request.GET.get("slag", "")
    groups = list(_groups(request.user, query, only)) if query else []
    context = {
        "query": query,
        "groups": groups,
        "only": only if groups else "",
        "total": sum(group.total for group in groups),
        "mended": next((group.mended for group in groups if group.mended), ""),
    }
    return render_page(request, "search/results.html", context, fragments=["search-results"])


def _groups(person: Any, query: str, only: str) -> Iterator[Group]:
    """One query for each kind, and one more for those that found nothing as it was typed."""
    better: str | None = None
    for name, kind in search_kinds.items():
        if only and only != name:
            continue
        limit = SHOWN_OF_ONE if only else SHOWN_OF_EACH
        found, mended = list(kind.found(person, query)[:limit]), ""
        if not found:
            better = mend(query, person.grants.districts) if better is None else better
            if better != query:
                found, mended = list(kind.found(person, better)[:limit]), better
        if found:
            yield _group(name, kind, found, query, mended)


def _group(name: str, kind: SearchKind, found: list[Any], query: str, mended: str) -> Group:
    total = getattr(found[0], "total", len(found))
    more = f"?{urlencode({'q': query, 'slag': name})}" if total > len(found) else ""
    hits = [Hit(kind.row(thing), marked(getattr(thing, "headline", ""))) for thing in found]
    return Group(name, kind.title, hits, total, mended, more)
