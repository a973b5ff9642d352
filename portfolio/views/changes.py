"""What has changed in the portfolio since a meeting, a visit or any day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from organisation import days, registries
from organisation.audit.days import ISO_DAY, first_day, shows_any_day
from organisation.audit.tracking import moment_of
from organisation.permissions import authorize
from organisation.web.components import Figure
from organisation.web.lists import PAGE, Listing
from organisation.web.pages import Request, render_page
from organisation.web.wording import day, day_and_moment, number
from portfolio.dashboard.selection import Selection
from portfolio.lifecycle.status import Light
from portfolio.queries import changes as queries
from portfolio.services.visit import PORTFOLIO, looked_at

SINCE, SHOW = "siden", "vis"
MEETING, VISIT, MONTH = "mote", "sist", "maned"
PER_PAGE = 15
HEAVIEST = (
    queries.STOPPED, queries.FINISHED, queries.LIGHTS, queries.NEW, queries.PHASES, queries.PEOPLE,
)  # fmt: skip
FIRST, LINES = 5, 2  # projects, and lines of each, on the dashboard
LOOKED_THROUGH = 12  # for those that turned for the worse
WORST = (Light.RED.mark, Light.YELLOW.mark)
RISEN = len(WORST)
USUAL = timedelta(days=30)  # where no board has met


@dataclass(frozen=True)
class Choice:
    """One moment to compare with, in words, and the address that compares with it."""

    name: str
    words: str
    moment: datetime
    url: str
    is_current: bool = False


@require_GET
@shows_any_day
def changes(request: Request) -> HttpResponse:
    """Each project that is another than it was, with what, who and why; the last changed first."""
    authorize(request.user, "portfolio.list_projects")
    selection = Selection(request, on=days.today())
    end = days.shown_moment() or request.received_at
    seen_at = looked_at(request.user, PORTFOLIO, at=request.received_at)
    choices = choices_for(request, end, seen_at)
    start, notice = start_asked_for(request, choices, end)
    changed = queries.changed_projects(
        request.user, start, end, selection.projects if selection.is_filtered else None
    )
    kind = request.GET.get(SHOW, "")
    kind = kind if kind in queries.KINDS else ""
    shown = [each for each in changed if not kind or kind in each.kinds]
    listing = listing_of(request, changed, shown, kind)

    def told(chosen: Iterable[queries.Changed]) -> list[queries.Story]:
        return queries.stories(request.user, list(chosen), start, end)

    return render_page(
        request,
        "portfolio/changes.html",
        {
            "listing": listing,
            "selection": selection,
            "words": words_of(selection, listing.total),
            "kept": [*selection.pairs, *([(SHOW, kind)] if kind else [])],
            "stories": SimpleLazyObject(lambda: told(listing)),
            "newest": SimpleLazyObject(lambda: in_short(told(weightiest(changed)))),
            "figures": figures_of(listing, changed, kind),
            "kind_words": queries.KINDS.get(kind, ""),
            "choices": [
                Choice(each.name, each.words, each.moment, each.url, each.moment == start)
                for each in choices
            ],
            "start": start,
            "start_day": timezone.localdate(start),
            "notice": notice,
            "latest": days.today() - timedelta(days=1),
            "wide_shell": True,
        },
        fragments=["changes", "dashboard-changes", "folded"],
    )


# --- On the dashboard -----------------------------------------------------------------------------


def weightiest(changed: Sequence[queries.Changed]) -> list[queries.Changed]:
    """A few for the dashboard: what matters most first, the last changed first among equals."""
    weight = {kind: place for place, kind in enumerate(HEAVIEST)}
    usual = len(HEAVIEST)

    def weigh(each: queries.Changed) -> int:
        return min((weight.get(kind, usual) for kind in each.kinds), default=usual)

    return sorted(changed, key=weigh)[:LOOKED_THROUGH]


def in_short(stories: Sequence[queries.Story]) -> list[tuple[queries.Story, list[Any]]]:
    """The first of them, those that turned for the worse before others, each with the lines that
    tell most: lights, then what happened last.
    """
    first = sorted(stories, key=lambda story: min(map(turned, story.lines), default=RISEN))
    return [
        (story, sorted(story.lines, key=lambda line: not any(line.marks))[:LINES])
        for story in first[:FIRST]
    ]


def turned(line: Any) -> int:
    """How bad a light has become: 0 is the worst, RISEN whatever is no worse than it was."""
    before, after = line.marks
    place = WORST.index(after) if after in WORST else RISEN
    return RISEN if before in WORST[:place] else place


# --- Since when -----------------------------------------------------------------------------------


def choices_for(request: Request, end: datetime, seen_at: datetime | None) -> list[Choice]:
    """What to compare with, the usual first: the last board meeting, and one's own last visit."""
    met = last_meeting(request.user)
    found: list[tuple[str, str, datetime]] = []
    if met is not None:
        found.append((MEETING, _("Forrige styremøte, %(day)s") % {"day": day(met)}, moment_of(met)))
    if seen_at is not None and seen_at < end:
        words = _("Du var her sist, %(moment)s") % {"moment": day_and_moment(seen_at)}
        found.append((VISIT, words, seen_at))
    month_ago = days.today() - USUAL
    words = _("30 dager siden, %(day)s") % {"day": day(month_ago)}
    found.append((MONTH, words, moment_of(month_ago)))
    return [Choice(name, words, at, address(request, name)) for name, words, at in found]


