"""Who finds what in the header: one table, from role to destinations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# name of a destination -> (words, URL name); one that leads nowhere yet is left out
DESTINATIONS: dict[str, tuple[str | Promise, str]] = {
    "my_page": (_("Min side"), "people:my_page"),
    "ideas": (_("Idéer"), "ideas:list"),
    "campaigns": (_("Idésøk"), "ideas:campaign_list"),
    "challenges": (_("Floker"), "ideas:challenge_list"),
    "projects": (_("Prosjekter"), "portfolio:project_list"),
    "portfolio": (_("Portefølje"), "portfolio:dashboard"),
    "incubator": (_("Inkubator"), "incubator:home"),
    "calls": (_("Utlysninger"), "incubator:call_list"),
    "cases": (_("Saker"), "reports:case_list"),
    "meetings": (_("Møter"), "reports:meeting_list"),
    "admin": (_("Administrasjon"), "people:admin"),
}
EVERYTHING = tuple(DESTINATIONS)

# Roles in the order they set the tone: the first one a person has comes first in the header.
BY_ROLE: dict[str, tuple[str, ...]] = {
    "administrator": (*EVERYTHING[:-1], "admin"),
    "director": ("my_page", "portfolio", "projects", "ideas", "calls", "cases", "meetings"),
    "manager": ("my_page", "portfolio", "projects", "ideas", "calls", "cases"),
    "secretariat": ("my_page", "cases", "meetings", "projects", "portfolio"),
    "adviser": (
        "my_page",
        "ideas",
        "campaigns",
        "challenges",
        "projects",
        "portfolio",
        "incubator",
    ),
    "board_member": ("my_page", "cases", "meetings", "portfolio"),
    "assessor": ("my_page", "calls"),
    "employee": ("my_page", "ideas", "projects", "incubator", "calls"),
    "outsider": ("my_page",),
}
AT_MOST = 7


@dataclass(frozen=True)
class Entry:
    """One word in the header. `count` is what waits there, for people to see at a glance."""

    name: str
    title: str | Promise
    url: str
    is_current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Navigation:
    entries: list[Entry] = field(default_factory=list)
    more: list[Entry] = field(default_factory=list)  # beyond seven, under Mer

    @property
    def more_is_current(self) -> bool:
        return any(entry.is_current for entry in self.more)

    def __iter__(self) -> Iterator[Entry]:
        return iter([*self.entries, *self.more])


def roles_of(person: Any) -> list[str]:
    """The roles that decide what stands in the header; somebody with none is still an employee.

    Who comes from a partner finds the way home there, and nothing else.
    """
    if person.is_outsider:
        return ["outsider"]
    held = {role for role in BY_ROLE if person.grants.units_as(role)}
    if person.is_employee or not held:
        held.add("employee")
    return [role for role in BY_ROLE if role in held]


def destinations(roles: Iterable[str]) -> list[str]:
    """The union of what the roles see, in the order of the first role."""
    return list(dict.fromkeys(name for role in roles for name in BY_ROLE[role]))


def navigation(
    person: Any, path: str, counts: Mapping[str, int] = MappingProxyType({})
) -> Navigation:
    """What `person` sees in the header on the page at `path`, with `counts` beside their words."""
    entries = []
    for name in destinations(roles_of(person)):
        title, url_name = DESTINATIONS[name]
        try:
            url = reverse(url_name)
        except NoReverseMatch:
            continue
        entries.append(Entry(name, title, url))
    inside = [e.url for e in entries if path == e.url or (e.url != "/" and path.startswith(e.url))]
    current = max(inside, key=len, default=None)
    entries = [
        replace(entry, is_current=entry.url == current, count=counts.get(entry.name, 0))
        for entry in entries
    ]
    return Navigation(entries[:AT_MOST], entries[AT_MOST:])
