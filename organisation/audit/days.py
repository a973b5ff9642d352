"""Pages as they were on an earlier day: `?per=2026-03-31` in the address of a page that can.

A view says `@shows_any_day`. With a day in the address it runs inside `as_of`, so the same
querysets and templates show that day; links to other such pages keep the day, and nothing can be
changed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.history import events_of
from organisation.audit.tracking import as_of
from organisation.days import PER
from organisation.web.context import Shell
from organisation.web.pages import render_page
from organisation.web.wording import day as day_words

View = TypeVar("View", bound=Callable[..., HttpResponse])
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def shows_any_day(view: View) -> View:
    """Let the page be read as it was on an earlier day. It must only read, and ask
    `organisation.days.today()` what day it is.
    """
    cast("Any", view).shows_any_day = True
    return view


class EarlierDays:
    """Middleware: runs a page inside the past that its address asks for.

    Who may see is today's: the person, their roles and the shell are read before the past opens.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        is_able = getattr(view, "shows_any_day", False)
        if PER not in request.GET:
            if is_able:
                request.shell = Shell(request, shows_any_day=True)  # type: ignore[attr-defined]
            return None
        if request.method not in ("GET", "HEAD"):
            return render_page(request, "audit/day_is_past.html", {}, status=403)
        shown, fault = day_asked_for(request.GET[PER])
        if not is_able:
            fault = _("Denne siden kan bare vises slik den er i dag.")
        if shown is None or fault:
            if fault:
                messages.info(request, fault)
            return HttpResponseRedirect(address_on(request.get_full_path(), None))
        return show(request, view, args, kwargs, shown)


def day_asked_for(asked: str) -> tuple[date | None, str]:
    """The day of an address, and what to say when it is none: not a day, or not over yet."""
    try:
        shown = date.fromisoformat(asked if ISO_DAY.fullmatch(asked) else "")
    except ValueError:
        return None, _("Dagen i adressen kan ikke leses. Siden viser i dag.")
    today = timezone.localdate()
    if shown > today:
        return None, _("%(day)s har ikke vært ennå. Siden viser i dag.") % {"day": day_words(shown)}
    return (shown if shown < today else None), ""


def show(
    request: HttpRequest,
    view: Callable[..., HttpResponse],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    shown: date,
) -> HttpResponse:
    """The page as it was at the end of the day `shown`."""
    person: Any = request.user
    shell = Shell(request, shows_any_day=True, earlier_day=shown).read()
    request.shell = shell  # type: ignore[attr-defined]
    first = first_day(person.unit.district if person.unit_id else person.district)
    if first is None or shown < first:
        return render_page(request, "audit/before_first_day.html", {"first": first})
    try:
        with as_of(shown):
            response = view(request, *args, **kwargs)
    except Http404:
        return render_page(request, "audit/not_that_day.html", {}, status=404)
    if isinstance(response, HttpResponseRedirect):
        if can_show_days(response.url):
            response["Location"] = address_on(response.url, shown)
    elif response.headers.get("Content-Type", "").startswith("text/html"):
        page = response.content.decode()
        response.content = with_day_kept(page, request.path_info, shown).encode()
    return response


def first_day(district: Any) -> date | None:
    """The day the history of the district begins; None without any."""
    events = events_of(type(district)).filter(pgh_obj=district.pk)
    began = events.aggregate(began=Min("pgh_created_at"))["began"]
    return timezone.localdate(began) if began else None


# --- Addresses ------------------------------------------------------------------------------------

TAG = re.compile(r'<[a-zA-Z][^<>]*\s(?:href|action|hx-get|method)="[^<>]*>')
POSTS = re.compile(r'<form\b[^<>]*\smethod="post"[^<>]*>.*?</form>', re.DOTALL | re.IGNORECASE)
ADDRESS = re.compile(r'(\s(?:href|action|hx-get)=")([^"]*)(")')
HAS_DAY = re.compile(rf"[?&;]{PER}=")
SAYS_DAY = re.compile(rf"{PER}=[^&#]*&?")


def address_on(address: str, shown: date | None) -> str:
    """The address of the same page on another day; None is today."""
    bare, hash_mark, part = address.partition("#")
    path, _mark, query = bare.partition("?")
    query = SAYS_DAY.sub("", query).rstrip("&")
    if shown is not None:
        query = f"{query}&{PER}={shown:%Y-%m-%d}".lstrip("&")
    return f"{path}{'?' if query else ''}{query}{hash_mark}{part}"


@lru_cache(maxsize=4096)
def _leads_to_any_day(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "shows_any_day", False)
    except Resolver404:
        return False


def can_show_days(address: str) -> bool:
    """Whether a local address leads to a page that can be shown as it was."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return path.startswith("/") and not path.startswith("//") and _leads_to_any_day(path)


def with_day_kept(page: str, here: str, shown: date) -> str:
    """The HTML with the day in every link to a page that can show it, and in forms that filter.

    Done in one place and not in forty templates. The shell round the page stays today's, and so
    does a link with `data-today`. A form that would change something is not for the past.
    """
    before, main, inside = page.partition("<main")
    if not main:
        before, inside = "", before  # a fragment
    inside, end, after = inside.partition("</main>")

    def in_address(found: re.Match[str]) -> str:
        start, address, quote = found.groups()
        is_here = not address or address[0] in "?#"
        if HAS_DAY.search(address) or address.startswith("#"):
            return found[0]
        if not is_here and not can_show_days(address.replace("&amp;", "&")):
            return found[0]
        bare, hash_mark, part = address.partition("#")
        joint = "?" if "?" not in bare else "" if bare.endswith("?") else "&amp;"
        return f"{start}{bare}{joint}{PER}={shown:%Y-%m-%d}{hash_mark}{part}{quote}"

    def in_tag(found: re.Match[str]) -> str:
        tag = found[0]
        if "data-today" in tag:
            return tag
        if tag.startswith("<form"):
            return f'{tag}<input type="hidden" name="{PER}" value="{shown:%Y-%m-%d}">'
        return ADDRESS.sub(in_address, tag)

    return before + main + TAG.sub(in_tag, POSTS.sub("", inside)) + end + after
