"""Lists: filter, sort and page through rows, with everything in the address.

Three queries whatever the number of rows: how many there are, how many the filter leaves, and the
page of them (plus what the caller's queryset prefetches).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 25
SORT, PAGE = "sorter", "side"
UNFOLD = "flere"  # in the address: show also the filters that are folded away


@dataclass(frozen=True)
class Sort:
    """One way to sort: `order` is the ORM's, from a whitelist; the key is always added last."""

    name: str
    label: str | Promise
    order: tuple[str | OrderBy, ...]

    def ordering(self, backwards: bool) -> list[str | OrderBy]:
        terms = [_turned(term) for term in self.order] if backwards else list(self.order)
        return [*terms, "-pk" if backwards else "pk"]


def _turned(term: str | OrderBy) -> str | OrderBy:
    if isinstance(term, OrderBy):
        turned: OrderBy = term.copy()
        turned.reverse_ordering()
        return turned
    return term[1:] if term.startswith("-") else f"-{term}"


@dataclass(frozen=True)
class SortLink:
    """A link that sorts by `name`; when it already does, it turns the order round."""

    name: str
    label: str | Promise
    url: str
    is_current: bool
    is_backwards: bool


class FilterForm:
    """What `list_filters` draws: a filter set's form, with some of its fields folded away."""

    filter: Any  # a django-filter FilterSet, or None
    params: QueryDict
    chosen: Any  # the filters in use, by name

    @property
    def form(self) -> Any:
        return self.filter.form if self.filter is not None else None

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen)

    @property
    def fields(self) -> tuple[list[Any], list[Any]]:
        """The filter's fields: those that stand in the row, and those its `folded` folds away."""
        folded = getattr(self.filter, "folded", ())
        fields = self.form.visible_fields()
        return (
            [field for field in fields if field.name not in folded],
            [field for field in fields if field.name in folded],
        )

    @property
    def is_unfolded(self) -> bool:
        """Something that is folded away is in use or asked for, so it has to be seen."""
        folded = getattr(self.filter, "folded", ())
        return UNFOLD in self.params or not set(self.chosen).isdisjoint(folded)

    @property
    def unfold_url(self) -> str:
        params = self.params.copy()
        params[UNFOLD] = "1"
        return f"?{params.urlencode()}"


@dataclass
class Listing(FilterForm, Generic[Row]):
    """What a list page shows. Iterating gives the rows of this page."""

    page: Page[Row]
    total: int  # rows before the filter
    filter: Any  # a django-filter FilterSet, or None
    sorts: list[SortLink]
    params: QueryDict
    chosen: dict[str, str] = field(default_factory=dict)
    bare_url: str = "?"  # the address with no parameters at all

    def __iter__(self) -> Any:
        return iter(self.page.object_list)

    def __len__(self) -> int:
        return len(self.page.object_list)

    @property
    def count(self) -> int:
        return self.page.paginator.count

    def url_with(self, **changes: str | int | None) -> str:
        """The address of this list with other parameters; None takes one away."""
        params = self.params.copy()
        for name, value in changes.items():
            params.pop(name, None)
            if value is not None:
                params[name] = str(value)
        query = params.urlencode()
        return f"?{query}" if query else self.bare_url

    def sort_named(self, name: str) -> SortLink:
        return next(link for link in self.sorts if link.name == name)

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """(number, address) for each link; (None, "") where numbers are left out."""
        shown = self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=1, on_ends=1
        )
        return [
            (number, self.url_with(**{PAGE: number})) if isinstance(number, int) else (None, "")
            for number in shown
        ]

    @property
    def previous_url(self) -> str:
        return self.url_with(**{PAGE: self.page.previous_page_number()})

    @property
    def next_url(self) -> str:
        return self.url_with(**{PAGE: self.page.next_page_number()})

    @property
    def cleared_url(self) -> str:
        return self.url_with(**dict.fromkeys((*self.chosen, PAGE)))


def build_list(
    request: HttpRequest,
    rows: QuerySet[Row],
    *,
    sorts: Sequence[Sort],
    filterset: Callable[..., django_filters.FilterSet] | None = None,
    per_page: int = PAGE_SIZE,
    bare_url: str = "?",
) -> Listing[Row]:
    """The page of `rows` that the address asks for. The first of `sorts` is the usual order.

    What the address says wrong is not an error: an unknown order is the usual one, a page beyond
    the last is the last, and a filter that cannot be read is left out. `bare_url` leads to the list
    without any choice, where a bare address leads elsewhere (organisation.search.saved).
    """
    params = request.GET.copy()
    total = rows.count()
    filtered = filterset(request.GET, queryset=rows, request=request) if filterset else None
    chosen = _chosen(filtered)
    kept = filtered.qs if filtered is not None and chosen else rows
    asked = params.get(SORT, "")
    backwards = asked.startswith("-")
    current = next((sort for sort in sorts if sort.name == asked.lstrip("-")), None)
    if current is None:
        current, backwards = sorts[0], False
    paginator = Paginator(kept.order_by(*current.ordering(backwards)), per_page)
    if not chosen:
        paginator.count = total  # the same question, already answered
    listing = Listing(
        page=paginator.get_page(params.get(PAGE)),
        total=total,
        filter=filtered,
        sorts=[],
        params=params,
        chosen=chosen,
        bare_url=bare_url,
    )
    listing.sorts = [
        SortLink(
            sort.name,
            sort.label,
            listing.url_with(**{SORT: _next_order(sort, current, backwards, sorts[0]), PAGE: None}),
            is_current=sort is current,
            is_backwards=sort is current and backwards,
        )
        for sort in sorts
    ]
    return listing


def _next_order(sort: Sort, current: Sort, backwards: bool, usual: Sort) -> str | None:
    """What the address says when one presses `sort`: its order, or the other way round."""
    if sort is current and not backwards:
        return f"-{sort.name}"
    return None if sort is usual else sort.name


def _chosen(filtered: Any) -> dict[str, str]:
    """The filters that are in use and can be read, by name."""
    if filtered is None:
        return {}
    filtered.form.full_clean()
    errors = filtered.form.errors
    # What the filter has kept of the address: a value it does not offer is not in use.
    used = filtered.data
    return {
        name: str(used[name]) for name in filtered.filters if used.get(name) and name not in errors
    }