def address(request: Request, since: str) -> str:
    params = request.GET.copy()
    params.pop(PAGE, None)
    params[SINCE] = since
    return f"{request.path}?{params.urlencode()}"


def last_meeting(person: Any) -> date | None:
    """The day the board met last before the day that is shown."""
    met = (on for meetings in registries.board_meetings for on, _words in meetings(person))
    return max((on for on in met if on < days.today()), default=None)


def start_asked_for(
    request: Request, choices: Sequence[Choice], end: datetime
) -> tuple[datetime, str]:
    """The moment of the address, and a notice when it could not be used as it stands."""
    asked = request.GET.get(SINCE, "")
    usual = choices[0].moment
    chosen = next((each.moment for each in choices if each.name == asked), None)
    if not asked or chosen is not None:
        return chosen or usual, ""
    try:
        on = date.fromisoformat(asked if ISO_DAY.fullmatch(asked) else "")
    except ValueError:
        if asked in (MEETING, VISIT):  # a shared link may ask for what this person does not have
            return usual, ""
        return usual, _("Dagen i adressen kan ikke leses.")
    if on >= timezone.localdate(end):
        return usual, _("%(day)s er ikke over ennå.") % {"day": day(on)}
    first = first_day(request.user.district)
    if first is not None and on < first:
        told = _("Historikken begynner %(day)s, så endringene vises fra da.") % {"day": day(first)}
        return moment_of(first - timedelta(days=1)), told
    return moment_of(on), ""


def words_of(selection: Selection, changed: int) -> str:
    """How many projects differ, of how many that are looked at."""
    if not selection.is_filtered:
        return ""
    return _("%(n)s endret av %(of)s prosjekter som passer til filtrene") % {
        "n": number(changed),
        "of": number(selection.projects.order_by().count()),
    }


# --- The list -------------------------------------------------------------------------------------


def listing_of(
    request: Request,
    changed: Sequence[queries.Changed],
    shown: Sequence[queries.Changed],
    kind: str,
) -> Listing[Any]:
    """A page of `shown` among `changed`; the rows are known, so nothing is asked."""
    return Listing(
        page=Paginator(shown, PER_PAGE).get_page(request.GET.get(PAGE)),
        total=len(changed),
        filter=None,
        sorts=[],
        params=request.GET.copy(),
        chosen={SHOW: kind} if kind else {},
    )


def figures_of(
    listing: Listing[Any], changed: Sequence[queries.Changed], kind: str
) -> list[Figure]:
    """How many projects changed in each way that any did; each leads to them."""
    return [
        Figure(
            count,
            queries.KINDS[name],
            url=listing.url_with(**{SHOW: name, PAGE: None}),
            note=_("vises nå") if name == kind else "",
        )
        for name, count in queries.count_by_kind(changed).items()
        if count
    ]
