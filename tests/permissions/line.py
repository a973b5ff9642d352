"""One line of the table of addresses."""

from collections.abc import Set
from dataclasses import dataclass

from tests.permissions.people import ALNA_EMPLOYEES, EVERYBODY

NOBODY: Set[str] = frozenset()


@dataclass(frozen=True)
class Line:
    address: str
    get: Set[str] | None = None
    post: Set[str] | None = None
    sees: Set[str] = frozenset(EVERYBODY)
    asks: str = ""  # the permission that decides who gets in, or what they are shown
    is_open: bool = False  # also for those who have not logged in


def in_project(
    address: str, *, get: Set[str] | None = None, post: Set[str] | None = None, asks: str = ""
) -> Line:
    """An address of a project, which all who are employed in its district see."""
    return Line(address, get=get, post=post, sees=ALNA_EMPLOYEES, asks=asks)
