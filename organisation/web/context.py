from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from organisation.registries import shell_counts
from organisation.web.navigation import Navigation, navigation

COLOUR_SCHEMES = ("auto", "light", "dark")


class Shell:
    """What stands round every page. Read when drawn, so a fragment pays nothing for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person: Any = getattr(request, "user", None)
        self.is_inside = bool(self.person and self.person.is_authenticated)

    @property
    def navigation(self) -> Navigation:
        return navigation(self.person, self.request.path) if self.is_inside else Navigation()

    @property
    def district(self) -> str:
        return self.person.district.name if self.is_inside else ""

    @property
    def unread(self) -> int:
        """Unread notices; the app that has them says how to count."""
        count = dict(shell_counts.items()).get("notices")
        return count(self.person) if count and self.is_inside else 0

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
    return {"shell": SimpleLazyObject(lambda: Shell(request))}
