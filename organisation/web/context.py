from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject, cached_property

from organisation import in_one_query
from organisation.days import PER
from organisation.registries import shell_counts
from organisation.web.navigation import Navigation, navigation

COLOUR_SCHEMES = ("auto", "light", "dark")


class Shell:
    """What stands round every page. Read when drawn, so a fragment pays nothing for it."""

    def __init__(
        self, request: HttpRequest, *, shows_any_day: bool = False, earlier_day: date | None = None
    ) -> None:
        self.request = request
        self.person: Any = getattr(request, "user", None)
        self.is_inside = bool(self.person and self.person.is_authenticated)
        self.shows_any_day = shows_any_day
        self.earlier_day = earlier_day

    def read(self) -> "Shell":
        """Read what asks the database now, before the page goes to an earlier day."""
        _read = (self.navigation, self.district)
        return self

    @property
    def today_url(self) -> str:
        """The page as it is today."""
        params = self.request.GET.copy()
        params.pop(PER, None)
        query = params.urlencode()
        return f"{self.request.path}?{query}" if query else self.request.path

    @property
    def days_url(self) -> str:
        """Where one chooses a day to see the page as of."""
        chooser = self._url("audit:days")
        return f"{chooser}?{urlencode({'side': self.today_url})}" if chooser else ""

    @cached_property
    def navigation(self) -> Navigation:
        if not self.is_inside:
            return Navigation()
        return navigation(self.person, self.request.path, self.counts)

    @cached_property
    def district(self) -> str:
        return self.person.district.name if self.is_inside else ""

    @cached_property
    def counts(self) -> dict[str, int]:
        """What waits, by the name it stands beside; one query."""
        if not self.is_inside:
            return {}
        asked = {name: found(self.person) for name, found in shell_counts.items()}
        return in_one_query.counts({name: q for name, q in asked.items() if q is not None})

    @property
    def unread(self) -> int:
        return self.counts.get("notices", 0)

    @property
    def notices_url(self) -> str:
        return self._url("notices:list")

    @property
    def live_url(self) -> str:
        """Where the number of unread notices is asked for while the page stands open."""
        return self._url("notices:unread")

    @property
    def search_url(self) -> str:
        """Empty for an outsider, who has nothing to search in."""
        is_outsider = self.is_inside and self.person.is_outsider
        return "" if is_outsider else self._url("search:results")

    @property
    def profile_url(self) -> str:
        return self._url("people:profile")

    @property
    def colour_scheme(self) -> str:
        chosen = self.request.COOKIES.get("utseende", "auto")
        return chosen if chosen in COLOUR_SCHEMES else "auto"

    @property
    def is_demo(self) -> bool:
        return settings.DEMO

    @staticmethod
    def _url(name: str) -> str:
        try:
            return reverse(name)
        except NoReverseMatch:
            return ""


def shell(request: HttpRequest) -> dict[str, object]:
    """What the page shell shows on every page."""
    return {"shell": getattr(request, "shell", None) or SimpleLazyObject(lambda: Shell(request))}
