"""The table of addresses for what belongs to one project, noun by noun."""

from tests.permissions.line import Line

LINES: list[Line] = []
SECRETS: dict[str, set[str]] = {}
