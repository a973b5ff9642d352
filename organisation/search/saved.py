"""The views people have saved of a list, ready for any page that shows one.

A list says once what its address may hold (`list_pages.add`, in AppConfig.ready); its view asks
`saved_views(request, "ideas:list")`, leads on when there is a `start_url`, and puts the answer in
its context for `components/saved_views.html`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from organisation.people.models import Person
from organisation.registries import Registry, Text
from organisation.search.models import SavedView

LONGEST_ADDRESS = 2000
EVERYTHING = "alt"  # ?alt=1: the list as it is, whatever one usually begins with


@dataclass(frozen=True)
class ListPage:
    """A list whose views may be saved: its name, and the parameters worth keeping."""

    title: Text
    params: Sequence[str]  # the filters, the order and the form; never the page number


# Named by the list's address: list_pages.add("ideas:list", ListPage(_("Idéer"), ("q", "enhet")))
list_pages: Registry[ListPage] = Registry()


def kept_query(page: str, query: str) -> str:
    """What of an address is worth keeping: known parameters with a value, always in one order."""
    return _kept(page, QueryDict(query))


def _kept(page: str, given: QueryDict) -> str:
    pairs = [
        (name, value)
        for name in list_pages[page].params
        for value in given.getlist(name)
        if value.strip() and "\x00" not in value
    ]
    return urlencode(pairs)


def address_of(view: SavedView) -> str:
    """Where the view is seen; a view of everything says so, so that it is not begun elsewhere."""
    return f"{reverse(view.page)}?{view.query or f'{EVERYTHING}=1'}"


@dataclass(frozen=True)
class ViewLink:
    view: SavedView
    url: str
    is_current: bool
    is_mine: bool
    edit_url: str = ""


@dataclass(frozen=True)
class SavedViews:
    """What components/saved_views.html shows over a list."""

    page: str
    query: str  # what the address holds now, of what is kept
    links: Sequence[ViewLink]
    all_url: str  # the list without any filter
    start_url: str  # where a bare address leads; empty when nowhere
    save_url: str
    share_url: str  # the whole address of what is shown now

    @property
    def current(self) -> ViewLink | None:
        return next((link for link in self.links if link.is_current), None)

    @property
    def mine(self) -> ViewLink | None:
        """The view in use, when it is one's own to change."""
        current = self.current
        return current if current and current.is_mine else None


def saved_views(request: HttpRequest, page: str) -> SavedViews:
    """The views of `page` that the person may use, one's own first; one query."""
    person: Person = request.user  # type: ignore[assignment] # log-in is asked of everybody
    query = _kept(page, request.GET)
    views = list(SavedView.objects.visible_to(person).of_page(page).select_related("person"))
    views.sort(key=lambda view: (view.person_id != person.pk, view.title.casefold()))
    start = next((view for view in views if view.is_start and view.person_id == person.pk), None)
    changed = {"liste": page, "sporring": query}
    here = f"{request.path}?{query or f'{EVERYTHING}=1'}"
    return SavedViews(
        page=page,
        query=query,
        links=[_link(view, person, query) for view in views],
        all_url=f"?{EVERYTHING}=1" if start else "?",
        start_url=address_of(start) if start and not request.GET else "",
        save_url=f"{reverse('search:view_save')}?{urlencode(changed)}",
        share_url=request.build_absolute_uri(here),
    )


def _link(view: SavedView, person: Person, query: str) -> ViewLink:
    is_mine = view.person_id == person.pk
    edit = reverse("search:view_change", args=[view.pk])
    return ViewLink(
        view=view,
        url=address_of(view),
        is_current=view.query == query,
        is_mine=is_mine,
        edit_url=f"{edit}?{urlencode({'sporring': query})}" if is_mine else "",
    )
